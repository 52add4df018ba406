/**
 * A drain that may go before everything else, because nothing that does not commute with it can come first: every other core sleeps
 * before a load, or is over, and what the others hold writes no byte that this drain writes, and wakes nobody.
 *
 * A load that sleeps is taken on another way, with all that follows it, unless a byte that it reads is written first (sleep sets,
 * Godefroid 1996). Of the schedules that go on from here, only those are wanted in which the core's drains come before any step of
 * another core; and buffers are FIFO, so the drain of its oldest store comes before those. What comes before that is own steps and
 * the drains of stores that the others hold already, and with all of these it commutes. So it is a persistent set, given who sleeps.
 *
 * Without this, each of two cores that wait for the other's stores would drain to every point between.
 */
import { STEP } from '../machine/node-table.ts'
import type { State } from '../machine/machine.ts'
import type { HeldCells } from './held-cells.ts'
import { drainBit, stepBit } from './independence.ts'
import { isOver } from './late-drains.ts'
import type { Steps } from './steps.ts'

export class EarlyDrain {
  readonly #machine: Steps
  readonly #cells: HeldCells
  readonly #isFifo: boolean

  constructor(machine: Steps, cells: HeldCells) {
    this.#machine = machine
    this.#cells = cells
    this.#isFifo = machine.isFifo
  }

  /** False when a core has turned out to make stores that drain out of order: what went first then need not have. */
  get isSound(): boolean {
    return this.#isFifo === this.#machine.isFifo
  }

  /** The core whose oldest store may drain before everything else, when the transitions in `sleep` sleep; or -1. */
  find(state: State, sleep: number): number {
    if (!this.#isFifo) return -1
    const { locals } = this.#machine
    const n = locals.length
    let awake = 0
    for (let core = 0; core < n; core++) {
      const table = locals[core]
      const local = state[core] ?? 0
      if (!table || isOver(table, local)) continue
      if (table.step[local] !== STEP.load || (sleep & stepBit(core)) === 0) awake |= 1 << core
    }
    for (let core = 0; core < n; core++) {
      if ((awake & ~(1 << core)) !== 0) continue
      const drains = locals[core]?.drains[state[core] ?? 0] ?? 0
      if (drains > 0 && (sleep & drainBit(core)) === 0 && this.#commutes(state, core)) return core
    }
    return -1
  }

  /** After the first drain of `core` that was found, with the same sleepers: may that of `store` go before everything else as well? */
  goesOn(state: State, core: number, store: number): boolean {
    const { locals } = this.#machine
    for (let other = 0; other < locals.length; other++) {
      const table = locals[other]
      if (other === core || !table) continue
      if (this.#cells.competes(store, table.buffer(state[other] ?? 0))) return false
    }
    return true
  }

  /** With all that others hold, none of which wakes anybody? */
  #commutes(state: State, core: number): boolean {
    const { locals } = this.#machine
    const own = locals[core]
    for (let other = 0; other < locals.length; other++) {
      const table = locals[other]
      if (other === core || !table || !own) continue
      const held = table.buffer(state[other] ?? 0)
      if (held === 0) continue
      if (this.#cells.drainsCompete(own, state[core] ?? 0, held)) return false
      for (let third = 0; third < locals.length; third++) {
        const sleeper = locals[third]
        if (third === core || third === other || !sleeper) continue
        if (this.#cells.stepTouches(sleeper, state[third] ?? 0, held)) return false
      }
    }
    return true
  }
}
