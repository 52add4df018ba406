/** The audit as Markdown: what is kept as `docs/audit.md`. No times and no counts of states: every machine writes the same. */
import type { Audit, JudgedSection } from '../../scenario/article/audit.ts'
import type { Verdict } from '../../scenario/article/claim.ts'
import type { JudgedClaim, JudgedStatement } from '../../scenario/article/judge-claim.ts'
import { modelsOf, type ExperimentRun, type Finding, type VariantRun } from '../../scenario/article/run-experiment.ts'
import { outcomeText } from '../outcome-text.ts'
import { anchorOf, headingOf } from './anchor.ts'
import { headline } from './headline.ts'
import { ladder } from './ladder.ts'
import { agreementText, markOf, reachText } from './reach-text.ts'
import { witnessFile } from './witness-files.ts'

/** The folder of the witnesses, seen from the report. */
const FOLDER = 'audit'

/** A variant with more outcomes than this is told by its observations alone. */
const MOST_OUTCOMES = 16

const VERDICTS: readonly Verdict[] = ['true', 'partly', 'false', 'not checkable here', 'not checked yet']

export function auditMarkdown(audit: Audit): string {
  return [
    '# The article\'s claims, run',
    '',
    INTRODUCTION,
    '',
    summary(audit),
    '',
    '## The main results',
    '',
    MAIN_RESULTS,
    '',
    headline(audit.runs),
    '',
    '## Repairs, one after another',
    '',
    REPAIRS,
    '',
    ladder(audit.runs),
    '',
    disagreements(audit.runs),
    '## The claims',
    '',
    ...audit.sections.map((section) => sectionText(section, audit)),
    '## The experiments',
    '',
    EXPERIMENTS,
    '',
    ...audit.runs.map(experimentText),
  ].join('\n').trimEnd() + '\n'
}

const INTRODUCTION = `An article about Go 1.22's map says why the map is not safe for concurrent use, down to its machine code.
This page takes the article's claims in its order and settles each: by running the map's own instructions, by their text, or by
Go's source. \`fencepost audit --markdown\` writes it, \`make audit\` writes it anew, and \`make audit-check\` compares,
witnesses included.

**How to read it.** A claim is taken apart into statements, marked *True* or *False*. Its verdict follows from them alone: all
true, **true**; all false, **false**; some of each, **partly**; nothing that can be checked here, **not checkable here**.

A statement that rests on runs names an experiment, a variant of it and what was observed there. An experiment runs two or three
cores from one state of the map and looks at *every* order in which their instructions can take effect, under three memory
models:

* \`sc\`, sequential consistency: each store is seen by all cores at once. What is reachable here needs no weak memory.
* \`x86-tso\`, what x86 processors promise: a store waits in its core's buffer while the core goes on, and stores become visible
  in their order.
* \`pso\`, weaker than x86: stores to different addresses may also become visible in another order. What is reachable here alone
  cannot happen on x86; it shows which code relies on the order of stores.

Whatever one model can do, the models below it in this list can do too. "Unreachable" means that complete searches, under every
model that the experiment asks, did not find it. A witness is one such order as text: \`fencepost replay docs/audit/FILE\` runs
it again and tells it step by step. Of all schedules with that outcome it has the fewest switches between cores.`

const MAIN_RESULTS = `What Go's own code can do; rows that say so are of changed code. \`yes\`: some order leads there.
\`–\`: none does. \`(yes)\`: not asked, but a stronger model has it. Most rows need no weak memory at all: keys, counts and
values are lost under \`sc\`, without an error.`

const REPAIRS = `Each row goes a step further than the one above it. In a cell stands the strongest model under which it still
happens; \`–\`: it cannot happen (under the models in parentheses, where not all three were asked); nothing: not asked.`

const EXPERIMENTS = `Each experiment is one or more scenarios, named \`article/ID/VARIANT\`: \`fencepost explore
article/e1/real\` runs one. \`yes\`: some order leads there. \`–\`: a complete search found none. \`?\`: the search was cut
short. The last column compares with what was predicted before anything ran, where something was.`

function summary({ sections }: Audit): string {
  const verdicts = sections.flatMap(({ claims }) => claims.map(({ verdict }) => verdict))
  const counts = VERDICTS.map((verdict) => `${verdicts.filter((v) => v === verdict).length} ${verdict}`)
  return `**${verdicts.length} claims: ${counts.join(', ')}.**`
}

/** Predictions that the runs miss, each with the reason. */
function disagreements(runs: readonly ExperimentRun[]): string {
  const missed = runs.flatMap(({ findings }) => findings.filter(({ agrees }) => agrees === false))
  const predicted = runs.flatMap(({ findings }) => findings.filter((finding) => finding.predicted !== undefined))
  const open = predicted.filter(({ agrees }) => agrees === undefined)
  const agree = predicted.length - missed.length - open.length
  const line = (finding: Finding): string =>
    `* ${nameOf(finding)}: predicted ${finding.predicted ?? ''}, found ${reachText(finding)}.`
  const lines = missed.map((finding) => `${line(finding)} ${finding.reason ?? 'No reason is written down.'}`)
  const left = open.map(line)
  const head = 'What was predicted came from small hand-written models, from a real machine or from reasoning, never from a run of '
    + `these scenarios. Of ${predicted.length} predictions ${agree} came true, ${missed.length} did not, and `
    + `${open.length} are left open by a search that was cut short. `
    + 'Where the first attempt at an experiment was wrong, its last line says so.'
  return `## Predictions\n\n${head}\n${[...lines, ...left].map((line) => `\n${line}`).join('')}\n`
}

function sectionText({ section, claims }: JudgedSection, audit: Audit): string {
  const title = `### ${section.id === '' ? '' : `${section.id} `}${section.heading}\n\n*${section.english}.* ${countText(claims)}\n`
  return [title, ...claims.map((judged) => claimText(judged, audit))].join('\n')
}

/** `9 claims: 3 true, 6 false.` */
function countText(claims: readonly JudgedClaim[]): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = claims.filter((claim) => claim.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${verdict}`]
  })
  return `${claims.length} ${claims.length === 1 ? 'claim' : 'claims'}: ${counts.join(', ')}.`
}

function claimText({ claim, statements, shows, verdict }: JudgedClaim, audit: Audit): string {
  const lines = audit.linesOf(claim)
  const code = lines.length === 0 ? [] : [
    '', '```', ...lines.map(({ place, text, go }) => `${place.padEnd(44)} ${text.padEnd(32)} ${go}`.trimEnd()), '```',
  ]
  return [
    `#### ${claim.id}: ${verdict ?? 'open'}`, '', `> ${claim.claim}`, '', claim.really, '',
    ...statements.map((statement) => statementText(statement, audit)), ...shows.map((shown) => shownText(shown, audit)),
    ...code, '',
  ].join('\n')
}

function statementText({ statement, holds, findings, watched }: JudgedStatement, audit: Audit): string {
  const truth = holds === undefined ? 'open' : holds ? 'true' : 'false'
  switch (statement.by) {
    case 'run':
      return [`* *${capital(truth)}:* ${statement.says}.`, ...evidence(findings, audit)].join('\n')
    case 'listing':
      return `* *${capital(truth)},* by the text of \`${statement.listing}\`: ${statement.says}.`
    case 'trace':
      return `* *${capital(truth)},* by one core that runs \`${statement.scenario.name}\`: ${statement.says}.`
    case 'calculation':
      return `* *${capital(truth)},* by calculation: ${statement.says}.`
    case 'reading':
      return `* *${capital(truth)},* by reading ${statement.source}: ${statement.says}.`
    case 'nothing':
      return `* *Not checkable here:* ${statement.says}. ${capital(statement.why)}.`
    case 'observer':
      return watched
        ? `* *${capital(truth)},* by watching ${statement.needs}: ${statement.says}. ${capital(watched.figures)}.`
        : `* *Not checked yet:* ${statement.says}. It needs the observer of ${statement.needs}.`
  }
}

function shownText({ statement, findings }: JudgedStatement, audit: Audit): string {
  return [`* Besides: ${statement.says}.`, ...evidence(findings, audit)].join('\n')
}

function evidence(findings: readonly Finding[], { runs }: Audit): string[] {
  return findings.map((finding) => {
    const { experiment: id, variant, observation, witness } = finding
    const experiment = runs.find((run) => run.experiment.id === id)?.experiment
    const name = experiment ? `[${id}/${variant}](#${anchorOf(experiment)})` : `${id}/${variant}`
    const file = witness === undefined ? '' : ` ([witness](${FOLDER}/${witnessFile(finding)}))`
    return `  * ${name}, "${observation}": ${reachText(finding)}${file}`
  })
}

function nameOf({ experiment, variant, observation }: Finding): string {
  return `${experiment}/${variant}, "${observation}"`
}

function experimentText(run: ExperimentRun): string {
  const { experiment, variants } = run
  return [
    `### ${headingOf(experiment)}`, '', experiment.question, '', ...variants.map((variant) => variantText(run, variant)),
    experiment.meaning, ...(experiment.note === undefined ? [] : ['', `A first attempt: ${experiment.note}`]), '',
  ].join('\n')
}

function variantText({ experiment, findings }: ExperimentRun, run: VariantRun): string {
  const { variant, outcomes, incomplete } = run
  const models = modelsOf(experiment, variant)
  const own = findings.filter((finding) =>
    finding.variant === variant.name && (finding.seen.length > 0 || finding.predicted !== undefined))
  const rows = own.map((finding) => {
    const marks = models.map((model) => markOf(finding, model))
    return `| ${cell(finding.observation)} | ${marks.join(' | ')} | ${agreementText(finding)} |`
  })
  const head = [`| \`${variant.name}\`: ${cell(variant.summary)} |`, ` ${models.join(' | ')} | |`].join('')
  const table = [head, `| --- |${models.map(() => ' :-: |').join('')} --- |`, ...rows].join('\n')
  const cut = incomplete.map(({ model, bounds }) => `\n${model}: cut short (${bounds.join('; ')}).\n`).join('')
  if (outcomes.length > MOST_OUTCOMES) return `${table}\n${cut}\n${outcomes.length} different outcomes.\n`
  const list = outcomes.map(({ outcome, models: by }) => `${outcomeText(outcome).padEnd(70)}  ${by.join(' ')}`)
  return `${table}\n${cut}\n<details><summary>all outcomes</summary>\n\n\`\`\`\n${list.join('\n')}\n\`\`\`\n\n</details>\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
