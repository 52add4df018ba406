/** The two shipped scenarios over Go's map, S1 and S2 of the experiments, and what a replay refuses. */
import { afterAll, describe, expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import type { ModelName } from '../../src/cpu-model/model.ts'
import { exploreAll, type Exploration, type FoundOutcome } from '../../src/explore/explore.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { outcomeOfRun, takeTrap } from '../../src/explore/run-outcome.ts'
import { endOf } from '../../src/machine/end.ts'
import { Machine } from '../../src/machine/machine.ts'
import { Run } from '../../src/machine/run.ts'
import { formatWitness, parseWitness, replay, StaleWitness } from '../../src/machine/witness.ts'
import { buildGoScenario, defineGoScenario, goListings, type GoScenarioSpec } from '../../src/scenario/go/go-scenario.ts'
import { insertThenLookAcross } from '../../src/scenario/go/insert-then-look-across.ts'
import { twoInsertsOneBucket } from '../../src/scenario/go/two-inserts-one-bucket.ts'
import { loadScenario, type LoadedScenario } from '../../src/scenario/scenario.ts'

const [s1, s2] = await Promise.all([loadScenario(twoInsertsOneBucket), loadScenario(insertThenLookAcross)])
const opened: LoadedScenario[] = [s1, s2]
afterAll(() => opened.forEach((scenario) => scenario.close()))

const explorations = new Map<string, Exploration>()

function explore(scenario: LoadedScenario, model: ModelName): Exploration {
  const key = `${scenario.scenario.name} ${model}`
  const known = explorations.get(key)
  if (known) return known
  const { automata, outcome, onTrap } = scenario
  const found = exploreAll({ automata, outcome, onTrap }, modelNamed(model))
  expect([found.complete, found.bounds]).toEqual([true, []])
  explorations.set(key, found)
  return found
}

const keys = (found: Exploration): string[] => found.outcomes.map(({ key }) => key)

/** Without fatal errors. */
interface Finished {
  readonly fatal: null
  readonly found?: readonly string[]
  readonly keys: readonly bigint[]
  readonly values: readonly bigint[]
  readonly count: bigint
}

function finished(found: Exploration): Finished[] {
  return found.outcomes
    .map(({ outcome }) => outcome as Finished | { readonly fatal: object })
    .filter((outcome): outcome is Finished => outcome.fatal === null)
}

function fatals(found: Exploration): unknown[] {
  return found.outcomes.map(({ outcome }) => (outcome as { fatal: unknown }).fatal).filter((fatal) => fatal !== null)
}

/** Takes the schedule in a machine of its own, and the trap where it leads to one, and asks for the outcome again. */
function keyOfReplay({ automata, onTrap, options, outcome }: LoadedScenario, found: Exploration, one: FoundOutcome): string {
  const run = new Run(new Machine(automata, found.model, options), onTrap)
  for (const transition of one.schedule) if (!run.take(transition)) throw new Error('the schedule does not fit')
  takeTrap(run)
  return outcomeKey(outcomeOfRun(run, outcome, onTrap))
}

describe('go/two-inserts-one-bucket', () => {
  // By hand. Both cores pass the first check; the flag is set, toggled or lost; both choose slot 0 (nothing was there) or not; the
  // key written last stands with either value; count is incremented without LOCK, so 1 or 2.
  const bothKeys = [1n, 2n].map((count) => ({ fatal: null, keys: [7n, 9n], values: [70n, 90n], count }))
  const oneKey = [7n, 9n].flatMap((key) =>
    [70n, 90n].flatMap((value) => [1n, 2n].map((count) => ({ fatal: null, keys: [key], values: [value], count }))))
  const fatal = [0, 1].flatMap((core) => ['first', 'second'].map((check) => ({ fatal: { core, check } })))
  const expected = [...bothKeys, ...oneKey, ...fatal].map(outcomeKey).sort()

  test.each(['sc', 'x86-tso'] as const)('under %s: exactly the outcomes of the experiments', (model) => {
    expect(keys(explore(s1, model))).toEqual(expected)
  })

  test.each(['sc', 'x86-tso'] as const)('under %s: every schedule leads to its outcome', (model) => {
    const found = explore(s1, model)
    expect(found.outcomes.map((one) => keyOfReplay(s1, found, one))).toEqual(keys(found))
  })

  test('its addresses have names', () => {
    const found = explore(s1, 'x86-tso')
    const lost = found.outcomes.find(({ outcome }) => (outcome as Finished).keys.length === 1)
    const text = formatWitness(s1.witnessHeader(found.model), found.machine, lost?.schedule ?? [], s1.onTrap, s1.names())
    expect(text).toMatch(/^fencepost witness 1\nscenario go\/two-inserts-one-bucket {3}model x86-tso {3}image [0-9a-f]{8} /)
    for (const name of ['h.flags', 'h.count', 'bucket[0].tophash[0]', 'bucket[0].key[0]']) expect(text).toContain(name)
  })
})

describe('go/insert-then-look-across', () => {
  test('"both lookups miss, no fatal" needs a store buffer', () => {
    const bothMiss = (model: ModelName): Finished[] =>
      finished(explore(s2, model)).filter(({ found }) => found?.every((one) => one === 'miss'))
    expect(bothMiss('sc')).toEqual([])
    // SB through a map: both keys are there in the end, though neither core saw the other's. The count is then 2, not 3: it is stored
    // after the key, so whoever reads the other's count finds its key.
    expect(bothMiss('x86-tso')).toContainEqual({
      fatal: null, found: ['miss', 'miss'], keys: [1n, 7n, 9n], values: [10n, 70n, 90n], count: 2n,
    })
    expect(bothMiss('x86-tso').filter((one) => one.keys.length === 3 && one.count === 3n)).toEqual([])
  })

  test('x86-tso allows all that sc does', () => {
    expect(keys(explore(s2, 'x86-tso'))).toEqual(expect.arrayContaining(keys(explore(s2, 'sc'))))
  })

  test('the key that was there stays, and a lookup fails only by missing, or by a value not yet written', () => {
    for (const one of finished(explore(s2, 'x86-tso'))) {
      expect(one.keys).toContain(1n)
      expect(['miss', '0', '70', '90']).toEqual(expect.arrayContaining([...one.found ?? []]))
    }
  })

  test('fatal at either check of an insert, and at a lookup, on either core', () => {
    const expected = [0, 1].flatMap((core) => ['first', 'lookup', 'second'].map((check) => ({ core, check })))
    for (const model of ['sc', 'x86-tso'] as const) {
      expect(fatals(explore(s2, model))).toHaveLength(6)
      expect(fatals(explore(s2, model))).toEqual(expect.arrayContaining(expected))
    }
  })

  test('the witness of both missing replays through its text', () => {
    const found = explore(s2, 'x86-tso')
    const witness = found.outcomes.find(({ outcome }) => (outcome as Finished).found?.every((one) => one === 'miss'))
    const names = s2.names()
    const text = formatWitness(s2.witnessHeader(found.model), found.machine, witness?.schedule ?? [], s2.onTrap, names)
    const run = new Run(new Machine(s2.automata, found.model, s2.options), s2.onTrap)
    const replayed = replay(run, parseWitness(text), names)
    expect(replayed.map((one) => one.text)).toEqual(text.trimEnd().split('\n').slice(2))
    expect(outcomeKey(s2.outcome(endOf(run.machine, run.state, [])))).toBe(witness?.key)
  })
})

describe('a changed listing', () => {
  const spec: GoScenarioSpec = {
    name: 'go/test',
    summary: '',
    map: { B: 0, entries: [] },
    cores: [[{ function: 'main.put', arguments: ['map', 7n, 70n] }]],
    outcome: (end) => (end.trap ? end.trap : { count: end.map.count }),
  }

  test('has another hash, and a witness that no longer fits is refused', async () => {
    const listings = await goListings()
    // Two NOPs at the front move every step.
    const changed = listings.map((source) =>
      source.text.includes('TEXT runtime.mapassign_fast64(SB)')
        ? { ...source, text: source.text.replace(/(TEXT runtime\.mapassign_fast64\(SB\)[^\n]*\n)/, '$1\tNOP\n\tXCHGL AX, AX\n') }
        : source)
    const [original, other] = await Promise.all([
      loadScenario(defineGoScenario(spec)),
      loadScenario({ name: spec.name, summary: '', onTrap: 'stop-run', build: () => buildGoScenario(spec, changed) }),
    ])
    opened.push(original, other)
    expect(other.hash).not.toBe(original.hash)
    const found = explore(original, 'x86-tso')
    const [one] = found.outcomes
    const text = formatWitness(
      original.witnessHeader(found.model), found.machine, one?.schedule ?? [], original.onTrap, original.names(),
    )
    const run = new Run(new Machine(other.automata, found.model, other.options), other.onTrap)
    expect(() => replay(run, parseWitness(text), other.names())).toThrow(StaleWitness)
  })
})
