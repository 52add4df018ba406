import { ints } from './shared-tables.ts'

const ADDED = 0
const TAKEN = 1
const FIRST = 2
/** A power of two. */
const ROOM = 1 << 12

/**
 * States that a helper leaves to the thread that has the machine: one thread adds, another takes, and neither needs a lock. They come out
 * in the order in which they went in.
 */
export class HandedStates {
  /** Send it to the other thread. */
  readonly array: Int32Array

  constructor(array: Int32Array = ints(FIRST + ROOM)) {
    this.array = array
  }

  /** Waits while there is no room, at most `milliseconds`. Is there any now? */
  awaitRoom(milliseconds: number): boolean {
    const taken = Atomics.load(this.array, TAKEN)
    if (this.#added - taken >= ROOM) Atomics.wait(this.array, TAKEN, taken, milliseconds)
    return this.#added - Atomics.load(this.array, TAKEN) < ROOM
  }

  /** There must be room. */
  add(index: number): void {
    const added = this.#added
    this.array[FIRST + (added & (ROOM - 1))] = index
    Atomics.store(this.array, ADDED, added + 1)
  }

  /** A state, or -1 when there is none. */
  take(): number {
    const taken = Atomics.load(this.array, TAKEN)
    if (taken === this.#added) return -1
    const index = this.array[FIRST + (taken & (ROOM - 1))] ?? -1
    Atomics.store(this.array, TAKEN, taken + 1)
    return index
  }

  get #added(): number {
    return Atomics.load(this.array, ADDED)
  }
}
