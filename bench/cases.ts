/** The rows of the table, from the bars of the design: `npm run bench`. */
import { MODEL_NAMES } from '../src/cpu-model/models.ts'
import type { ModelName } from '../src/cpu-model/model.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS, type Reductions } from '../src/explore/reductions.ts'
import { insertThenLookAcross } from '../src/scenario/go/insert-then-look-across.ts'
import { scenarioNamed } from '../src/scenario/catalogue.ts'
import { twoInsertsOneBucket } from '../src/scenario/go/two-inserts-one-bucket.ts'
import { defineGoScenario, type GoCall, type GoEnd } from '../src/scenario/go/go-scenario.ts'
import type { Scenario } from '../src/scenario/scenario.ts'
import type { MapSpec } from '../src/go/map-image.ts'
import type { Bars, Case } from './case.ts'
import { goMap, goMapMin, PEERS, storesThenLoads } from './peers.ts'

/** Of every search that is expected to end. */
const LONG = 120
/** Of a search without reductions, or of one that is known not to end in minutes. */
const SAMPLE = 30

const THREE_MILLION = 3e6
const BYTES_A_STATE = 60

function mapOutcome(end: GoEnd): unknown {
  if (end.trap) return { fatal: end.trap.message, core: end.trap.core }
  const entries = [...end.map.entries].sort((a, b) => (a.key < b.key ? -1 : 1))
  return { entries: entries.map(({ key, value }) => [key, value]), count: end.map.count, corrupt: end.map.corrupt ?? null }
}

function put(key: bigint): GoCall {
  return { function: 'main.put', arguments: ['map', key, key * 10n] }
}

function inserts(name: string, summary: string, map: MapSpec, cores: readonly (readonly bigint[])[]): Scenario {
  return defineGoScenario({ name, summary, map, cores: cores.map((keys) => keys.map(put)), outcome: mapOutcome })
}

function range(count: number): { key: bigint; value: bigint }[] {
  return Array.from({ length: count }, (_, i) => ({ key: BigInt(i), value: BigInt(100 + i) }))
}

const EMPTY: MapSpec = { B: 0, entries: [] }
const TWO_EACH = inserts('bench/two-inserts-each', 'two cores, one bucket', EMPTY, [[7n, 9n], [11n, 13n]])
const THREE_CORES = inserts('bench/three-inserts', 'three cores, one bucket', EMPTY, [[7n], [9n], [11n]])
const FOUR_INSERTS = inserts('bench/four-inserts', 'three cores, one of which inserts twice', EMPTY, [[7n, 9n], [11n], [13n]])
const FIVE_INSERTS = inserts('bench/five-inserts', 'three cores, two of which insert twice', EMPTY, [[7n, 9n], [11n, 15n], [13n]])
const EVACUATING = inserts(
  'bench/both-evacuating', 'two inserts into B=3, 27 keys: a growth with two of four old buckets evacuated',
  { B: 3, entries: range(26), growing: { evacuated: [0, 1], entries: [{ key: 26n, value: 126n }] } }, [[100n], [200n]],
)
const STARTING = inserts(
  'bench/both-start-a-growth', 'two inserts; 8 keys in one bucket', { B: 0, entries: range(8) }, [[100n], [200n]],
)

/** The bars of a Go scenario under a model; the rate and the bytes are asked only of searches that are large enough. */
function goBars(model: ModelName, seconds?: number): Bars {
  const large = model === 'relaxed' ? {} : { rate: THREE_MILLION, bytes: BYTES_A_STATE }
  return seconds === undefined ? large : { ...large, seconds, complete: true }
}

function goRow(scenario: Scenario, model: ModelName, seconds?: number): Case & { readonly kind: 'explore' } {
  return {
    kind: 'explore', group: "Go's map, from its listings", name: scenario.name.replace('bench/', ''), scenario, model, peers: '',
    bars: goBars(model, seconds), maxSeconds: LONG,
  }
}

function barOfTwoInserts(scenario: Scenario, model: ModelName): number | undefined {
  return scenario === twoInsertsOneBucket && model === 'x86-tso' ? 0.05 : undefined
}

const GO: Case[] = [
  ...[twoInsertsOneBucket, insertThenLookAcross].flatMap((scenario) =>
    MODEL_NAMES.map((model) => goRow(scenario, model, barOfTwoInserts(scenario, model)))),
  goRow(TWO_EACH, 'x86-tso', 0.5),
  goRow(THREE_CORES, 'x86-tso', 1),
  goRow(EVACUATING, 'x86-tso', 1.5),
  { ...goRow(STARTING, 'x86-tso'), bars: { ...goBars('x86-tso'), complete: true }, maxSeconds: SAMPLE, once: true },
]

/** What one transition costs, and one state: searches of millions. */
const PLAIN: Case[] = [TWO_EACH, THREE_CORES].map((scenario) => ({
  ...goRow(scenario, 'x86-tso'), group: "Go's map, without reductions", reductions: NO_REDUCTIONS,
  bars: { ...goBars('x86-tso'), complete: true },
}))

/** Numbers of outcomes that other tools found for the same programs. */
const COUNTED: Readonly<Record<string, number>> = { 'bench/sbfull-5': 506_685, 'bench/gomap-2': 82 }

const OTHERS: Case[] = PEERS.flatMap(({ scenario, peers, bar }): Case[] => {
  const outcomes = COUNTED[scenario.name]
  const row = (model: ModelName): Case => ({
    kind: 'explore', group: 'Programs that other tools ran', name: scenario.name.replace('bench/', ''), scenario, model, peers,
    bars: scenario.name.startsWith('bench/gomap')
      ? goBars(model, model !== 'x86-tso' ? undefined : bar)
      : { seconds: bar, complete: true, bytes: BYTES_A_STATE },
    maxSeconds: LONG,
    ...(bar === Infinity ? { once: true } : {}),
    ...(outcomes === undefined ? {} : { outcomes }),
  })
  return (scenario.name === 'bench/gomap-2' ? MODEL_NAMES : ['x86-tso' as const]).map(row)
})

/** The same search with two threads and with one. */
function threadsRow(row: Case & { readonly kind: 'explore' }): Case {
  return { ...row, group: 'Two threads', name: `${row.name}, 2 threads`, workers: 2, bars: { speedUp: 1.6 }, peers: '' }
}

/** Searches of several seconds on one thread, some of them because they go by fewer rules. */
const LONG_SEARCHES: readonly (Case & { readonly kind: 'explore' })[] = [
  goRow(FOUR_INSERTS, 'x86-tso'),
  { ...goRow(FIVE_INSERTS, 'x86-tso'), once: true },
  goRow(goMap(3), 'pso'),
  {
    ...goRow(scenarioNamed('go/end-of-growth'), 'x86-tso'), name: 'go/end-of-growth without early',
    reductions: { ...ALL_REDUCTIONS, early: false },
  },
]

const THREADS: Case[] = [
  goRow(THREE_CORES, 'x86-tso'),
  goRow(scenarioNamed('go/two-evacuations'), 'x86-tso'), goRow(scenarioNamed('go/end-of-growth'), 'x86-tso'),
  ...OTHERS.flatMap((row) => (row.kind === 'explore' && ['sbfull-5', 'gomap-3'].includes(row.name) ? [row] : [])),
  ...LONG_SEARCHES,
].map(threadsRow)

const ENGINE: Case[] = [
  { kind: 'steps', group: 'One core', name: 'single steps', instructions: 2_000_000, bars: { rate: 1.2e6 }, peers: '' },
]

const LITMUS: Case[] = [
  { models: ['x86-tso'] as const, startUp: false },
  { models: ['x86-tso'] as const, startUp: true },
  { models: MODEL_NAMES, startUp: false },
  { models: MODEL_NAMES, startUp: true },
].map(({ models, startUp }) => ({
  kind: 'litmus', group: 'Litmus tests, one process', name: `reference set, start-up ${startUp ? 'included' : 'excluded'}`,
  models, startUp, bars: models.length === 1 ? { rate: 225 } : {}, peers: models.length === 1 ? 'herd7 225/s' : '',
}))

const DEMO: Case[] = [
  { kind: 'command', group: 'From the shell', name: 'fencepost demo', arguments: ['demo'], bars: { seconds: 3 }, peers: '' },
]

const NAMES = Object.keys(ALL_REDUCTIONS) as (keyof Reductions)[]

const CHOICES: readonly { readonly label: string; readonly reductions: Reductions }[] = [
  { label: 'none', reductions: NO_REDUCTIONS },
  ...NAMES.map((name) => ({ label: `only ${name}`, reductions: { ...NO_REDUCTIONS, [name]: true } })),
  ...NAMES.map((name) => ({ label: `all but ${name}`, reductions: { ...ALL_REDUCTIONS, [name]: false } })),
  { label: 'all', reductions: ALL_REDUCTIONS },
]

const REDUCTIONS: Case[] = [insertThenLookAcross, goMapMin(3), storesThenLoads(7)].flatMap((scenario) =>
  CHOICES.map(({ label, reductions }): Case => ({
    kind: 'explore', group: 'Reductions', name: `${scenario.name.replace('bench/', '')}: ${label}`, scenario, model: 'x86-tso',
    reductions, deadAfter: 0, bars: {}, peers: '', maxSeconds: SAMPLE, once: true,
  })),
)

export const CASES: readonly Case[] = [...ENGINE, ...GO, ...PLAIN, ...OTHERS, ...THREADS, ...LITMUS, ...DEMO, ...REDUCTIONS]
