/** The table of the main results: a line for each, by model. */
import { ENDLESS } from '../../scenario/article/experiment.ts'
import type { ExperimentRun, Finding } from '../../scenario/article/run-experiment.ts'
import { anchorOf } from './anchor.ts'
import { markOf } from './reach-text.ts'

const MODELS = ['sc', 'x86-tso', 'pso'] as const

/** What a line says, and the finding behind it. */
interface Line {
  readonly says: string
  readonly of: readonly [experiment: string, variant: string, observation: string]
}

const line = (says: string, ...of: Line['of']): Line => ({ says, of })

const LINES: readonly Line[] = [
  line('two inserts: both keys, count 2', 'E1', 'real', 'both keys, count 2'),
  line('two inserts: fatal at the first check', 'E1', 'real', 'fatal at the first check'),
  line('two inserts: fatal at the second check', 'E1', 'real', 'fatal at the second check'),
  line('two inserts, no error: a key is lost, count 1', 'E1', 'real', 'no fatal, a key is lost, count 1'),
  line('two inserts, no error: a key is lost, count 2', 'E1', 'real', 'no fatal, a key is lost, count 2'),
  line('two inserts, no error: both keys, count 1', 'E1', 'real', 'no fatal, both keys, count 1'),
  line('each core inserts, then looks for the other\'s key: both miss (store buffering)', 'E2', 'real', 'both lookups miss'),
  line('an insert begins after another has returned: a key is lost', 'E3', 'real', 'no fatal, a key is lost, count 1'),
  line('an insert begins after another has returned: both keys, count 1', 'E3', 'real', 'no fatal, both keys, count 1'),
  line('an insert begins after another has returned: fatal at its first check', 'E3', 'real', 'fatal at the first check'),
  line('a lookup finds a key that was deleted', 'E4', 'stale', 'a hit with value 0'),
  line('a lookup sees the new key while its tophash is still empty',
    'E4', 'new', 'the key is seen while its tophash is still empty'),
  line('a key is filed under a stale hash seed and cannot be found',
    'E5', 'real', 'no fatal, 8 is stored, counted, and cannot be found'),
  line('the same with a perfectly atomic flag', 'E5', 'lock-both', 'no fatal, 8 is stored, counted, and cannot be found'),
  line('at the end of a growth a lookup sees the mark of a moved bucket and misses a key', 'E6', 'real', 'mark seen, 7 missed'),
  line('at the end of a growth a lookup sees oldbuckets == nil and misses a key', 'E6', 'real', 'oldbuckets read as nil, 7 missed'),
  line('the same with nil stored first, as the article has it', 'E6', 'nil-first', 'oldbuckets read as nil, 7 missed'),
  line('two writers move old buckets: keys that nobody touched are gone',
    'E7', 'real', 'no core stops, and a key that was always there is gone'),
  line('`m[k] = v` goes into a bucket that has been moved, and is lost',
    'E10', 'real', 'no fatal, m[3] is still 103: the store is lost'),
  line('the same with a perfectly atomic flag', 'E10', 'lock-both', 'no fatal, m[3] is still 103: the store is lost'),
  line('a lookup follows the end mark of the last overflow bucket into bucket 0',
    'E12', 'real', 'the lookup follows the sentinel into bucket 0'),
  line('overflow buckets form a ring, and a lookup never ends', 'E12', 'stale', ENDLESS),
  line('a reader follows a fresh pointer, stored by MOV, to old contents', 'E14', 'mov', 'the new block before it is filled'),
  line('the same, stored by XCHG', 'E14', 'xchg', 'the new block before it is filled'),
  line('the first bucket of a map shows its old contents behind the new pointer', 'E20', 'real', 'a key of another map is found'),
  line('the same, the pointer stored by XCHG', 'E20', 'xchg', 'a key of another map is found'),
]

/** Markdown. A model that a variant is not asked under has no mark. */
export function headline(runs: readonly ExperimentRun[]): string {
  const rows = LINES.map(({ says, of: [id, variant, observation] }) => {
    const run = runs.find(({ experiment }) => experiment.id === id)
    const found = run?.findings.find((finding) => finding.variant === variant && finding.observation === observation)
    if (!run || !found) throw new Error(`the main results name "${observation}" of ${id}/${variant}, which was not run`)
    const link = `[${id}/${variant}](#${anchorOf(run.experiment)})`
    return `| ${says} | ${MODELS.map((model) => mark(found, model)).join(' | ')} | ${link} |`
  })
  return ['| | sc | x86-tso | pso | experiment |', '| --- | :-: | :-: | :-: | --- |', ...rows].join('\n')
}

function mark(finding: Finding, model: (typeof MODELS)[number]): string {
  const asked = finding.seen.includes(model) || finding.unseen.includes(model) || finding.from === undefined
  // A weaker model reaches all that a stronger one does.
  const first = MODELS.findIndex((name) => name === finding.from)
  if (!asked && first >= 0 && MODELS.indexOf(model) > first) return '(yes)'
  return asked ? markOf(finding, model) : ''
}
