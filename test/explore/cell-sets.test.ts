import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellSets } from '../../src/explore/cell-sets.ts'

test('sets of the same cells have one number, in whatever order and however often the cells came', () => {
  fc.assert(fc.property(fc.array(fc.nat(40)), fc.array(fc.nat(40)), (some, others) => {
    const sets = new CellSets()
    const made = (cells: readonly number[]): number => cells.reduce((set, cell) => sets.with(set, cell), 0)
    expect(sets.cells(made(some))).toEqual([...new Set(some)].sort((a, b) => a - b))
    expect(made([...some, ...others]) === made([...others, ...some, ...others])).toBe(true)
    expect(made(some) === made(others)).toBe([...new Set(some)].sort().join() === [...new Set(others)].sort().join())
  }))
})
