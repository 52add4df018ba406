import type { Cells } from './cells.ts'
import { hashPair } from './pair-table.ts'
import type { StoreId, Stores } from './stores.ts'

/** Index of a distinct content of shared memory; 0 is the initial one. */
export type MemoryId = number

/** Shared memories by number: `Memory`, or one that several threads fill. */
export interface MemoryTable {
  /** Distinct memories so far. */
  readonly size: number
  /** The value number of `cell` in `memory`. */
  at(memory: MemoryId, cell: number): number
  /** The memory after `store` has reached it. */
  apply(memory: MemoryId, store: StoreId): MemoryId
  /** The memory in which cell `cellOf(c)` has value number `indexOf(c, v)` wherever in `memory` cell c has v, not its initial value. */
  rename(memory: MemoryId, cellOf: (cell: number) => number, indexOf: (cell: number, index: number) => number): MemoryId
}

/** A cell takes more than 255 values: the caller must start again with rows of 16 bits. */
export class CellOverflow extends Error {
  override name = 'CellOverflow'
}

/** More distinct memories than there is room for, or than are allowed: a search stops there. The message names the bound. */
export class MemoriesExhausted extends Error {
  override name = 'MemoriesExhausted'
  constructor(memories: number) {
    super(`room for ${memories} contents of shared memory`)
  }
}

const OVERFLOW = 'more values in a cell than a row can number'

/** Words of an entry of `Memory.#applied`: a power of two. */
const APPLIED_WORDS = 4
/** Entries of `Memory.#applied`, at first and at most: powers of two. */
const FIRST_APPLIED = 64
const MOST_APPLIED = 1 << 17

/**
 * Hash-consed shared memories. Each is a row with the value number of every cell; rows are told apart by a hash that a store
 * updates in constant time (Zobrist hashing: the exclusive or of one random word for each cell and value).
 */
export class Memory implements MemoryTable {
  readonly #stores: Stores
  readonly #cells: Cells
  readonly #limit: number
  readonly #most: number
  /** Value numbers, `stride` to a memory. */
  rows: Uint8Array | Uint16Array
  stride = 16
  #hashes = new Int32Array(64)
  #slots = new Int32Array(128).fill(-1)
  #size = 1
  /** The same bytes as `rows`, to compare four at a time. */
  #words: Int32Array
  /** What the last calls of `apply` have found: memory, store + 1 and result, by a hash of the first two. Stores repeat themselves. */
  #applied = new Int32Array(FIRST_APPLIED * APPLIED_WORDS)

  /** `most`: distinct memories that are kept, or as many as there is room for. Any more throw `MemoriesExhausted`. */
  constructor(stores: Stores, cells: Cells, wide: boolean, most = Infinity) {
    this.#most = most
    this.#stores = stores
    this.#cells = cells
    this.#limit = wide ? 0xffff : 0xff
    this.rows = wide ? new Uint16Array(64 * this.stride) : new Uint8Array(64 * this.stride)
    this.#words = new Int32Array(this.rows.buffer)
    this.#insert(0)
  }

  /** Distinct memories so far. */
  get size(): number {
    return this.#size
  }

  /** The value number of `cell` in `memory`. */
  at(memory: MemoryId, cell: number): number {
    return cell < this.stride ? (this.rows[memory * this.stride + cell] ?? 0) : 0
  }

  /** The memory after `store` has reached it. */
  apply(memory: MemoryId, store: StoreId): MemoryId {
    const applied = this.#applied
    const at = (hashPair(memory, store) * APPLIED_WORDS) & (applied.length - 1)
    if (applied[at] === memory && applied[at + 1] === store + 1) return applied[at + 2] ?? 0
    const result = this.#apply(memory, store)
    applied[at] = memory
    applied[at + 1] = store + 1
    applied[at + 2] = result
    return result
  }

  #apply(memory: MemoryId, store: StoreId): MemoryId {
    const cell = this.#stores.onlyCell[store] ?? -1
    if (cell >= 0) return this.#write(memory, cell, this.#stores.onlyIndex[store] ?? 0)
    const { cells, indices } = this.#stores.entry(store)
    let result = memory
    for (let i = 0; i < cells.length; i++) result = this.#write(result, cells[i] ?? 0, indices[i] ?? 0)
    return result
  }

  rename(memory: MemoryId, cellOf: (cell: number) => number, indexOf: (cell: number, index: number) => number): MemoryId {
    const cells: number[] = []
    const indices: number[] = []
    for (let cell = 0; cell < this.stride; cell++) {
      const index = this.at(memory, cell)
      if (index === 0) continue
      cells.push(cellOf(cell))
      indices.push(indexOf(cell, index))
    }
    while (cells.some((cell) => cell >= this.stride)) this.#widen()
    const row = new Uint16Array(this.stride)
    let hash = 0
    cells.forEach((cell, i) => {
      const index = indices[i] ?? 0
      if (index > this.#limit) throw new CellOverflow(OVERFLOW)
      row[cell] = index
      hash ^= cellWord(cell, index)
    })
    const mask = this.#slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      const from = id * this.stride
      if (this.#hashes[id] === hash && row.every((index, cell) => index === this.rows[from + cell])) return id
      slot = (slot + 1) & mask
    }
    const id = this.#add(hash)
    this.rows.set(row, id * this.stride)
    return id
  }

  #write(memory: MemoryId, cell: number, index: number): MemoryId {
    if (cell >= this.stride) this.#widen()
    const { rows, stride } = this
    const from = memory * stride
    const old = rows[from + cell] ?? 0
    if (old === index) return memory
    if (index > this.#limit) throw new CellOverflow(OVERFLOW)
    const hash = (this.#hashes[memory] ?? 0) ^ cellWord(cell, old) ^ cellWord(cell, index)
    const mask = this.#slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      if (this.#hashes[id] === hash && this.#isRow(id, from, cell, index)) return id
      slot = (slot + 1) & mask
    }
    const id = this.#add(hash)
    this.rows.copyWithin(id * stride, from, from + stride)
    this.rows[id * stride + cell] = index
    return id
  }

  /** Room for one more memory, its row yet to be written. */
  #add(hash: number): MemoryId {
    if (this.#size >= this.#most) throw new MemoriesExhausted(this.#size)
    if (this.#size === this.#hashes.length) this.#grow()
    const id = this.#size++
    this.#hashes[id] = hash
    this.#insert(id)
    return id
  }

  /** Is row `id` the row that begins at `from`, with `cell` changed to `index`? */
  #isRow(id: MemoryId, from: number, cell: number, index: number): boolean {
    const { rows, stride } = this
    const words = this.#words
    const at = id * stride
    if (rows[at + cell] !== index) return false
    const perWord = 4 / rows.BYTES_PER_ELEMENT
    const changed = Math.floor(cell / perWord)
    const ours = at / perWord
    const theirs = from / perWord
    for (let w = 0; w < stride / perWord; w++) if (w !== changed && words[ours + w] !== words[theirs + w]) return false
    for (let i = changed * perWord; i < (changed + 1) * perWord; i++) {
      if (i !== cell && rows[at + i] !== rows[from + i]) return false
    }
    return true
  }

  #insert(id: MemoryId): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[id] ?? 0) & mask
    while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    this.#slots[slot] = id
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2
    const [rows, hashes, slots] = this.#allocate(() => [
      this.#copy(this.stride, capacity), new Int32Array(capacity), new Int32Array(capacity * 2),
    ])
    hashes.set(this.#hashes)
    this.#useRows(rows)
    this.#hashes = hashes
    this.#slots = slots.fill(-1)
    for (let id = 0; id < this.#size; id++) this.#insert(id)
    if (capacity <= MOST_APPLIED) this.#applied = new Int32Array(capacity * APPLIED_WORDS)
  }

  #useRows(rows: Uint8Array | Uint16Array): void {
    this.rows = rows
    this.#words = new Int32Array(rows.buffer)
  }

  /** More cells than a row has room for: new ones hold their initial value everywhere, so hashes stay. */
  #widen(): void {
    const stride = Math.ceil((this.#cells.count + 8) / 8) * 8
    this.#useRows(this.#allocate(() => this.#copy(Math.max(stride, this.stride + 8), this.#hashes.length)))
    this.stride = Math.max(stride, this.stride + 8)
  }

  /** What `make` makes, all of it or nothing: a typed array has at most 4 GiB in some engines, and the machine may have less. */
  #allocate<T>(make: () => T): T {
    try {
      return make()
    } catch (error) {
      if (error instanceof RangeError) throw new MemoriesExhausted(this.#size)
      throw error
    }
  }

  #copy(stride: number, capacity: number): Uint8Array | Uint16Array {
    const rows = this.#limit > 0xff ? new Uint16Array(stride * capacity) : new Uint8Array(stride * capacity)
    for (let id = 0; id < Math.min(this.#size, capacity); id++) {
      rows.set(this.rows.subarray(id * this.stride, (id + 1) * this.stride), id * stride)
    }
    return rows
  }
}

/** The random word of a cell's value; that of the initial value is 0. */
export function cellWord(cell: number, index: number): number {
  return index === 0 ? 0 : hashPair(cell + 1, index)
}

/** Exclusive ors of well-mixed words are well mixed; the table takes the low bits. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 16)
}
