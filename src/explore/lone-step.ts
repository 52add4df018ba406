/**
 * Finds a transition that may run alone in a state: one that is independent of everything the other cores can still do, so that
 * the interleavings in which others go first lead nowhere else (a persistent set of one; Godefroid 1996).
 */
import type { LocalId } from '../machine/local-table.ts'
import { STEP } from '../machine/node-table.ts'
import { newTargets, type State } from '../machine/machine.ts'
import type { FuturesOfCores, LocalSteps, Steps } from './steps.ts'

export interface LoneRules {
  /** A load whose bytes no other core can write any more; a LOCKed step whose bytes no other core can access any more. */
  readonly loads: boolean
  /** A drain whose bytes no other core can access any more. */
  readonly drains: boolean
}

export class LoneStepFinder {
  readonly #machine: Steps
  #footprints: FuturesOfCores
  readonly #rules: LoneRules
  readonly #stopCore: boolean
  readonly #hasHistory: boolean
  readonly #targets = newTargets()

  /** What the last successful `find` found: the core, … */
  core = 0
  /** … the number of its drain, or -1 for its step, … */
  drain = -1
  /** … and where the step leads. */
  local: LocalId = 0
  shared = 0
  /** It was found because no other core can write this cell any more; -1 for no cell, -2 for `cells`. */
  cell = -1
  cells: readonly number[] = []
  /** Not even read it? Else it is enough that none writes it. */
  access = false

  constructor(machine: Steps, footprints: FuturesOfCores, rules: LoneRules, stopCore: boolean) {
    this.#machine = machine
    this.#footprints = footprints
    this.#rules = rules
    this.#stopCore = stopCore
    this.#hasHistory = machine.hasHistory
  }

  /** Goes by these futures from now on. */
  useFutures(footprints: FuturesOfCores): void {
    this.#footprints = footprints
  }

  /** `first`: the core that is asked first. A core whose step was lone mostly has another one. */
  find(state: State, first: number): boolean {
    if (this.#findOf(state, first)) return true
    for (let core = 0; core < this.#machine.coreCount; core++) if (core !== first && this.#findOf(state, core)) return true
    return false
  }

  #findOf(state: State, core: number): boolean {
    const { locals } = this.#machine
    const table = locals[core]
    const local = state[core] ?? 0
    if (!table) return false
    const shared = state[locals.length] ?? 0
    if (this.#rules.loads && table.enabled[local] === 1 && this.#stepIsLone(state, table, core, local, shared)) return true
    return this.#rules.drains && (table.drains[local] ?? 0) > 0 && this.#findDrain(state, table, core, local)
  }

  /** Is the drain of `store`, one of `core`'s, a lone one? It is not looked at whether it may come next. */
  drainIsLone(state: State, core: number, store: number): boolean {
    const local = state[core] ?? 0
    const cell = this.#machine.cellOfStore(store)
    this.cell = cell >= 0 ? cell : -2
    this.access = true
    if (cell >= 0) return this.#cellIsOurs(state, core, local, cell)
    this.cells = this.#machine.cellsOfStore(store)
    return this.cells.every((part) => this.#cellIsOurs(state, core, local, part))
  }

  #stepIsLone(state: State, table: LocalSteps, core: number, local: LocalId, shared: number): boolean {
    this.cell = -1
    switch (table.step[local]) {
      case STEP.load:
        if (!this.#othersLeave(state, core, table.accessCell[local] ?? -1, table, local, false)) return false
        break
      case STEP.locked:
        if (!this.#othersLeave(state, core, table.accessCell[local] ?? -1, table, local, true)) return false
        if (this.#hasHistory) return false
        // It may turn out not to be lone, so what it writes must not be in the draft by then.
        state[this.#machine.coreCount] = this.#machine.keep(shared)
        break
      case STEP.fence:
      case STEP.lfence:
        // Under `relaxed` a fence raises floors to now, so it matters what has drained by then.
        if (this.#hasHistory) return false
        break
      case STEP.store:
        break
      default:
        return false
    }
    if (this.#machine.isOrdered && this.#machine.isWaiting(state, core)) return false
    const targets = this.#targets
    this.#machine.exec(core, local, state[this.#machine.coreCount] ?? 0, targets)
    if (targets.count !== 1) return false
    this.local = targets.local[0] ?? 0
    this.shared = targets.shared[0] ?? 0
    const after = table.step[table.settled(this.local)]
    // What stops the run, or the search, is visible to everybody.
    if (after === STEP.bound || (after === STEP.trap && !this.#stopCore)) return false
    this.core = core
    this.drain = -1
    return true
  }

  #findDrain(state: State, table: LocalSteps, core: number, local: LocalId): boolean {
    const count = table.drains[local] ?? 0
    for (let k = 0; k < count; k++) {
      if (!this.drainIsLone(state, core, table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0)) continue
      this.core = core
      this.drain = k
      return true
    }
    return false
  }

  /** May no other core access `cell` any more? Under `relaxed`, nor may an own load join it with a cell that others can write. */
  #cellIsOurs(state: State, core: number, local: LocalId, cell: number): boolean {
    if (this.#hasHistory && this.#footprints.mayReadWide(core, local, cell)) return false
    return !this.#footprints.othersMayTouch(state, core, cell, true)
  }

  #othersLeave(
    state: State, core: number, cell: number, table: LocalSteps, local: LocalId, access: boolean,
  ): boolean {
    this.access = access
    if (cell >= 0) {
      this.cell = cell
      return !this.#footprints.othersMayTouch(state, core, cell, access)
    }
    this.cell = -2
    this.cells = table.accessCells(local)
    return this.cells.every((c) => !this.#footprints.othersMayTouch(state, core, c, access))
  }
}
