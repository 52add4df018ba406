import { defineGoScenario, type GoEnd } from './go-scenario.ts'

/** The check of `mapassign_fast64` that called `fatal`: map_fast64.go:101 is before the flag is set, :176 before it is cleared. */
export function failedCheck(end: GoEnd & { readonly map: undefined }): string {
  const { goLine, message } = end.trap
  if (goLine === 'map_fast64.go:102') return 'first'
  if (goLine === 'map_fast64.go:177') return 'second'
  return goLine === undefined ? message : `${message} (${goLine})`
}

/** S1 of the experiments: an empty map with its bucket allocated, `m[7] = 70` on core 0, `m[9] = 90` on core 1. */
export const twoInsertsOneBucket = defineGoScenario({
  name: 'go/two-inserts-one-bucket',
  summary: 'm[7] = 70 and m[9] = 90 on two cores, in an empty map of one bucket (mapassign_fast64)',
  map: { B: 0, entries: [] },
  cores: [
    [{ function: 'main.put', arguments: ['map', 7n, 70n] }],
    [{ function: 'main.put', arguments: ['map', 9n, 90n] }],
  ],
  outcome: (end) => {
    if (end.trap) return { fatal: { core: end.trap.core, check: failedCheck(end) } }
    const entries = [...end.map.entries].sort((a, b) => (a.key < b.key ? -1 : 1))
    return {
      fatal: null,
      keys: entries.map(({ key }) => key),
      values: entries.map(({ value }) => value),
      count: end.map.count,
      ...(end.map.flags === 0 ? {} : { flags: end.map.flags }),
      ...(end.map.corrupt === undefined ? {} : { corrupt: end.map.corrupt }),
    }
  },
})
