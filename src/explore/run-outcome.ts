import { endOf, stoppedAt, trapReport, type End } from '../machine/end.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { STEP } from '../machine/node-table.ts'
import type { Transition } from '../machine/machine.ts'
import type { Run } from '../machine/run.ts'
import type { Outcome } from './outcome.ts'

/** What is looked at of a run, whoever steps it. */
export type RunEnd = Pick<Run, 'machine' | 'state' | 'status' | 'trappedCore'>

/**
 * What `outcome` says of a run that is over; undefined while it goes on, and when it is stuck. `onTrap` is that of the run.
 */
export function outcomeOfRun(run: RunEnd, outcome: (end: End) => Outcome, onTrap: 'stop-run' | 'stop-core'): Outcome {
  const { machine, state, status, trappedCore } = run
  if (status === 'trapped' && trappedCore !== undefined) {
    return outcome({ trap: trapReport(machine, trappedCore, state[trappedCore] ?? 0) })
  }
  if (status !== 'finished') return undefined
  return outcome(endOf(machine, state, stoppedAt(machine, state, onTrap)))
}

/**
 * Ends a run in which a core stands at its trap, by taking it: a search's schedules end where the trap is reached. Undefined when no
 * core does, or the run is over.
 */
export function takeTrap(run: Run): TransitionEvent | undefined {
  const trap = trapOf(run)
  return trap && run.take(trap)
}

/** The transition that `takeTrap` takes. */
export function trapOf(run: Run): Transition | undefined {
  const { machine, state } = run
  return run
    .transitions()
    .find(({ kind, core }) => kind === 'exec' && machine.local(core).step[state[core] ?? 0] === STEP.trap)
}
