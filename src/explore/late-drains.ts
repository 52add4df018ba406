/**
 * Drains that can wait. A drain matters to another core only when that core touches the same bytes; so in each state it is enough to take
 * all steps, and the drains that something waits for: the drains of a core that cannot step before them, of one whose buffer holds
 * bytes that another core's next step touches, and of one whose buffer holds bytes that a drain which is taken reaches with another store.
 *
 * That is a persistent set (Godefroid 1996, chapter 4): whatever happens outside of it are drains that touch nothing of it, and every
 * other transition comes after a step, which is in it. A load's bytes count even where it takes them from its own buffer, because it
 * would read memory once that has drained. Where nobody can step, the drains of one core are enough to go on with.
 *
 * Only where no state can be come to from itself: around such a cycle, a drain could wait for ever.
 */
import type { BufferId } from '../cpu-model/buffers.ts'
import type { LocalId } from '../machine/local-table.ts'
import { STEP } from '../machine/node-table.ts'
import type { State } from '../machine/machine.ts'
import type { HeldCells } from './held-cells.ts'
import type { LocalSteps, Steps } from './steps.ts'

export class LateDrains {
  readonly #machine: Steps
  readonly #locals: readonly LocalSteps[]
  readonly #cells: HeldCells

  constructor(machine: Steps, cells: HeldCells) {
    this.#machine = machine
    this.#locals = machine.locals
    this.#cells = cells
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
      if (((steps >>> other) & 1) === 1 && this.#cells.stepTouches(table, local, held)) return true
      if (((needed >>> other) & 1) === 1 && this.#cells.drainsCompete(table, local, held)) return true
    }
    return false
  }
}

/** Will the core never step again? */
export function isOver(table: LocalSteps, local: LocalId): boolean {
  const step = table.step[local]
  return step === STEP.ended || step === STEP.trap || step === STEP.diverge || step === STEP.bound
}
