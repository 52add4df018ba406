import { withRoom } from '../cpu-model/columns.ts'
import { newTargets, type State } from '../machine/machine.ts'
import type { DrainsAtOnce, LocalSteps, Steps } from './steps.ts'

/**
 * Drains of one core, one after the other, the oldest store first. Where the machine can make many at once, neither the local states nor
 * the memories in between are made: nobody else would ask for most of them, and they would be most of what a search makes.
 */
export class DrainRun {
  readonly #machine: Steps
  readonly #targets = newTargets()
  #atOnce: DrainsAtOnce | undefined
  #core = 0
  #table: LocalSteps | undefined
  /** What is left of the core's buffer. */
  #rest = 0
  /** What has drained since the state was settled last. */
  #drained = new Int32Array(64)
  #count = 0

  constructor(machine: Steps) {
    this.#machine = machine
  }

  /** Begins at `state`, in which `core` has a store to drain. */
  begin(state: State, core: number): void {
    const table = this.#machine.locals[core]
    if (!table) throw new Error(`no core ${core}`)
    this.#core = core
    this.#table = table
    this.#atOnce = this.#machine.drainsAtOnce
    this.#rest = table.buffer(state[core] ?? 0)
    this.#count = 0
  }

  /** Is there another store to drain? */
  get isLeft(): boolean {
    return this.#rest !== 0
  }

  /** The store that drains next. */
  next(state: State): number {
    if (this.#atOnce) return this.#atOnce.oldestStore(this.#rest)
    const table = this.#table
    return table?.drainStore[table.drainAt[state[this.#core] ?? 0] ?? 0] ?? 0
  }

  /** Drains it. `state` need not show it before it has been settled. */
  take(state: State): void {
    if (this.#atOnce) {
      this.#drained = withRoom(this.#drained, this.#count)
      this.#drained[this.#count++] = this.#atOnce.oldestStore(this.#rest)
      this.#rest = this.#atOnce.withoutOldest(this.#rest)
    } else this.#takeAlone(state)
  }

  /** Makes `state` what it is after the drains that have been taken. */
  settle(state: State): void {
    const n = state.length - 1
    if (this.#count === 0 || !this.#atOnce) return
    const targets = this.#targets
    this.#atOnce.drainAll(this.#core, state[this.#core] ?? 0, this.#drained, this.#count, this.#rest, state[n] ?? 0, targets)
    state[this.#core] = targets.local[0] ?? 0
    state[n] = targets.shared[0] ?? 0
    this.#count = 0
  }

  #takeAlone(state: State): void {
    const table = this.#table
    const n = state.length - 1
    const local = state[this.#core] ?? 0
    state[n] = this.#machine.drain(this.#core, local, 0, state[n] ?? 0)
    const after = table?.drained(local, 0) ?? 0
    state[this.#core] = after
    this.#rest = table?.buffer(after) ?? 0
  }
}
