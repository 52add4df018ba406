import { PairTable } from '../cpu-model/pair-table.ts'
import { withRoom } from '../cpu-model/columns.ts'
import { RowTable } from '../cpu-model/row-table.ts'
import type { SplitCell } from '../cpu-model/split-cell.ts'
import type { MarkedNumbers } from './marked-numbers.ts'
import type { CellSetTable } from './steps.ts'

/** Sets of cells by number, 0 being the empty one: equal sets have equal numbers. A set is a row of words with a bit for each cell. */
export class CellSets implements CellSetTable {
  readonly #rows = new RowTable(8)
  /** Pairs of sets that have been joined, the smaller number first; and by number of the pair, what came of it. */
  readonly #joined = new PairTable()
  #unions = new Int32Array(64)
  /** The set that is being made. */
  #words = new Int32Array(0)

  get size(): number {
    return this.#rows.size
  }

  has(set: number, cell: number): boolean {
    return ((this.#rows.at(set, cell >> 5) >>> (cell & 31)) & 1) === 1
  }

  /** Which of the cells 32 × `word` to 32 × `word` + 31 are in the set, a bit each. */
  word(set: number, word: number): number {
    return this.#rows.at(set, word)
  }

  with(set: number, cell: number): number {
    const word = cell >> 5
    const before = this.#rows.at(set, word)
    const after = before | (1 << (cell & 31))
    return after === before ? set : this.#rows.with(set, word, after)
  }

  withAll(set: number, cells: MarkedNumbers): number {
    const { width } = this.#rows
    if (this.#words.length < width) this.#words = new Int32Array(width)
    for (let word = 0; word < this.#words.length; word++) this.#words[word] = this.#rows.at(set, word)
    let isNew = false
    for (let i = 0; i < cells.count; i++) {
      const cell = cells.list[i] ?? 0
      this.#words = withRoom(this.#words, cell >> 5)
      const before = this.#words[cell >> 5] ?? 0
      const after = before | (1 << (cell & 31))
      this.#words[cell >> 5] = after
      isNew ||= after !== before
    }
    return isNew ? this.of(this.#words) : set
  }

  /** The set of the cells in `words`, a bit each. */
  of(words: Int32Array): number {
    return this.#rows.of(words)
  }

  /** The set of the cells that are in either. */
  union(a: number, b: number): number {
    if (a === b || b === 0) return a
    if (a === 0) return b
    const known = this.#joined.size
    const pair = this.#joined.intern(Math.min(a, b), Math.max(a, b))
    if (pair < known) return this.#unions[pair] ?? 0
    const joined = Int32Array.from({ length: this.#rows.width }, (_, word) => this.word(a, word) | this.word(b, word))
    const union = this.of(joined)
    this.#unions = withRoom(this.#unions, pair)
    this.#unions[pair] = union
    return union
  }

  /** Has it any of the cells in `cells`, a bit each? */
  meets(set: number, cells: Uint32Array): boolean {
    for (let word = 0; word < cells.length; word++) if ((this.#rows.at(set, word) & (cells[word] ?? 0)) !== 0) return true
    return false
  }

  /** A set that has a split cell has all of its parts. The cell is the first of them, and no set has any other yet. */
  split({ cell, parts }: Pick<SplitCell, 'cell' | 'parts'>): void {
    const words = [...new Set(parts.map((part) => part >> 5))]
    const bits = Int32Array.from(words, (word) =>
      parts.reduce((before, part) => (part >> 5 === word ? before | (1 << (part & 31)) : before), 0))
    this.#rows.rewrite(words, (row) => {
      if ((((row[0] ?? 0) >>> (cell & 31)) & 1) === 0) return
      for (let i = 0; i < words.length; i++) row[i] = (row[i] ?? 0) | (bits[i] ?? 0)
    })
  }
}
