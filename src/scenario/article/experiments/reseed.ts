/** E5: the last key is deleted, which draws a new hash seed, while another core inserts with the old one. */
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, del, lockedDel, lockedPut, put, sortedKeys } from './map-words.ts'
import { FLAG_FORMS, MUTEX } from './two-inserts.ts'

interface Reseeded {
  readonly fatal: string | null
  readonly keys?: readonly bigint[]
  readonly count?: bigint
  readonly found?: boolean
}

/** A key that the old seed and the new one put into different buckets; half of all keys (7, 10, 11) stay in the same one. */
const INSERTED = 8n

const reseeded = ({ trap, map, find }: GoEnd): Reseeded => {
  if (trap) return { fatal: checkThatFailed(trap) }
  return { fatal: null, keys: sortedKeys(map), count: map.count, found: find(INSERTED).kind === 'found' }
}

const spec = {
  map: { B: 1, entries: [{ key: 3n, value: 30n }] }, cores: [[del(3n)], [put(INSERTED, 80n)]], outcome: reseeded,
} as const

const isStored = ({ keys }: Reseeded): boolean => keys?.includes(INSERTED) ?? false

export const reseed: Experiment = defineExperiment<Reseeded>({
  id: 'E5',
  also: 'S6',
  question: 'delete(m, 3), the last key, against m[8] = 80, with two buckets: can 8 still be found afterwards?',
  variants: goVariants('E5', 'delete of the last key against an insert', {
    'real': { summary: 'as Go has it', edits: [], ...spec },
    'lock-both': {
      summary: 'LOCK takes the flag and gives it back, in the insert and in the delete',
      edits: ['repaired/lock-entry.diff', 'repaired/lock-exit.diff', 'repaired/lock-delete.diff'],
      ...spec,
    },
    'guard-all': { ...spec, ...FLAG_FORMS['guard-all'] },
    'mutex': { ...spec, ...MUTEX, cores: [[lockedDel(3n)], [lockedPut(INSERTED, 80n)]] },
  }),
  observations: {
    'no fatal, 8 is stored, counted, and cannot be found': (o) => isStored(o) && o.count === 1n && o.found === false,
    'no fatal, 8 is stored and count is wrong': (o) => isStored(o) && o.count !== 1n,
    'no fatal, 8 is found': (o) => isStored(o) && o.count === 1n && o.found === true,
    'fatal': (o) => o.fatal !== null,
  },
  predictions: {
    'no fatal, 8 is stored, counted, and cannot be found': {
      'real': 'sc', 'lock-both': 'sc', 'guard-all': 'never', 'mutex': 'never',
    },
    'fatal': { mutex: 'never' },
  },
  meaning: 'The seed is read before the flag is taken, so an insert can be filed under a seed that a delete has just replaced: '
    + 'the key is stored, counted and never found again, and not even a perfectly atomic flag would notice.',
  note: 'Asked with key 7 at first, the loss did not show: both seeds put 7 into the same bucket, as they do half of all keys.',
})
