import { describe, expect, test } from 'vitest'
import { Buffers, type BufferId } from '../../src/cpu-model/buffers.ts'
import { Cells } from '../../src/cpu-model/cells.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { pso } from '../../src/cpu-model/pso.ts'
import { Stores } from '../../src/cpu-model/stores.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'

interface Fixture {
  readonly buffers: Buffers
  /** The buffer with stores of 8 bytes at these addresses; negative: an SFENCE is before it. */
  readonly of: (...addresses: readonly number[]) => BufferId
  /** The same notation for what a buffer holds. */
  readonly held: (buffer: BufferId) => number[]
}

function fixture(model: MemoryModel): Fixture {
  const stores = new Stores(new Cells(() => 0))
  const buffers = new Buffers(model, stores)
  return {
    buffers,
    of: (...addresses) =>
      addresses.reduce((buffer, address) => {
        const store = { address: Math.abs(address), size: 8, value: 1n, nonTemporal: false, afterSfence: address < 0 }
        return buffers.append(buffer, stores.intern(store))
      }, 0),
    held: (buffer) =>
      buffers.entries(buffer).map((id) => {
        const { address, afterSfence } = stores.entry(id)
        return afterSfence ? -address : address
      }),
  }
}

describe('append', () => {
  test('equal buffers have equal ids, 0 is the empty one', () => {
    const { of, held } = fixture(x86Tso)
    expect(of()).toBe(0)
    expect(of(8, 16)).toBe(of(8, 16))
    expect(of(8, 16)).not.toBe(of(16, 8))
    expect(held(of(8, 16, 8))).toEqual([8, 16, 8])
  })

  test('an SFENCE with nothing before it is dropped', () => {
    const { of } = fixture(x86Tso)
    expect(of(-8)).toBe(of(8))
    expect(of(8, -16)).not.toBe(of(8, 16))
  })
})

describe('what a buffer holds', () => {
  test('its length', () => {
    const { buffers, of } = fixture(x86Tso)
    expect([of(), of(8), of(8, 8, 16)].map((buffer) => buffers.length(buffer))).toEqual([0, 1, 3])
  })

  test('its cells, a bit each, however many there are', () => {
    const { buffers, of } = fixture(x86Tso)
    const addresses = Array.from({ length: 70 }, (_, i) => 8 * i)
    const [first, second] = [of(0, 8), of(8)]
    const all = of(...addresses)
    const last = of(0, 8 * 69)
    expect([0, 1, 2].map((word) => buffers.cells(first, word))).toEqual([3, 0, 0])
    expect(buffers.cells(second, 0)).toBe(2)
    expect([0, 1, 2, 3].map((word) => buffers.cells(all, word))).toEqual([-1, -1, 63, 0])
    expect([0, 1, 2].map((word) => buffers.cells(last, word))).toEqual([1, 0, 32])
  })
})

describe('drains', () => {
  test('of the empty buffer there are none', () => {
    expect(fixture(x86Tso).buffers.drains(0)).toEqual([])
  })

  test('x86-tso: the oldest', () => {
    const { buffers, of } = fixture(x86Tso)
    expect(rests(buffers, of(8, 16, 24))).toEqual([[0, of(16, 24)]])
  })

  test('pso: the oldest of each address', () => {
    const { buffers, of } = fixture(pso)
    expect(rests(buffers, of(8, 16, 8))).toEqual([[0, of(16, 8)], [1, of(8, 8)]])
  })

  test('pso: of many, any', () => {
    const { buffers, of } = fixture(pso)
    const addresses = [8, 16, 24, 32, 40]
    expect(rests(buffers, of(...addresses))).toEqual(addresses.map((_, i) => [i, of(...addresses.filter((_, at) => at !== i))]))
  })

  test('an epoch that begins at the drained entry begins at the next', () => {
    const { buffers, of, held } = fixture(pso)
    const buffer = of(8, 16, -24, 32)
    const [first, second] = rests(buffers, buffer).map(([, rest]) => rest)
    expect([held(first ?? 0), held(second ?? 0)]).toEqual([[16, -24, 32], [8, -24, 32]])
    // Once the first epoch is gone the second is the only one.
    expect(rests(buffers, first ?? 0).map(([, rest]) => held(rest))).toEqual([[24, 32]])
  })
})

/** Positions that may drain, each with the buffer without it. */
function rests(buffers: Buffers, buffer: BufferId): (readonly [number, BufferId])[] {
  return buffers.drains(buffer).map(({ index }) => [index, buffers.without(buffer, index)])
}
