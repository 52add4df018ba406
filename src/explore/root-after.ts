import { InputError } from '../emu/input-error.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import { STEP } from '../machine/node-table.ts'
import type { Root } from './search.ts'

/** Where a search starts that explores only what can come after a schedule. */
export interface RootAfter extends Root {
  /** The core that executes its trap with the last transition, which has ended the run. */
  readonly trapped: number | undefined
}

/**
 * The state that `schedule` leads to, for a search that starts there. With `stopCore` no trap ends the run. Throws an `InputError` when
 * the schedule does not fit the machine.
 */
export function rootAfter(machine: Machine, schedule: readonly Transition[], stopCore: boolean): RootAfter {
  let state = machine.initialState()
  let trapped: number | undefined
  for (const [number, transition] of schedule.entries()) {
    const { kind, core } = transition
    if (trapped !== undefined) throw unfit(machine, schedule, number, `the trap of core ${trapped} has ended the run before it`)
    if (!stopCore && kind === 'exec' && machine.locals[core]?.step[state[core] ?? 0] === STEP.trap) {
      trapped = core
      continue
    }
    const next = machine.locals[core] && machine.step(state, transition)
    if (!next) throw unfit(machine, schedule, number, NOT_POSSIBLE)
    state = next
  }
  return { state, path: () => schedule, trapped }
}

const NOT_POSSIBLE = 'it is not possible there: a schedule fits the scenario, model and options that it was made with'

function unfit(machine: Machine, schedule: readonly Transition[], number: number, why: string): InputError {
  const { kind, core } = schedule[number] ?? {}
  const which = `transition ${number + 1} of ${schedule.length}, ${kind} of core ${core}`
  return new InputError(`after: ${which}, under ${machine.model.name}: ${why}`)
}
