/** A map for scenarios, from the few words that a test wants to say about it, and the calls that cores make on it. */
import { InputError } from '../../emu/input-error.ts'
import { leastB } from '../../go/layout.ts'
import { buildMap, type Growth, type MapEntry, type MapSpec } from '../../go/map-image.ts'
import type { GoCall } from './go-call.ts'

/** A key and its value, as a pair, or with its place in the map. */
export type GoMapEntry = MapEntry | readonly [key: bigint, value: bigint]

/** The state of a `map[uint64]uint64`; see `MapSpec` for what each field means. */
export interface GoMapSpec extends Partial<Omit<MapSpec, 'entries' | 'growing'>> {
  /** Default: none. */
  readonly entries?: Iterable<GoMapEntry>
  readonly growing?: Omit<Growth, 'entries'> & { readonly entries?: Iterable<GoMapEntry> }
}

/** A map, and the operations of the language on it, for `cores`. Keys, values and results are 64-bit integers. */
export interface GoMap extends MapSpec {
  /** `m[key] = value` */
  put(key: bigint, value: bigint): GoCall
  /** `v, ok := m[key]`: RAX is `v`, the low byte of RBX is `ok`. */
  get(key: bigint): GoCall
  /** `m[key]`: RAX. */
  read(key: bigint): GoCall
  /** `m[key]++` */
  increment(key: bigint): GoCall
  /** `delete(m, key)` */
  delete(key: bigint): GoCall
  /** `len(m)`: RAX. */
  length(): GoCall
  /** The sum of all values, by `for _, v := range m`: RAX. */
  sum(): GoCall
}

/**
 * A map in the state that `spec` describes: by default empty, its one bucket allocated, or with as few buckets as Go takes for the
 * entries.
 *
 * ```ts
 * const m = goMap({ entries: [[1n, 10n]] })
 * const race = defineGoScenario({ name: 'race', map: m, cores: [[m.put(7n, 70n), m.get(9n)], [m.put(9n, 90n)]], outcome: mapOutcome })
 * ```
 *
 * Throws an `InputError` for a state that no quiet Go program can reach.
 */
export function goMap(spec: GoMapSpec = {}): GoMap {
  const { entries: given = [], growing, B, ...others } = spec
  const entries = [...given].map(entryOf)
  if (growing !== undefined && B === undefined) {
    throw new InputError('goMap: a map that is growing needs B, the number of its new buckets as a power of 2')
  }
  const map: MapSpec = {
    ...others,
    B: B ?? leastB(entries.filter(({ deleted }) => deleted !== true).length),
    entries,
    ...(growing === undefined ? {} : { growing: { ...growing, entries: [...(growing.entries ?? [])].map(entryOf) } }),
  }
  buildMap(map)
  return {
    ...map,
    put: (key, value) => call('main.put', key, value),
    get: (key) => call('main.get', key),
    read: (key) => call('main.read', key),
    increment: (key) => call('main.inc', key),
    delete: (key) => call('main.del', key),
    length: () => call('main.length'),
    sum: () => call('main.sum'),
  }
}

function call(name: string, ...rest: readonly bigint[]): GoCall {
  return { function: name, arguments: ['map', ...rest] }
}

function entryOf(entry: GoMapEntry): MapEntry {
  if (!isPair(entry)) return entry
  const [key, value] = entry
  return { key, value }
}

function isPair(entry: GoMapEntry): entry is readonly [bigint, bigint] {
  return Array.isArray(entry)
}
