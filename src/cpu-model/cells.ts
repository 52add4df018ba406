/**
 * Shared memory as cells: a partition of its bytes in which every access is a whole number of cells. The bytes of an hmap's flags are
 * one cell, its count another; a wide access to both is two cells. A cell's values are numbered as they appear, 0 being its initial
 * value, so that a memory is a short row of small integers.
 *
 * Cells are as coarse as can be, except that one which an access cuts is cut into pieces of that access's size: what is accessed like an
 * element of an array once (a tophash of a bucket) is so again at the next element, and a cut costs all tables a rewrite, or a restart.
 */
import type { SplitCell } from './split-cell.ts'

/** An access cuts a cell that is already in use: the caller must split it, or start again with the cut known from the start. */
export class CellSplit extends Error {
  override name = 'CellSplit'
}

export class Cells {
  readonly #initialByte: (address: number) => number
  /** Addresses at which a cell ends because of some access; survives `reset`. */
  readonly #cuts = new Set<number>()
  #at = new Map<number, number>()
  #covered = new Map<number, number>()
  #address: number[] = []
  #size: number[] = []
  #values: bigint[][] = []
  #indices: Map<bigint, number>[] = []
  #resolved = new Map<number, readonly number[]>()

  constructor(initialByte: (address: number) => number) {
    this.#initialByte = initialByte
  }

  get count(): number {
    return this.#address.length
  }

  /** Forgets all cells and values, keeps the cuts. */
  reset(): void {
    this.#at = new Map()
    this.#covered = new Map()
    this.#address = []
    this.#size = []
    this.#values = []
    this.#indices = []
    this.#resolved = new Map()
  }

  address(cell: number): number {
    return this.#address[cell] ?? 0
  }

  /** Bytes. */
  size(cell: number): number {
    return this.#size[cell] ?? 0
  }

  /** Number of values that the cell is known to take. */
  valueCount(cell: number): number {
    return this.#values[cell]?.length ?? 0
  }

  /** The cell's value number `index`, unsigned little-endian. */
  value(cell: number, index: number): bigint {
    const value = this.#values[cell]?.[index]
    if (value === undefined) throw new Error(`cell ${cell} has no value ${index}`)
    return value
  }

  indexOf(cell: number, value: bigint): number {
    const indices = this.#indices[cell]
    const values = this.#values[cell]
    if (!indices || !values) throw new Error(`no cell ${cell}`)
    const known = indices.get(value)
    if (known !== undefined) return known
    indices.set(value, values.length)
    values.push(value)
    return values.length - 1
  }

  /** The cell that holds `address`, if any access has touched it. */
  cellAt(address: number): number | undefined {
    return this.#covered.get(address)
  }

  /** The cells of an access, by address, made where new. Throws `CellSplit` when it cuts one in use. */
  resolve(address: number, size: number): readonly number[] {
    const key = address * 32 + size
    const known = this.#resolved.get(key)
    if (known) return known
    const cells: number[] = []
    const end = address + size
    this.#cuts.add(address).add(end)
    for (let at = address; at < end; ) {
      const cell = this.#at.get(at) ?? this.#make(at, end)
      const cellEnd = at + this.size(cell)
      if (cellEnd > end) {
        this.#cutLike(cell, address, size)
        throw new CellSplit(`access 0x${address.toString(16)}+${size} ends inside a cell`)
      }
      cells.push(cell)
      at = cellEnd
    }
    this.#resolved.set(key, cells)
    return cells
  }

  /**
   * Splits every cell in use that a cut goes through. What tables say of it is to be said of its parts from now on; cells are numbered on
   * from those that there were.
   */
  split(): readonly SplitCell[] {
    const found: SplitCell[] = []
    for (let cell = 0, { count } = this; cell < count; cell++) {
      const starts = Array.from({ length: this.size(cell) }, (_, byte) => this.address(cell) + byte)
        .filter((at, byte) => byte === 0 || this.#cuts.has(at))
      if (starts.length > 1) found.push(this.#splitAt(cell, starts))
    }
    if (found.length > 0) this.#resolved = new Map()
    return found
  }

  #splitAt(cell: number, starts: readonly number[]): SplitCell {
    const address = this.address(cell)
    const end = address + this.size(cell)
    const values = this.#values[cell] ?? []
    const numbered = starts.map((from, i) => {
      const part = i === 0 ? cell : this.count
      const size = (starts[i + 1] ?? end) - from
      const slices = values.map((value) => BigInt.asUintN(8 * size, value >> BigInt(8 * (from - address))))
      this.#put(part, from, size, slices[0] ?? 0n)
      return { part, indices: Int32Array.from(slices, (slice) => this.indexOf(part, slice)) }
    })
    return { cell, parts: numbered.map(({ part }) => part), indices: numbered.map(({ indices }) => indices) }
  }

  /** Cuts `cell` into pieces of `size` bytes, one of which begins at `address`. */
  #cutLike(cell: number, address: number, size: number): void {
    const start = this.address(cell)
    const end = start + this.size(cell)
    for (let at = address; at > start; at -= size) this.#cuts.add(at)
    for (let at = address; at < end; at += size) this.#cuts.add(at)
  }

  #make(at: number, limit: number): number {
    const cut = this.#covered.get(at)
    if (cut !== undefined) {
      this.#cutLike(cut, at, limit - at)
      throw new CellSplit(`access at 0x${at.toString(16)} begins inside a cell`)
    }
    let end = at + 1
    while (end < limit && !this.#covered.has(end) && !this.#cuts.has(end)) end++
    let value = 0n
    for (let byte = end - 1; byte >= at; byte--) value = (value << 8n) | BigInt(this.#initialByte(byte))
    return this.#put(this.count, at, end - at, value)
  }

  /** Makes `cell` anew, `initial` its only value so far. */
  #put(cell: number, at: number, size: number, initial: bigint): number {
    this.#address[cell] = at
    this.#size[cell] = size
    this.#values[cell] = [initial]
    this.#indices[cell] = new Map([[initial, 0]])
    this.#at.set(at, cell)
    for (let byte = at; byte < at + size; byte++) this.#covered.set(byte, cell)
    return cell
  }
}
