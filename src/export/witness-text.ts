import type { Exploration, FoundOutcome } from '../explore/explore.ts'
import { formatWitness, type Names } from '../machine/witness.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

/**
 * The witness of an outcome that `exploration` found. For a run that does not end, comments name the transitions that repeat for
 * ever after it. Ask before another model is explored: the machine's tables may be made anew by that.
 */
export function witnessText(
  loaded: LoadedScenario, exploration: Exploration, found: FoundOutcome, names: Names = loaded.names(),
): string {
  const { machine, model } = exploration
  const header = loaded.witnessHeader(model)
  const text = formatWitness(header, machine, found.schedule, loaded.onTrap, names)
  if (found.cycle === undefined) return text
  if (found.cycle.length === 0) return `${text}; from here on its core runs for ever without touching shared memory\n`
  const whole = formatWitness(header, machine, [...found.schedule, ...found.cycle], loaded.onTrap, names)
  const cycle = whole.trimEnd().split('\n').slice(-found.cycle.length)
  return `${text}; and then for ever, again and again:\n${cycle.map((line) => `;   ${line}\n`).join('')}`
}
