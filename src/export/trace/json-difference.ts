import { isRecord } from '../is-record.ts'
import type { Json } from './trace-record.ts'

/** Where two JSON values differ first, and how; `undefined` stands for a field that is not there. */
export interface JsonDifference {
  /** `accesses[0].value`; empty when the values differ as a whole. */
  readonly field: string
  readonly expected: Json | undefined
  readonly found: Json | undefined
}

/** The first difference, in the order of `expected`'s fields; undefined when there is none. */
export function jsonDifference(expected: Json | undefined, found: Json | undefined, field = ''): JsonDifference | undefined {
  if (expected === found) return undefined
  if (isList(expected) && isList(found)) {
    for (let i = 0; i < Math.max(expected.length, found.length); i++) {
      const difference = jsonDifference(expected[i], found[i], `${field}[${i}]`)
      if (difference) return difference
    }
    return undefined
  }
  if (isRecord(expected) && isRecord(found)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const difference = jsonDifference(expected[name], found[name], field === '' ? name : `${field}.${name}`)
      if (difference) return difference
    }
    return undefined
  }
  return { field, expected, found }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
