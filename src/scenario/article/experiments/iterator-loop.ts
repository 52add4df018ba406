/** Section 3.3's loop over a bucket, as printed. */
import type { SyncScenarioSpec } from '../../go/sync/sync-scenario.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'
import { syncVariants } from '../sync-variants.ts'

const CELL = { symbol: 'cell' } as const
const ITERATE = [{ function: 'article.iterate', arguments: [CELL] }] as const

function loop(cell: bigint, cores: SyncScenarioSpec['cores'], summary: string): Omit<SyncScenarioSpec, 'name'> {
  return {
    summary, cores, memory: { cell }, listings: ['../article/iteratorLoop.s'],
    outcome: (end) => (end.trap ? { end: end.trap.message } : { end: 'returns' }),
  }
}

export const iteratorLoop: Experiment = defineExperiment<{ readonly end: string }>({
  id: 'E-loop',
  also: '3.3-b',
  question: 'The printed loop looks at one cell: does it end?',
  variants: syncVariants('E-loop', 'the loop of section 3.3 over one cell', {
    full: loop(1n, [ITERATE], 'the cell is not zero; one core, no growth'),
    empty: loop(0n, [ITERATE], 'the cell is zero'),
    emptied: loop(1n, [ITERATE, [{ function: 'article.empty', arguments: [CELL] }]], 'another core stores zero to the cell'),
  }),
  observations: { 'it ends': ({ end }) => end === 'returns' },
  predictions: { 'it ends': { full: 'never', empty: 'sc', emptied: 'sc' } },
  meaning: 'The printed loop never moves on and so never ends over a full cell, growth or not; Go\'s iterator counts its '
    + 'position up for every cell.',
})
