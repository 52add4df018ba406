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
import type { BufferId } from '../cpu-model/buffers.ts'
import { STEP, type LocalId, type LocalTable } from '../machine/local-table.ts'
import type { Machine, State } from '../machine/machine.ts'

/** Cells with two words of 32 hashed bits each: what has no bit in common in one of them has no cell in common. */
interface Cells {
  readonly low: number
  readonly high: number
  readonly cells: readonly number[]
}

const NO_CELLS: Cells = { low: 0, high: 0, cells: [] }

export class LateDrains {
  readonly #machine: Machine
  /** By buffer: the cells of all its stores, and of those that may drain next. */
  readonly #held: (Cells | undefined)[] = []
  readonly #next: (Cells | undefined)[] = []
  /** By core and local id: the cells of the next step. */
  readonly #accesses: (Cells | undefined)[][]

  constructor(machine: Machine) {
    this.#machine = machine
    this.#accesses = machine.locals.map(() => [])
  }

  /** The cores whose drains must be taken in `state`, as bits. */
  needed(state: State): number {
    const { locals } = this.#machine
    const n = locals.length
    let pending = 0
    let needed = 0
    let steps = 0
    for (let core = 0; core < n; core++) {
      const table = locals[core]
      const local = state[core] ?? 0
      if (!table) continue
      const canStep = table.enabled[local] === true && !(this.#machine.isOrdered && this.#machine.isWaiting(state, core))
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
    const n = this.#machine.coreCount
    let needed = first
    for (let before = -1; before !== needed; ) {
      before = needed
      for (let core = 0; core < n; core++) {
        const bit = 1 << core
        if ((pending & bit) === 0 || (needed & bit) !== 0) continue
        const held = this.#heldBy(core, state[core] ?? 0)
        for (let other = 0; other < n; other++) {
          if (other === core) continue
          const local = state[other] ?? 0
          const isTouched =
            ((steps >>> other) & 1) === 1 && meet(held, this.#accessOf(other, local)) ||
            ((needed >>> other) & 1) === 1 && meet(held, this.#drainedNext(other, local))
          if (!isTouched) continue
          needed |= bit
          break
        }
      }
    }
    return needed
  }

  #accessOf(core: number, local: LocalId): Cells {
    const known = this.#accesses[core]?.[local]
    if (known) return known
    const cells = cellsOf(this.#machine.local(core).accessCells(local))
    const accesses = this.#accesses[core]
    if (accesses) accesses[local] = cells
    return cells
  }

  #heldBy(core: number, local: LocalId): Cells {
    const buffer = this.#machine.local(core).buffer(local)
    return (this.#held[buffer] ??= this.#cellsOfStores(this.#machine.buffers.entries(buffer)))
  }

  #drainedNext(core: number, local: LocalId): Cells {
    const buffer: BufferId = this.#machine.local(core).buffer(local)
    return (this.#next[buffer] ??= this.#cellsOfStores(this.#machine.buffers.drains(buffer).map(({ store }) => store)))
  }

  #cellsOfStores(stores: readonly number[]): Cells {
    return cellsOf(stores.flatMap((store) => this.#machine.cellsOfStore(store)))
  }
}

/** Will the core never step again? */
function isOver(table: LocalTable, local: LocalId): boolean {
  const step = table.step[local]
  return step === STEP.ended || step === STEP.trap || step === STEP.diverge || step === STEP.bound
}

function cellsOf(cells: readonly number[]): Cells {
  if (cells.length === 0) return NO_CELLS
  let low = 0
  let high = 0
  for (const cell of cells) {
    low |= 1 << (cell & 31)
    high |= 1 << (Math.imul(cell, 0x9e3779b1) >>> 27)
  }
  return { low, high, cells: [...new Set(cells)] }
}

/** Asked several times a state: no closures. */
function meet(a: Cells, b: Cells): boolean {
  if ((a.low & b.low) === 0 || (a.high & b.high) === 0) return false
  for (const cell of a.cells) if (b.cells.includes(cell)) return true
  return false
}
