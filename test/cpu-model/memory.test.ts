import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cells } from '../../src/cpu-model/cells.ts'
import { ConcurrentMemory, concurrentMemoryArrays } from '../../src/cpu-model/concurrent-memory.ts'
import { MemoriesExhausted, Memory } from '../../src/cpu-model/memory.ts'
import { Stores, type StoreId } from '../../src/cpu-model/stores.ts'

interface Fixture {
  readonly cells: Cells
  readonly memory: Memory
  readonly store: (address: number, size: number, value: bigint) => StoreId
}

function fixture(most = Infinity): Fixture {
  const cells = new Cells(() => 0)
  const stores = new Stores(cells)
  return {
    cells,
    memory: new Memory(stores, most),
    store: (address, size, value) => stores.intern({ address, size, value, nonTemporal: false, afterSfence: false }),
  }
}

test('equal contents are one memory, however they came about', () => {
  const { memory, store } = fixture()
  const [x1, y1, x0] = [store(0, 8, 1n), store(8, 8, 1n), store(0, 8, 0n)]
  expect(memory.apply(memory.apply(0, x1), y1)).toBe(memory.apply(memory.apply(0, y1), x1))
  expect(memory.apply(memory.apply(0, x1), x0)).toBe(0)
})

test('storing what is there changes nothing', () => {
  const { memory, store } = fixture()
  expect(memory.apply(0, store(0, 8, 0n))).toBe(0)
  expect(memory.size).toBe(1)
})

test('a store of several cells writes them all', () => {
  const { cells, memory, store } = fixture()
  const [low = -1] = cells.resolve(0, 4)
  const [high = -1] = cells.resolve(4, 4)
  const both = memory.apply(0, store(0, 8, 0x2_0000_0001n))
  expect([cells.value(low, memory.at(both, low)), cells.value(high, memory.at(both, high))]).toEqual([1n, 2n])
  expect(memory.apply(memory.apply(0, store(0, 4, 1n)), store(4, 4, 2n))).toBe(both)
})

test('more cells than a row began with', () => {
  const { cells, memory, store } = fixture()
  const stores = Array.from({ length: 100 }, (_, i) => store(8 * i, 8, BigInt(i + 1)))
  const first = memory.apply(0, stores[0] ?? -1)
  const all = stores.reduce((from, one) => memory.apply(from, one), 0)
  for (let cell = 0; cell < 100; cell++) expect(cells.value(cell, memory.at(all, cell))).toBe(BigInt(cell + 1))
  // Ids from before the rows were widened are still those memories.
  expect(memory.apply(0, stores[0] ?? -1)).toBe(first)
  expect(memory.at(first, 99)).toBe(0)
  expect([...stores].reverse().reduce((from, one) => memory.apply(from, one), 0)).toBe(all)
})

test('a cell of many values', () => {
  const { memory, store } = fixture()
  for (let value = 0; value < 3000; value++) memory.apply(0, store(0, 8, BigInt(value)))
  expect(memory.size).toBe(3000)
})

test('beyond the bound no memory is made, and those that are there stay', () => {
  const { memory, store } = fixture(100)
  const stores = Array.from({ length: 100 }, (_, i) => store(0, 8, BigInt(i + 1)))
  const known = stores.slice(0, 99).map((one) => memory.apply(0, one))
  expect(() => memory.apply(0, stores[99] ?? -1)).toThrow(new MemoriesExhausted(100))
  expect(memory.size).toBe(100)
  expect(stores.slice(0, 99).map((one) => memory.apply(0, one))).toEqual(known)
})

test('against a Map: memories are equal exactly when their contents are', () => {
  const oneStore = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3 }))
  fc.assert(fc.property(fc.array(fc.array(oneStore, { maxLength: 12 }), { maxLength: 40 }), (runs) => {
    const { memory, store } = fixture()
    const ids = new Map<string, number>()
    for (const run of runs) {
      const content = new Map<number, number>()
      let at = 0
      for (const [cell, value] of run) {
        at = memory.apply(at, store(cell * 8, 8, BigInt(value)))
        content.set(cell, value)
        const key = [...content].filter(([, v]) => v !== 0).sort(([a], [b]) => a - b).join(';')
        const known = ids.get(key) ?? at
        ids.set(key, known)
        expect(at).toBe(known)
      }
    }
    expect(new Set(ids.values()).size).toBe(ids.size)
  }))
})

test('stores make of a draft what they make of memories, in both kinds of table', () => {
  // Some write several cells, and cells of several blocks.
  const oneStore = fc.tuple(fc.nat(40), fc.constantFrom(1, 2, 4), fc.nat(3))
  fc.assert(fc.property(fc.array(fc.array(oneStore, { maxLength: 12 }), { maxLength: 20 }), (runs) => {
    const cells = new Cells(() => 0)
    const stores = new Stores(cells)
    for (let cell = 0; cell < 64; cell++) cells.resolve(cell, 1)
    const arrays = concurrentMemoryArrays(1 << 9, 64)
    for (const memory of [new Memory(stores), new ConcurrentMemory(arrays, stores)]) {
      let at = 0
      for (const run of runs) {
        const ids = run.map(([address, size, value]) =>
          stores.intern({ address, size, value: BigInt(value) * 0x0101_0101n, nonTemporal: false, afterSfence: false }))
        const before = memory.size
        const draft = memory.draft(at)
        for (const store of ids) expect(memory.apply(draft, store)).toBe(draft)
        const read = Array.from({ length: cells.count }, (_, cell) => memory.at(draft, cell))
        const together = memory.keep()
        expect(memory.size - before).toBeLessThan(2)
        at = ids.reduce((from, store) => memory.apply(from, store), at)
        expect(together).toBe(at)
        expect(read).toEqual(Array.from({ length: cells.count }, (_, cell) => memory.at(at, cell)))
      }
    }
  }))
})
