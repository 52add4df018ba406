import { expect, test } from 'vitest'
import { hashPair } from '../../src/cpu-model/pair-table.ts'
import { SlotFiller } from '../../src/explore/slot-filler.ts'

/** Looks for each of the states as `StateTable` does, and gives those that are not found. */
function lost(slots: Int32Array, most: number, hashes: Int32Array): number[] {
  const mask = slots.length - 1
  const missing: number[] = []
  hashes.forEach((hash, index) => {
    let slot = hash & mask
    while (slots[slot] !== 0 && slots[slot] !== ((hash & -most) | (index + 1))) slot = (slot + 1) & mask
    if (slots[slot] === 0) missing.push(index)
  })
  return missing
}

test.each([
  ['a table smaller than a stretch', 1 << 8, 1 << 8, 190],
  ['a stretch that runs over into the next, and round the end', 1 << 16, 1 << 16, 49_000],
  ['more than one batch', 1 << 19, 1 << 19, 300_000],
  ['a table of which only a part is in use', 1 << 16, 1 << 20, 40_000],
])('all states are found from their own slots: %s', (_name, length, most, states) => {
  // Some are the last four of a stretch.
  const hashes = Int32Array.from({ length: states }, (_, i) => hashPair(i, 1) | (i % 100 === 0 ? 0x7ffc : 0))
  const slots = new Int32Array(most)
  const filler = new SlotFiller(slots, length, most, states)
  hashes.forEach((hash, index) => { filler.add(index, hash) })
  filler.flush()
  const used = slots.subarray(0, length)
  expect(lost(used, most, hashes)).toEqual([])
  expect(used.filter((slot) => slot !== 0)).toHaveLength(states)
  expect(slots.subarray(length).every((slot) => slot === 0)).toBe(true)
})
