/** E4: a lookup beside an insert that has stored half of what it will. */
import type { MapSpec } from '../../../go/map-image.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment, type GoVariant } from '../experiment.ts'
import { checkThatFailed, found, get, put } from './map-words.ts'

interface Looked {
  readonly fatal: string | null
  readonly found?: string
  /** The tophash of the last slot in which the lookup saw its key. */
  readonly slot?: string
}

const PROBE = ['probes/lookup-slot.diff'] as const
const KEY_FIRST = ['repaired/key-first.diff', ...PROBE] as const

const looked = ({ trap, results, probe }: GoEnd): Looked => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const tophash = probe(1, 0)
  const slot = tophash === 0n ? 'key not seen' : tophash - 256n <= 1n ? 'key seen, tophash empty' : 'key seen, tophash set'
  return { fatal: null, found: found(results[1]?.[0]), slot }
}

/** Key 5 was deleted from the slot that the insert takes: its cell is empty and still holds the key. */
const STALE: MapSpec = { B: 0, entries: [{ key: 5n, value: 0n, deleted: true }, { key: 1n, value: 10n }] }
const ONE_KEY: MapSpec = { B: 0, entries: [{ key: 1n, value: 10n }] }

const insertAndLook = (edits: readonly string[], map: MapSpec, key: bigint, summary: string): GoVariant =>
  ({ summary, map, cores: [[put(7n, 70n)], [get(key)]], edits, outcome: looked })

export const halfInsert: Experiment = defineExperiment<Looked>({
  id: 'E4',
  also: 'S3, S4, S5',
  question: 'm[7] = 70 on one core, v, ok := m[k] on another: what can the lookup see of half an insert?',
  variants: goVariants('E4', 'm[7] = 70 against a lookup', {
    'stale': insertAndLook(PROBE, STALE, 5n, 'k is 5, deleted before from the slot that 7 takes'),
    'stale-key-first': insertAndLook(KEY_FIRST, STALE, 5n, 'the same, and the insert stores the key before the tophash'),
    'new': insertAndLook(PROBE, ONE_KEY, 7n, 'k is 7 itself'),
    'new-key-first': insertAndLook(KEY_FIRST, ONE_KEY, 7n, 'the same, and the insert stores the key before the tophash'),
    'no-check': insertAndLook(
      ['article/no-check-in-lookup.diff', ...PROBE], ONE_KEY, 7n, 'k is 7, and the lookup does not look at the flag (2.1)',
    ),
    'zero': insertAndLook(PROBE, ONE_KEY, 0n, 'k is 0, which was never stored: an unused slot holds key 0'),
  }),
  observations: {
    'a hit with value 0': (o) => o.found === '0',
    'a hit with value 70': (o) => o.found === '70',
    'a miss': (o) => o.found === 'miss',
    'the key is seen while its tophash is still empty': (o) => o.slot === 'key seen, tophash empty',
    'fatal at the lookup': (o) => o.fatal === 'lookup',
  },
  predictions: {
    'a hit with value 0': { 'stale': 'sc', 'stale-key-first': 'sc', 'new': 'sc', 'zero': 'sc' },
    'a hit with value 70': { 'stale': 'sc', 'stale-key-first': 'sc', 'new': 'sc' },
    'a miss': { 'new': 'sc' },
    'the key is seen while its tophash is still empty': { 'new': 'pso' },
    'fatal at the lookup': { 'new': 'sc', 'no-check': 'never' },
  },
  meaning: 'A lookup beside an insert can find a key that was deleted, or 0 that was never inserted, with ok true; or the new '
    + 'key with the zero value. Where the writer\'s stores become visible in another order, it also sees the key before its '
    + 'tophash.',
})
