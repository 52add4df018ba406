/**
 * Which transitions commute in a state, for sleep sets (Godefroid 1996, chapter 5). A transition is a bit: core i's step is bit 2i, the
 * drain of its oldest buffered store bit 2i + 1; other drains of `pso` have none and never sleep.
 *
 * Two loads commute. A load and another core's drain (or LOCKed step) do unless they share a byte, and even then where the drain writes
 * what memory holds already; two drains do unless they share a byte and differ. A core's own step and its own drain commute as
 * well: what the step reads from its buffer it reads from memory after the drain, and what it appends goes behind.
 */
import { STEP } from '../machine/node-table.ts'
import type { State } from '../machine/machine.ts'
import type { LocalSteps, Steps } from './steps.ts'

/** Cores that fit into a word of bits. */
export const MOST_SLEEPING_CORES = 15

export function stepBit(core: number): number {
  return 1 << (2 * core)
}

export function drainBit(core: number): number {
  return 2 << (2 * core)
}

const NOTHING = -1
const SEVERAL = -2
const NO_CELLS: readonly number[] = []

/** Bits of the transitions that do not commute with `core`'s step in `state`. */
export function conflictsOfStep(machine: Steps, state: State, core: number): number {
  const table = machine.locals[core]
  const local = state[core] ?? 0
  const step = table?.step[local]
  if (!table || (step !== STEP.load && step !== STEP.locked)) return 0
  const locked = step === STEP.locked
  const cell = (locked ? table.accessCell[local] : table.cell[local]) ?? NOTHING
  if (cell === NOTHING) return 0
  const cells = cell === SEVERAL ? table.accessCells(local) : NO_CELLS
  const { locals } = machine
  const shared = state[locals.length] ?? 0
  let bits = 0
  for (let other = 0; other < locals.length; other++) {
    const otherTable = locals[other]
    if (other === core || !otherTable) continue
    const otherLocal = state[other] ?? 0
    if ((otherTable.drains[otherLocal] ?? 0) > 0) {
      const drained = oldest(otherTable, otherLocal)
      if (storeMeets(machine, drained, cell, cells) && (locked || !machine.changesNothing(drained, shared))) bits |= drainBit(other)
    }
    if (stepMeets(otherTable, otherLocal, locked, cell, cells)) bits |= stepBit(other)
  }
  return bits
}

/** Bits of the transitions that do not commute with the drain of `store` by `core` in `state`. */
export function conflictsOfDrain(machine: Steps, state: State, core: number, store: number): number {
  const { locals } = machine
  const only = machine.cellOfStore(store)
  const cell = only < 0 ? SEVERAL : only
  const cells = only < 0 ? machine.cellsOfStore(store) : NO_CELLS
  let bits = 0
  for (let other = 0; other < locals.length; other++) {
    const table = locals[other]
    if (other === core || !table) continue
    const local = state[other] ?? 0
    if ((table.drains[local] ?? 0) > 0) {
      const drained = oldest(table, local)
      if (drained !== store && storeMeets(machine, drained, cell, cells)) bits |= drainBit(other)
    }
    if (!stepMeets(table, local, true, cell, cells)) continue
    if (table.step[local] === STEP.locked || !machine.changesNothing(store, state[locals.length] ?? 0)) bits |= stepBit(other)
  }
  return bits
}

/** Does the core's next step touch `cell`, or one of `cells` when that is `SEVERAL`, and is it LOCKed or, when `loads` matter, a load? */
function stepMeets(table: LocalSteps, local: number, loads: boolean, cell: number, cells: readonly number[]): boolean {
  const step = table.step[local]
  let own = NOTHING
  if (step === STEP.locked) own = table.accessCell[local] ?? NOTHING
  else if (loads && step === STEP.load) own = table.cell[local] ?? NOTHING
  if (own === NOTHING) return false
  return meet(own, own === SEVERAL ? table.accessCells(local) : NO_CELLS, cell, cells)
}

/** Does `store` write `cell`, or when that is `SEVERAL` one of `cells`? */
function storeMeets(machine: Steps, store: number, cell: number, cells: readonly number[]): boolean {
  const own = machine.cellOfStore(store)
  return meet(own, own < 0 ? machine.cellsOfStore(store) : NO_CELLS, cell, cells)
}

/** Is one the other, or among `cells` where there are several? */
function meet(one: number, cells: readonly number[], other: number, otherCells: readonly number[]): boolean {
  if (one >= 0) return other >= 0 ? one === other : otherCells.includes(one)
  return other >= 0 ? cells.includes(other) : cells.some((cell) => otherCells.includes(cell))
}

/** The store that the core drains next. */
function oldest(table: LocalSteps, local: number): number {
  return table.drainStore[table.drainAt[local] ?? 0] ?? 0
}
