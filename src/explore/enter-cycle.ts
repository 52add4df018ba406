import type { Machine, Transition } from '../machine/machine.ts'

/** A run that does not end: what leads to a cycle, and the cycle. */
export interface Lasso {
  readonly schedule: readonly Transition[]
  readonly cycle: readonly Transition[]
}

/**
 * The same cycle, come to as early as the schedule allows: a search follows a core that spins alone through many rounds before it stores
 * a state, and a person need not.
 */
export function enterCycleEarly(machine: Machine, { schedule, cycle }: Lasso): Lasso {
  const end = schedule.reduce((state, transition) => after(machine, state, transition), machine.initialState())
  const round = new Map<string, number>()
  cycle.reduce((state, transition, at) => {
    const key = state.join()
    if (!round.has(key)) round.set(key, at)
    return after(machine, state, transition)
  }, end)
  let state = machine.initialState()
  for (const [length, transition] of schedule.entries()) {
    const at = round.get(state.join())
    if (at !== undefined) return { schedule: schedule.slice(0, length), cycle: [...cycle.slice(at), ...cycle.slice(0, at)] }
    state = after(machine, state, transition)
  }
  return { schedule, cycle }
}

function after(machine: Machine, state: Int32Array, transition: Transition): Int32Array {
  const next = machine.step(state, transition)
  if (!next) throw new Error('a schedule that was found does not fit')
  return next
}
