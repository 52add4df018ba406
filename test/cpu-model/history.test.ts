import { describe, expect, test } from 'vitest'
import { CellGroups } from '../../src/cpu-model/cell-groups.ts'
import { Cells, CellSplit } from '../../src/cpu-model/cells.ts'
import { History, type HistoryId } from '../../src/cpu-model/history.ts'
import { Memory } from '../../src/cpu-model/memory.ts'
import { Stores } from '../../src/cpu-model/stores.ts'

const X = 0
const Y = 8

/** Two cores, cells x and y of 8 bytes, both 0. */
class Fixture {
  readonly cells = new Cells(() => 0)
  readonly stores = new Stores(this.cells)
  readonly memory = new Memory(this.stores)
  readonly history: History
  at: HistoryId = 0

  /** `together`: some load reads both at once. */
  constructor(entries = 64, together = false) {
    this.cells.resolve(X, 8)
    this.cells.resolve(Y, 8)
    const groups = new CellGroups(this.cells)
    if (together) {
      expect(() => groups.of(this.cells.resolve(X, 16))).toThrow(CellSplit)
      groups.reset()
    }
    this.history = new History(this.memory, this.stores, groups, 2, entries)
  }

  drain(core: number, address: number, value: bigint): void {
    const store = this.stores.intern({ address, size: 8, value, nonTemporal: false, afterSfence: false })
    this.at = this.history.drain(this.at, core, store)
  }

  read(core: number, address: number, back: number): void {
    this.at = this.history.read(this.at, core, this.cells.resolve(address, 8), back)
  }

  fence(core: number): void {
    this.at = this.history.fence(this.at, core)
  }

  /** The values that a load of `core` may give, newest first. */
  readable(core: number, address: number): bigint[] {
    const [cell = -1] = this.cells.resolve(address, 8)
    const count = this.history.moments(this.at, core, [cell]) + 1
    return Array.from({ length: count }, (_, back) =>
      this.cells.value(cell, this.memory.at(this.history.memoryAt(this.at, [cell], back), cell)))
  }
}

test('at first there is one moment', () => {
  const f = new Fixture()
  expect([f.readable(0, X), f.readable(1, Y)]).toEqual([[0n], [0n]])
})

test('another core may read what was there before, the one that stored may not', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  expect([f.readable(0, X), f.readable(1, X)]).toEqual([[1n], [1n, 0n]])
})

test('coherence: having read a store, a core reads it or newer ones (CoRR)', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  f.drain(0, X, 2n)
  expect(f.readable(1, X)).toEqual([2n, 1n, 0n])
  f.read(1, X, 1)
  expect(f.readable(1, X)).toEqual([2n, 1n])
})

test('reading one variable leaves the other alone (MP without fences)', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  f.drain(0, Y, 1n)
  f.read(1, Y, 0)
  expect(f.readable(1, X)).toEqual([1n, 0n])
})

test('a fence makes everything new (MP with a fence)', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  f.drain(0, Y, 1n)
  f.read(1, Y, 0)
  f.fence(1)
  expect(f.readable(1, X)).toEqual([1n])
  expect(f.readable(1, Y)).toEqual([1n])
})

describe('variables that an access has together', () => {
  test('have their moments together: a load of both finds them as they were at one of these', () => {
    const f = new Fixture(64, true)
    f.drain(0, X, 1n)
    f.drain(0, Y, 1n)
    f.drain(0, Y, 2n)
    const both = f.cells.resolve(X, 16)
    expect(f.history.moments(f.at, 1, both)).toBe(3)
    expect(f.history.moments(f.at, 0, both)).toBe(0)
  })

  test('a floor rises to the store that was read, not to the moment of reading', () => {
    const f = new Fixture(64, true)
    f.drain(0, X, 1n)
    f.drain(0, Y, 1n)
    f.drain(0, Y, 2n)
    // x = 1 was stored at the first of three moments; reading it now raises the floor of x to that moment only.
    f.read(1, X, 0)
    expect(f.readable(1, X)).toEqual([1n, 1n, 1n])
    expect(f.readable(1, Y)).toEqual([2n, 1n, 0n, 0n])
    expect(f.history.moments(f.at, 1, f.cells.resolve(X, 16))).toBe(2)
  })
})

test('which of two variables changed first is not kept, where nothing reads both at once', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  f.drain(1, Y, 1n)
  const first = f.at
  f.at = 0
  f.drain(1, Y, 1n)
  f.drain(0, X, 1n)
  expect(f.at).toBe(first)
})

describe('moments', () => {
  test('that nobody can read are dropped, so histories meet again', () => {
    const f = new Fixture()
    f.drain(0, X, 1n)
    f.drain(0, X, 0n)
    f.fence(0)
    f.fence(1)
    expect(f.at).toBe(0)
  })

  test('of equal content merge', () => {
    const f = new Fixture()
    f.drain(0, X, 0n)
    expect(f.readable(1, X)).toEqual([0n])
  })

  test('beyond the bound are dropped, and that is said', () => {
    const f = new Fixture(2)
    f.drain(0, X, 1n)
    expect(f.history.bounded).toBe(false)
    f.drain(0, X, 2n)
    expect(f.history.bounded).toBe(true)
    expect(f.readable(1, X)).toEqual([2n, 1n])
  })

  test('dropped because nobody can read them are no bound', () => {
    const f = new Fixture(2)
    for (let value = 1n; value < 9n; value++) {
      f.drain(0, X, value)
      f.fence(0)
      f.fence(1)
    }
    expect(f.history.bounded).toBe(false)
  })
})

test('equal histories have equal ids', () => {
  const f = new Fixture()
  f.drain(0, X, 1n)
  const first = f.at
  f.at = 0
  f.drain(0, X, 1n)
  expect(f.at).toBe(first)
})
