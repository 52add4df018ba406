import { printCondition } from './print-condition.ts'
import type { LitmusResult } from './result.ts'

/** A result as one line of `fencepost litmus --json`, without the line break: states sorted as strings, counts as `Observation` has them. */
export function jsonLine(result: LitmusResult): string {
  const { test, model, observation, positive, negative, complete, transitions, milliseconds } = result
  const states = result.states.map(({ text }) => text).sort()
  const condition = printCondition(test)
  const ms = Math.round(milliseconds * 1000) / 1000
  return JSON.stringify({ name: test.name, model, states, condition, observation, positive, negative, complete, transitions, ms })
}
