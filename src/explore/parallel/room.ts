import { ConcurrentMemory, concurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { MemoryModel } from '../../cpu-model/model.ts'
import type { Automata } from '../../machine/automata.ts'
import { Machine } from '../../machine/machine.ts'
import type { MachineOptions } from '../../machine/program.ts'
import type { Footprints } from '../footprints.ts'
import type { ConcurrentStates } from './concurrent-states.ts'
import { CONTROL, localArrays, Mirror, storeArrays, type Room, type SharedTables } from './shared-tables.ts'

/** How large the tables are that threads share. They cannot grow while threads use them. */
export interface WorkersRoom extends Room {
  /** Slots of the set of states, a power of two; two thirds can be filled. */
  readonly slots: number
  /** Memories, a power of two. */
  readonly memories: number
}

export const FIRST_ROOM: WorkersRoom = { slots: 1 << 23, memories: 1 << 18, locals: 1 << 16, stores: 1 << 15 }

/** Cells that may turn up beyond those that are known. */
const SPARE_CELLS = 64

export function largerRoom({ slots, memories, locals, stores }: WorkersRoom): WorkersRoom {
  return { slots: slots * 4, memories: memories * 4, locals: locals * 4, stores: stores * 4 }
}

/** A machine whose memories other threads can read and add to. `cells`: how many are known to exist. */
export function machineForWorkers(
  automata: Automata, model: MemoryModel, options: MachineOptions, room: WorkersRoom, cells: number,
): Machine {
  return new Machine(
    automata, model, options,
    (stores) => new ConcurrentMemory(concurrentMemoryArrays(room.memories, cells + SPARE_CELLS), stores),
  )
}

/** Copies the tables of `machine`, which `machineForWorkers` has made, into memory that threads share. Throws `TablesFull`. */
export function shareTables(
  machine: Machine, footprints: Footprints, states: ConcurrentStates, room: WorkersRoom,
): { readonly tables: SharedTables; readonly mirror: Mirror } {
  const { memory } = machine
  if (!(memory instanceof ConcurrentMemory)) throw new Error('the machine is not for workers')
  const { words } = footprints
  const tables: SharedTables = {
    cores: machine.locals.map(() => localArrays(room, words)),
    stores: storeArrays(room),
    memory: memory.arrays,
    states: states.arrays,
    words,
    control: new Int32Array(new SharedArrayBuffer(CONTROL.size * 4)),
    order: machine.automata.program.order,
  }
  const mirror = new Mirror(machine, footprints, tables)
  mirror.update()
  return { tables, mirror }
}
