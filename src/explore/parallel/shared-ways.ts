import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import type { WaysBetweenStates } from '../steps.ts'
import { CONTROL } from './shared-tables.ts'

/** Ways that helpers have found, for the thread that asks whether they go round. */
export class SharedWays implements WaysBetweenStates {
  readonly #ways: Int32Array
  readonly #control: Int32Array
  #told = 0

  constructor(ways: Int32Array, control: Int32Array) {
    this.#ways = ways
    this.#control = control
  }

  add(from: number, to: number): void {
    const at = 2 * Atomics.add(this.#control, CONTROL.ways, 1)
    if (at >= this.#ways.length) throw new OutOfRoom('more ways between states than there is room for')
    this.#ways[at] = from
    this.#ways[at + 1] = to
  }

  /** While all helpers pause: tells `graph` of those since the last time. */
  tell(graph: WaysBetweenStates): void {
    for (; this.#told < Atomics.load(this.#control, CONTROL.ways); this.#told++) {
      graph.add(this.#ways[2 * this.#told] ?? 0, this.#ways[2 * this.#told + 1] ?? 0)
    }
  }
}
