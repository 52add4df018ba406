/**
 * `import 'fencepost/vitest'` registers the matchers with vitest's `expect`. A failed expectation attaches its witness to the test
 * as an annotation, so that reporters carry it.
 */
import { expect } from 'vitest'
import type { DoesNotTerminate } from '../explore/exploration.ts'
import type { ScenarioExploration } from '../export/explore-scenario.ts'
import { outcomeText } from '../export/outcome-text.ts'
import * as matchers from './matchers.ts'
import type { MatcherContext, MatcherResult, Pattern } from './matchers.ts'

/** What an exploration's outcomes are; nothing for any other value, so that the matchers do not take it. */
type OutcomeOf<T> = T extends ScenarioExploration<infer O> ? O | DoesNotTerminate : never

declare module 'vitest' {
  interface Matchers<T> {
    /** Some schedule leads to an outcome that has all that `pattern` names; fields may be left out. */
    toAllow(pattern: Pattern<OutcomeOf<T>>): void
    /** No schedule leads to an outcome that has all that `pattern` names. */
    toForbid(pattern: Pattern<OutcomeOf<T>>): void
    /** The outcomes are these, in any order, and no others. */
    toHaveExactlyOutcomes(outcomes: readonly OutcomeOf<T>[]): void
    /** The model adds no outcome to sequential consistency. */
    toBeRobust(...nothing: IfExploration<T>): void
    /** Every run ends. */
    toTerminate(...nothing: IfExploration<T>): void
  }
}

type IfExploration<T> = T extends ScenarioExploration ? [] : [never]

/** The part of vitest's state of a matcher that leads to the running test. */
interface RunningTest extends MatcherContext {
  readonly task?: {
    readonly context?: { annotate?(message: string, type: string, attachment: Attachment): Promise<unknown> }
  }
}

interface Attachment {
  readonly contentType: string
  readonly body: Uint8Array
}

/** The result, once the witness of a failure is attached to the test. */
function annotated(state: RunningTest, result: MatcherResult): MatcherResult {
  const { evidence, scenario, model } = result.meta.finding
  const failed = result.pass === (state.isNot ?? false)
  const context = state.task?.context
  if (failed && evidence !== undefined && context?.annotate !== undefined) {
    const title = `${scenario} under ${model}: ${outcomeText(evidence.outcome)}`
    // vitest waits for it at the end of the test.
    void context.annotate(title, 'witness', { contentType: 'text/plain', body: new TextEncoder().encode(evidence.witness) })
  }
  return result
}

expect.extend({
  toAllow(this: RunningTest, received: unknown, pattern: unknown) {
    return annotated(this, matchers.toAllow.call(this, received, pattern))
  },
  toForbid(this: RunningTest, received: unknown, pattern: unknown) {
    return annotated(this, matchers.toForbid.call(this, received, pattern))
  },
  toHaveExactlyOutcomes(this: RunningTest, received: unknown, outcomes: readonly unknown[]) {
    return annotated(this, matchers.toHaveExactlyOutcomes.call(this, received, outcomes))
  },
  toBeRobust(this: RunningTest, received: unknown) {
    return annotated(this, matchers.toBeRobust.call(this, received))
  },
  toTerminate(this: RunningTest, received: unknown) {
    return annotated(this, matchers.toTerminate.call(this, received))
  },
})
