/** What an outcome function gives: plain data. Bigints become decimal strings, keys are sorted. */
export type Outcome = unknown

/** The same text for equal outcomes, and JSON: bigints as decimal strings, object keys in order. */
export function outcomeKey(outcome: Outcome): string {
  return textOf(outcome) ?? 'null'
}

/** The same for equal outcomes, and for those only: a number itself, of everything else its key. There may be a million of them. */
export function outcomeMark(outcome: Outcome): string | number {
  return typeof outcome === 'number' && Number.isFinite(outcome) ? outcome : outcomeKey(outcome)
}

/** Undefined for what JSON leaves out. A search asks this of every end, so it does without a replacer and without copies. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'bigint') return `"${value}"`
  if (Number.isFinite(value)) return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((element) => textOf(element) ?? 'null').join(',')}]`
  if ('toJSON' in value && typeof value.toJSON === 'function') return textOf(JSON.parse(JSON.stringify(value)))
  const fields: string[] = []
  for (const [key, field] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = textOf(field)
    if (text !== undefined) fields.push(`${JSON.stringify(key)}:${text}`)
  }
  return `{${fields.join(',')}}`
}
