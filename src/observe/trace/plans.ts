/** Which transition comes next in a run that is traced. A plan can be followed several times, and is the same each time. */
import { RandomSchedule } from '../../explore/random-schedule.ts'
import { trapOf } from '../../explore/run-outcome.ts'
import { schedulerFor } from '../../explore/sample.ts'
import { waysOf } from '../../explore/scheduler.ts'
import type { Machine, Transition } from '../../machine/machine.ts'
import type { Run } from '../../machine/run.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'

/** The next transition; undefined to stop. */
export type Choose = (run: Run) => Transition | undefined

export interface TracePlan {
  /** From the beginning of a run. */
  start(): Choose
}

/** Each possible transition is as likely as the others. `seed`: 0 to 2³²-1. */
export function randomPlan(seed: number): TracePlan {
  return {
    start: () => {
      const random = new RandomSchedule(seed)
      return (run) => random.choose(run.transitions())
    },
  }
}

/** Probabilistic concurrency testing with `depth` - 1 changes of priority. */
export function pctPlan(loaded: LoadedScenario, machine: Machine, depth: number, seed: number): TracePlan {
  const scheduler = pctScheduler(loaded, machine, depth)
  return {
    start: () => {
      scheduler.start(seed)
      return (run) => {
        const transitions = run.transitions()
        return transitions.length === 0 ? undefined : transitions[scheduler.pick(waysOf(transitions))]
      }
    },
  }
}

/**
 * The transitions of `schedule`, and a trap that a core stands at then. `goesOn`: after that the lowest core that can go on does, to
 * the end of the run.
 */
export function schedulePlan(schedule: readonly Transition[], goesOn: boolean): TracePlan {
  return {
    start: () => {
      let next = 0
      return (run) => schedule[next++] ?? trapOf(run) ?? (goesOn ? run.transitions()[0] : undefined)
    },
  }
}

/** Its estimate of a run's length may teach the machine something new. */
function pctScheduler(loaded: LoadedScenario, machine: Machine, depth: number): ReturnType<typeof schedulerFor> {
  for (;;) {
    try {
      return schedulerFor(loaded, machine, { pct: depth })
    } catch (error) {
      machine.restart(error)
    }
  }
}
