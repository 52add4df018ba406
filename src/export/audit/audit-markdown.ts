/** The audit as Markdown: what is kept as `docs/audit.md`. No times and no counts of states: every machine writes the same. */
import type { Audit, JudgedSection } from '../../scenario/article/audit.ts'
import type { Verdict } from '../../scenario/article/claim.ts'
import type { JudgedClaim, JudgedStatement } from '../../scenario/article/judge-claim.ts'
import { modelsOf, type ExperimentRun, type Finding, type VariantRun } from '../../scenario/article/run-experiment.ts'
import { outcomeText } from '../outcome-text.ts'
import { headline } from './headline.ts'
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
    headline(audit.runs),
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

const INTRODUCTION = `This page is written by \`fencepost audit --markdown\`, and \`make audit\` writes it anew. It takes the claims
of an article about Go 1.22's map in the article's order and settles each by running the map's own instructions, by their
text, or by Go's source. A verdict follows from the statements below it; none is set by hand.

A statement that rests on runs names an experiment, a variant of it and what was observed, with the strongest memory model
that reaches it: \`sc\`, \`x86-tso\` or \`pso\` (weaker models reach it too). \`unreachable\` means that a complete search
of every schedule under every model asked did not find it. Each witness is a schedule as text:
\`fencepost replay docs/audit/FILE\` runs it again.`

const EXPERIMENTS = `Each experiment is one or more scenarios (\`fencepost explore article/ID/VARIANT\`). \`yes\`: some schedule
leads to it. \`–\`: a complete search found none. \`?\`: the search was cut short. "Find out" marks what nobody had
predicted.`

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
    + `these scenarios. Of ${predicted.length} predictions ${agree} are as predicted, ${missed.length} are not, and `
    + `${open.length} are left open by a search that was cut short. `
    + 'Notes below an experiment tell where its first attempt was wrong.'
  return `### Predictions\n\n${head}\n${[...lines, ...left].map((line) => `\n${line}`).join('')}\n`
}

function sectionText({ section, claims }: JudgedSection, audit: Audit): string {
  const title = `### ${section.id === '' ? '' : `${section.id} `}${section.heading}\n\n*${section.english}*\n`
  const rows = claims.map(({ claim, verdict }) => `| ${claim.id} | ${cell(claim.claim)} | **${verdict ?? 'open'}** |`)
  const table = ['| | the article says | verdict |', '| --- | --- | --- |', ...rows].join('\n')
  return [title, table, '', ...claims.map((judged) => claimText(judged, audit))].join('\n')
}

function claimText({ claim, statements, shows, verdict }: JudgedClaim, audit: Audit): string {
  const lines = audit.linesOf(claim)
  const code = lines.length === 0 ? [] : [
    '', '```', ...lines.map(({ place, text, go }) => `${place.padEnd(44)} ${text.padEnd(32)} ${go}`.trimEnd()), '```',
  ]
  return [
    `**${claim.id}** ${claim.claim} **${capital(verdict ?? 'open')}.** ${claim.really}`, '',
    ...statements.map(statementText), ...shows.map(shownText), ...code, '',
  ].join('\n')
}

function statementText({ statement, holds, findings, watched }: JudgedStatement): string {
  const truth = holds === undefined ? 'open' : holds ? 'true' : 'false'
  switch (statement.by) {
    case 'run':
      return [`* ${capital(truth)}: ${statement.says}.`, ...findings.map((finding) => `  * ${evidenceText(finding)}`)].join('\n')
    case 'listing':
      return `* ${capital(truth)}, by the text of \`${statement.listing}\`: ${statement.says}.`
    case 'trace':
      return `* ${capital(truth)}, by one core that runs \`${statement.scenario.name}\`: ${statement.says}.`
    case 'calculation':
      return `* ${capital(truth)}, by calculation: ${statement.says}.`
    case 'reading':
      return `* ${capital(truth)}, by reading ${statement.source}: ${statement.says}.`
    case 'nothing':
      return `* Not checkable here: ${statement.says}. ${capital(statement.why)}.`
    case 'observer':
      return watched
        ? `* ${capital(truth)}, by watching ${statement.needs}: ${statement.says}. ${capital(watched.figures)}.`
        : `* Not checked yet: ${statement.says}. It needs the observer of ${statement.needs}.`
  }
}

function shownText({ statement, findings }: JudgedStatement): string {
  return [`* The runs show besides: ${statement.says}.`, ...findings.map((finding) => `  * ${evidenceText(finding)}`)].join('\n')
}

function evidenceText(finding: Finding): string {
  const { witness } = finding
  const file = witnessFile(finding)
  return `${nameOf(finding)}: ${reachText(finding)}${witness === undefined ? '' : ` ([witness](${FOLDER}/${file}))`}`
}

function nameOf({ experiment, variant, observation }: Finding): string {
  return `${experiment}/${variant}, "${observation}"`
}

function experimentText(run: ExperimentRun): string {
  const { experiment, variants } = run
  const also = experiment.also === undefined ? '' : ` = ${experiment.also}`
  return [
    `### ${experiment.id}${also}`, '', experiment.question, '', ...variants.map((variant) => variantText(run, variant)),
    experiment.meaning, ...(experiment.note === undefined ? [] : ['', `On the way: ${experiment.note}`]), '',
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
  const head = [`| ${cell(variant.name)}: ${cell(variant.summary)} |`, ` ${models.join(' | ')} | |`].join('')
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
