import type { FoundOutcome } from '../explore/explore.ts'
import type { Reachable } from './search-here.ts'

export interface Match {
  /** For `choose`, counted from 1. */
  readonly number: number
  readonly text: string
  readonly found: FoundOutcome
}

/** The outcomes whose text has `text` in it. */
export function matching({ outcomes }: Reachable, text: string): Match[] {
  return outcomes.map((one, i) => ({ ...one, number: i + 1 })).filter((one) => one.text.includes(text))
}

/**
 * The answer to "is an outcome with `text` still reachable?", or with no text what is; `taken` transitions have been made. A search
 * that was cut short forbids nothing, and says so.
 */
export function searchText(reachable: Reachable, text: string, taken: number): string[] {
  const { complete, bounds, states } = reachable.exploration
  const found = matching(reachable, text)
  const lines = found.map(({ number, text: outcome, found: { schedule, cycle } }) => {
    const length = schedule.length - taken
    return `${number}: ${outcome}   (${length} ${length === 1 ? 'transition' : 'transitions'}${cycle ? ', then for ever' : ''})`
  })
  const searched = complete ? `all ${states} states searched` : `the search was cut short: ${bounds.join('; ')}`
  const [first] = found
  const follow = first ? [`follow takes the way to ${first.number}${found.length > 1 ? ', choose N another' : ''}`] : []
  return [answer(text, found, complete, searched), ...lines, ...follow]
}

function answer(text: string, found: readonly Match[], complete: boolean, searched: string): string {
  const atLeast = complete ? '' : 'at least '
  if (text === '') return `still reachable: ${atLeast}${found.length} ${found.length === 1 ? 'outcome' : 'outcomes'}; ${searched}`
  const quoted = JSON.stringify(text)
  if (found.length > 0) return `yes, still reachable with ${quoted}: ${atLeast}${found.length}; ${searched}`
  return complete ? `no, ${quoted} is not reachable from here; ${searched}` : `inconclusive: ${quoted} was not found; ${searched}`
}
