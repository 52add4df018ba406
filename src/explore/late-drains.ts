/**
 * Drains that can wait. A drain matters to another core only when that core touches the same bytes; so in each state it is enough to take
 * all steps, and the drains that something waits for: the drains of a core that cannot step before them, of one whose buffer holds
 * bytes that another core's next step touches, and of one whose buffer holds bytes that a drain which is taken reaches.
 *
 * That is a persistent set (Godefroid 1996, chapter 4): whatever happens outside of it are drains that touch nothing of it, and every
 * other transition comes after a step, which is in it. A load's bytes count even where it takes them from its own buffer, because it
 * would read memory once that has drained. Where nobody can step, the drains of one core are enough to go on with.
 *
 * Only without cycles: around one, a drain could wait for ever.
 */
import type { BufferId, Buffers } from '../cpu-model/buffers.ts'
import { STEP, type LocalId, type LocalTable } from '../machine/local-table.ts'
import type { Machine, State } from '../machine/machine.ts'

export class LateDrains {
  readonly #machine: Machine
  readonly #locals: readonly LocalTable[]
  readonly #buffers: Buffers

  constructor(machine: Machine) {
    this.#machine = machine
    this.#locals = machine.locals
    this.#buffers = machine.buffers
  }

  /** The cores whose drains must be taken in `state`, as bits. */
  needed(state: State): number {
    const locals = this.#locals
    const n = locals.length
    let pending = 0
    let needed = 0
    let steps = 0
    for (let core = 0; core < n; core++) {
      const table = locals[core]
      const local = state[core] ?? 0
      if (!table) continue
      const canStep = table.enabled[local] === 1 && !(this.#machine.isOrdered && this.#machine.isWaiting(state, core))
      if (canStep) steps |= 1 << core
      if ((table.drains[local] ?? 0) === 0) continue
      pending |= 1 << core
      if (!canStep && !isOver(table, local)) needed |= 1 << core
    }
    if (pending === 0) return 0
    if (steps === 0 && needed === 0) needed = pending & -pending
    return this.#close(state, needed, pending, steps)
  }

  #close(state: State, first: number, pending: number, steps: number): number {
    const locals = this.#locals
    const n = locals.length
    let needed = first
    for (let before = -1; before !== needed; ) {
      before = needed
      for (let core = 0; core < n; core++) {
        const bit = 1 << core
        const table = locals[core]
        if (!table || (pending & bit) === 0 || (needed & bit) !== 0) continue
        const local = state[core] ?? 0
        const held = table.buffer(local)
        if (this.#isTouched(held, state, core, needed, steps)) needed |= bit
      }
    }
    return needed
  }

  /** Does the step of a core of `steps` touch bytes that buffer `held` of `core` holds, or a drain of one of `needed` reach them? */
  #isTouched(held: BufferId, state: State, core: number, needed: number, steps: number): boolean {
    const locals = this.#locals
    for (let other = 0; other < locals.length; other++) {
      const table = locals[other]
      if (other === core || !table) continue
      const local = state[other] ?? 0
      if (((steps >>> other) & 1) === 1 && this.#stepMeets(table, local, held)) return true
      if (((needed >>> other) & 1) === 1 && this.#drainsMeet(table, local, held)) return true
    }
    return false
  }

  /** Does the next step of `local` touch bytes that buffer `held` holds? */
  #stepMeets(table: LocalTable, local: LocalId, held: BufferId): boolean {
    const cell = table.accessCell[local] ?? -1
    if (cell >= 0) return this.#holds(held, cell)
    if (cell === -1) return false
    for (const part of table.accessCells(local)) if (this.#holds(held, part)) return true
    return false
  }

  /** Does any drain of `local` reach bytes that buffer `held` holds? */
  #drainsMeet(table: LocalTable, local: LocalId, held: BufferId): boolean {
    const at = table.drainAt[local] ?? 0
    const end = at + (table.drains[local] ?? 0)
    for (let drain = at; drain < end; drain++) {
      const store = table.drainStore[drain] ?? 0
      const cell = this.#machine.cellOfStore(store)
      if (cell >= 0) {
        if (this.#holds(held, cell)) return true
      } else {
        for (const part of this.#machine.cellsOfStore(store)) if (this.#holds(held, part)) return true
      }
    }
    return false
  }

  #holds(buffer: BufferId, cell: number): boolean {
    return ((this.#buffers.cells(buffer, cell >> 5) >>> (cell & 31)) & 1) === 1
  }
}

/** Will the core never step again? */
function isOver(table: LocalTable, local: LocalId): boolean {
  const step = table.step[local]
  return step === STEP.ended || step === STEP.trap || step === STEP.diverge || step === STEP.bound
}
