/** E13: a reader under RLock and a writer's two stores. */
import { rwMutexReadersAndWriter } from '../../go/sync/locks.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'
import { syncVariants } from '../sync-variants.ts'

interface Readers {
  readonly fatal: string | null
  readonly seen?: readonly ('whole' | 'torn')[]
}

export const readersOfRwMutex: Experiment = defineExperiment<Readers>({
  id: 'E13',
  also: 'S13',
  question: 'Two cores read x and y under RLock, a third stores to both under Lock: can a reader see one of the two stores?',
  variants: syncVariants('E13', 'two cores read x and y under RLock while a third stores to both under Lock', {
    'real': { ...rwMutexReadersAndWriter, summary: 'RWMutex as Go has it: RLock is a LOCK XADDL' },
    'no-lock': {
      ...rwMutexReadersAndWriter, summary: 'RLock counts with XADDL without LOCK', edits: ['ours/rlock-without-lock.diff'],
    },
  }),
  observations: {
    'every reader sees both stores or none': ({ seen }) => seen !== undefined && !seen.includes('torn'),
    'a reader sees one store of two': ({ seen }) => seen?.includes('torn') ?? false,
    'sync ends the program: the count is wrong': ({ fatal }) => fatal?.startsWith('sync: ') ?? false,
  },
  predictions: {
    'every reader sees both stores or none': { 'real': 'sc', 'no-lock': 'sc' },
    'a reader sees one store of two': { 'real': 'never', 'no-lock': 'sc' },
  },
  meaning: 'RLock and RUnlock each add to one counter with one LOCKed instruction, which never fails and never tears; '
    + 'without the LOCK two readers count as one, and a writer gets in beside the other, whatever the memory model.',
})
