/** Section 2.3: two inserts with the stores of a garbage collector's barrier before those of tophash and key. */
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { put, sortedKeys } from './map-words.ts'

interface Insert {
  readonly fatal: boolean
  readonly keys?: readonly bigint[]
  readonly count?: bigint
}

const TWO = {
  map: { B: 0, entries: [] }, cores: [[put(7n, 70n)], [put(9n, 90n)]],
  outcome: ({ trap, map }: GoEnd): Insert => (
    trap ? { fatal: true } : { fatal: false, keys: sortedKeys(map), count: map.count }
  ),
} as const

export const barrierBeforeStores: Experiment = defineExperiment<Insert>({
  id: 'E1-barrier',
  also: '2.3-f',
  question: 'm[7] = 70 and m[9] = 90 on two cores: does a write barrier before the stores of tophash and key change what can '
    + 'happen?',
  variants: goVariants('E1-barrier', 'two inserts, with a write barrier', {
    real: { ...TWO, summary: 'as Go has it' },
    barrier: { ...TWO, summary: 'two stores to a private buffer before each', edits: ['article/barrier-before-stores.diff'] },
  }),
  observations: {
    'fatal': ({ fatal }) => fatal,
    'both keys, count 2': ({ keys, count }) => keys?.length === 2 && count === 2n,
    'a key is lost': ({ keys }) => keys?.length === 1,
    'both keys, count 1': ({ keys, count }) => keys?.length === 2 && count === 1n,
  },
  predictions: {
    'fatal': { real: 'sc', barrier: 'sc' }, 'both keys, count 2': { real: 'sc', barrier: 'sc' },
    'a key is lost': { real: 'sc', barrier: 'sc' }, 'both keys, count 1': { real: 'sc', barrier: 'sc' },
  },
  meaning: 'A garbage collector\'s barrier is plain stores to memory of its own: it orders nothing and keeps no other core away.',
})
