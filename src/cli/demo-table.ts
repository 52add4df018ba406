import { MODELS } from '../cpu-model/models.ts'
import type { Exploration } from '../explore/explore.ts'
import { outcomeTable, type TableRow, type Verdict } from '../export/outcome-table.ts'
import type { Style } from '../host/style.ts'
import type { Half } from './demo-halves.ts'
import { count } from './progress.ts'

/** The models' answers about all outcomes that have the same words. */
interface Folded {
  readonly title: string
  readonly keys: Set<string>
}

/**
 * Outcomes against models. Outcomes of the same words are one row; a row that a stronger model allows is allowed by the weaker
 * ones, whether or not their own search got that far.
 */
export function demoTable(
  { inWords, order }: Half, searches: readonly Exploration[], width: number, style: Style,
): string {
  const folded = new Map<string, Folded>()
  for (const { outcomes } of searches) {
    for (const { outcome, key } of outcomes) {
      const title = inWords(outcome)
      const row = folded.get(title) ?? { title, keys: new Set() }
      folded.set(title, row)
      row.keys.add(key)
    }
  }
  const rows = [...folded.values()].map(({ title, keys }) => ({
    number: `${keys.size}×`, title, verdicts: verdictsOf(searches, keys),
  }))
  rows.sort((a, b) => rankOf(order, a) - rankOf(order, b) || (a.title < b.title ? -1 : 1))
  return outcomeTable('outcomes, folded by symmetry', MODELS.map(({ name }) => name), rows, width, style)
}

/** What every model allows comes first, the intended outcome at its head; then what only weaker ones allow; fatals come last. */
function rankOf(order: readonly string[], { title, verdicts }: TableRow): number {
  const place = order.findIndex((start) => title.startsWith(start))
  const isLast = place === order.length - 1
  const weaker = verdicts.filter(({ kind }) => kind !== 'reached').length
  return place + order.length * (isLast ? MODELS.length : weaker)
}

function verdictsOf(searches: readonly Exploration[], keys: ReadonlySet<string>): Verdict[] {
  let allowed = false
  return MODELS.map(({ name }) => {
    const exploration = searches.find(({ model }) => model.name === name)
    allowed ||= exploration?.outcomes.some(({ key }) => keys.has(key)) ?? false
    if (allowed) return { kind: 'reached', mark: '✓' }
    return { kind: exploration?.complete ? 'forbidden' : 'unknown' }
  })
}

/** What a search cost, and whether it was complete, in a line. */
export function summary({ model, outcomes, complete, bounds, states, transitions, milliseconds }: Exploration): string {
  const effort = `${count(states)} states, ${count(transitions)} transitions, ${(milliseconds / 1000).toFixed(2)} s`
  const end = complete ? `${outcomes.length} outcomes, complete` : `INCOMPLETE (${bounds[0] ?? ''})`
  return `${model.name}: ${end}; ${effort}`
}

/** What the table does not say, in lines. */
export function caveats(searches: readonly Exploration[]): string[] {
  const cut = searches.filter(({ complete }) => !complete).map(({ model }) => model.name)
  if (cut.length === 0) return []
  return [`A model allows whatever a stronger one allows; ${cut.join(' and ')} may allow more than these rows.`]
}
