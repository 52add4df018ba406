/** E7 and C14: two writers move old buckets at the same time. */
import { memhash64 } from '../../../go/memhash.ts'
import type { MapSpec } from '../../../go/map-image.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, put, sortedEntries, sortedKeys } from './map-words.ts'

/** The hash seed of maps that do not say another. */
const SEED = 0x5eed

/** The first key from `from` on that lies in bucket `bucket` of 2^B. */
export function keyIn(bucket: number, B: number, from: bigint): bigint {
  let key = from
  while (Number(memhash64(key, SEED) & ((1n << BigInt(B)) - 1n)) !== bucket) key++
  return key
}

const OLD = [keyIn(0, 1, 1n), keyIn(1, 1, 1n)] as const
const [OLD_0, OLD_1] = OLD
const NEW = [keyIn(0, 1, 100n), keyIn(0, 1, keyIn(0, 1, 100n) + 1n)] as const

/** Two old buckets, one key in each, none moved yet. */
const TWO_OLD: MapSpec = { B: 2, entries: [{ key: OLD_0, value: 10n }, { key: OLD_1, value: 20n }], growing: { evacuated: [] } }

interface Moved {
  /** How each core that did not return ended. */
  readonly stopped: readonly string[]
  readonly missing: readonly string[]
  readonly twice: boolean
  readonly growing: boolean
  /** Moved beyond the end, or stopped before it. */
  readonly nevacuate: bigint
}

const moved = ({ trap, map, stopped }: GoEnd): Moved => {
  // With onTrap stop-core a run never ends at a trap.
  if (trap) throw new Error('a trap ended the run')
  const keys = sortedKeys(map)
  const missing = OLD.filter((key) => !keys.includes(key)).map((key) => `old bucket ${OLD.indexOf(key)}`)
  return {
    stopped: stopped.map(checkThatFailed).sort(), missing, twice: new Set(keys).size < keys.length,
    growing: map.oldbuckets !== 0n, nevacuate: map.nevacuate,
  }
}

const spec = {
  map: TWO_OLD, cores: [[put(NEW[0], 1n)], [put(NEW[1], 2n)]], onTrap: 'stop-core', outcome: moved, models: ['sc', 'x86-tso'],
} as const
const LOCKED = ['repaired/lock-entry.diff', 'repaired/lock-exit.diff'] as const

const quiet = ({ stopped }: Moved): boolean => stopped.length === 0

export const nevacuateSkip: Experiment = defineExperiment<Moved>({
  id: 'E7',
  also: 'S8',
  question: 'Two inserts into old bucket 0 of a growing map with two old buckets, each moving both: what becomes of the growth?',
  variants: goVariants('E7', 'two inserts that each move old buckets', {
    'real': { ...spec, summary: 'as Go has it', edits: [] },
    'lock-both': { ...spec, summary: 'LOCK takes the flag and gives it back', edits: LOCKED },
    'lock-both-3': {
      ...spec, summary: 'the same, and store buffers have room for 3 stores', edits: LOCKED, models: ['pso'], bufferCapacity: 3,
    },
    'xadd': { ...spec, summary: 'nevacuate goes up by LOCK XADDQ', edits: ['repaired/xadd-nevacuate.diff'] },
  }),
  observations: {
    'a core faults: it moves a bucket of oldbuckets = nil': ({ stopped }) => stopped.some((how) => how.startsWith('fault')),
    'bad map state': ({ stopped }) => stopped.some((how) => how.includes('bad map state')),
    'no core stops, and a key that was always there is gone': (o) => quiet(o) && o.missing.length > 0,
    'no core stops, and a key is there twice': (o) => quiet(o) && o.twice,
    'no core stops, and the growth goes on': (o) => quiet(o) && o.growing,
    'no core stops, all is well': (o) => quiet(o) && o.missing.length === 0 && !o.twice && !o.growing && o.nevacuate === 2n,
    'no core stops, nevacuate is not the number of old buckets': (o) => quiet(o) && !o.growing && o.nevacuate !== 2n,
    'fatal at the first check': ({ stopped }) => stopped.includes('first check'),
    'fatal at the second check': ({ stopped }) => stopped.includes('second check'),
  },
  predictions: {
    'a core faults: it moves a bucket of oldbuckets = nil': { 'lock-both': 'never', 'lock-both-3': 'never' },
    'no core stops, and a key that was always there is gone': { 'lock-both': 'never', 'lock-both-3': 'never', 'xadd': 'sc' },
  },
  meaning: 'Two writers beside each other while a map grows can skip a bucket, so that keys that nobody touched are gone '
    + 'without an error; or crash with a nil dereference or "bad map state", now or at any later write. An atomic flag would '
    + 'prevent all of it.',
})

const SOME: MapSpec = { B: 1, entries: [{ key: OLD_0, value: 10n }, { key: OLD_1, value: 20n }], growing: { evacuated: [] } }

interface Evacuated {
  readonly fatal: string | null
  readonly map?: readonly string[]
  readonly count?: bigint
}

const assign = {
  summary: `m[${OLD_0}] = 11, a key of that bucket, against m[100] = 1`,
  map: SOME, cores: [[put(OLD_0, 11n)], [put(100n, 1n)]],
  outcome: ({ trap, map }: GoEnd): Evacuated =>
    (trap ? { fatal: checkThatFailed(trap) } : { fatal: null, map: sortedEntries(map), count: map.count }),
} as const

export const doubleEvacuation: Experiment = defineExperiment<Evacuated>({
  id: 'C14',
  question: 'Two cores move the same old bucket; one of them then assigns to a key in it, or inserts: what is left?',
  variants: goVariants('C14', 'two evacuations of one bucket', {
    'real': { ...assign, models: ['sc', 'x86-tso'] },
    'real-2': { ...assign, summary: `${assign.summary}; store buffers have room for 2 stores`, models: ['pso'], bufferCapacity: 2 },
  }),
  observations: {
    'bad map state': ({ fatal }) => fatal?.includes('bad map state') ?? false,
    'no fatal, the value assigned is gone, the old one is back': (o) => o.map?.includes(`${OLD_0}=10`) ?? false,
    'no fatal, a key is lost': (o) => o.map !== undefined && o.map.length < 3,
    'no fatal, a key is there twice': (o) => o.map !== undefined && o.map.length > 3,
    'no fatal, all is well': (o) => o.map?.length === 3 && o.count === 3n && o.map.includes(`${OLD_0}=11`),
    'fatal at a check': ({ fatal }) => fatal?.endsWith('check') ?? false,
  },
  predictions: {},
  meaning: 'Two writers can move one bucket twice: a value just assigned is overwritten by the old one, a key just inserted is '
    + 'overwritten or doubled, values end up under other keys, all without an error.',
})
