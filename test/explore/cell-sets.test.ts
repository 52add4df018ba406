import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellSets } from '../../src/explore/cell-sets.ts'
import { MarkedNumbers } from '../../src/explore/marked-numbers.ts'

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

test('many cells at once make the set that they make one by one', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat(CELLS * 20))), (contents) => {
    const sets = new CellSets()
    const marked = new MarkedNumbers()
    for (const [at, cells] of contents.entries()) {
      const from = sets.of(Int32Array.from(bits(contents[at - 1] ?? [])))
      marked.clear()
      for (const cell of cells) marked.add(cell)
      expect(marked.count).toBe(new Set(cells).size)
      expect(sets.withAll(from, marked)).toBe(cells.reduce((set, cell) => sets.with(set, cell), from))
    }
  }))
})

test('a set that has a cell has all parts when that is split, and its number stays', () => {
  const few = fc.array(fc.nat(CELLS), { maxLength: 12 })
  fc.assert(fc.property(fc.array(few), fc.nat(CELLS), fc.integer({ min: 1, max: 7 }), (contents, cell, more) => {
    const sets = new CellSets()
    const made = (cells: readonly number[]): number => cells.reduce((set, one) => sets.with(set, one), 0)
    const numbers = contents.map(made)
    const union = sets.union(numbers[0] ?? 0, numbers[1] ?? 0)
    const parts = [cell, ...Array.from({ length: more }, (_, i) => CELLS + 1 + i)]
    sets.split({ cell, parts })
    const split = contents.map((cells) => (cells.includes(cell) ? [...cells, ...parts] : cells))
    split.forEach((cells, i) => {
      const found = Array.from({ length: CELLS + 9 }, (_, one) => one).filter((one) => sets.has(numbers[i] ?? 0, one))
      expect(found).toEqual([...new Set(cells)].sort((a, b) => a - b))
    })
    expect(split.map(made)).toEqual(numbers)
    expect(sets.union(numbers[0] ?? 0, numbers[1] ?? 0)).toBe(union)
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
