import { describe, expect, test } from 'vitest'
import { StateTable } from '../../src/explore/state-table.ts'

/** Numbers that grow with `i`, so that the table is packed anew several times, and differ for each `i`. */
function stateNumber(i: number): Int32Array {
  return Int32Array.of(i & 1023, i * 7, (i * 40_503) & 0xffff)
}

function filled(count: number): StateTable {
  const table = new StateTable(3, true)
  for (let i = 0; i < count; i++) {
    if (table.find(stateNumber(i)) !== -1) throw new Error(`state ${i} is not in the table yet`)
    table.add(stateNumber(i), i - 1, i % 300, 0, i & 15, i < 5000 ? 0 : i < 6000 ? 2 : 3)
  }
  return table
}

test('states are found again under the number that they got, and no others are', () => {
  const count = 20_000
  const table = filled(count)
  expect(table.count).toBe(count)
  const state = new Int32Array(3)
  const wrong: number[] = []
  for (let i = 0; i < count; i++) {
    table.read(i, state)
    if (table.find(stateNumber(i)) !== i || state.join() !== stateNumber(i).join()) wrong.push(i)
  }
  expect(wrong).toEqual([])
  expect(table.find(Int32Array.of(1, 0, 0))).toBe(-1)
  // 5 bytes of origin, 2 of sleep, 2 relied on, 8 of state, and 4 for each slot; the last chunk is not full.
  expect(table.bytes).toBe(5 * 4096 * 17 + 4 * 32_768)
})

test('where each was found: its parent, which successor, and under which revision', () => {
  const table = filled(10_000)
  for (const index of [0, 254, 255, 256, 4999, 5000, 5999, 6000, 9999]) {
    expect([table.parent(index), table.choice(index), table.revision(index)]).toEqual([
      index - 1, index % 300, index < 5000 ? 0 : index < 6000 ? 2 : 3,
    ])
  }
})

test('sets are kept, whether their numbers are small or large', () => {
  const table = filled(10)
  table.rely(3, 65_535)
  table.rely(4, 65_536)
  table.rely(5, 7)
  expect([2, 3, 4, 5].map((index) => table.relied(index))).toEqual([0, 65_535, 65_536, 7])
})

describe('sleep sets', () => {
  test.each([2, 3, 4, 7, 8, 15])('of %i cores', (cores) => {
    const all = cores === 15 ? 0x3fff_ffff : (1 << (2 * cores)) - 1
    const table = new StateTable(cores + 1, true)
    const state = new Int32Array(cores + 1)
    table.find(state)
    table.add(state, -1, 0, all, all - 1, 0)
    expect([table.sleep(0), table.slept(0)]).toEqual([all, all - 1])
    // Before the state is expanded fewer sleepers are only taken down.
    expect(table.wake(0, all & ~1)).toBe(0)
    expect(table.claim(0)).toBe(all & ~1)
    expect(table.sleep(0)).toBe(all & ~1)
    // Afterwards those that wake are to be taken.
    expect(table.wake(0, 1)).toBe(all & ~1)
    expect(table.sleep(0)).toBe(0)
    expect(table.wake(0, 0)).toBe(0)
  })
})
