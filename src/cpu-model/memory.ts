import { AppliedStores } from './applied-stores.ts'
import { BLOCK, BLOCK_BITS, BlockWrites } from './block-writes.ts'
import { DRAFT, Draft } from './draft.ts'
import { RowTable } from './row-table.ts'
import { indicesOfParts, type SplitCell } from './split-cell.ts'
import type { StoreId, Stores } from './stores.ts'

/** Index of a distinct content of shared memory; 0 is the initial one. */
export type MemoryId = number

/** Shared memories by number, one of which may be `DRAFT`: `Memory`, or one that several threads fill. */
export interface MemoryTable {
  /** Distinct memories so far. */
  readonly size: number
  /** The value number of `cell` in `memory`. */
  at(memory: MemoryId, cell: number): number
  /** The memory after `store` has reached it. The draft is written to, and stays the draft. */
  apply(memory: MemoryId, store: StoreId): MemoryId
  /** Makes `memory` the draft, instead of what was the draft before, and gives its number: `DRAFT`. */
  draft(memory: MemoryId): typeof DRAFT
  /** The draft as one of the memories. */
  keep(): MemoryId
  /** The memory in which cell `cellOf(c)` has value number `indexOf(c, v)` wherever in `memory` cell c has v, not its initial value. */
  rename(memory: MemoryId, cellOf: (cell: number) => number, indexOf: (cell: number, index: number) => number): MemoryId
  /** Every memory stays what it is, with the parts of a split cell in its place. No other thread may look meanwhile. */
  split(split: SplitCell): void
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
  readonly #applied = new AppliedStores()
  readonly #draft = new Draft()
  readonly #writes = new BlockWrites()

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
    if (memory === DRAFT) {
      const index = this.#draft.at(cell)
      return index >= 0 ? index : this.at(this.#draft.base, cell)
    }
    return this.#blocks.at(this.#memories.at(memory, cell >> BLOCK_BITS), cell & (BLOCK - 1))
  }

  /** The memory after `store` has reached it. */
  apply(memory: MemoryId, store: StoreId): MemoryId {
    if (memory === DRAFT) {
      this.#draft.write(this.#stores, store)
      return DRAFT
    }
    const known = this.#applied.get(memory, store)
    return known >= 0 ? known : this.#applied.set(memory, store, this.#apply(memory, store))
  }

  draft(memory: MemoryId): typeof DRAFT {
    this.#draft.begin(memory)
    return DRAFT
  }

  keep(): MemoryId {
    const { base, cells, count } = this.#draft
    if (count === 0) return base
    const writes = this.#writes
    writes.clear()
    for (let i = 0; i < count; i++) writes.add(cells[i] ?? 0, this.#draft.at(cells[i] ?? 0))
    try {
      return writes.apply(base, this.#memories, this.#blocks)
    } catch (error) {
      throw this.#exhausted(error)
    }
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

  /** Every memory stays what it is, with the parts of a split cell in its place. Throws `RangeError` where there is no room. */
  split(split: SplitCell): void {
    const { cell, parts } = split
    const columns = [...new Set(parts.map((part) => part >> BLOCK_BITS))]
    // Few blocks and values make many memories.
    const known = columns.map(() => new Map<number, number>())
    const values = split.indices[0]?.length ?? 0
    this.#memories.rewrite(columns, (blocks) => {
      const index = this.#blocks.at(blocks[0] ?? 0, cell & (BLOCK - 1))
      if (index === 0) return
      for (let i = 0; i < columns.length; i++) {
        const before = blocks[i] ?? 0
        let block = known[i]?.get(before * values + index)
        if (block === undefined) {
          block = before
          for (const [k, ofPart] of indicesOfParts(split, index).entries()) {
            const part = parts[k] ?? 0
            if (part >> BLOCK_BITS === columns[i]) block = this.#blocks.with(block, part & (BLOCK - 1), ofPart)
          }
          known[i]?.set(before * values + index, block)
        }
        blocks[i] = block
      }
    })
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
