import type { ConcurrentStates } from './concurrent-states.ts'
import { CONTROL, type SharedTables } from './shared-tables.ts'

/** States that a thread takes at a time, at most. */
const BATCH = 32

/** Hands a thread the states that it is to expand: those that are to be expanded again, then those of the queue. */
export class Tasks {
  readonly #tables: SharedTables
  readonly #states: ConcurrentStates
  readonly #batch = new Int32Array(BATCH)
  #at = 0
  #end = 0

  constructor(tables: SharedTables, states: ConcurrentStates) {
    this.#tables = tables
    this.#states = states
  }

  /** A state that nobody else expands now, or -1 when there is none. */
  next(): number {
    for (;;) {
      if (this.#at === this.#end && !this.#takeAgain() && !this.#takeNew()) return -1
      const index = this.#batch[this.#at++] ?? -1
      if (this.#states.isUsed(index)) return index
    }
  }

  /** Has the batch been handed out? Then nothing that was taken is left to be expanded. */
  get isBetweenBatches(): boolean {
    return this.#at === this.#end
  }

  /** Is there something to hand out? */
  isAny(): boolean {
    const { control } = this.#tables
    return this.#at < this.#end || Atomics.load(control, CONTROL.againCursor) < Atomics.load(control, CONTROL.againCount) ||
      Atomics.load(control, CONTROL.cursor) < this.#states.count
  }

  #takeAgain(): boolean {
    const { control, again } = this.#tables
    const from = this.#take(CONTROL.againCursor, Atomics.load(control, CONTROL.againCount))
    for (let i = 0; i < this.#end; i++) this.#batch[i] = again[from + i] ?? -1
    return this.#end > 0
  }

  #takeNew(): boolean {
    const from = this.#take(CONTROL.cursor, this.#states.count)
    for (let i = 0; i < this.#end; i++) this.#batch[i] = from + i
    return this.#end > 0
  }

  /** Takes a batch of the numbers up to `count` from cursor `word` on; gives the first. A small rest is divided. */
  #take(word: number, count: number): number {
    const { control } = this.#tables
    this.#at = 0
    for (;;) {
      const from = Atomics.load(control, word)
      const waiting = count - from
      this.#end = waiting <= 0 ? 0 : Math.min(BATCH, Math.max(1, waiting >> 2))
      if (waiting <= 0 || Atomics.compareExchange(control, word, from, from + this.#end) === from) return from
    }
  }
}
