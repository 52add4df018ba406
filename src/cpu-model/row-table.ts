import { cellWord, spread } from './memory.ts'

/**
 * Hash-consed rows of integers: equal rows have the same number. Row 0 is all zeros, and every other is made from an earlier one by
 * changing one column. Rows are told apart by the exclusive or of one random word for each column and value (Zobrist hashing).
 */
export class RowTable {
  #width: number
  #rows: Int32Array
  #hashes = new Int32Array(64)
  #slots = new Int32Array(128).fill(-1)
  #size = 1

  /** `width`: columns that there is room for at first. */
  constructor(width = 16) {
    this.#width = width
    this.#rows = new Int32Array(64 * width)
    this.#insert(0)
  }

  get size(): number {
    return this.#size
  }

  /** Columns that there is room for: those behind them hold 0 in every row. */
  get width(): number {
    return this.#width
  }

  at(row: number, column: number): number {
    return column < this.#width ? (this.#rows[row * this.#width + column] ?? 0) : 0
  }

  /** The row that differs from `row` in `column` only. */
  with(row: number, column: number, value: number): number {
    if (column >= this.#width) this.#widen(column)
    const from = row * this.#width
    const old = this.#rows[from + column] ?? 0
    if (old === value) return row
    const hash = (this.#hashes[row] ?? 0) ^ cellWord(column, old) ^ cellWord(column, value)
    const mask = this.#slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      if (this.#hashes[id] === hash && this.#isRow(id, from, column, value)) return id
      slot = (slot + 1) & mask
    }
    const id = this.#size++
    if (id === this.#hashes.length) this.#grow()
    this.#rows.copyWithin(id * this.#width, from, from + this.#width)
    this.#rows[id * this.#width + column] = value
    this.#hashes[id] = hash
    this.#insert(id)
    return id
  }

  /** The row that holds `values`, one a column, and 0 behind them. */
  of(values: Int32Array): number {
    for (let column = values.length - 1; column >= this.#width; column--) if (values[column] !== 0) this.#widen(column)
    let hash = 0
    for (let column = 0; column < values.length; column++) hash ^= cellWord(column, values[column] ?? 0)
    const mask = this.#slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      if (this.#hashes[id] === hash && this.#holds(id, values)) return id
      slot = (slot + 1) & mask
    }
    const id = this.#size++
    if (id === this.#hashes.length) this.#grow()
    for (let column = 0; column < this.#width; column++) this.#rows[id * this.#width + column] = values[column] ?? 0
    this.#hashes[id] = hash
    this.#insert(id)
    return id
  }

  #holds(id: number, values: Int32Array): boolean {
    for (let column = 0; column < this.#width; column++) {
      if (this.#rows[id * this.#width + column] !== (values[column] ?? 0)) return false
    }
    return true
  }

  /** Is row `id` the row that begins at `from`, with `column` changed to `value`? */
  #isRow(id: number, from: number, column: number, value: number): boolean {
    const at = id * this.#width
    if (this.#rows[at + column] !== value) return false
    for (let i = 0; i < this.#width; i++) if (i !== column && this.#rows[at + i] !== this.#rows[from + i]) return false
    return true
  }

  #insert(id: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[id] ?? 0) & mask
    while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    this.#slots[slot] = id
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2
    const hashes = new Int32Array(capacity)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    const rows = new Int32Array(capacity * this.#width)
    rows.set(this.#rows)
    this.#rows = rows
    this.#slots = new Int32Array(capacity * 2).fill(-1)
    // The newest row is inserted by the caller.
    for (let id = 0; id < this.#size - 1; id++) this.#insert(id)
  }

  /** New columns are zero in every row, so hashes stay. */
  #widen(column: number): void {
    const width = Math.ceil((column + 9) / 8) * 8
    const rows = new Int32Array(this.#hashes.length * width)
    for (let id = 0; id < this.#size; id++) {
      rows.set(this.#rows.subarray(id * this.#width, (id + 1) * this.#width), id * width)
    }
    this.#rows = rows
    this.#width = width
  }
}
