import type { Machine, State } from '../machine/machine.ts'

/** Runs in a row that teach nothing new, after which the warm-up ends. */
const PATIENCE = 24
const MOST_RUNS = 2000
/** A run that spins is given up here. */
const MOST_TRANSITIONS = 4000
/** Runs given up, after which the warm-up ends: a core that counts for ever teaches something new in each. */
const MOST_GIVEN_UP = 8

/**
 * Random runs before a search, to learn most edges of the automata: the search's reductions look at what each core may still do,
 * and a search that learns more of it must run again. Decides nothing by itself, so its random numbers need no seed from outside.
 */
export function warmUp(machine: Machine): void {
  let random = 0x2545f491
  const next = (limit: number): number => {
    // Marsaglia's xorshift32.
    random ^= random << 13
    random ^= random >>> 17
    random ^= random << 5
    return (random >>> 0) % limit
  }
  let idle = 0
  let givenUp = 0
  for (let run = 0; run < MOST_RUNS && idle < PATIENCE && givenUp < MOST_GIVEN_UP; run++) {
    const before = knowledge(machine)
    // A core is favoured for a while, or two cores that run at the same pace never meet in other ways.
    let favourite = next(machine.coreCount)
    let state: State | undefined = machine.initialState()
    for (let taken = 0; state; taken++) {
      if (taken === MOST_TRANSITIONS) {
        givenUp++
        break
      }
      const transitions = machine.transitions(state)
      if (transitions.length === 0) break
      if (next(8) === 0) favourite = next(machine.coreCount)
      const preferred = transitions.filter(({ core }) => core === favourite)
      const choice = preferred.length > 0 ? preferred : transitions
      const transition = choice[next(choice.length)]
      state = transition && machine.step(state, transition)
    }
    idle = knowledge(machine) === before ? idle + 1 : 0
  }
}

/** Grows whenever an automaton does. */
export function knowledge(machine: Machine): number {
  return machine.locals.reduce((sum, { automaton }) => sum + automaton.size + automaton.edges, 0)
}
