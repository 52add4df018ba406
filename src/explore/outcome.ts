/** What an outcome function gives: plain data. Bigints become decimal strings, keys are sorted. */
export type Outcome = unknown

/** The same text for equal outcomes, and JSON: bigints as decimal strings, object keys in order. */
export function outcomeKey(outcome: Outcome): string {
  if (typeof outcome === 'string') return JSON.stringify(outcome)
  if (Number.isFinite(outcome)) return String(outcome)
  return JSON.stringify(outcome, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return value
  })
}
