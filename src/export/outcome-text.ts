import type { Outcome } from '../explore/outcome.ts'
import { isRecord } from './is-record.ts'

/** An outcome in one line, its fields in the order in which the scenario gives them: `fatal: none, keys: [7, 9], count: 2`. */
export function outcomeText(outcome: Outcome): string {
  return isRecord(outcome) ? fields(outcome) : valueText(outcome)
}

function fields(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record).map(([name, value]) => `${name}: ${valueText(value)}`).join(', ')
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (isRecord(value)) return `{ ${fields(value)} }`
  if (typeof value === 'string') return value
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
}
