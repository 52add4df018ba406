/** The table of the repairs, each a step further than the one before it: what is left of what goes wrong. */
import type { ExperimentRun, Finding } from '../../scenario/article/run-experiment.ts'
import { anchorOf } from './anchor.ts'

const RUNGS = [
  ['real', 'as Go has it'],
  ['mfence', 'MFENCE after the flag is set'],
  ['lock-entry', 'LOCK BTSL takes the flag'],
  ['lock-both', 'and LOCK ANDB gives it back'],
  ['guard-all', 'and the flag is held from before the seed is read until the element is stored'],
  ['mutex', 'Go\'s code in place of all that, each operation inside a sync.Mutex'],
] as const

/** What goes wrong, and the observation of an experiment that says so. */
const COLUMNS = [
  ['two inserts lose a key', 'E1', 'no fatal, a key is lost, count 1'],
  ['one insert after the other has returned: a key is lost', 'E3', 'no fatal, a key is lost, count 1'],
  ['each core inserts, then looks for the other\'s key: both miss', 'E2', 'both lookups miss'],
  ['a key is stored and cannot be found', 'E5', 'no fatal, 8 is stored, counted, and cannot be found'],
  ['an element is stored and lost', 'E10', 'no fatal, m[3] is still 103: the store is lost'],
  ['fatal error at two inserts', 'E1', 'fatal at the first check'],
] as const

/** Markdown. In a cell the strongest model that still has it; nothing where it was not asked. */
export function ladder(runs: readonly ExperimentRun[]): string {
  const cellOf = (variant: string, experiment: string, observation: string): string => {
    const findings = runs.find((run) => run.experiment.id === experiment)?.findings
    if (!findings?.some((finding) => finding.observation === observation)) {
      throw new Error(`the table of repairs names "${observation}" of ${experiment}, which was not run`)
    }
    const found = findings.find((finding) => finding.variant === variant && finding.observation === observation)
    return found ? cellText(found) : ''
  }
  const head = COLUMNS.map(([says, id]) => {
    const experiment = runs.find((run) => run.experiment.id === id)?.experiment
    return experiment ? `${says} ([${id}](#${anchorOf(experiment)}))` : says
  })
  const rows = RUNGS.map(([variant, says]) => {
    const cells = COLUMNS.map(([, experiment, observation]) => cellOf(variant, experiment, observation))
    return `| \`${variant}\`: ${says} | ${cells.join(' | ')} |`
  })
  return [`| | ${head.join(' | ')} |`, `| --- |${COLUMNS.map(() => ' :-: |').join('')}`, ...rows].join('\n')
}

function cellText({ from, unseen }: Finding): string {
  if (from !== 'never') return from ?? '?'
  return unseen.includes('pso') ? '–' : `– (${unseen.join(', ')})`
}
