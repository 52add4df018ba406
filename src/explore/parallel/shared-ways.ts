import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import type { WaysBetweenStates } from '../steps.ts'
import { CONTROL } from './shared-tables.ts'

/** Ways that helpers have found, for the thread that asks whether they go round. */
export class SharedWays implements WaysBetweenStates {
  readonly #ways: Int32Array
  readonly #control: Int32Array

  constructor(ways: Int32Array, control: Int32Array) {
    this.#ways = ways
    this.#control = control
  }

  add(from: number, to: number): void {
    if (Atomics.load(this.#control, CONTROL.waysForgotten) === 1) return
    const at = 2 * Atomics.add(this.#control, CONTROL.ways, 1)
    if (at >= this.#ways.length) throw new OutOfRoom('more ways between states than there is room for')
    this.#ways[at] = from
    this.#ways[at + 1] = to
  }

  /** While all helpers pause: tells `graph` of those since the last time. */
  tell(graph: WaysBetweenStates): void {
    const count = Atomics.load(this.#control, CONTROL.ways)
    for (let way = 0; way < count; way++) graph.add(this.#ways[2 * way] ?? 0, this.#ways[2 * way + 1] ?? 0)
    Atomics.store(this.#control, CONTROL.ways, 0)
  }

  /** Nobody will ask any more. */
  forget(): void {
    Atomics.store(this.#control, CONTROL.waysForgotten, 1)
  }
}
