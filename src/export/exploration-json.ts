import type { Exploration } from '../explore/explore.ts'
import type { ShardIdentity } from '../explore/merge.ts'
import { optionsText, type WitnessHeader } from '../machine/witness.ts'

/** The version of the format, a field of every line. */
const VERSION = 1

/** The outcomes' witnesses as text, in the order of `exploration.outcomes`. */
export interface Witnessed {
  readonly exploration: Exploration
  readonly witnesses: readonly string[]
}

/**
 * One line of `fencepost explore --json`, without the line break. 64-bit values are decimal strings. `bounds` says what cut an
 * incomplete search short. The result of a shard says which it is and, from `header`, of what search.
 */
export function explorationJson(scenario: string, { exploration, witnesses }: Witnessed, header?: WitnessHeader): string {
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
      ...(exploration.shard && header ? { shard: identityOf(exploration.shard, header) } : {}),
      outcomes: outcomes.map(({ outcome }, index) => ({ outcome, witness: witnesses[index] ?? '' })),
    },
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )
}

function identityOf(shard: NonNullable<Exploration['shard']>, header: WitnessHeader): ShardIdentity {
  const shared = header.shared.map(({ from, to }) => `0x${from.toString(16)}..0x${to.toString(16)}`)
  return { ...shard, image: header.image, options: optionsText(header), shared }
}
