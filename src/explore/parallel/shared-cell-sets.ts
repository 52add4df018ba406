import { ConcurrentMemory, OutOfRoom, type ConcurrentMemoryArrays, type StoreCells } from '../../cpu-model/concurrent-memory.ts'
import { PairTable } from '../../cpu-model/pair-table.ts'
import type { CellSetTable } from '../steps.ts'

/** Store number c puts cell c into the set. */
class Additions implements StoreCells {
  readonly onlyCell: Int32Array
  readonly onlyIndex: Int32Array

  constructor(cells: number) {
    this.onlyCell = Int32Array.from({ length: cells }, (_, cell) => cell)
    this.onlyIndex = new Int32Array(cells).fill(1)
  }

  cellsOf(): never {
    throw new OutOfRoom('more cells than the sets have room for')
  }
}

/** Sets of cells by number that several threads make: a set is kept like a memory in which the cells of the set are 1. */
export class SharedCellSets implements CellSetTable {
  readonly #rows: ConcurrentMemory
  readonly #stride: number
  /** What this thread has put together: sets and cells, and sets; and by the numbers of such pairs what came of them. */
  readonly #additions = new PairTable()
  readonly #grown: number[] = []
  readonly #unions = new PairTable()
  readonly #joined: number[] = []

  /** Throws `OutOfRoom`, now or later, when there are more cells or sets than `arrays` has room for. */
  constructor(arrays: ConcurrentMemoryArrays) {
    this.#stride = arrays.stride
    this.#rows = new ConcurrentMemory(arrays, new Additions(arrays.stride))
  }

  get size(): number {
    return this.#rows.size
  }

  with(set: number, cell: number): number {
    return (this.#grown[this.#additions.intern(set, cell)] ??= this.#rows.apply(set, cell))
  }

  /** All cells of either. */
  join(set: number, other: number): number {
    if (other === 0 || set === other) return set
    return (this.#joined[this.#unions.intern(set, other)] ??= this.#join(set, other))
  }

  meets(set: number, cells: Uint32Array): boolean {
    for (let cell = 0; cell < cells.length * 32; cell++) {
      if ((((cells[cell >> 5] ?? 0) >>> (cell & 31)) & 1) === 1 && this.#rows.at(set, cell) === 1) return true
    }
    return false
  }

  #join(set: number, other: number): number {
    let joined = set
    for (let cell = 0; cell < this.#stride; cell++) if (this.#rows.at(other, cell) === 1) joined = this.with(joined, cell)
    return joined
  }
}
