/**
 * Expectations about explorations, as plain functions for `expect.extend`: `fencepost/matchers`. With vitest, import
 * `fencepost/vitest` instead, which registers them.
 *
 * A search that was cut short is inconclusive: it can show that an outcome is possible, never that one is not. What an inconclusive
 * search cannot tell fails, with `.not` as well as without.
 */
import { InputError } from '../emu/input-error.ts'
import { failureText } from './failure-text.ts'
import {
  findAllowed, findExactly, findForbidden, findRobust, findTerminating, type AnyExploration, type Finding, type MatcherName,
} from './finding.ts'

export type { Finding, FoundRow, MatcherName } from './finding.ts'
export type { Pattern } from './pattern.ts'

/** What `expect` says of the call: whether `.not` stands before it. */
export interface MatcherContext {
  readonly isNot?: boolean
}

/** What a matcher gives `expect`. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
  /** What was found, as data. */
  readonly meta: { readonly finding: Finding }
}

/**
 * Some schedule leads to an outcome that has all that `pattern` names. Fields may be left out, as with `toMatchObject`; arrays are
 * compared as a whole. Passes as soon as the outcome was seen, even in a search that was cut short.
 */
export function toAllow(this: MatcherContext, received: unknown, pattern: unknown): MatcherResult {
  return result(findAllowed(explorationOf(received, 'toAllow'), pattern, this.isNot ?? false))
}

/**
 * No schedule leads to an outcome that has all that `pattern` names; fields may be left out, and then forbid the more. Fails as
 * inconclusive when the search was cut short.
 */
export function toForbid(this: MatcherContext, received: unknown, pattern: unknown): MatcherResult {
  return result(findForbidden(explorationOf(received, 'toForbid'), pattern, this.isNot ?? false))
}

/** The outcomes are these, in any order, and no others; each is given whole. Fails as inconclusive when the search was cut short. */
export function toHaveExactlyOutcomes(this: MatcherContext, received: unknown, outcomes: readonly unknown[]): MatcherResult {
  if (!Array.isArray(outcomes)) throw new InputError('toHaveExactlyOutcomes: expected a list of outcomes: [{ … }, { … }]')
  return result(findExactly(explorationOf(received, 'toHaveExactlyOutcomes'), outcomes, this.isNot ?? false))
}

/**
 * The model adds no outcome to sequential consistency, which is explored for this with the same options. Fails as inconclusive when
 * either search was cut short, unless no doubt is left.
 */
export function toBeRobust(this: MatcherContext, received: unknown): MatcherResult {
  return result(findRobust(explorationOf(received, 'toBeRobust'), this.isNot ?? false))
}

/**
 * Every run ends: each core returns or traps, provided that each gets its turn and each store drains in the end. Fails as
 * inconclusive when the search was cut short.
 */
export function toTerminate(this: MatcherContext, received: unknown): MatcherResult {
  return result(findTerminating(explorationOf(received, 'toTerminate'), this.isNot ?? false))
}

function result(finding: Finding): MatcherResult {
  const { answer, isNot } = finding
  // `expect` turns `pass` round for `.not`: what is inconclusive must fail either way.
  const pass = answer === 'inconclusive' ? isNot : answer === 'yes'
  return { pass, message: () => failureText(finding), meta: { finding } }
}

function explorationOf(received: unknown, matcher: MatcherName): AnyExploration {
  if (typeof received === 'object' && received !== null) {
    if ('outcomes' in received && 'under' in received) return received as AnyExploration
    const wrong = 'then' in received ? 'a promise: write expect(await explore(scenario))'
      : 'build' in received ? 'a scenario: write expect(await explore(scenario))' : 'another object'
    throw new InputError(`${matcher}: expected what explore() gives, found ${wrong}`)
  }
  throw new InputError(`${matcher}: expected what explore() gives, found ${String(received)}`)
}
