/** C5 and C6: what two racing inserts have left, asked by operations that begin when both are over and race with nothing. */
import { tophashOf } from '../../../go/layout.ts'
import { memhash64 } from '../../../go/memhash.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, del, found, get, put, sortedKeys } from './map-words.ts'

const SEED = 0x5eed

/** Core 2 begins when cores 0 and 1 have returned: under SC, so that nothing of theirs is still in a buffer. */
const AFTERWARDS = { order: [{ earlier: 0, later: 2 }, { earlier: 1, later: 2 }], models: ['sc'] } as const

interface Slot {
  readonly fatal: string | null
  readonly keys?: readonly bigint[]
  /** Keys whose slot begins with another tophash than theirs. */
  readonly mixed?: readonly bigint[]
  /** Keys that a lookup found afterwards. */
  readonly found?: readonly bigint[]
}

const slot = ({ trap, map, read, results }: GoEnd): Slot => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const mixed = map.entries.filter(({ key, slot }) =>
    Number(read(map.buckets + BigInt(slot), 1)) !== tophashOf(memhash64(key, SEED)))
  const looked = results[2] && [7n, 9n].filter((_, call) => found(results[2]?.[call]) !== 'miss')
  return { fatal: null, keys: sortedKeys(map), mixed: mixed.map(({ key }) => key), ...(looked ? { found: looked } : {}) }
}

const isMixed = ({ mixed = [] }: Slot): boolean => mixed.length > 0

const EMPTY = { B: 0, hash0: SEED, entries: [] } as const
const INSERTS = [[put(7n, 70n)], [put(9n, 90n)]]

export const mixedSlot: Experiment = defineExperiment<Slot>({
  id: 'C5',
  question: 'm[7] = 70 and m[9] = 90 on two cores, in an empty map of one bucket: can a slot get the tophash of one key and '
    + 'the other key itself?',
  variants: goVariants('C5', 'the tophash and the key of one slot', {
    real: { summary: 'as Go has it', map: EMPTY, cores: INSERTS, outcome: slot },
    later: {
      summary: 'afterwards a third core looks both keys up', map: EMPTY, cores: [...INSERTS, [get(7n), get(9n)]], outcome: slot,
      ...AFTERWARDS,
    },
  }),
  observations: {
    'no fatal, a key is in a slot with the tophash of the other': isMixed,
    'no fatal, such a key is found by a lookup': ({ mixed = [], found = [] }) => mixed.some((key) => found.includes(key)),
    'no fatal, such a key is missed by a lookup': ({ mixed = [], found }) =>
      mixed.some((key) => found?.includes(key) === false),
  },
  predictions: {
    'no fatal, a key is in a slot with the tophash of the other': { real: 'sc' },
    'no fatal, such a key is found by a lookup': { later: 'sc' },
    'no fatal, such a key is missed by a lookup': { later: 'never' },
  },
  meaning: 'Two inserts can leave a slot with the tophash of one key and the other key itself. A map with 8-byte keys looks at the '
    + 'key alone and does not notice; a generic map compares the tophash first, and such a key would never be found.',
})

interface Miscounted {
  readonly fatal: string | null
  readonly keys?: readonly bigint[]
  readonly count?: bigint
  /** m[8] after the delete, and after the next insert. */
  readonly found?: readonly string[]
}

const miscounted = ({ trap, map, results }: GoEnd): Miscounted => {
  if (trap) return { fatal: checkThatFailed(trap) }
  return { fatal: null, keys: sortedKeys(map), count: map.count, found: [found(results[2]?.[1]), found(results[2]?.[3])] }
}

const insertsThenDelete = {
  cores: [[put(7n, 70n)], [put(8n, 80n)], [del(7n), get(8n), put(11n, 110n), get(8n)]], outcome: miscounted, ...AFTERWARDS,
} as const

/** 8 is in the map, and nobody has deleted it. */
const holds8 = ({ keys }: Miscounted): boolean => keys?.includes(8n) ?? false

export const lostCount: Experiment = defineExperiment<Miscounted>({
  id: 'C6',
  question: 'm[7] = 70 and m[8] = 80 on two cores; afterwards, without any race, delete(m, 7), m[8], m[11] = 110, m[8]: what does '
    + 'it matter that count was 1 for two keys?',
  variants: goVariants('C6', 'what a wrong count does later', {
    'real': { summary: 'one bucket', map: { B: 0, entries: [] }, ...insertsThenDelete },
    'two-buckets': { summary: 'two buckets', map: { B: 1, entries: [] }, ...insertsThenDelete },
  }),
  observations: {
    'no fatal, 8 is in its bucket, and m[8] misses it after the delete': (o) => holds8(o) && o.found?.[0] === 'miss',
    'no fatal, the next insert brings it back': (o) => holds8(o) && o.found?.[0] === 'miss' && o.found[1] === '80',
    'no fatal, the next insert does not bring it back': (o) => holds8(o) && o.found?.[0] === 'miss' && o.found[1] === 'miss',
    'no fatal, all is well': (o) => o.found?.every((value) => value === '80') === true && o.count === 2n && o.keys?.length === 2,
  },
  predictions: {
    'no fatal, 8 is in its bucket, and m[8] misses it after the delete': { 'real': 'sc', 'two-buckets': 'sc' },
  },
  meaning: 'A count that is one too low does harm long after the race: when deletes bring it to 0 with a key left, lookups return '
    + 'without searching, and the delete draws a new seed. In one bucket the next insert makes the key visible again; with '
    + 'two it may stay lost, for the new seed puts half of all keys into the other bucket.',
})
