import { AppliedStores } from './applied-stores.ts'
import { DRAFT, Draft } from './draft.ts'
import { CellOverflow, MemoriesExhausted, type MemoryId, type MemoryTable } from './memory.ts'
import { cellWord, spread } from './row-table.ts'
import { indicesOfParts, type SplitCell } from './split-cell.ts'
import type { StoreCells, StoreId } from './stores.ts'

/** The arrays of a `ConcurrentMemory`: send them to another thread. */
export interface ConcurrentMemoryArrays {
  /** Value numbers, `stride` to a memory. */
  readonly rows: Uint16Array
  readonly stride: number
  readonly hashes: Int32Array
  /** Open addressing: number + 1 of a memory, 0 for none. */
  readonly slots: Int32Array
  /** Word 0: memories so far. Word 1: set when there is no more room. */
  readonly control: Int32Array
}

/** More memories, or cells, than there is room for: the caller must start again with larger arrays. */
export class OutOfRoom extends Error {
  override name = 'OutOfRoom'
}

/** `capacity`: memories, a power of two. `cells`: how many there may be. Untouched pages cost nothing. */
export function concurrentMemoryArrays(capacity: number, cells: number): ConcurrentMemoryArrays {
  const stride = Math.ceil(cells / 8) * 8
  return {
    rows: new Uint16Array(new SharedArrayBuffer(capacity * stride * 2)),
    stride,
    hashes: new Int32Array(new SharedArrayBuffer(capacity * 4)),
    slots: new Int32Array(new SharedArrayBuffer(capacity * 8)),
    control: new Int32Array(new SharedArrayBuffer(8)),
  }
}

/**
 * Hash-consed shared memories that several threads fill without locks. A thread writes a row at the end and then claims a slot for
 * it by compare-and-swap; when another was faster with the same content, its own row is left unused.
 */
export class ConcurrentMemory implements MemoryTable {
  readonly arrays: ConcurrentMemoryArrays
  readonly #stores: StoreCells
  readonly #most: number
  /** The same bytes as the rows, to compare four at a time. */
  readonly #words: Int32Array
  readonly #applied = new AppliedStores()
  readonly #draft = new Draft()
  /** The memory that is being made, and the same four bytes at a time. */
  readonly #row: Uint16Array
  readonly #rowWords: Int32Array

  /** `most`: distinct memories that are kept. Any more throw `MemoriesExhausted`. */
  constructor(arrays: ConcurrentMemoryArrays, stores: StoreCells, most = Infinity) {
    this.arrays = arrays
    this.#most = most
    this.#words = new Int32Array(arrays.rows.buffer)
    this.#stores = stores
    this.#row = new Uint16Array(arrays.stride)
    this.#rowWords = new Int32Array(this.#row.buffer)
    // The initial memory is all zeros; whoever comes first puts it in.
    if (Atomics.compareExchange(arrays.control, 0, 0, 1) === 0) Atomics.store(arrays.slots, 0, 1)
  }

  get size(): number {
    return Atomics.load(this.arrays.control, 0)
  }

  at(memory: MemoryId, cell: number): number {
    if (memory === DRAFT) {
      const index = this.#draft.at(cell)
      return index >= 0 ? index : this.at(this.#draft.base, cell)
    }
    const { rows, stride } = this.arrays
    return cell < stride ? (rows[memory * stride + cell] ?? 0) : 0
  }

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
    const row = this.#row
    const words = this.#rowWords
    const from = base * words.length
    for (let w = 0; w < words.length; w++) words[w] = this.#words[from + w] ?? 0
    let hash = this.arrays.hashes[base] ?? 0
    for (let i = 0; i < count; i++) hash = this.#put(row, hash, cells[i] ?? 0, this.#draft.at(cells[i] ?? 0))
    return this.#intern(hash)
  }

  /** Puts a value number into `row`, whose hash is `hash`, and gives the hash that it has then. */
  #put(row: Uint16Array, hash: number, cell: number, index: number): number {
    if (cell >= row.length) throw new OutOfRoom('more cells than the rows have room for')
    if (index > 0xffff) throw new CellOverflow('more values in a cell than a row can number')
    const old = row[cell] ?? 0
    row[cell] = index
    return hash ^ cellWord(cell, old) ^ cellWord(cell, index)
  }

  #apply(memory: MemoryId, store: StoreId): MemoryId {
    const cell = this.#stores.onlyCell[store] ?? -1
    if (cell >= 0) return this.with(memory, cell, this.#stores.onlyIndex[store] ?? 0)
    const { cells, indices } = this.#stores.cellsOf(store)
    let result = memory
    for (let i = 0; i < cells.length; i++) result = this.with(result, cells[i] ?? 0, indices[i] ?? 0)
    return result
  }

  /** The memory in which `cell` has value number `index`, and all else is as in `memory`. */
  with(memory: MemoryId, cell: number, index: number): MemoryId {
    const { rows, stride, hashes, slots } = this.arrays
    if (cell >= stride) throw new OutOfRoom('more cells than the rows have room for')
    const from = memory * stride
    const old = rows[from + cell] ?? 0
    if (old === index) return memory
    if (index > 0xffff) throw new CellOverflow('more values in a cell than a row can number')
    const hash = (hashes[memory] ?? 0) ^ cellWord(cell, old) ^ cellWord(cell, index)
    const mask = slots.length - 1
    let slot = spread(hash) & mask
    let mine = -1
    for (;;) {
      let found = Atomics.load(slots, slot)
      if (found === 0) {
        if (mine < 0) {
          mine = this.#newRow(hash)
          rows.copyWithin(mine * stride, from, from + stride)
          rows[mine * stride + cell] = index
        }
        found = Atomics.compareExchange(slots, slot, 0, mine + 1)
        if (found === 0) return mine
      }
      if (hashes[found - 1] === hash && this.#isRow(found - 1, from, cell, index)) return found - 1
      slot = (slot + 1) & mask
    }
  }

  rename(memory: MemoryId, cellOf: (cell: number) => number, indexOf: (cell: number, index: number) => number): MemoryId {
    const row = this.#row.fill(0)
    let hash = 0
    for (let cell = 0; cell < this.arrays.stride; cell++) {
      const index = this.at(memory, cell)
      if (index !== 0) hash = this.#put(row, hash, cellOf(cell), indexOf(cell, index))
    }
    return this.#intern(hash)
  }

  /** The number of the memory in `#row`. */
  #intern(hash: number): MemoryId {
    const { rows, stride, hashes, slots } = this.arrays
    const mask = slots.length - 1
    let mine = -1
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      let found = Atomics.load(slots, slot)
      if (found === 0) {
        if (mine < 0) {
          mine = this.#newRow(hash)
          rows.set(this.#row, mine * stride)
        }
        found = Atomics.compareExchange(slots, slot, 0, mine + 1)
        if (found === 0) return mine
      }
      if (hashes[found - 1] === hash && this.#isMade(found - 1)) return found - 1
    }
  }

  split(split: SplitCell): void {
    this.rewrite(split.parts, (values) => {
      const index = values[0] ?? 0
      if (index === 0) return
      // No part has more values than the whole.
      for (const [part, ofPart] of indicesOfParts(split, index).entries()) values[part] = ofPart
    })
  }

  /**
   * Changes the values of some cells in all rows, which keep their numbers: what was different must be so afterwards. No other thread may
   * look meanwhile.
   */
  rewrite(cells: readonly number[], change: (values: Int32Array) => void): void {
    const { rows, stride, hashes, slots } = this.arrays
    if (Math.max(...cells) >= stride) throw new OutOfRoom('more cells than the rows have room for')
    const mask = slots.length - 1
    const used = this.#slotsOfRows()
    const ids = used.map((slot) => (slots[slot] ?? 0) - 1)
    for (const slot of used) slots[slot] = 0
    const values = new Int32Array(cells.length)
    for (const id of ids) {
      const from = id * stride
      for (let i = 0; i < cells.length; i++) values[i] = rows[from + (cells[i] ?? 0)] ?? 0
      change(values)
      let hash = hashes[id] ?? 0
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i] ?? 0
        const [old, value] = [rows[from + cell] ?? 0, values[i] ?? 0]
        if (old === value) continue
        hash ^= cellWord(cell, old) ^ cellWord(cell, value)
        rows[from + cell] = value
      }
      hashes[id] = hash
      let slot = spread(hash) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id + 1
    }
  }

  /** Rows that were left unused have none. */
  #slotsOfRows(): Int32Array {
    const { hashes, slots } = this.arrays
    const mask = slots.length - 1
    const found = new Int32Array(this.size)
    let count = 0
    for (let id = 0; id < this.size; id++) {
      let slot = spread(hashes[id] ?? 0) & mask
      while (slots[slot] !== 0 && slots[slot] !== id + 1) slot = (slot + 1) & mask
      if (slots[slot] !== 0) found[count++] = slot
    }
    return found.subarray(0, count)
  }

  /** Room for one more memory, its row yet to be written. */
  #newRow(hash: number): MemoryId {
    const { hashes, control } = this.arrays
    const id = Atomics.add(control, 0, 1)
    if (id >= hashes.length) throw new OutOfRoom('more memories than there is room for')
    if (id >= this.#most) throw new MemoriesExhausted(this.#most)
    hashes[id] = hash
    return id
  }

  #isRow(id: MemoryId, from: number, cell: number, index: number): boolean {
    const { rows, stride } = this.arrays
    const at = id * stride
    if (rows[at + cell] !== index) return false
    const words = this.#words
    const changed = cell >> 1
    for (let w = 0; w < stride >> 1; w++) if (w !== changed && words[(at >> 1) + w] !== words[(from >> 1) + w]) return false
    return rows[at + (cell ^ 1)] === rows[from + (cell ^ 1)]
  }

  /** Is it what has been made in `#row`? */
  #isMade(id: MemoryId): boolean {
    const words = this.#rowWords
    const from = id * words.length
    for (let w = 0; w < words.length; w++) if (this.#words[from + w] !== words[w]) return false
    return true
  }
}
