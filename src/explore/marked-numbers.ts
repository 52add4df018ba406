import { withRoom } from '../cpu-model/columns.ts'

/** A set of small numbers that is filled and emptied again and again: neither costs more than what is in it. */
export class MarkedNumbers {
  /** The first `count` are in the set, in the order in which they came. */
  list = new Int32Array(64)
  count = 0
  /** By number: the filling in which it was last put in. */
  #filled = new Int32Array(64)
  #filling = 1

  clear(): void {
    this.count = 0
    this.#filling++
  }

  add(number: number): void {
    if (this.#filled[number] === this.#filling) return
    this.#filled = withRoom(this.#filled, number)
    this.#filled[number] = this.#filling
    this.list = withRoom(this.list, this.count)
    this.list[this.count++] = number
  }
}
