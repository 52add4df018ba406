import { defineGoScenario, explore, goMap, mapOutcome } from 'fencepost'
import 'fencepost/vitest'
import { describe, expect, test } from 'vitest'

describe('two goroutines and one map', () => {
  test('m[7] = 70 and m[9] = 90: a key may be lost without a word', async () => {
    const m = goMap()
    const scenario = defineGoScenario({
      name: 'two-inserts',
      map: m,
      cores: [[m.put(7n, 70n)], [m.put(9n, 90n)]],
      outcome: mapOutcome,
    })
    const seen = await explore(scenario, { model: 'sc' })
    expect(seen).toAllow({ fatal: null, map: ['7=70', '9=90'], count: 2n })
    expect(seen).toAllow({ fatal: null, map: ['7=70'], count: 1n })
    expect(seen).toAllow({ fatal: 'concurrent map writes' })
    expect(seen).toForbid({ fatal: null, map: [] })
  })

  test('insert, then look the other key up: both may miss, but only where cores have store buffers', async () => {
    const m = goMap({ entries: [[1n, 10n]] })
    const scenario = defineGoScenario({
      name: 'insert-then-look',
      map: m,
      cores: [[m.put(7n, 70n), m.get(9n)], [m.put(9n, 90n), m.get(7n)]],
      outcome: (end) => {
        const map = mapOutcome(end)
        // Two keys more, and both lookups answered that there is no such key.
        const missed = end.results?.map((calls) => ((calls[1]?.rbx ?? 0n) & 0xffn) === 0n)
        return map.fatal === null ? { keys: map.map.length, missed: missed ?? [] } : { fatal: map.fatal }
      },
    })
    const seen = await explore(scenario)
    expect(seen).toAllow({ keys: 3, missed: [true, true] })
    expect(seen.under('sc')).toForbid({ keys: 3, missed: [true, true] })
    expect(seen).not.toBeRobust()
  })
})
