import { defineGoScenario } from './go-scenario.ts'
import { failedCheck } from './two-inserts-one-bucket.ts'

/**
 * S2 of the experiments, the store-buffer test (SB) through a map: each core inserts its key and then looks up the other's. The map
 * already holds key 1, because a lookup in a map with count 0 ends before it looks at a bucket.
 */
export const insertThenLookAcross = defineGoScenario({
  name: 'go/insert-then-look-across',
  summary: 'm[7] = 70, then m[9], against m[9] = 90, then m[7]; the map already holds key 1 (SB through a map)',
  map: { B: 0, entries: [{ key: 1n, value: 10n }] },
  cores: [
    [
      { function: 'main.put', arguments: ['map', 7n, 70n] },
      { function: 'main.get', arguments: ['map', 9n] },
    ],
    [
      { function: 'main.put', arguments: ['map', 9n, 90n] },
      { function: 'main.get', arguments: ['map', 7n] },
    ],
  ],
  outcome: (end) => {
    if (end.trap) {
      const lookup = end.trap.message === 'concurrent map read and map write'
      return { fatal: { core: end.trap.core, check: lookup ? 'lookup' : failedCheck(end) } }
    }
    const entries = [...end.map.entries].sort((a, b) => (a.key < b.key ? -1 : 1))
    const found = end.results.map((calls) => ((calls[1]?.rbx ?? 0n) & 0xffn) === 0n ? 'miss' : `${calls[1]?.rax ?? 0n}`)
    return {
      fatal: null,
      found,
      keys: entries.map(({ key }) => key),
      values: entries.map(({ value }) => value),
      count: end.map.count,
      ...(end.map.corrupt === undefined ? {} : { corrupt: end.map.corrupt }),
    }
  },
})
