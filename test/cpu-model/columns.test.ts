import { expect, test } from 'vitest'
import { withRoom } from '../../src/cpu-model/columns.ts'

test('a column with room stays, one without is copied', () => {
  const column = Int32Array.of(7, 8)
  expect(withRoom(column, 1)).toBe(column)
  const longer = withRoom(column, 9, -1)
  expect([...longer]).toEqual([7, 8, ...Array<number>(8).fill(-1)])
  expect(longer).toBeInstanceOf(Int32Array)
})
