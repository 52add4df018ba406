import type { Cells } from './cells.ts'
import type { BufferedStore } from './model.ts'
import { indicesOfParts, type SplitCell } from './split-cell.ts'

/** Index of a distinct store: equal address, size, value and flags have the same one. */
export type StoreId = number

/** A store as the machine keeps it: what was stored, and the cells and value numbers that it writes. */
export interface StoreEntry extends BufferedStore {
  /** Unsigned, little-endian in memory. */
  readonly value: bigint
  readonly cells: readonly number[]
  /** One value number for each cell. */
  readonly indices: readonly number[]
}

/** The cells that stores write, as far as a memory asks. */
export interface StoreCells {
  /** The only cell of a store, or -1; and its value number there. */
  readonly onlyCell: ArrayLike<number>
  readonly onlyIndex: ArrayLike<number>
  cellsOf(store: StoreId): { readonly cells: readonly number[]; readonly indices: readonly number[] }
}

/** Hash-consed stores. */
export class Stores {
  readonly #cells: Cells
  readonly #ids = new Map<string, StoreId>()
  readonly #entries: StoreEntry[] = []
  /** The only cell of a store, or -1; and its value number there. */
  readonly onlyCell: number[] = []
  readonly onlyIndex: number[] = []

  #hasNonTemporal = false

  constructor(cells: Cells) {
    this.#cells = cells
  }

  /** Distinct stores so far. */
  get size(): number {
    return this.#entries.length
  }

  /** Has any of them been non-temporal? */
  get hasNonTemporal(): boolean {
    return this.#hasNonTemporal
  }

  /** The cells that a store writes and the value numbers that it writes there. */
  cellsOf(id: StoreId): StoreEntry {
    return this.entry(id)
  }

  entry(id: StoreId): StoreEntry {
    const entry = this.#entries[id]
    if (!entry) throw new Error(`no store ${id}`)
    return entry
  }

  intern(store: BufferedStore & { readonly value: bigint }): StoreId {
    const { address, size, value, nonTemporal, afterSfence } = store
    const key = `${address},${size},${value},${nonTemporal ? 1 : 0}${afterSfence ? 1 : 0}`
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const cells = this.#cells.resolve(address, size)
    const indices = cells.map((cell) => {
      const shift = BigInt(8 * (this.#cells.address(cell) - address))
      return this.#cells.indexOf(cell, BigInt.asUintN(8 * this.#cells.size(cell), value >> shift))
    })
    this.#hasNonTemporal ||= nonTemporal
    const id = this.#entries.length
    this.#entries.push({ address, size, value, nonTemporal, afterSfence, cells, indices })
    this.onlyCell.push(cells.length === 1 ? (cells[0] ?? -1) : -1)
    this.onlyIndex.push(cells.length === 1 ? (indices[0] ?? 0) : 0)
    this.#ids.set(key, id)
    return id
  }

  /** Every store stays what it is, with the parts of a split cell in its place. */
  split(split: SplitCell): void {
    this.#entries.forEach((entry, id) => {
      const at = entry.cells.indexOf(split.cell)
      if (at < 0) return
      const cells = entry.cells.toSpliced(at, 1, ...split.parts)
      const indices = entry.indices.toSpliced(at, 1, ...indicesOfParts(split, entry.indices[at] ?? 0))
      this.#entries[id] = { ...entry, cells, indices }
      this.onlyCell[id] = -1
      this.onlyIndex[id] = 0
    })
  }
}
