/** Store, then a Load of the other's key: S2 through a sync.Map, beside the plain map. */
import { storeThenLoadAcross, storeThenLoadAcrossHit } from '../../go/sync/sync-map.ts'
import { insertThenLookAcross } from '../../go/insert-then-look-across.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'

interface Found {
  readonly fatal: unknown
  readonly found?: readonly (bigint | 'miss')[]
}

/** The value under each key before, where there was one. */
const OLD = 1n
const missed = (what: bigint | string): boolean => what === 'miss' || what === OLD

export const syncMapAcross: Experiment = defineExperiment<Found>({
  id: 'S2-sync',
  question: 'Each core stores its key and then looks up the other\'s: can both lookups miss what was stored?',
  variants: [
    { name: 'map', summary: 'a plain map', scenario: insertThenLookAcross },
    { name: 'sync-map-new', summary: 'a sync.Map, both keys new: Store and Load go by the mutex', scenario: storeThenLoadAcross },
    {
      name: 'sync-map-hit', scenario: storeThenLoadAcrossHit,
      summary: 'a sync.Map, both keys in its read-only map: Store is a CMPXCHG, Load is plain loads',
    },
  ],
  observations: {
    'both lookups miss': ({ found }) => found?.every((what) => missed(what)) ?? false,
    'the program ends with a fatal error': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'both lookups miss': { 'map': 'x86-tso', 'sync-map-new': 'never', 'sync-map-hit': 'never' },
    'the program ends with a fatal error': { 'map': 'sc', 'sync-map-new': 'never', 'sync-map-hit': 'never' },
  },
  meaning: 'sync.Map orders a Store before the Loads that follow it, because every Store ends with a LOCKed instruction; the '
    + 'maps inside it never see two goroutines at once, so their check never fires.',
})
