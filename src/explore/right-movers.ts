import { STEP } from '../machine/node-table.ts'
import type { Machine } from '../machine/machine.ts'
import type { Walker } from './walker.ts'

/**
 * Steps that commute with whatever other cores do next (right movers; Lipton, Reduction: A Method of Proving Properties of Parallel
 * Programs, CACM 1975): taken later, they and all the others find and do the same. Which memory a core writes is known as far as the
 * machine has been walked.
 */
export class RightMovers {
  readonly #machine: Machine
  /** For each core the cells that it writes. */
  readonly #written: readonly ReadonlySet<number>[]

  constructor(machine: Machine) {
    this.#machine = machine
    this.#written = writtenCells(machine)
  }

  /** Is the step that `core` takes next one? */
  isMover(walker: Walker, core: number): boolean {
    // Others may wait for this core to return.
    if (this.#machine.isOrdered) return false
    const table = walker.local(core)
    const local = walker.state[core] ?? 0
    switch (table.step[local]) {
      case STEP.store:
        return true
      case STEP.load:
        return this.#machine.history
          ? table.cellsRead(local).length === 0
          : table.cellsRead(local).every((cell) => this.#written.every((cells, other) => other === core || !cells.has(cell)))
      case STEP.fence:
      case STEP.lfence:
        return !this.#machine.history
      default:
        return false
    }
  }

  /** Does some core write what it was not known to write at the beginning? Then steps may have been taken for movers wrongly. */
  get hasLearned(): boolean {
    return writtenCells(this.#machine).some((cells, core) => cells.size > (this.#written[core]?.size ?? 0))
  }
}

function writtenCells(machine: Machine): Set<number>[] {
  return machine.locals.map((table) => {
    const cells = new Set<number>()
    const drained = table.drainStore.subarray(0, table.drainCount)
    const written = table.edgeWrite.subarray(0, table.edgeCount)
    for (const store of new Set([...drained, ...written])) {
      if (store >= 0) for (const cell of machine.stores.entry(store).cells) cells.add(cell)
    }
    return cells
  })
}
