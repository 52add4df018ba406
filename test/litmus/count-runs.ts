import type { Machine, State } from '../../src/machine/machine.ts'

/** The number of maximal transition sequences from the initial state. The machine must have no cycle. */
export function countRuns(machine: Machine): bigint {
  const known = new Map<string, bigint>()
  const count = (state: State): bigint => {
    const key = state.join()
    let runs = known.get(key)
    if (runs === undefined) {
      const transitions = machine.transitions(state)
      runs = transitions.length === 0 ? 1n : 0n
      for (const transition of transitions) {
        const next = machine.step(state, transition)
        if (next === undefined) throw new Error('a transition of the state is not possible in it')
        runs += count(next)
      }
      known.set(key, runs)
    }
    return runs
  }
  return count(machine.initialState())
}
