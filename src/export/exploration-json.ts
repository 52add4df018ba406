import type { Exploration } from '../explore/explore.ts'

/** The version of the format, a field of every line. */
const VERSION = 1

/** The outcomes' witnesses as text, in the order of `exploration.outcomes`. */
export interface Witnessed {
  readonly exploration: Exploration
  readonly witnesses: readonly string[]
}

/**
 * One line of `fencepost explore --json`, without the line break. 64-bit values are decimal strings. `bounds` says what cut an
 * incomplete search short.
 */
export function explorationJson(scenario: string, { exploration, witnesses }: Witnessed): string {
  const { model, complete, bounds, states, transitions, milliseconds, outcomes } = exploration
  return JSON.stringify(
    {
      version: VERSION,
      scenario,
      model: model.name,
      complete,
      bounds,
      states,
      transitions,
      ms: Math.round(milliseconds * 1000) / 1000,
      outcomes: outcomes.map(({ outcome }, index) => ({ outcome, witness: witnesses[index] ?? '' })),
    },
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )
}
