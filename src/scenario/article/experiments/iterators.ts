/** E9, E11, E19, C17: iterations beside writers, beside each other, and alone. */
import type { MapSpec } from '../../../go/map-image.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, put, sum } from './map-words.ts'

interface Flags {
  readonly fatal: string | null
  readonly flags?: number
}

const TWO_KEYS: MapSpec = { B: 0, entries: [{ key: 1n, value: 10n }, { key: 2n, value: 20n }] }

const iterateAndPut = {
  map: TWO_KEYS, cores: [[sum], [put(7n, 70n)]],
  outcome: ({ trap, map }: GoEnd): Flags => (trap ? { fatal: checkThatFailed(trap) } : { fatal: null, flags: map.flags }),
} as const

export const iteratorBits: Experiment = defineExperiment<Flags>({
  id: 'E9',
  also: 'S17',
  question: 'A range over the map marks h.flags with LOCK ORB while m[7] = 70 takes and gives back its own bit without LOCK: '
    + 'can the iterator\'s bits get lost?',
  variants: goVariants('E9', 'a range against an insert', {
    'real': { summary: 'as Go has it', ...iterateAndPut },
    'lock-entry': { summary: 'the insert takes the flag by LOCK BTSL', edits: ['repaired/lock-entry.diff'], ...iterateAndPut },
    'lock-both': {
      ...iterateAndPut,
      summary: 'LOCK takes the flag and gives it back', edits: ['repaired/lock-entry.diff', 'repaired/lock-exit.diff'],
    },
  }),
  observations: {
    'no fatal, the iterator bits are lost': ({ fatal, flags }) => fatal === null && flags === 0,
    'no fatal, the iterator bits are set': ({ fatal, flags }) => fatal === null && flags === 3,
    'no fatal, the flag of a writer stays set': ({ fatal, flags = 0 }) => fatal === null && (flags & 4) !== 0,
    'fatal at the iterator': ({ fatal }) => fatal?.includes('iteration') ?? false,
    'fatal at the insert': ({ fatal }) => fatal?.endsWith('check') ?? false,
  },
  predictions: {},
  meaning: 'Ranging over a map while another goroutine inserts can clear the mark that a range is under way, although that '
    + 'mark is set with LOCK: one LOCKed side is not enough. For maps with pointers a growth would then wipe old buckets '
    + 'under the range.',
})

/** 13 keys in two buckets, as many as there may be: the next insert doubles the map. */
const FULL: MapSpec = { B: 1, entries: Array.from({ length: 13 }, (_, i) => ({ key: BigInt(i + 1), value: 1n })) }

interface Begun {
  readonly fatal: string | null
  readonly begun?: string
  readonly sum?: bigint
}

const HASH_GROW = { function: 'runtime.hashGrow', arguments: ['type', 'map'] } as const

const begun = (core: number) => ({ trap, probe, results, map, stopped }: GoEnd): Begun => {
  if (trap) throw new Error('a trap ended the run')
  const [B, buckets, start] = [probe(core, 0) - 1n, probe(core, 1), probe(core, 2) - 1n]
  const where = start >= 2n ** B ? 'startBucket beyond 2^it.B' : 'startBucket below 2^it.B'
  const which = buckets === map.oldbuckets || map.oldbuckets === 0n ? 'old' : 'new'
  const [trapped] = stopped
  const state = `it.B ${B}, it.buckets ${which}, ${where}`
  if (trapped) return { fatal: checkThatFailed(trapped), begun: state }
  return { fatal: null, begun: state, sum: results[core]?.[0]?.rax ?? 0n }
}

export const iterateAndGrow: Experiment = defineExperiment<Begun>({
  id: 'E11',
  also: 'S23',
  question: 'A range begins while hashGrow doubles the map from 2 buckets to 4: can it.B and startBucket belong to different '
    + 'sizes, and does the range end?',
  variants: goVariants('E11', 'the start of a range against hashGrow', {
    'real': {
      summary: 'hashGrow alone: no flag is set, nothing is moved',
      map: FULL, cores: [[sum], [HASH_GROW]], edits: ['probes/iterator.diff'], onTrap: 'stop-core', outcome: begun(0),
    },
    'other-start': {
      summary: 'the same, and chance begins with another bucket',
      map: FULL, cores: [[HASH_GROW], [sum]], edits: ['probes/iterator.diff'], onTrap: 'stop-core', outcome: begun(1),
    },
  }),
  observations: {
    'startBucket is beyond the buckets that it.B says': ({ begun }) => begun?.includes('beyond') ?? false,
    'it.B is new and it.buckets old': ({ begun }) => begun?.includes('it.B 2, it.buckets old') ?? false,
    'the range reads outside the bucket array': ({ fatal }) => fatal?.startsWith('fault') ?? false,
    'the range ends with all 13 keys': ({ fatal, sum }) => fatal === null && sum === 13n,
    'the range ends with other than 13 keys': ({ fatal, sum }) => fatal === null && sum !== 13n,
  },
  predictions: {},
  meaning: 'A range that begins while another goroutine grows the map can walk past the end of the bucket array: it never '
    + 'meets its stop, reads whatever lies there as keys, and ends only where memory does.',
})

interface Sums {
  readonly fatal: string | null
  readonly sums?: readonly bigint[]
}

const sums = ({ trap, results }: GoEnd): Sums =>
  (trap ? { fatal: checkThatFailed(trap) } : { fatal: null, sums: results.map((calls) => calls[0]?.rax ?? 0n) })

export const twoIterations: Experiment = defineExperiment<Sums>({
  id: 'C17',
  question: 'Two ranges over one map at the same time, which Go allows although each stores to h.extra and h.flags: is each '
    + 'right?',
  variants: goVariants('C17', 'two ranges at the same time', {
    real: { summary: 'as Go has it', map: TWO_KEYS, cores: [[sum], [sum]], outcome: sums },
  }),
  observations: {
    'both ranges see every key': ({ sums }) => sums?.every((total) => total === 30n) ?? false,
    'a range sees something else': ({ fatal, sums }) => fatal === null && !(sums?.every((total) => total === 30n) ?? true),
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'both ranges see every key': { real: 'sc' }, 'a range sees something else': { real: 'never' }, 'fatal': { real: 'never' },
  },
  meaning: 'Reading and iterating at the same time is fine: the stores that an iteration makes do not harm another one.',
})

/** Keys 1 to 8 in one bucket. */
const EIGHT: MapSpec = { B: 0, entries: Array.from({ length: 8 }, (_, i) => ({ key: BigInt(i + 1), value: 1n })) }
const OLD_KEYS = 0x1fen
const NEW_KEYS = 16n

const hasOld = (seen: bigint): boolean => (seen & OLD_KEYS) === OLD_KEYS

interface Ranged {
  readonly fatal: string | null
  /** The keys that were visited, a bit each, and how many visits there were. */
  readonly seen?: bigint
  readonly visits?: bigint
  readonly B?: number
}

function bits(word: bigint): bigint {
  return word === 0n ? 0n : (word & 1n) + bits(word >> 1n)
}

export const growInsideRange: Experiment = defineExperiment<Ranged>({
  id: 'E19',
  question: 'A range over 8 keys that inserts 16 more in its body, through two growths, on one core: does it end, and is each '
    + 'old key visited exactly once?',
  variants: goVariants('E19', 'a range that inserts', {
    real: {
      summary: 'as Go has it', map: EIGHT, listings: ['probes/range-and-insert.s'],
      cores: [[{ function: 'rangeAndInsert', arguments: ['map', 9n, NEW_KEYS] }]],
      outcome: ({ trap, results, map }: GoEnd): Ranged => {
        if (trap) return { fatal: checkThatFailed(trap) }
        const { rax: seen = 0n, rbx: visits = 0n } = results[0]?.[0] ?? {}
        return { fatal: null, seen, visits, B: map.B }
      },
    },
  }),
  observations: {
    'it ends, and each old key was visited once': ({ seen = 0n, visits }) => hasOld(seen) && visits === bits(seen),
    'a key was visited twice': ({ seen = 0n, visits = 0n }) => visits > bits(seen),
    'an old key was not visited': ({ fatal, seen = 0n }) => fatal === null && !hasOld(seen),
    'the map has grown twice': ({ B }) => B === 2,
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'it ends, and each old key was visited once': { real: 'sc' },
    'a key was visited twice': { real: 'never' },
    'an old key was not visited': { real: 'never' },
  },
  meaning: 'Inserting into a map while one ranges over it, in the same goroutine, is safe: the range ends and visits each old '
    + 'key once.',
  note: 'The first run faulted in mapaccessK, against the prediction: the type of the key had no Equal. That was a fault of '
    + 'the scenario builder and is repaired.',
})
