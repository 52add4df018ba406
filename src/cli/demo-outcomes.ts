/** The outcomes of the demo's two scenarios in words that do not say which core it was, so that symmetric ones fall together. */
import type { Outcome } from '../explore/outcome.ts'

/** What the outcome functions of both scenarios give. */
interface MapOutcome {
  readonly fatal: null | { readonly core: number; readonly check: string }
  readonly keys: readonly bigint[]
  readonly values: readonly bigint[]
  readonly count: bigint
  readonly found?: readonly string[]
  readonly corrupt?: string
}

/** The value that belongs to a key in these scenarios: 70 to 7, 90 to 9. */
const valueOf = (key: bigint): bigint => key * 10n

const CHECKS: Readonly<Record<string, string>> = {
  first: "fatal at an insert's first check",
  second: "fatal at an insert's second check",
  lookup: "fatal at a lookup's check",
}

/** `go/two-inserts-one-bucket`: what became of the two keys, and whether `count` says so. */
export function twoInsertsInWords(outcome: Outcome): string {
  const { fatal, keys, values, count, corrupt } = outcome as MapOutcome
  if (fatal) return CHECKS[fatal.check] ?? `fatal: ${fatal.check}`
  if (corrupt !== undefined) return `no fatal: ${corrupt}`
  if (keys.length === 2) return `both keys, count ${count}${count === 2n ? ': as it should be' : ''}`
  const crossed = keys.some((key, i) => values[i] !== valueOf(key))
  return `one key lost${crossed ? ', the other has its value' : ''}, count ${count}`
}

/** How the words begin, from what is meant to happen to what Go notices. */
export const TWO_INSERTS_ORDER = ['both keys, count 2', 'both keys', 'one key lost, count', 'one key lost', 'no fatal', 'fatal']

/** `go/insert-then-look-across`: what the lookups found, and whether both keys are there in the end. */
export function lookAcrossInWords(outcome: Outcome): string {
  const { fatal, keys, found = [], corrupt } = outcome as MapOutcome
  if (fatal) return CHECKS[fatal.check] ?? `fatal: ${fatal.check}`
  if (corrupt !== undefined) return `no fatal: ${corrupt}`
  const lookups = found.map((value, core) => lookup(value, core))
  const [first = '', second = ''] = lookups.sort((a, b) => LOOKUPS.indexOf(a) - LOOKUPS.indexOf(b))
  const seen = first === second
    ? `both lookups ${BOTH[first] ?? first}`
    : `one ${ONE[first] ?? first}, one ${ONE[second] ?? second}`
  return keys.length === 3 ? seen : `${seen}; a key is lost`
}

/** Core 0 looks for 9, core 1 for 7. */
function lookup(found: string, core: number): string {
  if (found === 'miss') return 'miss'
  if (found === '0') return 'zero'
  return found === (core === 0 ? '90' : '70') ? 'hit' : 'own'
}

const LOOKUPS = ['hit', 'zero', 'own', 'miss']

const ONE: Readonly<Record<string, string>> = {
  hit: 'finds', zero: 'finds a key without value', own: 'finds a wrong value', miss: 'misses',
}

const BOTH: Readonly<Record<string, string>> = {
  hit: 'find', zero: 'find a key without value', own: 'find a wrong value', miss: 'miss',
}

/** As above. */
export const LOOK_ACROSS_ORDER = ['both lookups find', 'one', 'both lookups miss', 'no fatal', 'fatal']

/** What a visible step of the listings is for, by its line of Go and whether it stores; at most 11 characters. */
export function purposeOf(goLine: string | undefined, stores: boolean): string {
  if (goLine === 'map_fast64.go:107') return stores ? 'set flag' : 'toggle flag'
  return PURPOSES[goLine ?? ''] ?? ''
}

const PURPOSES: Readonly<Record<string, string>> = {
  'map_fast64.go:58': 'any keys?',
  'map_fast64.go:61': 'check',
  'map_fast64.go:85': 'my key?',
  'map_fast64.go:101': '1st check',
  'map_fast64.go:127': 'slot free?',
  'map_fast64.go:137': 'my key?',
  'map_fast64.go:156': 'count full?',
  'map_fast64.go:166': 'take slot',
  'map_fast64.go:170': 'store key',
  'map_fast64.go:172': 'count++',
  'map_fast64.go:176': '2nd check',
  'map_fast64.go:179': 'clear flag',
  'map.go:210': 'overflow?',
  'wrappers.go:6': 'store value',
  'wrappers.go:10': 'read value',
}
