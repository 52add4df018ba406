import { ConcurrentMemory, OutOfRoom, type ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { StoreCells } from '../../cpu-model/stores.ts'
import { PairTable } from '../../cpu-model/pair-table.ts'
import type { CellSetTable } from '../steps.ts'

/** Cells whose bits a word of a row holds. */
export const CELLS_A_WORD = 16

const NO_STORES: StoreCells = {
  onlyCell: [],
  onlyIndex: [],
  cellsOf: () => { throw new Error('sets of cells have no stores') },
}

/** Sets of cells by number that several threads make: a set is kept like a memory, in which each cell has bits of `CELLS_A_WORD` cells. */
export class SharedCellSets implements CellSetTable {
  readonly #rows: ConcurrentMemory
  readonly #words: number
  /** What this thread has put together: sets and cells, and sets; and by the numbers of such pairs what came of them. */
  readonly #additions = new PairTable()
  readonly #grown: number[] = []
  readonly #unions = new PairTable()
  readonly #joined: number[] = []

  /** Throws `OutOfRoom`, now or later, when there are more cells or sets than `arrays` has room for. */
  constructor(arrays: ConcurrentMemoryArrays) {
    this.#words = arrays.stride
    this.#rows = new ConcurrentMemory(arrays, NO_STORES)
  }

  get size(): number {
    return this.#rows.size
  }

  with(set: number, cell: number): number {
    const word = Math.floor(cell / CELLS_A_WORD)
    if ((this.#rows.at(set, word) & (1 << (cell % CELLS_A_WORD))) !== 0) return set
    return (this.#grown[this.#additions.intern(set, cell)] ??= this.#add(set, word, 1 << (cell % CELLS_A_WORD)))
  }

  /** All cells of either. */
  join(set: number, other: number): number {
    if (other === 0 || set === other) return set
    return (this.#joined[this.#unions.intern(set, other)] ??= this.#join(set, other))
  }

  meets(set: number, cells: Uint32Array): boolean {
    for (let word = 0; word < cells.length * 2; word++) {
      const bits = ((cells[word >> 1] ?? 0) >>> ((word & 1) * CELLS_A_WORD)) & 0xffff
      if (bits !== 0 && (this.#rows.at(set, word) & bits) !== 0) return true
    }
    return false
  }

  #add(set: number, word: number, bits: number): number {
    if (word >= this.#words) throw new OutOfRoom('more cells than the sets have room for')
    return this.#rows.with(set, word, this.#rows.at(set, word) | bits)
  }

  #join(set: number, other: number): number {
    let joined = set
    for (let word = 0; word < this.#words; word++) joined = this.#add(joined, word, this.#rows.at(other, word))
    return joined
  }
}
