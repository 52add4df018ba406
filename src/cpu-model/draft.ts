import { withRoom } from './columns.ts'
import type { StoreCells, StoreId } from './stores.ts'

/** Stands for the draft of a table of memories, wherever it takes the number of a memory. */
export const DRAFT = -1

/**
 * A memory that is still being written: another one, and what has been stored since. On the way from one state to the next that is of
 * interest, many stores reach memory; to make each memory in between would be most of the work, and they would be most of the memories.
 */
export class Draft {
  /** What it was at first. */
  base: number = 0
  /** Cells that have been written: the first `count`, each once. */
  cells = new Int32Array(64)
  count = 0
  /** By cell: its value number, if it was written in this draft, … */
  #indices = new Int32Array(64)
  /** … which is number `#number`. */
  #written = new Int32Array(64)
  #number = 0

  begin(base: number): void {
    this.base = base
    this.count = 0
    this.#number++
  }

  /** The value number of `cell`, or -1 where it is that of `base`. */
  at(cell: number): number {
    return this.#written[cell] === this.#number ? (this.#indices[cell] ?? 0) : -1
  }

  /** Writes what `store`, one of `stores`, writes. */
  write(stores: StoreCells, store: StoreId): void {
    const cell = stores.onlyCell[store] ?? -1
    if (cell >= 0) {
      this.#put(cell, stores.onlyIndex[store] ?? 0)
      return
    }
    const { cells, indices } = stores.cellsOf(store)
    for (let i = 0; i < cells.length; i++) this.#put(cells[i] ?? 0, indices[i] ?? 0)
  }

  #put(cell: number, index: number): void {
    if (cell >= this.#written.length) {
      this.#written = withRoom(this.#written, cell)
      this.#indices = withRoom(this.#indices, cell)
    }
    this.#indices[cell] = index
    if (this.#written[cell] === this.#number) return
    this.#written[cell] = this.#number
    this.cells = withRoom(this.cells, this.count)
    this.cells[this.count++] = cell
  }
}
