import type { Machine, Transition } from '../machine/machine.ts'
import type { Root } from './search.ts'

/** The state that `schedule` leads to, for a search that starts there. The schedule must fit the machine, and end in no trap. */
export function rootAfter(machine: Machine, schedule: readonly Transition[]): Root {
  let state = machine.initialState()
  for (const transition of schedule) {
    const next = machine.step(state, transition)
    if (!next) throw new Error('a search from a schedule that does not fit its machine')
    state = next
  }
  return { state, path: () => schedule }
}
