import { PairTable } from '../cpu-model/pair-table.ts'
import { Machine } from '../machine/machine.ts'
import type { States } from './steps.ts'
import { NotSymmetric } from './symmetry/renaming.ts'
import { Symmetry } from './symmetry/symmetry.ts'

/** Of a table of more states, the newest that are looked at. */
const SAMPLE = 1 << 15

/**
 * How many of the states that a search has stored in `table` would be left, as a part of 1, if dead registers were not told apart: some are
 * the same then, and cores whose registers differ only in what is dead may turn out to be images of each other. `order`: of the symmetry
 * that the search uses, or undefined where it uses none.
 */
export function partLeft(machine: Machine, table: States, order: number | undefined): number {
  const { automata, model, options } = machine
  const distinct = distinctPart(machine, table, automata.teachWithoutDeadRegisters(model))
  if (order === undefined) return distinct
  return distinct * order / orderOf(new Machine(automata.withoutDeadRegisters, model, options))
}

function orderOf(machine: Machine): number {
  for (;;) {
    try {
      return new Symmetry(machine).order
    } catch (error) {
      if (error instanceof NotSymmetric) return 1
      machine.restart(error)
    }
  }
}

/** `nodes`: for each core, by node, what is one when dead registers are not told apart. */
function distinctPart(machine: Machine, table: States, nodes: readonly Int32Array[]): number {
  const from = Math.max(0, table.count - SAMPLE)
  const pairs = machine.locals.map(() => new PairTable())
  const states = new PairTable()
  const last = new Set<number>()
  const { coreCount, locals } = machine
  const state = machine.initialState()
  for (let index = from; index < table.count; index++) {
    table.read(index, state)
    let number = state[coreCount] ?? 0
    locals.forEach((local, core) => {
      const id = state[core] ?? 0
      // Numbers of states so far and of pairs must not be mistaken for each other: pairs come first.
      const pair = pairs[core]?.intern(nodes[core]?.[local.node(id)] ?? 0, local.buffer(id)) ?? 0
      number = states.intern(pair * coreCount + core, number)
    })
    last.add(number)
  }
  return table.count === from ? 1 : last.size / (table.count - from)
}
