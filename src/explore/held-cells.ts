/** What a store buffer holds, and whether it matters to another core. */
import type { BufferId } from '../cpu-model/buffers.ts'
import type { StoreId } from '../cpu-model/stores.ts'
import type { LocalId } from '../machine/local-table.ts'
import type { HeldStores, LocalSteps, Steps } from './steps.ts'

/** Answers that are kept, powers of two: at first, as a small search asks for few, and at most. */
const FIRST_RIVALS = 1 << 7
const MOST_RIVALS = 1 << 14
const NONE = new Int32Array()

export class HeldCells {
  readonly #machine: Steps
  readonly #buffers: HeldStores
  /** The last answers of `#holdsRival`, each in its slot: to which buffer and store. */
  #rivalHeld = NONE
  #rivalStore = NONE
  #rivals = new Uint8Array()
  /** Answers that were not there since there was room for them. */
  #missed = 0

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
    if (this.#missed >= this.#rivals.length && this.#rivals.length < MOST_RIVALS) this.#makeRoom()
    const hash = Math.imul(held, 0x9e3779b1) ^ Math.imul(store, 0x85ebca6b)
    const slot = (hash >>> 18) & (this.#rivals.length - 1)
    if (this.#rivalHeld[slot] !== held || this.#rivalStore[slot] !== store) {
      this.#missed++
      this.#rivalHeld[slot] = held
      this.#rivalStore[slot] = store
      this.#rivals[slot] = this.#findRival(held, store) ? 1 : 0
    }
    return this.#rivals[slot] === 1
  }

  /** Room for four times as many answers, all of them to be found anew. */
  #makeRoom(): void {
    const length = Math.max(FIRST_RIVALS, this.#rivals.length * 4)
    this.#rivalHeld = new Int32Array(length)
    this.#rivalStore = new Int32Array(length)
    this.#rivals = new Uint8Array(length)
    this.#missed = 0
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
