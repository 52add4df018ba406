import { PairTable } from '../cpu-model/pair-table.ts'

/**
 * Sets of cells by number, 0 being the empty one: equal sets have equal numbers. Made for sets that grow by one cell at a time, the same
 * ones over and over.
 */
export class CellSets {
  readonly #sets: (readonly number[])[] = [[]]
  readonly #ids = new Map<string, number>([['', 0]])
  /** Sets and cells that have been put together, and by their number what came of it. */
  readonly #pairs = new PairTable()
  readonly #grown: number[] = []

  /** Ascending. */
  cells(set: number): readonly number[] {
    return this.#sets[set] ?? []
  }

  with(set: number, cell: number): number {
    const pair = this.#pairs.intern(set, cell)
    return (this.#grown[pair] ??= this.#grow(set, cell))
  }

  #grow(set: number, cell: number): number {
    const before = this.cells(set)
    if (before.includes(cell)) return set
    const cells = [...before, cell].sort((a, b) => a - b)
    const key = cells.join()
    let grown = this.#ids.get(key)
    if (grown === undefined) {
      grown = this.#sets.length
      this.#sets.push(cells)
      this.#ids.set(key, grown)
    }
    return grown
  }
}
