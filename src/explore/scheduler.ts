import type { Transition } from '../machine/machine.ts'

/** The transitions that are possible now, as columns that are overwritten at every step. */
export interface Ways {
  count: number
  readonly core: number[]
  /** Which of its core's drains it is (`LocalTable.drains` counts them), or -1 for the core's step. */
  readonly drain: number[]
  /** How many moments ago the load of a step is performed. */
  readonly back: number[]
}

/** An oracle: which transition comes next? Random and PCT runs differ in nothing else. */
export interface Scheduler {
  /** A new run begins. `seed` (0 to 2³²-1) determines every answer until the next. */
  start(seed: number): void
  /** The number of the transition to take, 0 to `ways.count` - 1. Asked once a step, and never without any. */
  pick(ways: Ways): number
}

export function newWays(): Ways {
  return { count: 0, core: [], drain: [], back: [] }
}

export function addWay(ways: Ways, core: number, drain: number, back: number): void {
  const at = ways.count++
  ways.core[at] = core
  ways.drain[at] = drain
  ways.back[at] = back
}

/** Transitions as a scheduler sees them: `transitions[scheduler.pick(waysOf(transitions))]` comes next. */
export function waysOf(transitions: readonly Transition[]): Ways {
  const ways = newWays()
  const drains: number[] = []
  for (const transition of transitions) {
    const { core } = transition
    if (transition.kind === 'exec') {
      addWay(ways, core, -1, transition.back)
    } else {
      const number = drains[core] ?? 0
      drains[core] = number + 1
      addWay(ways, core, number, 0)
    }
  }
  return ways
}
