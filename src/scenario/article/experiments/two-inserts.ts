/** E1 to E3: two inserts into an empty map of one bucket, with the flag as it is, repaired in steps, and as the article has it. */
import type { Outcome } from '../../../explore/outcome.ts'
import type { GoEnd } from '../../go/go-end.ts'
import type { GoScenarioSpec } from '../../go/go-scenario.ts'
import { defineExperiment, goVariants, type Experiment, type Variant } from '../experiment.ts'
import { checkThatFailed, found, get, lockedPut, put, sortedKeys } from './map-words.ts'

/** What became of the two keys. */
interface TwoInserts {
  readonly fatal: string | null
  readonly keys?: readonly bigint[]
  readonly count?: bigint
  readonly flags?: number
}

const inserts = ({ trap, map }: GoEnd): Outcome => {
  if (trap) return { fatal: checkThatFailed(trap) }
  return { fatal: null, keys: sortedKeys(map), count: map.count, ...(map.flags === 0 ? {} : { flags: map.flags }) }
}

const lost = ({ fatal, keys }: TwoInserts): boolean => fatal === null && keys?.length === 1

const TWO_INSERTS: Readonly<Record<string, (outcome: TwoInserts) => boolean>> = {
  'fatal at the first check': ({ fatal }) => fatal === 'first check',
  'fatal at the second check': ({ fatal }) => fatal === 'second check',
  'both keys, count 2': ({ keys, count, flags }) => keys?.length === 2 && count === 2n && flags === undefined,
  'no fatal, a key is lost, count 1': (o) => lost(o) && o.count === 1n,
  'no fatal, a key is lost, count 2': (o) => lost(o) && o.count === 2n,
  'no fatal, both keys, count 1': ({ fatal, keys, count }) => fatal === null && keys?.length === 2 && count === 1n,
  'no fatal, the flag stays set for ever': ({ fatal, flags }) => fatal === null && flags === 4,
}

const LOSSES = ['no fatal, a key is lost, count 1', 'no fatal, a key is lost, count 2', 'no fatal, both keys, count 1']

function each<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]))
}

const EMPTY = { B: 0, entries: [] } as const

/** The flag in all forms: which edits of the listings. */
export const FLAG_FORMS = {
  'real': { summary: 'as Go has it', edits: [] },
  'mfence': { summary: 'MFENCE after the flag is set', edits: ['repaired/mfence-after-flag.diff'] },
  'lock-entry': { summary: 'the flag is taken by LOCK BTSL', edits: ['repaired/lock-entry.diff'] },
  'lock-both': {
    summary: 'the flag is taken by LOCK BTSL and given back by LOCK ANDB',
    edits: ['repaired/lock-entry.diff', 'repaired/lock-exit.diff'],
  },
  'article': { summary: 'XOR takes it, XOR gives it back, no second check', edits: ['article/flag-xor-xor.diff'] },
  'mfence-return': { summary: 'MFENCE before the return', edits: ['repaired/mfence-at-return.diff'] },
  'guard-all': {
    summary: 'LOCK takes the flag before the seed is read, and gives it back after the element is stored',
    edits: ['repaired/guard-all.diff'],
  },
} as const

/** The same calls inside Lock and Unlock of one sync.Mutex. */
export const MUTEX = {
  summary: 'the map as Go has it, each operation inside Lock and Unlock of a sync.Mutex',
  listings: ['sync/Mutex.Lock.s', 'sync/Mutex.Unlock.s', 'sync/semaphore.s', 'repaired/mutex-around.s'],
} as const

type Form = keyof typeof FLAG_FORMS

const ALL_FORMS: readonly Form[] = ['real', 'mfence', 'lock-entry', 'lock-both', 'article', 'mfence-return', 'guard-all']

/** A scenario with the flag in the forms `names`. */
export function flagForms(
  id: string, says: string, names: readonly Form[], spec: Omit<GoScenarioSpec, 'name' | 'summary' | 'edits'>,
): Variant[] {
  return goVariants(id, says, Object.fromEntries(names.map((name) => [name, { ...FLAG_FORMS[name], ...spec }])))
}

const E1 = 'm[7] = 70 and m[9] = 90 on two cores, one empty bucket'

export const twoInserts: Experiment = defineExperiment<TwoInserts>({
  id: 'E1',
  also: 'S1',
  question: 'm[7] = 70 and m[9] = 90 on two cores, in an empty map of one bucket: what can become of the keys?',
  variants: [
    ...flagForms('E1', E1, [...ALL_FORMS.slice(0, 5), 'guard-all'], {
      map: EMPTY, cores: [[put(7n, 70n)], [put(9n, 90n)]], outcome: inserts,
    }),
    ...goVariants('E1', E1, {
      mutex: { ...MUTEX, map: EMPTY, cores: [[lockedPut(7n, 70n)], [lockedPut(9n, 90n)]], outcome: inserts },
    }),
  ],
  observations: TWO_INSERTS,
  predictions: {
    'fatal at the first check': {
      'real': 'sc', 'mfence': 'sc', 'lock-entry': 'sc', 'lock-both': 'sc', 'article': 'sc', 'mutex': 'never',
    },
    'fatal at the second check': {
      'real': 'sc', 'mfence': 'sc', 'lock-entry': 'never', 'lock-both': 'never', 'article': 'never', 'mutex': 'never',
    },
    'both keys, count 2': { 'real': 'sc', 'mfence': 'sc', 'lock-entry': 'sc', 'lock-both': 'sc', 'article': 'sc', 'mutex': 'sc' },
    ...each(LOSSES, {
      'real': 'sc', 'mfence': 'sc', 'lock-entry': 'pso', 'lock-both': 'never', 'article': 'sc', 'guard-all': 'never',
      'mutex': 'never',
    } as const),
    'no fatal, the flag stays set for ever': {
      'real': 'never', 'mfence': 'never', 'lock-entry': 'never', 'lock-both': 'never', 'article': 'sc',
    },
  },
  meaning: 'Two unsynchronised inserts can lose a key, or count wrongly, with no fatal error and on the strongest memory there '
    + 'is: the check is best effort, and weak memory is not what makes it so.',
})

/** What the lookups found. */
interface LookAcross {
  readonly fatal: string | null
  readonly found?: readonly string[]
}

export const lookAcross: Experiment = defineExperiment<LookAcross>({
  id: 'E2',
  also: 'S2',
  question: 'm[7] = 70, then m[9], against m[9] = 90, then m[7] (the map holds key 1): can both lookups miss?',
  variants: flagForms('E2', 'm[7] = 70, then m[9], against m[9] = 90, then m[7]', ALL_FORMS.slice(0, 4), {
    map: { B: 0, entries: [{ key: 1n, value: 10n }] },
    cores: [[put(7n, 70n), get(9n)], [put(9n, 90n), get(7n)]],
    outcome: ({ trap, results }) => {
      if (trap) return { fatal: checkThatFailed(trap) }
      return { fatal: null, found: results.map((calls) => found(calls[1])) }
    },
  }),
  observations: {
    'both lookups miss': ({ fatal, found }) => fatal === null && (found?.every((value) => value === 'miss') ?? false),
    'both lookups find': ({ fatal, found }) => fatal === null && !(found?.includes('miss') ?? true),
    'a lookup finds the key with value 0': ({ fatal, found }) => fatal === null && (found?.includes('0') ?? false),
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'both lookups miss': { 'real': 'x86-tso', 'mfence': 'x86-tso', 'lock-entry': 'pso', 'lock-both': 'never' },
  },
  meaning: 'Setting the flag is no memory barrier: store buffering through the map itself shows that each core can miss what '
    + 'the other has already stored.',
})

const E3 = 'm[9] = 90 begins after m[7] = 70 has returned'

const oneAfterTheOther = { map: EMPTY, order: [{ earlier: 0, later: 1 }], outcome: inserts }

export const insertAfterReturn: Experiment = defineExperiment<TwoInserts>({
  id: 'E3',
  also: 'S21',
  question: 'As E1, but core 1 begins only after core 0 has returned, without synchronisation: is that enough?',
  variants: [
    ...flagForms('E3', E3, ALL_FORMS, { ...oneAfterTheOther, cores: [[put(7n, 70n)], [put(9n, 90n)]] }),
    ...goVariants('E3', E3, { mutex: { ...oneAfterTheOther, ...MUTEX, cores: [[lockedPut(7n, 70n)], [lockedPut(9n, 90n)]] } }),
  ],
  observations: TWO_INSERTS,
  predictions: {
    'both keys, count 2': each([...ALL_FORMS, 'mutex'], 'sc'),
    'no fatal, a key is lost, count 1': {
      'real': 'x86-tso', 'mfence': 'pso', 'lock-entry': 'pso', 'lock-both': 'never', 'mfence-return': 'never', 'guard-all': 'never',
      'mutex': 'never',
    },
    'no fatal, both keys, count 1': { 'real': 'x86-tso', 'lock-both': 'never', 'mfence-return': 'never' },
    'fatal at the first check': {
      'mfence': 'x86-tso', 'lock-both': 'never', 'mfence-return': 'never', 'guard-all': 'never', 'mutex': 'never',
    },
    'fatal at the second check': { 'mfence-return': 'never', 'lock-both': 'never', 'guard-all': 'never', 'mutex': 'never' },
  },
  meaning: 'That one goroutine has returned from its insert before another begins, by the clock, guarantees nothing: only '
    + 'synchronisation (a mutex, a channel, an atomic) drains the store buffer between them.',
})
