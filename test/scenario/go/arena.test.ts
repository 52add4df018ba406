import { describe, expect, test } from 'vitest'
import type { ModelName } from '../../../src/cpu-model/model.ts'
import { InputError } from '../../../src/emu/input-error.ts'
import { outcomeKey } from '../../../src/explore/outcome.ts'
import { explore } from '../../../src/export/explore-scenario.ts'
import { arenaBytes, type ArenaSpec } from '../../../src/scenario/go/arena.ts'
import { defineGoScenario } from '../../../src/scenario/go/go-scenario.ts'

/** What a lookup of key 9 gives while the map's first insert allocates the first bucket: neither ever inserts 9. */
async function lookupDuringFirstInsert(arena: ArenaSpec, model: ModelName): Promise<unknown[]> {
  const scenario = defineGoScenario({
    name: 'first-bucket',
    summary: '',
    map: { B: 0, entries: [], buckets: 'nil' },
    cores: [
      [{ function: 'main.put', arguments: ['map', 7n, 70n] }],
      [{ function: 'main.get', arguments: ['map', 9n] }],
    ],
    arena,
    outcome: (end) => {
      if (end.trap) return end.trap.message
      const { rax = 0n, rbx = 0n } = end.results[1]?.[0] ?? {}
      return (rbx & 0xffn) === 0n ? 'miss' : `found ${rax}`
    },
  })
  const found = await explore(scenario, { model })
  expect([found.complete, found.bounds]).toEqual([true, []])
  return found.outcomes.map(({ outcome }) => outcome).sort((a, b) => (outcomeKey(a) < outcomeKey(b) ? -1 : 1))
}

describe('memory that another object had before', () => {
  const bucketWithKey9 = { recycled: { B: 0, entries: [{ key: 9n, value: 90n }] } }
  const expected = ['concurrent map read and map write', 'miss']

  test.each(['sc', 'x86-tso', 'pso'] as const)('fresh, under %s: the new bucket is empty', async (model) => {
    expect(await lookupDuringFirstInsert('fresh', model)).toEqual(expected)
  })

  // The zeroing stores are before the store of h.buckets, and x86-TSO keeps stores in order.
  test.each(['sc', 'x86-tso'] as const)('recycled, under %s: zeroed before it is published', async (model) => {
    expect(await lookupDuringFirstInsert(bucketWithKey9, model)).toEqual(expected)
    expect(await lookupDuringFirstInsert('recycled', model)).toEqual(expected)
  })

  test('recycled, under pso: published before it is zeroed', async () => {
    // Key, element and tophash drain apart. Key 7 goes into the cell that key 9 had: its element may be there before its key is.
    const ghosts = ['found 0', 'found 70', 'found 90']
    expect(await lookupDuringFirstInsert(bucketWithKey9, 'pso')).toEqual(['concurrent map read and map write', ...ghosts, 'miss'])
    // The overflow pointer leads nowhere.
    const fault: unknown = expect.stringMatching(/^read of unmapped memory at 0xdeadbeef/)
    expect(await lookupDuringFirstInsert('recycled', 'pso')).toEqual([...expected, fault])
  })

  test('old contents repeat; there must be some', () => {
    expect([...arenaBytes({ recycled: Uint8Array.of(1, 2, 3) }, 7)]).toEqual([1, 2, 3, 1, 2, 3, 1])
    expect(() => arenaBytes({ recycled: new Uint8Array(0) }, 16)).toThrow(InputError)
    expect(() => arenaBytes({ recycled: { B: 0, entries: [], buckets: 'nil' } }, 16)).toThrow('old contents')
  })
})
