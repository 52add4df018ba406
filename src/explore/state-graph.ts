import { withRoom } from '../cpu-model/columns.ts'
import type { StateIndex } from './state-table.ts'
import type { WaysBetweenStates } from './steps.ts'

/**
 * Which stored state a search has come to from which. Asked where a core's automaton has a cycle: the states may have none all the same,
 * because memory differs each time round, and then every run ends and nothing that was put off has been put off for ever.
 *
 * The reductions keep that: of an infinite run they keep one that does the same in another order, or that does something
 * independent before it (persistent sets keep infinite runs as they keep deadlocks: Godefroid 1996, chapter 4; of the orders, sleep sets
 * keep the one whose transitions are tried first).
 *
 * Takes 8 bytes a successor.
 */
export class StateGraph implements WaysBetweenStates {
  #from = new Int32Array(64)
  #to = new Int32Array(64)
  #count = 0

  add(from: StateIndex, to: StateIndex): void {
    this.#from = withRoom(this.#from, this.#count)
    this.#to = withRoom(this.#to, this.#count)
    this.#from[this.#count] = from
    this.#to[this.#count++] = to
  }

  /** Can no state of the first `states` be come to from itself? (Kahn 1962: what nothing leads to any more is taken out.) */
  isAcyclic(states: number): boolean {
    const incoming = new Int32Array(states)
    const offsets = new Int32Array(states + 1)
    for (let edge = 0; edge < this.#count; edge++) {
      const [from, to] = [this.#from[edge] ?? 0, this.#to[edge] ?? 0]
      offsets[from + 1] = (offsets[from + 1] ?? 0) + 1
      incoming[to] = (incoming[to] ?? 0) + 1
    }
    for (let state = 0; state < states; state++) offsets[state + 1] = (offsets[state + 1] ?? 0) + (offsets[state] ?? 0)
    const successors = this.#bySource(offsets)
    const free: StateIndex[] = []
    for (let state = 0; state < states; state++) if (incoming[state] === 0) free.push(state)
    let taken = 0
    for (let state = free.pop(); state !== undefined; state = free.pop()) {
      taken++
      for (let at = offsets[state] ?? 0; at < (offsets[state + 1] ?? 0); at++) {
        const to = successors[at] ?? 0
        const left = (incoming[to] ?? 0) - 1
        incoming[to] = left
        if (left === 0) free.push(to)
      }
    }
    return taken === states
  }

  #bySource(offsets: Int32Array): Int32Array {
    const next = offsets.slice()
    const successors = new Int32Array(this.#count)
    for (let edge = 0; edge < this.#count; edge++) {
      const from = this.#from[edge] ?? 0
      const at = next[from] ?? 0
      next[from] = at + 1
      successors[at] = this.#to[edge] ?? 0
    }
    return successors
  }
}
