import { expect, test } from 'vitest'
import { CellGroups } from '../../src/cpu-model/cell-groups.ts'
import { Cells, CellSplit } from '../../src/cpu-model/cells.ts'

test('a cell is a group of its own until an access has it together with others', () => {
  const cells = new Cells(() => 0)
  const [x, y, z] = [0, 8, 16].map((address) => cells.resolve(address, 8))
  if (!x || !y || !z) throw new Error('three variables')
  const groups = new CellGroups(cells)
  expect([x, y, z].map((cell) => groups.of(cell))).toEqual([0, 1, 2])
  expect(groups.count).toBe(3)
  expect(() => groups.of([...x, ...y])).toThrow(CellSplit)
  groups.reset()
  expect(groups.of([...x, ...y])).toBe(groups.of(x))
  expect(groups.of(y)).toBe(groups.of(x))
  expect(groups.of(z)).not.toBe(groups.of(x))
  expect(groups.members(groups.of(x))).toEqual([...x, ...y])
})

test('accesses that have a cell in common join theirs, and a cell that is made later finds its group', () => {
  const cells = new Cells(() => 0)
  const groups = new CellGroups(cells)
  const parts = [0, 8, 16].map((address) => cells.resolve(address, 8))
  const all = parts.flat()
  expect(() => groups.of(all.slice(1))).toThrow(CellSplit)
  groups.reset()
  expect(() => groups.of(all.slice(0, 2))).toThrow(CellSplit)
  groups.reset()
  cells.reset()
  const first = groups.of(cells.resolve(16, 8))
  expect(groups.of(cells.resolve(0, 8))).toBe(first)
})
