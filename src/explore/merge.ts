/**
 * Joins the results of all shards of a search (`ShardPrefix`), as `fencepost explore --shard I/N --json` prints them: one JSON object a
 * line. Pure: text in, results out.
 */
import { InputError } from '../emu/input-error.ts'
import { outcomeKey, type Outcome } from './outcome.ts'
import type { ShardReport } from './shard.ts'

/** The version of the lines. */
const VERSION = 1
/** Missing shards that a message names. */
const MOST_NAMED = 8

export interface WitnessedOutcome {
  readonly outcome: Outcome
  /** Text of a witness. */
  readonly witness: string
}

/** What one search found under one model. */
export interface MergedResult {
  readonly version: typeof VERSION
  readonly scenario: string
  readonly model: string
  readonly complete: boolean
  /** What cut an incomplete search short. */
  readonly bounds: readonly string[]
  readonly states: number
  readonly transitions: number
  /** Milliseconds; of the slowest shard. */
  readonly ms: number
  readonly outcomes: readonly WitnessedOutcome[]
}

/** What all shards of a search must agree on. */
export interface ShardIdentity extends ShardReport {
  /** 8 hexadecimal digits over code, data and initial registers. */
  readonly image: string
  /** As in a witness header: `bufferEntries=128`. */
  readonly options: string
  /** Memory that turned out to be shared: `0x7000..0x7008`. */
  readonly shared: readonly string[]
}

export interface ShardResult extends MergedResult {
  readonly shard: ShardIdentity
  /** File and line, for messages. */
  readonly from: string
}

/** Reads the lines of one file. Throws an `InputError` with file and line for what is no result of a shard. */
export function parseShardResults(text: string, file: string): ShardResult[] {
  const lines = text.split(/\r?\n/).map((content, i) => ({ content, from: `${file}:${i + 1}` }))
  const found = lines.filter(({ content }) => content.trim() !== '').map(({ content, from }) => parseLine(content, from))
  if (found.length === 0) throw new InputError(`${file}: there is no result in it: expected ${EXPECTED}`)
  return found
}

/**
 * One result a model, in the order of their first lines. Complete when all shards are. Throws an `InputError` that names what is
 * missing, given twice or different.
 */
export function mergeShards(results: readonly ShardResult[]): MergedResult[] {
  const byModel = new Map<string, ShardResult[]>()
  for (const result of results) byModel.set(result.model, [...(byModel.get(result.model) ?? []), result])
  return [...byModel.values()].map(mergeModel)
}

function mergeModel(results: readonly ShardResult[]): MergedResult {
  const [first] = results
  if (!first) throw new Error('a model without results')
  for (const other of results) expectSameSearch(first, other)
  const { count } = first.shard
  const byIndex = new Map<number, ShardResult>()
  for (const result of results) {
    const twice = byIndex.get(result.shard.index)
    if (twice) throw new InputError(`${result.from}: shard ${nameOf(result)} is given twice, first at ${twice.from}: leave one out`)
    byIndex.set(result.shard.index, result)
  }
  const missing = count - byIndex.size
  if (missing > 0) {
    throw new InputError(
      `${first.scenario}, ${first.model}: ${missing} of ${count} shards are missing: ${namesOfMissing(byIndex, count)}; `
        + 'run explore --shard for each',
    )
  }
  const shards = [...byIndex.values()].sort((a, b) => a.shard.index - b.shard.index)
  return {
    version: VERSION,
    scenario: first.scenario,
    model: first.model,
    complete: shards.every(({ complete }) => complete),
    bounds: [...new Set(shards.flatMap(({ bounds }) => bounds))],
    states: sum(shards.map(({ states }) => states)),
    transitions: sum(shards.map(({ transitions }) => transitions)),
    ms: Math.max(...shards.map(({ ms }) => ms)),
    outcomes: unionOf(shards),
  }
}

/** The first of them: a file may say any count. */
function namesOfMissing(byIndex: ReadonlyMap<number, ShardResult>, count: number): string {
  const names: string[] = []
  for (let index = 1; index <= count; index++) {
    if (byIndex.has(index)) continue
    if (names.length === MOST_NAMED) return `${names.join(', ')}, …`
    names.push(`${index}/${count}`)
  }
  return names.join(', ')
}

/** Every outcome once, with the shortest of its witnesses, in the order of their JSON. */
function unionOf(shards: readonly ShardResult[]): WitnessedOutcome[] {
  const byKey = new Map<string, WitnessedOutcome>()
  for (const found of shards.flatMap(({ outcomes }) => outcomes)) {
    const key = outcomeKey(found.outcome)
    const known = byKey.get(key)
    if (!known || linesOf(found.witness) < linesOf(known.witness)) byKey.set(key, found)
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found)
}

function expectSameSearch(first: ShardResult, other: ShardResult): void {
  const differ = (what: string, a: string, b: string, hint: string): void => {
    if (a === b) return
    throw new InputError(`${other.from} and ${first.from} are of different searches: ${what} ${b} and ${a}; ${hint}`)
  }
  const again = 'run all shards again with the same fencepost and the same options'
  differ('scenario', first.scenario, other.scenario, 'merge the shards of one scenario')
  differ('image', first.shard.image, other.shard.image, again)
  differ('options', first.shard.options, other.shard.options, again)
  differ('shards of', String(first.shard.count), String(other.shard.count), again)
  const all = [...new Set([...first.shard.shared, ...other.shard.shared])]
  const shared = ({ shard }: ShardResult): string => shard.shared.join(' ') || 'none'
  const options = all.map((range) => `--shared ${range}`).join(' ')
  differ('memory that turned out to be shared', shared(first), shared(other), `run all shards again with ${options}`)
  differ('frontier', first.shard.frontier, other.shard.frontier, again)
}

const EXPECTED = 'lines that fencepost explore --shard I/N --json printed'

function parseLine(content: string, from: string): ShardResult {
  let line: unknown
  try {
    line = JSON.parse(content)
  } catch {
    throw new InputError(`${from}: this is not JSON: expected ${EXPECTED}`)
  }
  const fields = new Fields(line, from)
  const version = fields.number('version')
  if (version !== VERSION) throw new InputError(`${from}: version ${version}: this fencepost reads version ${VERSION}`)
  if (!fields.has('shard')) throw new InputError(`${from}: a whole search, which needs no merge: expected ${EXPECTED}`)
  const shard = fields.object('shard')
  const index = shard.count('index')
  const count = shard.count('count')
  if (index < 1 || index > count) throw new InputError(`${from}: there is no shard ${index}/${count}`)
  return {
    version: VERSION,
    scenario: fields.string('scenario'),
    model: fields.string('model'),
    complete: fields.boolean('complete'),
    bounds: fields.strings('bounds'),
    states: fields.count('states'),
    transitions: fields.count('transitions'),
    ms: fields.duration('ms'),
    outcomes: fields.array('outcomes').map((one) => {
      const found = new Fields(one, from)
      return { outcome: found.value('outcome'), witness: found.string('witness') }
    }),
    shard: {
      index, count, frontier: shard.string('frontier'), image: shard.string('image'), options: shard.string('options'),
      shared: shard.strings('shared'),
    },
    from,
  }
}

/** The fields of a JSON object, each of the type that is asked for. */
class Fields {
  readonly #fields: ReadonlyMap<string, unknown>
  readonly #from: string

  constructor(value: unknown, from: string) {
    if (typeof value !== 'object' || value === null) throw new InputError(`${from}: expected an object: ${EXPECTED}`)
    this.#fields = new Map(Object.entries(value))
    this.#from = from
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }

  value(name: string): unknown {
    if (this.#fields.has(name)) return this.#fields.get(name)
    throw this.#wrong(name, 'is missing')
  }

  string(name: string): string {
    const value = this.value(name)
    if (typeof value === 'string') return value
    throw this.#wrong(name, 'is no text')
  }

  number(name: string): number {
    const value = this.value(name)
    if (typeof value === 'number') return value
    throw this.#wrong(name, 'is no number')
  }

  /** A whole number from 0 on. */
  count(name: string): number {
    const value = this.number(name)
    if (Number.isSafeInteger(value) && value >= 0) return value
    throw this.#wrong(name, `is ${value}, no whole number from 0 on`)
  }

  /** A number from 0 on. */
  duration(name: string): number {
    const value = this.number(name)
    if (Number.isFinite(value) && value >= 0) return value
    throw this.#wrong(name, `is ${value}, no time`)
  }

  boolean(name: string): boolean {
    const value = this.value(name)
    if (typeof value === 'boolean') return value
    throw this.#wrong(name, 'is neither true nor false')
  }

  array(name: string): readonly unknown[] {
    const value = this.value(name)
    if (Array.isArray(value)) return value
    throw this.#wrong(name, 'is no list')
  }

  strings(name: string): string[] {
    return this.array(name).map((value) => {
      if (typeof value === 'string') return value
      throw this.#wrong(name, 'is no list of texts')
    })
  }

  object(name: string): Fields {
    return new Fields(this.value(name), this.#from)
  }

  #wrong(name: string, what: string): InputError {
    return new InputError(`${this.#from}: "${name}" ${what}: expected ${EXPECTED}`)
  }
}

function nameOf({ shard }: ShardResult): string {
  return `${shard.index}/${shard.count}`
}

function linesOf(text: string): number {
  return text.split('\n').length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
