import { withRoom } from './columns.ts'
import type { RowTable } from './row-table.ts'

/** Cells of a block. */
export const BLOCK_BITS = 4
export const BLOCK = 1 << BLOCK_BITS

/** What several stores write, block by block: the last value number for each cell. */
export class BlockWrites {
  #blocks = 0
  /** By block that is written: its column in a memory, and which of its cells are. */
  #columns = new Int32Array(4)
  readonly #written: number[] = []
  /** `BLOCK` for each of these blocks. */
  #indices = new Int32Array(4 * BLOCK)
  /** Numbers of the blocks that they become. */
  #made = new Int32Array(4)
  readonly #places = new Int32Array(BLOCK)
  readonly #values = new Int32Array(BLOCK)

  clear(): void {
    this.#blocks = 0
  }

  add(cell: number, index: number): void {
    const column = cell >> BLOCK_BITS
    const place = cell & (BLOCK - 1)
    let block = 0
    while (block < this.#blocks && this.#columns[block] !== column) block++
    if (block === this.#blocks) this.#begin(column)
    this.#written[block] = (this.#written[block] ?? 0) | (1 << place)
    this.#indices[block * BLOCK + place] = index
  }

  /** The row of `memories`, which are rows of numbers of `blocks`, that `memory` becomes. */
  apply(memory: number, memories: RowTable, blocks: RowTable): number {
    for (let block = 0; block < this.#blocks; block++) {
      const column = this.#columns[block] ?? 0
      let count = 0
      for (let left = this.#written[block] ?? 0; left !== 0; left &= left - 1) {
        const place = 31 - Math.clz32(left & -left)
        this.#places[count] = place
        this.#values[count++] = this.#indices[block * BLOCK + place] ?? 0
      }
      this.#made[block] = blocks.withAll(memories.at(memory, column), this.#places, this.#values, count)
    }
    return memories.withAll(memory, this.#columns, this.#made, this.#blocks)
  }

  #begin(column: number): void {
    const block = this.#blocks++
    this.#columns = withRoom(this.#columns, block)
    this.#columns[block] = column
    this.#written[block] = 0
    this.#indices = withRoom(this.#indices, (block + 1) * BLOCK - 1)
    this.#made = withRoom(this.#made, block)
  }
}
