/** Outcomes compared with what a test names. */
import { isRecord } from '../export/is-record.ts'

/** Anything with this method decides for itself: `expect.any(BigInt)`, `expect.stringContaining('fatal')`. */
interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean
  toString(): string
}

/** Of an outcome `O`, the parts that a test names. Objects may leave fields out, at every depth; arrays are as long as they are. */
export type Pattern<O> = O extends readonly (infer Element)[]
  ? readonly Pattern<Element>[]
  : O extends object ? { readonly [Key in keyof O]?: Pattern<O[Key]> } : O

/** Whether two values that are neither objects nor arrays are the same. */
type SameValue = (value: unknown, expected: unknown) => boolean

/** Whether `outcome` has everything that `pattern` names, as `toMatchObject` has it. */
export function matchesPattern(outcome: unknown, pattern: unknown, isSame: SameValue = Object.is): boolean {
  return matches(outcome, pattern, isSame, false)
}

/** Whether `outcome` is `expected`, all of it; an absent field and one that is undefined are the same. */
export function isOutcome(outcome: unknown, expected: unknown, isSame: SameValue = Object.is): boolean {
  return matches(outcome, expected, isSame, true)
}

/** Takes 1 for 1n: for saying that this is what went wrong. */
export function isSameNumber(value: unknown, expected: unknown): boolean {
  if (Object.is(value, expected)) return true
  const isNumber = (one: unknown): boolean => typeof one === 'number' || typeof one === 'bigint'
  return isNumber(value) && isNumber(expected) && String(value) === String(expected)
}

function matches(value: unknown, expected: unknown, isSame: SameValue, whole: boolean): boolean {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(value)
  if (Array.isArray(expected)) {
    return Array.isArray(value) && value.length === expected.length
      && expected.every((one, index) => matches(value[index], one, isSame, whole))
  }
  if (!isRecord(expected)) return isSame(value, expected)
  if (!isRecord(value)) return false
  const names = new Set([...Object.keys(expected), ...(whole ? Object.keys(value) : [])])
  return [...names].every((name) => matches(value[name], expected[name], isSame, whole))
}

function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return isRecord(value) && typeof value['asymmetricMatch'] === 'function'
}

/** A value as code that can be pasted into a test: `{ keys: [7n, 9n], fatal: null }`. */
export function literal(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isAsymmetric(value)) return value.toString()
  if (!isRecord(value)) return String(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined).map(([name, field]) => {
    return `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)}: ${literal(field)}`
  })
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
