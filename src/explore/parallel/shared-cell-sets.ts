import { ConcurrentMemory, OutOfRoom, type ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { StoreCells } from '../../cpu-model/stores.ts'
import { PairTable } from '../../cpu-model/pair-table.ts'
import type { SplitCell } from '../../cpu-model/split-cell.ts'
import type { MarkedNumbers } from '../marked-numbers.ts'
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

  withAll(set: number, cells: MarkedNumbers): number {
    let all = set
    for (let i = 0; i < cells.count; i++) all = this.#with(all, cells.list[i] ?? 0)
    return all
  }

  #with(set: number, cell: number): number {
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

  /** A set that has a split cell has all of its parts. No other thread may look meanwhile. */
  split({ cell, parts }: Pick<SplitCell, 'cell' | 'parts'>): void {
    const wordOf = (part: number): number => Math.floor(part / CELLS_A_WORD)
    const bitOf = (part: number): number => 1 << (part % CELLS_A_WORD)
    // The cell is the first of its parts.
    const words = [...new Set(parts.map(wordOf))]
    const bits = words.map((word) => parts.reduce((before, part) => (wordOf(part) === word ? before | bitOf(part) : before), 0))
    this.#rows.rewrite(words, (row) => {
      if (((row[0] ?? 0) & bitOf(cell)) === 0) return
      for (let i = 0; i < words.length; i++) row[i] = (row[i] ?? 0) | (bits[i] ?? 0)
    })
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
