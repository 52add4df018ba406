/** Section 3.2: the flag has no owner, and what the checks keep from happening. */
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, put, sortedKeys } from './map-words.ts'

interface Insert {
  readonly fatal: string | null
  readonly keys?: readonly bigint[]
  readonly count?: bigint
}

const insert = ({ trap, map }: GoEnd): Insert => (
  trap ? { fatal: checkThatFailed(trap) } : { fatal: null, keys: sortedKeys(map), count: map.count }
)

export const flagWithoutOwner: Experiment = defineExperiment<Insert>({
  id: 'E1-owner',
  also: '3.2-c',
  question: 'One core inserts into a map whose hashWriting bit is set already: who is told that it is not the holder?',
  variants: goVariants('E1-owner', 'an insert into a map whose hashWriting bit is set', {
    real: { summary: 'one core', map: { B: 0, entries: [], flags: 4 }, cores: [[put(7n, 70n)]], outcome: insert },
  }),
  observations: {
    'fatal at the first check': ({ fatal }) => fatal === 'first check',
    'the key is inserted': ({ fatal }) => fatal === null,
  },
  predictions: { 'fatal at the first check': { real: 'sc' } },
  meaning: 'The flag is one bit: it does not say which goroutine writes, and a map left with it set fails for everybody.',
})

const TWO = { map: { B: 0, entries: [] }, cores: [[put(7n, 70n)], [put(9n, 90n)]], outcome: insert } as const

export const fatalThatReturns: Experiment = defineExperiment<Insert>({
  id: 'E1-returns',
  also: '3.2-e',
  question: 'm[7] = 70 and m[9] = 90 on two cores: what would become of the map if fatal returned?',
  variants: goVariants('E1-returns', 'two inserts, where fatal returns', {
    real: { ...TWO, summary: 'as Go has it' },
    returns: {
      ...TWO, summary: 'the calls of fatal are left out: the compiled code goes on behind them',
      edits: ['article/fatal-returns.diff'],
    },
  }),
  observations: {
    'fatal': ({ fatal }) => fatal !== null,
    'both keys, count 2': ({ keys, count }) => keys?.length === 2 && count === 2n,
    'a key is lost': ({ keys }) => keys?.length === 1,
    'both keys, count 1': ({ keys, count }) => keys?.length === 2 && count === 1n,
  },
  predictions: { 'fatal': { real: 'sc', returns: 'never' }, 'a key is lost': { real: 'sc', returns: 'sc' } },
  meaning: 'The checks keep no outcome from happening: each loss that they would stop is reached without them being hit. '
    + 'They make it less likely that it goes unnoticed.',
})
