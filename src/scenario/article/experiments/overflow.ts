/** E12: overflow buckets that are taken by two cores, and a lookup that follows the chain meanwhile. */
import { memhash64 } from '../../../go/memhash.ts'
import { buildMap, type MapEntry, type MapSpec } from '../../../go/map-image.ts'
import { BUCKET, MAPEXTRA } from '../../../go/layout.ts'
import type { GoCall } from '../../go/go-call.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, found, get, put } from './map-words.ts'

const SEED = 0x5eed
const B = 4

/** The first `count` keys that lie in bucket `bucket` of 16. */
function keysIn(bucket: number, count: number): bigint[] {
  const keys: bigint[] = []
  for (let key = 1n; keys.length < count; key++) if (Number(memhash64(key, SEED) & 15n) === bucket) keys.push(key)
  return keys
}

const entries = (keys: readonly bigint[]): MapEntry[] => keys.map((key) => ({ key, value: key + 1000n }))

/** Buckets of 16, full, and the key that each gets next. */
const [X, Y, FILLED] = [3, 5, 9]
const IN_X = keysIn(X, 10)
const IN_Y = keysIn(Y, 9)
const IN_FILLED = keysIn(FILLED, 9)
const NEXT_X = IN_X[8] ?? 0n
const NEXT_Y = IN_Y[8] ?? 0n
const ABSENT_X = IN_X[9] ?? 0n

const NAMED = [['the key of X', NEXT_X], ['the key of Y', NEXT_Y]] as const

/** Two buckets are full; both preallocated overflow buckets are free. */
const TWO_FREE: MapSpec = { B, hash0: SEED, entries: entries([...IN_X.slice(0, 8), ...IN_Y.slice(0, 8)]) }
/** The same, and one of them is in use: the last holds its sentinel, the address of the array. */
const LAST_FREE: MapSpec = { B, hash0: SEED, entries: entries([...IN_X.slice(0, 8), ...IN_Y.slice(0, 8), ...IN_FILLED]) }

interface Chains {
  readonly fatal: string | null
  readonly missing?: readonly string[]
  readonly shared?: boolean
  readonly cycle?: boolean
  /** extra.nextOverflow points behind the array: the next overflow bucket is somebody else's memory. */
  readonly past?: boolean
  readonly links?: bigint
  readonly found?: string
}

/** Addresses of buckets of `TWO_FREE`: `bucket[3]`, `overflow[1]`. */
function bucketAt(name: string): bigint {
  const label = buildMap(TWO_FREE).labels.find((other) => other.name === `${name}.tophash[0]`)
  if (!label) throw new Error(`there is no ${name}`)
  return label.address
}

/** `newoverflow(h, t, b)` alone, without the flag. */
const newoverflow = (bucket: string): GoCall => ({
  function: 'runtime.(*hmap).newoverflow', arguments: ['map', 'type', bucketAt(bucket)],
})

/** The address after the last preallocated bucket: 16 buckets and two more (2,688 bytes is the size class, map.go:355). */
const PAST_THE_ARRAY = BigInt((2 ** B + 2) * BUCKET.size)

const chains = ({ trap, map, find, results, probe, read }: GoEnd): Chains => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const missing = NAMED.filter(([, key]) => find(key).kind !== 'found')
  const looked = results[1]?.at(-1)
  return {
    fatal: null,
    missing: missing.map(([name]) => name),
    shared: map.corrupt?.includes('runs into') ?? false,
    cycle: map.chains.some(({ cycle }) => cycle !== undefined),
    past: read(map.extra + BigInt(MAPEXTRA.fields.nextOverflow.offset), 8) === map.buckets + PAST_THE_ARRAY,
    links: probe(1, 5),
    found: found(looked),
  }
}

const insertAndWalk = {
  map: LAST_FREE, cores: [[put(NEXT_X, 1n)], [get(ABSENT_X)]], edits: ['probes/lookup-chain.diff'], outcome: chains,
} as const

const twoInserts = { cores: [[put(NEXT_X, 1n)], [put(NEXT_Y, 2n)]], outcome: chains } as const

export const overflowBuckets: Experiment = defineExperiment<Chains>({
  id: 'E12',
  also: 'S15, S24',
  question: 'Two full buckets get an overflow bucket each at the same time; or one does while a lookup follows its chain: what '
    + 'shape have the chains?',
  variants: goVariants('E12', 'overflow buckets', {
    'real': { summary: 'the last preallocated bucket is linked while a lookup follows the chain', ...insertAndWalk },
    'two': {
      summary: 'two inserts, two preallocated buckets left', map: TWO_FREE, ...twoInserts, models: ['sc', 'x86-tso'],
    },
    'two-last': {
      summary: 'two inserts, one preallocated bucket left', map: LAST_FREE, ...twoInserts, models: ['sc', 'x86-tso'],
    },
    'two-last-2': {
      summary: 'the same, and store buffers have room for 2 stores', map: LAST_FREE, ...twoInserts, models: ['pso'],
      bufferCapacity: 2,
    },
    'stale': {
      summary: 'newoverflow alone: one call on one core, three and a lookup on the other',
      map: TWO_FREE,
      cores: [
        [newoverflow(`bucket[${X}]`)],
        [newoverflow(`bucket[${Y}]`), newoverflow(`bucket[${FILLED}]`), newoverflow('overflow[1]'), get(IN_FILLED[8] ?? 0n)],
      ],
      outcome: chains, models: ['sc'],
    },
  }),
  observations: {
    'the lookup follows the sentinel into bucket 0': ({ links = 0n }) => links > 2n,
    'two chains share an overflow bucket': ({ shared }) => shared === true,
    'a chain leads back to itself': ({ cycle }) => cycle === true,
    'extra.nextOverflow points behind the array': ({ past }) => past === true,
    'no fatal, a key is lost': ({ fatal, missing = [] }) => fatal === null && missing.length > 0,
    'no fatal, all is well': (o) => o.fatal === null && o.missing?.length === 0 && o.shared === false,
    'a read or write outside the bucket array': ({ fatal }) => fatal?.startsWith('fault') ?? false,
    'fatal at a check': ({ fatal }) => fatal?.endsWith('check') ?? false,
  },
  predictions: { 'the lookup follows the sentinel into bucket 0': { real: 'pso' } },
  meaning: 'Two inserts that both need an overflow bucket can get the same one, and lose a key; a stale store of nextOverflow '
    + 'can hand a bucket out again and tie its chain into a ring, and then a lookup never returns: a goroutine at 100 %, '
    + 'without an error.',
})
