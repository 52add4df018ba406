import { hashPair } from './pair-table.ts'

/**
 * Hash-consed rows of integers: equal rows have the same number. Row 0 is all zeros. Rows are told apart by the exclusive or of one
 * random word for each column and value (Zobrist hashing).
 */
export class RowTable {
  readonly #most: number
  #width: number
  #rows: Int32Array
  #hashes = new Int32Array(64)
  #slots = new Int32Array(128).fill(-1)
  #size = 1
  /** The row that is being looked for. */
  #key = new Int32Array(0)

  /** `width`: columns that there is room for at first. `most`: rows; any more throw `RangeError`, as they do where there is no room. */
  constructor(width = 16, most = Infinity) {
    this.#width = width
    this.#most = most
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
    const id = this.#add(hash)
    this.#rows.copyWithin(id * this.#width, from, from + this.#width)
    this.#rows[id * this.#width + column] = value
    return id
  }

  /** The row that differs from `row` in the first `count` of `columns`, all of them different, which hold `values`. */
  withAll(row: number, columns: Int32Array, values: Int32Array, count: number): number {
    for (let i = 0; i < count; i++) if ((columns[i] ?? 0) >= this.#width) this.#widen(columns[i] ?? 0)
    const width = this.#width
    const from = row * width
    let hash = this.#hashes[row] ?? 0
    let changes = 0
    for (let i = 0; i < count; i++) {
      const column = columns[i] ?? 0
      const value = values[i] ?? 0
      const old = this.#rows[from + column] ?? 0
      if (old === value) continue
      hash ^= cellWord(column, old) ^ cellWord(column, value)
      changes++
    }
    if (changes === 0) return row
    const key = this.#key.length < width ? (this.#key = new Int32Array(width)) : this.#key
    for (let column = 0; column < width; column++) key[column] = this.#rows[from + column] ?? 0
    for (let i = 0; i < count; i++) key[columns[i] ?? 0] = values[i] ?? 0
    return this.#intern(hash, key)
  }

  /** The row that holds `values`, one a column, and 0 behind them. */
  of(values: Int32Array): number {
    for (let column = values.length - 1; column >= this.#width; column--) if (values[column] !== 0) this.#widen(column)
    let hash = 0
    for (let column = 0; column < values.length; column++) hash ^= cellWord(column, values[column] ?? 0)
    return this.#intern(hash, values)
  }

  #intern(hash: number, values: Int32Array): number {
    const mask = this.#slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      if (this.#hashes[id] === hash && this.#holds(id, values)) return id
      slot = (slot + 1) & mask
    }
    const id = this.#add(hash)
    for (let column = 0; column < this.#width; column++) this.#rows[id * this.#width + column] = values[column] ?? 0
    return id
  }

  /**
   * Writes all rows anew in `columns`: `change` is given what a row holds there, in this order, and changes it. Rows keep their numbers, so
   * they must stay apart, and row 0 all zeros. Throws `RangeError` where there is no room; the table is void then.
   */
  rewrite(columns: readonly number[], change: (values: Int32Array) => void): void {
    for (const column of columns) if (column >= this.#width) this.#widen(column)
    const values = new Int32Array(columns.length)
    for (let row = 0; row < this.#size; row++) {
      const from = row * this.#width
      for (let i = 0; i < columns.length; i++) values[i] = this.#rows[from + (columns[i] ?? 0)] ?? 0
      change(values)
      let hash = this.#hashes[row] ?? 0
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] ?? 0
        const [old, value] = [this.#rows[from + column] ?? 0, values[i] ?? 0]
        if (old === value) continue
        hash ^= cellWord(column, old) ^ cellWord(column, value)
        this.#rows[from + column] = value
      }
      this.#hashes[row] = hash
    }
    this.#slots.fill(-1)
    for (let row = 0; row < this.#size; row++) this.#insert(row)
  }

  /** Room for one more row, which is yet to be written. */
  #add(hash: number): number {
    if (this.#size >= this.#most) throw new RangeError(`room for ${this.#most} rows`)
    if (this.#size === this.#hashes.length) this.#grow()
    const id = this.#size++
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
    // All of it or nothing: there may be no room.
    const [hashes, rows, slots] = [
      new Int32Array(capacity), new Int32Array(capacity * this.#width), new Int32Array(capacity * 2),
    ]
    hashes.set(this.#hashes)
    rows.set(this.#rows)
    this.#hashes = hashes
    this.#rows = rows
    this.#slots = slots.fill(-1)
    for (let id = 0; id < this.#size; id++) this.#insert(id)
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

/** The random word of a value in a column, or of a cell's value number; that of 0 is 0. */
export function cellWord(column: number, value: number): number {
  return value === 0 ? 0 : hashPair(column + 1, value)
}

/** Exclusive ors of well-mixed words are well mixed; the table takes the low bits. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 16)
}
