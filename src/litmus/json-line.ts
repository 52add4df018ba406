import { printCondition } from './print-condition.ts'
import type { LitmusResult } from './result.ts'

/** The version of the format, a field of every line. */
const VERSION = 1

/**
 * A result as one line of `fencepost litmus --json`, without the line break: states sorted as strings, `positive` and
 * `negative` as in herd's `Observation` (states that satisfy the proposition or not, whatever the quantifier).
 */
export function jsonLine(result: LitmusResult): string {
  const { test, model, observation, positive, negative, complete, transitions, milliseconds } = result
  return JSON.stringify({
    version: VERSION,
    name: test.name,
    model,
    states: result.states.map(({ text }) => text).sort(),
    condition: printCondition(test),
    observation,
    positive,
    negative,
    complete,
    transitions,
    ms: Math.round(milliseconds * 1000) / 1000,
  })
}
