import { holds } from './condition.ts'
import type { FinalStateReader } from './proposition.ts'
import { compareFinalStates, finalStatePrinter } from './final-state.ts'
import type { FinalState } from './final-state.ts'
import type { LitmusTest } from './litmus-test.ts'

/** How many of the shown final states satisfy the condition's proposition, whatever its quantifier. */
export type Observation = 'Always' | 'Sometimes' | 'Never'

/** Whether the quantified condition holds; `??` when the search was cut short and the missing states could decide. */
export type Validation = 'Ok' | 'No' | '??'

/** What a search has to say about itself. */
export interface SearchFacts {
  readonly model: string
  /** False when a bound cut the search short. */
  readonly complete: boolean
  /** Transitions taken by the search. */
  readonly transitions: number
  readonly milliseconds: number
}

/** A litmus test and its outcome under one model: all that the reports need. */
export interface LitmusResult extends SearchFacts {
  readonly test: LitmusTest
  /** The distinct final states that pass the filter, in herd's order. */
  readonly states: readonly FinalState[]
  /** How many of `states` satisfy the proposition, how many do not. herd counts executions here: only zero compares. */
  readonly positive: number
  readonly negative: number
  readonly observation: Observation
  readonly validation: Validation
}

/** Sums up the final states that a search has found; repeated ones count once. */
export function litmusResult(test: LitmusTest, finals: Iterable<FinalStateReader>, facts: SearchFacts): LitmusResult {
  const print = finalStatePrinter(test)
  const seen = new Map<string, { state: FinalState; positive: boolean }>()
  for (const read of finals) {
    if (test.filter !== undefined && !holds(test, test.filter, read)) continue
    const state = print(read)
    if (!seen.has(state.text)) seen.set(state.text, { state, positive: holds(test, test.condition, read) })
  }
  const all = [...seen.values()]
  const positive = all.filter((entry) => entry.positive).length
  const negative = all.length - positive
  const states = all.map(({ state }) => state).sort(compareFinalStates)
  return {
    ...facts,
    test,
    states,
    positive,
    negative,
    observation: observe(positive, negative),
    validation: validate(test.quantifier, positive, negative, facts.complete),
  }
}

/** herd's word for the counts; a test without any final state is `Never`. */
export function observe(positive: number, negative: number): Observation {
  return positive === 0 ? 'Never' : negative === 0 ? 'Always' : 'Sometimes'
}

/** One state decides against `~exists` and `forall` and for `exists`; only a complete search decides the other way. */
export function validate(
  quantifier: LitmusTest['quantifier'], positive: number, negative: number, complete: boolean,
): Validation {
  switch (quantifier) {
    case 'exists':
      return positive > 0 ? 'Ok' : complete ? 'No' : '??'
    case '~exists':
      return positive > 0 ? 'No' : complete ? 'Ok' : '??'
    case 'forall':
      return negative > 0 ? 'No' : complete ? 'Ok' : '??'
  }
}
