import type { Finding } from '../../scenario/article/run-experiment.ts'

/** `reachable under x86-tso, not under sc`; a weaker model than the one that is named reaches it too. */
export function reachText({ from, seen, unseen }: Finding): string {
  if (from === undefined) {
    const known = seen.length > 0 ? `reachable under ${seen.join(', ')}` : unseen.length > 0 ? `not under ${unseen.join(', ')}` : ''
    return `inconclusive${known === '' ? '' : ` (${known})`}`
  }
  if (from === 'never') return unseen.includes('pso') ? 'unreachable' : `unreachable under ${unseen.join(', ')}`
  return `reachable under ${from}${unseen.length === 0 ? '' : `, not under ${unseen.join(', ')}`}`
}

/** What a model says of an observation: reached, not reached, or open. */
export function markOf({ seen, unseen }: Finding, model: string): string {
  if (seen.some((name) => name === model)) return 'yes'
  return unseen.some((name) => name === model) ? '–' : '?'
}

/** Agreement with what was predicted, in a word. */
export function agreementText({ predicted, agrees }: Finding): string {
  if (predicted === undefined) return 'not predicted'
  return agrees === undefined ? 'open' : agrees ? 'as predicted' : `DISAGREES: ${predicted} was predicted`
}
