import type { Finding } from '../../scenario/article/run-experiment.ts'

/** `from x86-tso on`, in a cell. */
export function reachText({ from, seen, unseen }: Finding): string {
  if (from === undefined) {
    const known = seen.length > 0 ? `reachable under ${seen.join(', ')}` : unseen.length > 0 ? `not under ${unseen.join(', ')}` : ''
    return `inconclusive${known === '' ? '' : ` (${known})`}`
  }
  return from === 'never' ? 'unreachable' : from
}

/** What a model says of an observation: reached, not reached, or open. */
export function markOf({ seen, unseen }: Finding, model: string): string {
  if (seen.some((name) => name === model)) return 'yes'
  return unseen.some((name) => name === model) ? '–' : '?'
}

/** Agreement with what was predicted, in a word. */
export function agreementText({ predicted, agrees }: Finding): string {
  if (predicted === undefined) return 'find out'
  return agrees === undefined ? 'open' : agrees ? 'as predicted' : `DISAGREES: ${predicted} was predicted`
}
