import type { Machine, Transition } from '../machine/machine.ts'
import { SteppedRun } from '../observe/stepped-run.ts'

/**
 * A run that has taken `schedule` instruction by instruction, so that the way back and forward stops at each of them. Cores that can
 * take no transition any more have also gone through the private instructions to where they stop.
 */
export function playBySteps(machine: Machine, onTrap: 'stop-run' | 'stop-core', schedule: readonly Transition[]): SteppedRun {
  for (;;) {
    const run = new SteppedRun(machine, onTrap)
    for (const transition of schedule) play(run, transition)
    if (schedule.length > 0 && run.status !== 'running') machine.locals.forEach((_, core) => finish(run, core))
    // Memory that became shared underway has cut the steps anew; it is known now.
    if (run.restarts === 0) return run
  }
}

function play(run: SteppedRun, transition: Transition): void {
  if (transition.kind === 'drain') {
    run.take(transition)
    return
  }
  finish(run, transition.core)
  if (!run.step(transition.core, transition.back)) throw new Error(`a schedule that does not fit: core ${transition.core} stands`)
}

/** Over all private instructions before the next visible step. */
function finish(run: SteppedRun, core: number): void {
  while (run.position(core).isPrivate && run.step(core));
}
