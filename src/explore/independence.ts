/**
 * Which transitions commute in a state, for sleep sets (Godefroid 1996, chapter 5). A transition is a bit: core i's step is bit 2i, the
 * drain of its oldest buffered store bit 2i + 1; other drains of `pso` have none and never sleep.
 *
 * Two loads commute. A load and another core's drain (or LOCKed step) do unless they share a byte; so do two drains. A core's
 * own step and its own drain commute as well: what the step reads from its buffer it reads from memory after the drain, and what it
 * appends goes behind.
 */
import { STEP } from '../machine/local-table.ts'
import type { State } from '../machine/machine.ts'
import type { Steps } from './steps.ts'

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

/** Bits of the transitions that do not commute with `core`'s step in `state`. */
export function conflictsOfStep(machine: Steps, state: State, core: number): number {
  const table = machine.locals[core]
  const local = state[core] ?? 0
  const step = table?.step[local]
  if (!table || (step !== STEP.load && step !== STEP.locked)) return 0
  const locked = step === STEP.locked
  const cell = (locked ? table.accessCell[local] : table.cell[local]) ?? NOTHING
  return cell === NOTHING ? 0 : conflicts(machine, state, core, cell, locked)
}

/** Bits of the transitions that do not commute with the drain of `cell` (or `SEVERAL` cells, -2) by `core` in `state`. */
export function conflictsOfDrain(machine: Steps, state: State, core: number, cell: number): number {
  return conflicts(machine, state, core, cell < 0 ? SEVERAL : cell, true)
}

function conflicts(machine: Steps, state: State, core: number, cell: number, writes: boolean): number {
  const { locals } = machine
  let bits = 0
  for (let other = 0; other < locals.length; other++) {
    const table = locals[other]
    if (other === core || !table) continue
    const local = state[other] ?? 0
    if ((table.drains[local] ?? 0) > 0) {
      const drained = machine.cellOfStore(table.drainStore[table.drainAt[local] ?? 0] ?? 0)
      if (meet(cell, drained < 0 ? SEVERAL : drained)) bits |= drainBit(other)
    }
    const step = table.step[local]
    if (step === STEP.locked) {
      if (meet(cell, table.accessCell[local] ?? SEVERAL)) bits |= stepBit(other)
    } else if (writes && step === STEP.load) {
      const read = table.cell[local] ?? NOTHING
      if (read !== NOTHING && meet(cell, read)) bits |= stepBit(other)
    }
  }
  return bits
}

function meet(a: number, b: number): boolean {
  return a === b || a === SEVERAL || b === SEVERAL
}
