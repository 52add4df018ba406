/**
 * Which core goes on when GDB lets several of them run (`continue`): a schedule that is easy to foretell.
 *
 * 1. Cores take turns, in order of their numbers, beginning with the one that GDB looks at. A turn goes through one visible
 *    instruction, with the private ones before it.
 * 2. Stores stay in their buffer as long as the memory model lets them. The oldest that can drains when its core must wait for it
 *    (LOCK, a fence, a full buffer, `sc`), after `PATIENCE` turns, and when no core can execute any more.
 * 3. A core that cannot go on is passed over.
 */
import type { SteppedRun } from '../observe/stepped-run.ts'

/** Turns of a core that its oldest store waits for at most: without a bound, a core could wait for ever to see it. */
export const PATIENCE = 64

export type Action =
  | { readonly kind: 'step'; readonly core: number }
  | { readonly kind: 'drain'; readonly core: number; readonly index: number }

export class Turns {
  readonly #run: SteppedRun
  /** In the order of their turns. */
  readonly #cores: readonly number[]
  readonly #drainsAtEnd: boolean
  readonly #waited = new Map<number, number>()
  #next = 0

  /** `cores`: those that may go on. The buffers are emptied at the end only if all of them may. */
  constructor(run: SteppedRun, cores: readonly number[], first: number) {
    this.#run = run
    const order = [...cores].sort((a, b) => a - b)
    const from = Math.max(0, order.indexOf(first))
    this.#cores = [...order.slice(from), ...order.slice(0, from)]
    this.#drainsAtEnd = cores.length === run.machine.coreCount
  }

  /** What happens next; undefined when nothing can. */
  next(): Action | undefined {
    for (let tried = 0; tried < this.#cores.length; tried++) {
      const core = this.#cores[this.#next] ?? 0
      const action = this.#isPatient(core) ? nextOf(this.#run, core) : drainOf(this.#run, core)
      if (action) return action
      this.#endTurn()
    }
    return this.#drainsAtEnd ? this.#anyDrain() : undefined
  }

  /** Tells that the action given last has been taken. `isVisible`: the core went through a visible instruction by it. */
  taken(action: Action, isVisible: boolean): void {
    const { core } = action
    if (action.kind === 'drain') this.#waited.delete(core)
    if (!isVisible) return
    if (this.#run.buffer(core).length > 0) this.#waited.set(core, (this.#waited.get(core) ?? 0) + 1)
    this.#endTurn()
  }

  #isPatient(core: number): boolean {
    return (this.#waited.get(core) ?? 0) < PATIENCE
  }

  #endTurn(): void {
    this.#next = (this.#next + 1) % this.#cores.length
  }

  #anyDrain(): Action | undefined {
    return this.#cores.map((core) => drainOf(this.#run, core)).find((action) => action !== undefined)
  }
}

/** The next instruction of `core`, or the drain that it must wait for; undefined when it cannot go on. */
export function nextOf(run: SteppedRun, core: number): Action | undefined {
  if (run.trappedCore !== undefined) return undefined
  const { isPrivate, visibleStep } = run.position(core)
  if (isPrivate) return run.machine.isWaiting(run.state, core) ? undefined : { kind: 'step', core }
  const possible = run.transitions().some((transition) => transition.kind === 'exec' && transition.core === core)
  if (possible) return { kind: 'step', core }
  const waits = ['load', 'store', 'locked', 'fence', 'lfence'].includes(visibleStep.kind)
  return waits && !run.machine.isWaiting(run.state, core) ? drainOf(run, core) : undefined
}

function drainOf(run: SteppedRun, core: number): Action | undefined {
  const drain = run.transitions().find((transition) => transition.kind === 'drain' && transition.core === core)
  return drain?.kind === 'drain' ? { kind: 'drain', core, index: drain.index } : undefined
}
