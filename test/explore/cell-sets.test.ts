import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellSets } from '../../src/explore/cell-sets.ts'

const CELLS = 70

test('sets of the same cells have one number, in whatever order and however often the cells came', () => {
  fc.assert(fc.property(fc.array(fc.nat(CELLS)), fc.array(fc.nat(CELLS)), (some, others) => {
    const sets = new CellSets()
    const made = (cells: readonly number[]): number => cells.reduce((set, cell) => sets.with(set, cell), 0)
    const met = Array.from({ length: CELLS + 1 }, (_, cell) => cell).filter((cell) => sets.meets(made(some), bits([cell])))
    expect(met).toEqual([...new Set(some)].sort((a, b) => a - b))
    expect(made([...some, ...others]) === made([...others, ...some, ...others])).toBe(true)
    expect(made(some) === made(others)).toBe([...new Set(some)].sort().join() === [...new Set(others)].sort().join())
    expect(sets.union(made(some), made(others))).toBe(made([...others, ...some]))
    expect(sets.of(Int32Array.from(bits(some)))).toBe(made(some))
    expect(sets.meets(made(some), bits(others))).toBe(some.some((cell) => others.includes(cell)))
  }))
})

test('the sets that there are: the empty one, and each that was made', () => {
  const sets = new CellSets()
  expect(sets.size).toBe(1)
  sets.with(sets.with(0, 3), 40)
  sets.with(0, 3)
  expect(sets.size).toBe(3)
})

function bits(cells: readonly number[]): Uint32Array {
  const words = new Uint32Array(3)
  for (const cell of cells) words[cell >> 5] = (words[cell >> 5] ?? 0) | (1 << (cell & 31))
  return words
}
