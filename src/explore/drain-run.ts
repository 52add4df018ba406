import type { State } from '../machine/machine.ts'
import type { LocalSteps, Steps } from './steps.ts'

/**
 * Drains of one core, one after the other, the oldest store first. Where stores drain in order, the local states in between are not made:
 * nobody else would ask for most of them, and they would be most of what a search makes.
 */
export class DrainRun {
  readonly #machine: Steps
  #inOrder = false
  #core = 0
  #table: LocalSteps | undefined
  /** What is left of the core's buffer. */
  #rest = 0

  constructor(machine: Steps) {
    this.#machine = machine
  }

  /** Begins at `state`, in which `core` has a store to drain. */
  begin(state: State, core: number): void {
    const table = this.#machine.locals[core]
    if (!table) throw new Error(`no core ${core}`)
    this.#inOrder = this.#machine.isFifo
    this.#core = core
    this.#table = table
    this.#rest = table.buffer(state[core] ?? 0)
  }

  /** Is there another store to drain? */
  get isLeft(): boolean {
    return this.#rest !== 0
  }

  /** The store that drains next. */
  get next(): number {
    return this.#machine.buffers.oldest(this.#rest)
  }

  /** Drains it. Memory is what it is then, `state` of the core itself need not be before the end. */
  take(state: State): void {
    const n = state.length - 1
    if (this.#inOrder) {
      state[n] = this.#machine.write(state[n] ?? 0, this.next)
      this.#rest = this.#machine.buffers.withoutOldest(this.#rest)
      return
    }
    const local = state[this.#core] ?? 0
    state[n] = this.#machine.drain(this.#core, local, 0, state[n] ?? 0)
    const after = this.#table?.drained(local, 0) ?? 0
    state[this.#core] = after
    this.#rest = this.#table?.buffer(after) ?? 0
  }

  /** Makes `state` what it is after the drains that have been taken. */
  end(state: State): void {
    if (this.#inOrder) state[this.#core] = this.#table?.withBuffer(state[this.#core] ?? 0, this.#rest) ?? 0
  }
}
