/** E8 and E20: what a lookup sees of a growth, or of a map's first bucket, that begins. */
import { memhash64 } from '../../../go/memhash.ts'
import type { MapSpec } from '../../../go/map-image.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment, type GoVariant } from '../experiment.ts'
import { checkThatFailed, found, get, put } from './map-words.ts'

const SEED = 0x5eed

/** The bucket of a key of these maps among 2^B. */
function bucketOf(key: bigint, B: number): number {
  return Number(memhash64(key, SEED) & ((1n << BigInt(B)) - 1n))
}

/** 13 keys in two buckets, some for each of four: the next insert doubles the map. A key's value is 100 more than it. */
const NUMBERS = Array.from({ length: 100 }, (_, i) => BigInt(i + 1))
const KEYS = [4, 3, 3, 3].flatMap((count, bucket) => NUMBERS.filter((key) => bucketOf(key, 2) === bucket).slice(0, count))
const FULL: MapSpec = { B: 1, hash0: SEED, entries: KEYS.map((key) => ({ key, value: key + 100n })) }

/** The first of these keys in that bucket of 4. */
const keyOf = (bucket: number): bigint => KEYS.find((key) => bucketOf(key, 2) === bucket) ?? 0n
const [LOW, MIDDLE, HIGH] = [keyOf(0), keyOf(1), keyOf(3)]

interface Combination {
  /** h.B, h.oldbuckets and h.buckets as the lookup read them. */
  readonly saw: string
  readonly found: string
}

/** `hashGrow` alone: no flag is set and nothing is moved, so that only the order of its stores counts. */
const HASH_GROW = { function: 'runtime.hashGrow', arguments: ['type', 'map'] } as const

const combination = (key: bigint) => ({ trap, results, probe, stopped, map }: GoEnd): Combination => {
  if (trap) throw new Error('a trap ended the run')
  const [B, old, buckets] = [probe(1, 1) - 1n, probe(1, 2), probe(1, 3)]
  const isNew = buckets !== 0n && buckets === map.buckets
  const saw = `B ${B === 2n ? 'new' : 'old'}, oldbuckets ${old === 0n ? 'nil' : 'set'}, buckets ${isNew ? 'new' : 'old'}`
  const [trapped] = stopped
  const value = found(results[1]?.[0])
  if (trapped) return { saw, found: checkThatFailed(trapped) }
  return { saw, found: value === `${key + 100n}` ? 'found' : value === 'miss' ? 'missed' : `value ${value}` }
}

const growAndLook = (key: bigint, summary: string): GoVariant => ({
  summary, map: FULL, cores: [[HASH_GROW], [get(key)]], edits: ['probes/lookup-growth.diff'], onTrap: 'stop-core',
  outcome: combination(key),
})

const COMBINATIONS = ['old', 'new'].flatMap((B) => ['nil', 'set'].flatMap((old) => ['old', 'new'].map((buckets) =>
  `B ${B}, oldbuckets ${old}, buckets ${buckets}`)))

export const startOfGrowth: Experiment = defineExperiment<Combination>({
  id: 'E8',
  also: 'S19',
  question: 'hashGrow doubles a map of two buckets while another core looks up a key that was always there: which of h.B, '
    + 'oldbuckets and buckets does it see together, and what does it find?',
  variants: goVariants('E8', 'hashGrow against a lookup', {
    'real': growAndLook(HIGH, `m[${HIGH}], which lies in bucket 1 of 2 and in bucket 3 of 4`),
    'middle': growAndLook(MIDDLE, `m[${MIDDLE}], which lies in bucket 1 of 2 and in bucket 1 of 4`),
    'low': growAndLook(LOW, `m[${LOW}], which lies in bucket 0 of 2 and in bucket 0 of 4`),
  }),
  observations: {
    ...Object.fromEntries(COMBINATIONS.map((saw) => [saw, (o: Combination): boolean => o.saw === saw])),
    'the key is missed': (o) => o.found === 'missed',
    'a read outside the bucket array': (o) => o.found.startsWith('fault'),
    'another value': (o) => o.found.startsWith('value'),
  },
  predictions: {},
  meaning: 'A lookup beside the insert that starts a growth can miss a key that was always there, or read outside the bucket '
    + 'array, on the strongest memory there is.',
  note: 'With 4 keys in the map, as it was asked at first, hashGrow makes an array of the same size, and h.B never changes.',
})

/** What lay where the first bucket is allocated: a bucket of another map, with key 5. */
const OLD_BUCKET: MapSpec = { B: 0, entries: [{ key: 5n, value: 55n }] }

interface Published {
  readonly fatal: string | null
  readonly found?: string
}

const insertFirst = {
  map: { B: 0, entries: [], buckets: 'nil' }, cores: [[put(7n, 70n)], [get(5n)]], arena: { recycled: OLD_BUCKET },
  outcome: ({ trap, results }: GoEnd): Published =>
    (trap ? { fatal: checkThatFailed(trap) } : { fatal: null, found: found(results[1]?.[0]) }),
} as const

export const firstBucket: Experiment = defineExperiment<Published>({
  id: 'E20',
  also: 'S20',
  question: 'm[7] = 70 allocates the first bucket, in memory that held key 5 of another map, while another core does v, ok := '
    + 'm[5]: can it see the old contents?',
  variants: goVariants('E20', 'the first bucket of a map against a lookup', {
    real: { summary: 'as Go has it: cleared, then published by MOVQ', ...insertFirst },
    xchg: { summary: 'published by XCHGQ', edits: ['repaired/xchg-buckets.diff'], ...insertFirst },
  }),
  observations: {
    'a key of another map is found': (o) => o.found === '55',
    'a miss': (o) => o.found === 'miss',
    'a hit with value 0': (o) => o.found === '0',
    'fatal at the lookup': (o) => o.fatal === 'lookup',
  },
  predictions: { 'a key of another map is found': { real: 'pso', xchg: 'never' } },
  meaning: 'On x86 a bucket that was cleared before it was published is seen cleared; a processor that lets stores pass each '
    + 'other would show the keys of whatever map had the memory before.',
})
