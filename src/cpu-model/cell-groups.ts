import { CellSplit, type Cells } from './cells.ts'

/**
 * Cells that one access has together, directly or through others: what an access of one group finds and leaves there does not depend
 * on when other groups change. Most groups are single cells.
 */
export class CellGroups {
  readonly #cells: Cells
  /** Bytes that belong together, `to` exclusive, without overlap; survives `reset`. */
  #joined: { readonly from: number; readonly to: number }[] = []
  #of: number[] = []
  #members: number[][] = []
  /** The group of each entry of `#joined`, by its first byte. */
  #ofJoined = new Map<number, number>()

  constructor(cells: Cells) {
    this.#cells = cells
  }

  /** Forgets all groups, keeps what belongs together. */
  reset(): void {
    this.#of = []
    this.#members = []
    this.#ofJoined = new Map()
  }

  /** Groups of all cells that are known so far. */
  get count(): number {
    this.#placeCells(this.#cells.count)
    return this.#members.length
  }

  /** The cells of a group that are known so far. */
  members(group: number): readonly number[] {
    return this.#members[group] ?? []
  }

  /** The group of the cells of one access. Throws `CellSplit` when they were in several until now: the caller must start again. */
  of(cells: readonly number[]): number {
    const group = this.#ofCell(cells[0] ?? 0)
    for (let i = 1; i < cells.length; i++) if (this.#ofCell(cells[i] ?? 0) !== group) this.#join(cells)
    return group
  }

  #ofCell(cell: number): number {
    this.#placeCells(cell + 1)
    return this.#of[cell] ?? 0
  }

  /** Cells are numbered in the order in which they were made. */
  #placeCells(count: number): void {
    while (this.#of.length < count) this.#place(this.#of.length)
  }

  #place(cell: number): void {
    const address = this.#cells.address(cell)
    const joined = this.#joined.find(({ from, to }) => address >= from && address < to)
    let group = joined && this.#ofJoined.get(joined.from)
    if (group === undefined) {
      group = this.#members.length
      this.#members.push([])
      if (joined) this.#ofJoined.set(joined.from, group)
    }
    this.#of.push(group)
    this.#members[group]?.push(cell)
  }

  #join(cells: readonly number[]): never {
    const ends = cells.flatMap((cell) => [this.#cells.address(cell), this.#cells.address(cell) + this.#cells.size(cell)])
    let from = Math.min(...ends)
    let to = Math.max(...ends)
    const apart = this.#joined.filter((other) => other.to <= from || other.from >= to)
    for (const other of this.#joined) {
      if (apart.includes(other)) continue
      from = Math.min(from, other.from)
      to = Math.max(to, other.to)
    }
    this.#joined = [...apart, { from, to }]
    throw new CellSplit(`0x${from.toString(16)} to 0x${to.toString(16)} belong together`)
  }
}
