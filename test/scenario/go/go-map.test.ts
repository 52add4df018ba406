import { describe, expect, test } from 'vitest'
import { defineGoScenario, explore, goCalls, goMap, InputError, mapOutcome } from '../../../src/index.ts'

describe('goMap', () => {
  test('pairs and entries, in as few buckets as Go takes for them', () => {
    const entries = [[1n, 10n], { key: 2n, value: 20n }] as const
    expect(goMap({ entries })).toMatchObject({ B: 0, entries: [{ key: 1n, value: 10n }, { key: 2n, value: 20n }] })
    // A bucket holds 8 keys (map.go:64); from there on 6.5 on average (map.go:71).
    const keys = (count: number): [bigint, bigint][] => Array.from({ length: count }, (_, i) => [BigInt(i), 0n])
    expect([0, 8, 9, 13, 14, 26, 27].map((count) => goMap({ entries: keys(count) }).B)).toEqual([0, 0, 1, 1, 2, 2, 3])
    expect(goMap({ entries: new Map([[5n, 50n]]) }).entries).toEqual([{ key: 5n, value: 50n }])
  })

  test('a state that Go cannot reach is refused at once', () => {
    expect(() => goMap({ B: 0, entries: [[1n, 1n], [1n, 2n]] })).toThrow(InputError)
    expect(() => goMap({ growing: {} })).toThrow('needs B')
  })
})

describe('defineGoScenario', () => {
  test('one core, calls one after another: what Go does', async () => {
    const m = goMap({ entries: [[1n, 10n]] })
    const scenario = defineGoScenario({
      name: 'alone',
      map: m,
      cores: [[m.put(7n, 70n), m.increment(7n), m.get(7n), m.delete(1n), m.length(), m.sum(), m.read(1n)]],
      outcome: (end) => ({ map: mapOutcome(end), rax: [2, 4, 5, 6].map((call) => end.results?.[0]?.[call]?.rax) }),
    })
    // A range leaves the marks iterator and oldIterator (map.go:858).
    const map = { fatal: null, map: ['7=71'], count: 1n, flags: 3 }
    expect((await explore(scenario)).outcomes.map(({ outcome }) => outcome)).toEqual([{ map, rax: [71n, 1n, 71n, 0n] }])
  })

  test('calls as text', () => {
    const m = goMap()
    expect(goCalls('main.put(m, 7, 70); main.get(m, 7)')).toMatchObject([m.put(7n, 70n), m.get(7n)])
  })

  test('mistakes name the scenario and the field', async () => {
    const order = [{ earlier: 0, later: 1 }]
    expect(() => defineGoScenario({ name: 'order', map: goMap(), cores: [[]], order, outcome: mapOutcome }))
      .toThrow('scenario "order", order: expected two different cores below 1, found 0 and 1')
    const scenario = defineGoScenario({ name: 'wrong', map: goMap(), cores: [goCalls('main.putt(m, 7, 70)')], outcome: mapOutcome })
    await expect(explore(scenario)).rejects.toThrow(
      'scenario "wrong", cores[0][0].function: the listings define no "main.putt"; there is main.put',
    )
    const map = { B: 0, entries: [{ key: 1n, value: 0n }, { key: 1n, value: 0n }] }
    const twice = defineGoScenario({ name: 'twice', map, cores: [[]], outcome: mapOutcome })
    await expect(explore(twice)).rejects.toThrow('scenario "twice", map: ')
  })
})
