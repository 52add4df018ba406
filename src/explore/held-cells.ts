/** What a store buffer holds, and whether it matters to another core. */
import type { BufferId, Buffers } from '../cpu-model/buffers.ts'
import type { StoreId } from '../cpu-model/stores.ts'
import type { LocalId, LocalTable } from '../machine/local-table.ts'
import type { Machine } from '../machine/machine.ts'

export class HeldCells {
  readonly #machine: Machine
  readonly #buffers: Buffers

  constructor(machine: Machine) {
    this.#machine = machine
    this.#buffers = machine.buffers
  }

  /** Does the next step of `local` touch bytes that buffer `held` holds? */
  stepTouches(table: LocalTable, local: LocalId, held: BufferId): boolean {
    const cell = table.accessCell[local] ?? -1
    if (cell >= 0) return this.#holds(held, cell)
    if (cell === -1) return false
    for (const part of table.accessCells(local)) if (this.#holds(held, part)) return true
    return false
  }

  /**
   * Does it matter which comes first, a store of `local` that may drain next or one that buffer `held` holds? Not where they share no
   * byte, nor where they are the same: of two equal stores, either may be the second.
   */
  drainsCompete(table: LocalTable, local: LocalId, held: BufferId): boolean {
    const at = table.drainAt[local] ?? 0
    const end = at + (table.drains[local] ?? 0)
    for (let drain = at; drain < end; drain++) {
      const store = table.drainStore[drain] ?? 0
      if (this.#reaches(store, held) && this.#holdsRival(held, store)) return true
    }
    return false
  }

  #reaches(store: StoreId, held: BufferId): boolean {
    const cell = this.#machine.cellOfStore(store)
    if (cell >= 0) return this.#holds(held, cell)
    for (const part of this.#machine.cellsOfStore(store)) if (this.#holds(held, part)) return true
    return false
  }

  #holdsRival(held: BufferId, store: StoreId): boolean {
    const cells = this.#machine.cellsOfStore(store)
    for (let at = held; at !== 0; at = this.#buffers.older(at)) {
      const newest = this.#buffers.newest(at)
      if (newest === store) continue
      for (const cell of this.#machine.cellsOfStore(newest)) if (cells.includes(cell)) return true
    }
    return false
  }

  #holds(buffer: BufferId, cell: number): boolean {
    return ((this.#buffers.cells(buffer, cell >> 5) >>> (cell & 31)) & 1) === 1
  }
}
