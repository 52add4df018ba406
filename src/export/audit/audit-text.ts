/** The audit for a terminal. Widths are those of plain text; colours come from the caller. */
import type { Audit } from '../../scenario/article/audit.ts'
import { modelsOf, type ExperimentRun } from '../../scenario/article/run-experiment.ts'
import { outcomeTable, type TableStyle, type Verdict } from '../outcome-table.ts'
import { headingOf } from './anchor.ts'
import { agreementText, markOf } from './reach-text.ts'

/** A row for each claim: its number, what it says, and the verdict. */
export function claimsText({ sections }: Audit, width: number, style: TableStyle): string {
  return sections.map(({ section, claims }) => {
    const rows = claims.map(({ claim, verdict = 'open' }) => ({
      number: claim.id, title: claim.claim, verdicts: [{ kind: 'reached' as const, mark: verdict }],
    }))
    return outcomeTable(`${section.id === '' ? '' : `${section.id} `}${section.heading}`, ['verdict'], rows, width, style)
  }).join('\n')
}

/** A table for each experiment: what is seen, by variant and model, and whether it was predicted so. */
export function experimentText({ experiment, findings, variants }: ExperimentRun, width: number, style: TableStyle): string {
  const parts = [style.bold(headingOf(experiment)), ` ${experiment.question}\n\n`]
  for (const { variant, outcomes, incomplete } of variants) {
    const own = findings.filter(({ seen, predicted, ...finding }) =>
      finding.variant === variant.name && (seen.length > 0 || predicted !== undefined))
    const rows = own.map((finding) => ({
      number: '',
      title: finding.observation,
      verdicts: [
        ...modelsOf(experiment, variant).map((model): Verdict => {
          const mark = markOf(finding, model)
          return mark === 'yes' ? { kind: 'reached', mark } : { kind: mark === '–' ? 'forbidden' : 'unknown' }
        }),
        { kind: 'reached' as const, mark: agreementText(finding) },
      ],
    }))
    const head = `${variant.name}: ${variant.summary} (${outcomes.length} ${outcomes.length === 1 ? 'outcome' : 'outcomes'})`
    parts.push(outcomeTable(head, [...modelsOf(experiment, variant), ''], rows, width, style))
    for (const { model, bounds } of incomplete) parts.push(`${model}: inconclusive (${bounds.join('; ')})\n`)
    parts.push('\n')
  }
  return parts.join('')
}
