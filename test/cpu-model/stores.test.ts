import { expect, test } from 'vitest'
import { Cells } from '../../src/cpu-model/cells.ts'
import { Stores } from '../../src/cpu-model/stores.ts'

const store = { address: 16, size: 8, value: 5n, nonTemporal: false, afterSfence: false }

test('stores that differ in anything are different', () => {
  const stores = new Stores(new Cells(() => 0))
  const variants = [
    store,
    { ...store, value: 6n },
    { ...store, nonTemporal: true },
    { ...store, afterSfence: true },
    { ...store, address: 32 },
  ]
  expect(variants.map((one) => stores.intern(one))).toEqual([0, 1, 2, 3, 4])
  expect(variants.map((one) => stores.intern({ ...one }))).toEqual([0, 1, 2, 3, 4])
})

test('a wide store is cut into the values of its cells, low bytes first', () => {
  const cells = new Cells(() => 0)
  const [low = -1, high = -1] = [...cells.resolve(16, 2), ...cells.resolve(18, 6)]
  const stores = new Stores(cells)
  const { cells: written, indices } = stores.entry(stores.intern({ ...store, value: 0x1122_3344_5566_7788n }))
  expect(written).toEqual([low, high])
  expect(written.map((cell, i) => cells.value(cell, indices[i] ?? -1))).toEqual([0x7788n, 0x1122_3344_5566n])
})

test('a store of one cell says so, one of several does not', () => {
  const cells = new Cells(() => 0)
  cells.resolve(32, 4)
  const stores = new Stores(cells)
  const one = stores.intern(store)
  const two = stores.intern({ ...store, address: 32 })
  expect([stores.onlyCell[one], stores.onlyCell[two]]).toEqual([cells.cellAt(16), -1])
})
