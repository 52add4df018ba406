import { hashPair } from './pair-table.ts'
import { RowTable } from './row-table.ts'
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

/** A cell takes more values than a table has numbers for. */
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

/** Words of an entry of `Memory.#applied`: a power of two. */
const APPLIED_WORDS = 4
/** Entries of `Memory.#applied`, at first and at most: powers of two. */
const FIRST_APPLIED = 64
const MOST_APPLIED = 1 << 17

/** Cells of a block. */
const BLOCK_BITS = 4
const BLOCK = 1 << BLOCK_BITS
/** Blocks that a memory has room for at first. */
const FIRST_BLOCKS = 4

/**
 * Hash-consed shared memories. Each is a row of blocks, which are hash-consed rows of the value numbers of 16 cells: a store changes one
 * block, and most memories differ in few. So one of 240 cells takes 64 bytes.
 */
export class Memory implements MemoryTable {
  readonly #stores: Stores
  /** Row 0, all initial values, is block 0. */
  readonly #blocks = new RowTable(BLOCK)
  /** Rows of blocks. */
  readonly #memories: RowTable
  /** What the last calls of `apply` have found: memory, store + 1 and result, by a hash of the first two. Stores repeat themselves. */
  #applied = new Int32Array(FIRST_APPLIED * APPLIED_WORDS)

  /** `most`: distinct memories that are kept, or as many as there is room for. Any more throw `MemoriesExhausted`. */
  constructor(stores: Stores, most = Infinity) {
    this.#stores = stores
    this.#memories = new RowTable(FIRST_BLOCKS, most)
  }

  /** Distinct memories so far. */
  get size(): number {
    return this.#memories.size
  }

  /** The value number of `cell` in `memory`. */
  at(memory: MemoryId, cell: number): number {
    return this.#blocks.at(this.#memories.at(memory, cell >> BLOCK_BITS), cell & (BLOCK - 1))
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
    if (result * APPLIED_WORDS >= applied.length && result < MOST_APPLIED) this.#applied = new Int32Array(applied.length * 2)
    return result
  }

  rename(memory: MemoryId, cellOf: (cell: number) => number, indexOf: (cell: number, index: number) => number): MemoryId {
    const blocks: Int32Array[] = []
    for (let column = 0; column < this.#memories.width; column++) {
      const block = this.#memories.at(memory, column)
      for (let i = 0; block !== 0 && i < BLOCK; i++) {
        const index = this.#blocks.at(block, i)
        if (index === 0) continue
        const cell = column * BLOCK + i
        const image = cellOf(cell)
        const values = (blocks[image >> BLOCK_BITS] ??= new Int32Array(BLOCK))
        values[image & (BLOCK - 1)] = indexOf(cell, index)
      }
    }
    try {
      const row = Int32Array.from({ length: blocks.length }, (_, column) => {
        const values = blocks[column]
        return values ? this.#blocks.of(values) : 0
      })
      return this.#memories.of(row)
    } catch (error) {
      throw this.#exhausted(error)
    }
  }

  #apply(memory: MemoryId, store: StoreId): MemoryId {
    const cell = this.#stores.onlyCell[store] ?? -1
    if (cell >= 0) return this.#write(memory, cell, this.#stores.onlyIndex[store] ?? 0)
    const { cells, indices } = this.#stores.entry(store)
    let result = memory
    for (let i = 0; i < cells.length; i++) result = this.#write(result, cells[i] ?? 0, indices[i] ?? 0)
    return result
  }

  #write(memory: MemoryId, cell: number, index: number): MemoryId {
    const column = cell >> BLOCK_BITS
    const before = this.#memories.at(memory, column)
    try {
      return this.#memories.with(memory, column, this.#blocks.with(before, cell & (BLOCK - 1), index))
    } catch (error) {
      throw this.#exhausted(error)
    }
  }

  /** A typed array has at most 4 GiB in some engines, and the machine may have less. */
  #exhausted(error: unknown): unknown {
    return error instanceof RangeError ? new MemoriesExhausted(this.size) : error
  }
}
