/** E10 and C10: the caller stores the element after mapassign has returned, outside the stretch that the flag guards. */
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, inc, lockedPut, put } from './map-words.ts'
import { FLAG_FORMS, flagForms, MUTEX } from './two-inserts.ts'

/** One full bucket: keys 1 to 8, the value of a key 100 more than it. */
const FULL = { B: 0, entries: Array.from({ length: 8 }, (_, i) => ({ key: BigInt(i + 1), value: BigInt(i + 101) })) } as const

interface Live {
  readonly fatal: string | null
  readonly value?: string
}

const live = (key: bigint) => ({ trap, find }: GoEnd): Live => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const result = find(key)
  return { fatal: null, value: result.kind === 'found' ? `${result.value}` : result.kind }
}

const assignAndGrow = { map: FULL, cores: [[put(3n, 42n)], [put(10n, 11n)]], outcome: live(3n) } as const

export const storeAfterReturn: Experiment = defineExperiment<Live>({
  id: 'E10',
  also: 'S18',
  question: 'm[3] = 42, a key that exists, against m[10] = 11, which starts a growth and moves the bucket: can the 42 be lost?',
  variants: goVariants('E10', 'm[3] = 42 against an insert that grows the map', {
    'real': { ...assignAndGrow, ...FLAG_FORMS.real, models: ['sc'] },
    'real-2': {
      ...assignAndGrow, ...FLAG_FORMS.real, summary: 'as Go has it; store buffers have room for 2 stores', models: ['x86-tso'],
      bufferCapacity: 2,
    },
    'lock-both': { ...assignAndGrow, ...FLAG_FORMS['lock-both'], models: ['sc', 'x86-tso'] },
    'lock-both-3': {
      ...assignAndGrow, ...FLAG_FORMS['lock-both'], models: ['pso'], bufferCapacity: 3,
      summary: `${FLAG_FORMS['lock-both'].summary}; store buffers have room for 3 stores`,
    },
    'guard-all': { ...assignAndGrow, ...FLAG_FORMS['guard-all'], models: ['sc', 'x86-tso'] },
    'guard-all-3': {
      ...assignAndGrow, ...FLAG_FORMS['guard-all'], models: ['pso'], bufferCapacity: 3,
      summary: `${FLAG_FORMS['guard-all'].summary}; store buffers have room for 3 stores`,
    },
    'mutex': { ...assignAndGrow, ...MUTEX, cores: [[lockedPut(3n, 42n)], [lockedPut(10n, 11n)]], models: ['sc', 'x86-tso'] },
  }),
  observations: {
    'no fatal, m[3] is 42': ({ value }) => value === '42',
    'no fatal, m[3] is still 103: the store is lost': ({ value }) => value === '103',
    'no fatal, m[3] is something else': ({ fatal, value }) => fatal === null && value !== '42' && value !== '103',
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'no fatal, m[3] is still 103: the store is lost': {
      'real': 'sc', 'lock-both': 'sc', 'lock-both-3': 'pso', 'guard-all': 'never', 'guard-all-3': 'never', 'mutex': 'never',
    },
    'fatal': { mutex: 'never' },
  },
  meaning: 'The element is stored through a pointer after mapassign has cleared its flag: a growth in between moves the bucket '
    + 'and the store goes into the old one. No flag, however atomic, can see that.',
})

export const lostIncrement: Experiment = defineExperiment<Live>({
  id: 'C10',
  question: 'm[1]++ on two cores, 10 before: is it always 12 afterwards when no fatal error comes?',
  variants: flagForms('C10', 'm[1]++ on two cores', ['real', 'lock-both'], {
    map: { B: 0, entries: [{ key: 1n, value: 10n }] }, cores: [[inc(1n)], [inc(1n)]], outcome: live(1n),
  }),
  observations: {
    'no fatal, m[1] is 12': ({ value }) => value === '12',
    'no fatal, m[1] is 11: an increment is lost': ({ value }) => value === '11',
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: { 'no fatal, m[1] is 11: an increment is lost': { 'real': 'sc', 'lock-both': 'sc' } },
  meaning: 'm[k]++ is a load and a store behind the flag\'s back: increments get lost even where the two calls of mapassign '
    + 'never overlap.',
})
