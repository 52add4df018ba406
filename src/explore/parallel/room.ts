import { ConcurrentMemory, concurrentMemoryArrays, type ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Footprints } from '../footprints.ts'
import { relianceWords } from '../reliance.ts'
import type { Symmetry } from '../symmetry/symmetry.ts'
import type { ConcurrentStates } from './concurrent-states.ts'
import { CELLS_A_WORD } from './shared-cell-sets.ts'
import {
  bufferArrays, CONTROL, imageArrays, ints, localArrays, Mirror, storeArrays, type Room, type SharedTables,
} from './shared-tables.ts'

/** How large the tables are that threads share. They cannot grow while threads use them. */
export interface WorkersRoom extends Room {
  /** Slots of the set of states, a power of two; two thirds can be filled. */
  readonly slots: number
  /** Memories, a power of two. */
  readonly memories: number
  /** Sets of what is relied on, a power of two. */
  readonly reliances: number
}

export const FIRST_ROOM: WorkersRoom = {
  slots: 1 << 25, memories: 1 << 20, locals: 1 << 22, stores: 1 << 17, reliances: 1 << 20,
}
/** For searches of which it is known that they are small. */
export const SMALL_ROOM: WorkersRoom = { slots: 1 << 12, memories: 1 << 10, locals: 1 << 9, stores: 1 << 8, reliances: 1 << 8 }

/** Ways to a state, on the average, that there is room for: only those since all threads paused last, and that is not long ago. */
const WAYS_A_STATE = 2
/** Buffers for each local state that there is room for: some are only on the way to another. */
const BUFFERS_A_LOCAL = 4
/** Cells that may turn up beyond those that are known: this many, and half as many again. */
const SPARE_CELLS = 64

export function largerRoom({ slots, memories, locals, stores, reliances }: WorkersRoom): WorkersRoom {
  return { slots: slots * 4, memories: memories * 4, locals: locals * 4, stores: stores * 4, reliances: reliances * 4 }
}

/** Makes the tables of `machine` anew, its memories where other threads can read and add to them. */
export function resetForWorkers(machine: Machine, room: WorkersRoom): void {
  const { cells, options } = machine
  const most = Math.ceil(cells.count * 1.5) + SPARE_CELLS
  machine.resetWith((stores) => new ConcurrentMemory(concurrentMemoryArrays(room.memories, most), stores, options.memories))
}

/** Sets of what is relied on in such a machine. */
export function relianceArrays({ memory, coreCount }: Machine, room: WorkersRoom): ConcurrentMemoryArrays {
  if (!(memory instanceof ConcurrentMemory)) throw new Error('the machine is not for workers')
  return concurrentMemoryArrays(room.reliances, (relianceWords(coreCount, memory.arrays.stride) * 32) / CELLS_A_WORD)
}

/** What a pass goes by, of that which threads share. */
export interface ToShare {
  readonly machine: Machine
  readonly footprints: Footprints
  readonly symmetry: Symmetry | undefined
  readonly states: ConcurrentStates
  readonly reliances: ConcurrentMemoryArrays
  /** Must it be known which state was come to from which? */
  readonly hasGraph: boolean
}

/** Copies the tables of `machine`, which `resetForWorkers` has seen to, into memory that threads share. Throws `TablesFull`. */
export function shareTables(
  { machine, footprints, symmetry, states, reliances, hasGraph }: ToShare, room: WorkersRoom,
): { readonly tables: SharedTables; readonly mirror: Mirror } {
  const { memory } = machine
  if (!(memory instanceof ConcurrentMemory)) throw new Error('the machine is not for workers')
  const words = Math.ceil(memory.arrays.stride / 32)
  const tables: SharedTables = {
    cores: machine.locals.map(() => localArrays(room, words)),
    stores: storeArrays(room),
    buffers: bufferArrays(room.locals * BUFFERS_A_LOCAL, words),
    isFifo: machine.isFifo,
    memory: memory.arrays,
    states: states.arrays,
    reliances,
    images: symmetry ? imageArrays(symmetry, room, room.memories, memory.arrays.stride) : undefined,
    again: ints(states.capacity),
    ends: ints(states.capacity),
    ways: hasGraph ? ints(states.capacity * WAYS_A_STATE * 2) : undefined,
    words,
    control: ints(CONTROL.size),
    order: machine.automata.program.order,
  }
  const mirror = new Mirror(machine, footprints, tables)
  mirror.update()
  symmetry?.share(mirror)
  states.beforeAdd = () => { mirror.update() }
  return { tables, mirror }
}
