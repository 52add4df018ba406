/** The table of the main results: a line for each, by model. */
import type { ExperimentRun, Finding } from '../../scenario/article/run-experiment.ts'
import { agreementText, markOf } from './reach-text.ts'

const MODELS = ['sc', 'x86-tso', 'pso'] as const

/** What a line says, and the finding behind it. */
interface Line {
  readonly id: string
  readonly says: string
  readonly of: readonly [experiment: string, variant: string, observation: string]
}

const line = (id: string, says: string, ...of: Line['of']): Line => ({ id, says, of })

const LINES: readonly Line[] = [
  line('S1', 'two inserts: a key is lost without fatal, count 1', 'E1', 'real', 'no fatal, a key is lost, count 1'),
  line('S1', 'two inserts: a key is lost without fatal, count 2', 'E1', 'real', 'no fatal, a key is lost, count 2'),
  line('S1', 'two inserts: both keys, count 1', 'E1', 'real', 'no fatal, both keys, count 1'),
  line('S1', 'two inserts: fatal at the first check', 'E1', 'real', 'fatal at the first check'),
  line('S1', 'two inserts: fatal at the second check', 'E1', 'real', 'fatal at the second check'),
  line('S1', 'two inserts: both keys, count 2', 'E1', 'real', 'both keys, count 2'),
  line('S2', 'store buffering through the map: both lookups miss', 'E2', 'real', 'both lookups miss'),
  line('S21', 'the second insert begins after the first has returned: a key is lost',
    'E3', 'real', 'no fatal, a key is lost, count 1'),
  line('S21', 'the same: both keys, count 1', 'E3', 'real', 'no fatal, both keys, count 1'),
  line('S21', 'the same: fatal at a check of the second', 'E3', 'real', 'fatal at the first check'),
  line('S4', 'a lookup sees the new key while its tophash is empty',
    'E4', 'new', 'the key is seen while its tophash is still empty'),
  line('S3', 'a lookup finds a key that was deleted', 'E4', 'stale', 'a hit with value 0'),
  line('S7', 'oldbuckets read as nil, and a key that was always there is missed',
    'E6', 'real', 'oldbuckets read as nil, 7 missed'),
  line('S7art', 'the same when nil is stored first, as the article has it', 'E6', 'nil-first', 'oldbuckets read as nil, 7 missed'),
  line('S7b', 'the mark of a moved bucket is seen, and the key is missed', 'E6', 'real', 'mark seen, 7 missed'),
  line('S14', 'a reader follows a fresh pointer to old contents, MOV', 'E14', 'mov', 'the new block before it is filled'),
  line('S14', 'the same, XCHG', 'E14', 'xchg', 'the new block before it is filled'),
  line('S20', 'a freshly published bucket shows its old contents', 'E20', 'real', 'a key of another map is found'),
  line('S20', 'the same, published by XCHG', 'E20', 'xchg', 'a key of another map is found'),
  line('S15', 'a chain walk follows the sentinel of the last overflow bucket',
    'E12', 'real', 'the lookup follows the sentinel into bucket 0'),
  line('S6', 'a key filed under a stale seed cannot be found',
    'E5', 'real', 'no fatal, 8 is stored, counted, and cannot be found'),
  line('S6', 'the same with a perfectly atomic flag', 'E5', 'lock-both', 'no fatal, 8 is stored, counted, and cannot be found'),
  line('S18', 'm[k] = v is lost: the bucket was moved before the store',
    'E10', 'real', 'no fatal, m[3] is still 103: the store is lost'),
  line('S18', 'the same with a perfectly atomic flag', 'E10', 'lock-both', 'no fatal, m[3] is still 103: the store is lost'),
  line('FIX', 'LOCK on entry and exit: a key is lost', 'E1', 'lock-both', 'no fatal, a key is lost, count 1'),
  line('FIX-', 'LOCK on entry, MOVB on exit: a key is lost', 'E1', 'lock-entry', 'no fatal, a key is lost, count 1'),
  line('MF', 'MFENCE after the flag is set: a key is lost', 'E1', 'mfence', 'no fatal, a key is lost, count 1'),
  line('MF', 'the same: both lookups miss', 'E2', 'mfence', 'both lookups miss'),
  line('MF', 'the same: the second begins after the first has returned, a key is lost',
    'E3', 'mfence', 'no fatal, a key is lost, count 1'),
]

/** Markdown. A model that a variant is not asked under has no mark. */
export function headline(runs: readonly ExperimentRun[]): string {
  const rows = LINES.flatMap(({ id, says, of: [experiment, variant, observation] }) => {
    const findings = runs.find((run) => run.experiment.id === experiment)?.findings
    const found = findings?.find((finding) => finding.variant === variant && finding.observation === observation)
    if (!found) throw new Error(`the main results name "${observation}" of ${experiment}/${variant}, which was not run`)
    return [`| ${id} | ${says} | ${MODELS.map((model) => mark(found, model)).join(' | ')} | ${agreementText(found)} |`]
  })
  return ['| | | sc | x86-tso | pso | |', '| --- | --- | :-: | :-: | :-: | --- |', ...rows].join('\n')
}

function mark(finding: Finding, model: (typeof MODELS)[number]): string {
  const asked = finding.seen.includes(model) || finding.unseen.includes(model) || finding.from === undefined
  // A weaker model reaches all that a stronger one does.
  const first = MODELS.findIndex((name) => name === finding.from)
  if (!asked && first >= 0 && MODELS.indexOf(model) > first) return '(yes)'
  return asked ? markOf(finding, model) : ''
}
