/** What a store buffer holds, and whether it matters to another core. */
import type { BufferId } from '../cpu-model/buffers.ts'
import type { StoreId } from '../cpu-model/stores.ts'
import type { LocalId } from '../machine/local-table.ts'
import type { HeldStores, LocalSteps, Steps } from './steps.ts'

/** Answers that are kept, a power of two. */
const RIVALS_BITS = 14
const NONE = new Int32Array()

export class HeldCells {
  readonly #machine: Steps
  readonly #buffers: HeldStores
  /** The last answers of `#holdsRival`, each in its slot: to which buffer and store. */
  #rivalHeld = NONE
  #rivalStore = NONE
  #rivals = new Uint8Array()

  constructor(machine: Steps) {
    this.#machine = machine
    this.#buffers = machine.buffers
  }

  /** Does the next step of `local` touch bytes that buffer `held` holds? */
  stepTouches(table: LocalSteps, local: LocalId, held: BufferId): boolean {
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
  drainsCompete(table: LocalSteps, local: LocalId, held: BufferId): boolean {
    const at = table.drainAt[local] ?? 0
    const end = at + (table.drains[local] ?? 0)
    for (let drain = at; drain < end; drain++) if (this.competes(table.drainStore[drain] ?? 0, held)) return true
    return false
  }

  /** The same of one store. */
  competes(store: StoreId, held: BufferId): boolean {
    return this.#reaches(store, held) && this.#holdsRival(held, store)
  }

  #reaches(store: StoreId, held: BufferId): boolean {
    const cell = this.#machine.cellOfStore(store)
    if (cell >= 0) return this.#holds(held, cell)
    for (const part of this.#machine.cellsOfStore(store)) if (this.#holds(held, part)) return true
    return false
  }

  /** Does the buffer hold another store to a byte of this one's? Asked for the same again and again. */
  #holdsRival(held: BufferId, store: StoreId): boolean {
    if (this.#rivals.length === 0) this.#makeRoom()
    const slot = (Math.imul(held, 0x9e3779b1) ^ Math.imul(store, 0x85ebca6b)) >>> (32 - RIVALS_BITS)
    if (this.#rivalHeld[slot] !== held || this.#rivalStore[slot] !== store) {
      this.#rivalHeld[slot] = held
      this.#rivalStore[slot] = store
      this.#rivals[slot] = this.#findRival(held, store) ? 1 : 0
    }
    return this.#rivals[slot] === 1
  }

  /** Most searches are too small to need any. */
  #makeRoom(): void {
    this.#rivalHeld = new Int32Array(1 << RIVALS_BITS)
    this.#rivalStore = new Int32Array(1 << RIVALS_BITS)
    this.#rivals = new Uint8Array(1 << RIVALS_BITS)
  }

  #findRival(held: BufferId, store: StoreId): boolean {
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
