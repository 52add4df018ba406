/** What a matcher found, as data: the message of a failed expectation is made from this alone. */
import type { ModelName } from '../cpu-model/model.ts'
import { MODEL_NAMES } from '../cpu-model/models.ts'
import { InputError } from '../emu/input-error.ts'
import { outcomeKey } from '../explore/outcome.ts'
import type { ScenarioExploration, ScenarioOutcome } from '../export/explore-scenario.ts'
import { isOutcome, isSameNumber, literal, matchesPattern } from './pattern.ts'

/** Names of the matchers. */
export type MatcherName = 'toAllow' | 'toForbid' | 'toHaveExactlyOutcomes' | 'toBeRobust' | 'toTerminate'

/** An outcome, and whether a model leads to it: `unknown` where a search that was cut short did not find it. */
export interface FoundRow {
  readonly outcome: unknown
  /** The outcome is what the expectation is about: forbidden, unexpected, missing, endless. */
  readonly isMarked: boolean
  /** In the order of `Finding.models`. */
  readonly verdicts: readonly ('reached' | 'forbidden' | 'unknown')[]
}

/** An answer and its reasons. */
export interface Finding {
  readonly matcher: MatcherName
  /** The expectation was turned round with `.not`. */
  readonly isNot: boolean
  /** Whether what the matcher says holds; `.not` is not applied. `inconclusive`: a search that was cut short cannot tell. */
  readonly answer: 'yes' | 'no' | 'inconclusive'
  readonly scenario: string
  readonly model: ModelName
  /** What the test named, as code; empty for matchers without arguments. */
  readonly expected: readonly string[]
  /** The model explored, and stronger ones where they were explored, too; strongest first. */
  readonly models: readonly ModelName[]
  readonly rows: readonly FoundRow[]
  readonly complete: boolean
  /** What cut the search short, in words; of the search under `sc` where that was the one. */
  readonly bounds: readonly string[]
  readonly states: number
  readonly transitions: number
  /** An outcome that decides, and the schedule that leads to it. */
  readonly evidence: ScenarioOutcome | undefined
  /** Other outcomes that decide as well. */
  readonly moreEvidence: number
  /** The test wrote a number where outcomes have a bigint, or the other way round. */
  readonly confusesNumbers: boolean
}

/** An exploration of outcomes of any kind. */
export type AnyExploration = ScenarioExploration

/** Stronger models are explored for the table only where the search was not larger than this (transitions). */
const COMPARED_TRANSITIONS = 1_000_000

const NOT_ENDLESS = 'with maxPreemptions, runs without end are not looked for'

/** Some outcome has what `pattern` names. */
export function findAllowed(seen: AnyExploration, pattern: unknown, isNot: boolean): Finding {
  const matching = seen.outcomes.filter(({ outcome }) => matchesPattern(outcome, pattern))
  const answer = matching.length > 0 ? 'yes' : seen.complete ? 'no' : 'inconclusive'
  return finding({ matcher: 'toAllow', seen, isNot, answer, expected: [pattern], evidence: matching })
}

/** No outcome has what `pattern` names. */
export function findForbidden(seen: AnyExploration, pattern: unknown, isNot: boolean): Finding {
  const matching = seen.outcomes.filter(({ outcome }) => matchesPattern(outcome, pattern))
  const answer = matching.length > 0 ? 'no' : seen.complete ? 'yes' : 'inconclusive'
  return finding({ matcher: 'toForbid', seen, isNot, answer, expected: [pattern], evidence: matching })
}

/** The outcomes are these and no others. */
export function findExactly(seen: AnyExploration, expected: readonly unknown[], isNot: boolean): Finding {
  const unexpected = seen.outcomes.filter(({ outcome }) => !expected.some((one) => isOutcome(outcome, one)))
  const missing = expected.filter((one) => !seen.outcomes.some(({ outcome }) => isOutcome(outcome, one)))
  const isWrong = unexpected.length > 0 || (missing.length > 0 && seen.complete)
  const answer = isWrong ? 'no' : seen.complete ? 'yes' : 'inconclusive'
  return finding({ matcher: 'toHaveExactlyOutcomes', seen, isNot, answer, expected, evidence: unexpected, missing })
}

/** Every outcome is one that sequential consistency has, too. */
export function findRobust(seen: AnyExploration, isNot: boolean): Finding {
  if (seen.model === 'sc') {
    throw new InputError(
      "toBeRobust: this is an exploration of sc, and the question is what a weaker model adds: explore with { model: 'x86-tso' }",
    )
  }
  const sc = seen.under('sc')
  const keys = new Set(sc.outcomes.map(({ outcome }) => outcomeKey(outcome)))
  const added = seen.outcomes.filter(({ outcome }) => !keys.has(outcomeKey(outcome)))
  const isKnown = sc.complete && (added.length > 0 || seen.complete)
  const answer = !isKnown ? 'inconclusive' : added.length > 0 ? 'no' : 'yes'
  return finding({ matcher: 'toBeRobust', seen, isNot, answer, expected: [], evidence: added, against: sc })
}

/** Every run ends, by returning or at a trap. */
export function findTerminating(seen: AnyExploration, isNot: boolean): Finding {
  const endless = seen.outcomes.filter(({ outcome }) => isEndless(outcome))
  const answer = endless.length > 0 ? 'no' : seen.complete && seen.findsEndlessRuns ? 'yes' : 'inconclusive'
  return finding({ matcher: 'toTerminate', seen, isNot, answer, expected: [], evidence: endless })
}

function isEndless(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'doesNotTerminate' in outcome
}

interface Parts {
  readonly matcher: MatcherName
  readonly seen: AnyExploration
  readonly isNot: boolean
  readonly answer: Finding['answer']
  readonly expected: readonly unknown[]
  /** The outcomes seen that decide. */
  readonly evidence: readonly ScenarioOutcome[]
  /** Outcomes that were expected and not seen. */
  readonly missing?: readonly unknown[]
  /** An exploration under `sc` that the answer depends on. */
  readonly against?: AnyExploration
}

function finding({ matcher, seen, isNot, answer, expected, evidence, missing = [], against }: Parts): Finding {
  const { scenario, model, outcomes, states, transitions } = seen
  const passes = answer === 'yes' ? !isNot : answer === 'no' && isNot
  const searches = passes ? [seen] : comparedWith(seen, against !== undefined || evidence.length > 0)
  const keys = searches.map((search) => new Set(search.outcomes.map(({ outcome }) => outcomeKey(outcome))))
  const row = (outcome: unknown, isMarked: boolean): FoundRow => {
    const key = outcomeKey(outcome)
    const verdicts = searches.map(({ complete }, i) => keys[i]?.has(key) ? 'reached' : complete ? 'forbidden' : 'unknown')
    return { outcome, isMarked, verdicts }
  }
  const deciding = new Set(evidence)
  const cut = against !== undefined && !against.complete ? against : seen
  return {
    matcher, isNot, answer, scenario, model, states, transitions,
    expected: expected.map(literal),
    models: searches.map((search) => search.model),
    rows: [...outcomes.map((one) => row(one.outcome, deciding.has(one))), ...missing.map((one) => row(one, true))],
    complete: cut.complete && answer !== 'inconclusive',
    bounds: cut.complete && answer === 'inconclusive' ? [NOT_ENDLESS] : cut.bounds,
    evidence: evidence[0],
    moreEvidence: Math.max(0, evidence.length - 1),
    confusesNumbers: expected.some((one) => {
      const compare = matcher === 'toHaveExactlyOutcomes' ? isOutcome : matchesPattern
      return outcomes.some(({ outcome }) => compare(outcome, one, isSameNumber) && !compare(outcome, one))
    }),
  }
}

/** The exploration, and with `isWanted` those of stronger models before it. */
function comparedWith(seen: AnyExploration, isWanted: boolean): AnyExploration[] {
  if (!isWanted || seen.transitions > COMPARED_TRANSITIONS) return [seen]
  return [...MODEL_NAMES.slice(0, MODEL_NAMES.indexOf(seen.model)).map((model) => seen.under(model)), seen]
}
