/** sync.Map as Go 1.22 compiles it, with the maps inside it. */
import type { Outcome } from '../../../explore/outcome.ts'
import type { SymbolCall } from '../go-call.ts'
import type { Scenario } from '../../scenario.ts'
import { MUTEX_FIELDS } from './locks.ts'
import { defineSyncScenario, type SyncEnd } from './sync-scenario.ts'

/** A zero sync.Map (map.go:38), and the numbers that its keys and values point to. */
export const SYNC_MAP = {
  m: { fields: { ...MUTEX_FIELDS, read: 0n, dirty: 0n, misses: 0n } },
  key7: 7n, key9: 9n, value70: 70n, value90: 90n, old: 1n,
} as const

type Name = keyof typeof SYNC_MAP
const M = { symbol: 'm' } as const

/** An `any` that holds a uint64: its type and its address. */
function any(name: Name): SymbolCall['arguments'] {
  return [{ symbol: 'type:uint64' }, { symbol: name }]
}

export const store = (key: Name, value: Name): SymbolCall => (
  { function: 'main.store', arguments: [M, ...any(key), ...any(value)] }
)
export const load = (key: Name): SymbolCall => ({ function: 'main.load', arguments: [M, ...any(key)] })
export const remove = (key: Name): SymbolCall => ({ function: 'main.remove', arguments: [M, ...any(key)] })

/** What call `call` of core `core`, a `load`, gave. */
export function loaded(end: SyncEnd & { readonly trap: undefined }, core: number, call: number): bigint | 'miss' {
  const data = end.results[core]?.[call]?.rbx ?? 0n
  return data === 0n ? 'miss' : end.read(data, 8)
}

/** What each of two cores found for the other's key. */
function found(end: SyncEnd): Outcome {
  return end.trap ? { fatal: end.trap.message } : { fatal: null, found: [loaded(end, 0, 1), loaded(end, 1, 1)] }
}

/** S2 of the experiments through a sync.Map whose keys are new: both take the way over the mutex. */
export const storeThenLoadAcross: Scenario = defineSyncScenario({
  name: 'sync/map-store-then-load-across',
  summary: 'm.Store(7, 70), then m.Load(9), against m.Store(9, 90), then m.Load(7); an empty sync.Map (SB through it)',
  memory: SYNC_MAP,
  cores: [[store('key7', 'value70'), load('key9')], [store('key9', 'value90'), load('key7')]],
  outcome: found,
})

/** The same where both keys lie in the read-only map already: both take the way without the mutex. */
export const storeThenLoadAcrossHit: Scenario = defineSyncScenario({
  name: 'sync/map-store-then-load-across-hit',
  summary: 'the same when both keys are in the read-only map already, with the value 1 (core 2 has put them there)',
  memory: SYNC_MAP,
  cores: [
    [store('key7', 'value70'), load('key9')],
    [store('key9', 'value90'), load('key7')],
    // Two misses promote the dirty map of two keys (map.go:485).
    [store('key7', 'old'), store('key9', 'old'), load('key7'), load('key7')],
  ],
  order: [{ earlier: 2, later: 0 }, { earlier: 2, later: 1 }],
  outcome: found,
})
