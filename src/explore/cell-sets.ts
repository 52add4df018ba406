import { RowTable } from '../cpu-model/row-table.ts'

/**
 * Sets of cells by number, 0 being the empty one: equal sets have equal numbers. Made for sets that grow by one cell at a time, the same
 * ones over and over. A set is a row of words with a bit for each cell.
 */
export class CellSets {
  readonly #rows = new RowTable(8)

  /** Sets so far. */
  get size(): number {
    return this.#rows.size
  }

  with(set: number, cell: number): number {
    const word = cell >> 5
    const before = this.#rows.at(set, word)
    const after = before | (1 << (cell & 31))
    return after === before ? set : this.#rows.with(set, word, after)
  }

  /** Has it any of the cells in `cells`, a bit each? */
  meets(set: number, cells: Uint32Array): boolean {
    for (let word = 0; word < cells.length; word++) if ((this.#rows.at(set, word) & (cells[word] ?? 0)) !== 0) return true
    return false
  }
}
