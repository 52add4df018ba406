/**
 * The tables of a machine's cores in memory that threads share. The thread that has the machine copies its own tables here as they grow;
 * the others, its helpers, read them, and leave to it the states that lead to what is missing: only it can run the emulator.
 *
 * Order of publication: whatever an index leads to is written before the index is, with `Atomics.store`.
 */
import { OutOfRoom, type ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { LocalTable } from '../../machine/local-table.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Footprints } from '../footprints.ts'
import { hashPair } from '../../cpu-model/pair-table.ts'
import type { SharedImages, Symmetry } from '../symmetry/symmetry.ts'
import type { ConcurrentStatesArrays } from './concurrent-states.ts'

/** One core's `LocalTable` and footprint as arrays. Named as there. */
export interface LocalArrays {
  readonly step: Int32Array
  readonly enabled: Int32Array
  readonly full: Int32Array
  readonly node: Int32Array
  readonly buffer: Int32Array
  /** The local states by node and buffer. Open addressing: number + 1, 0 for none. */
  readonly pairs: Int32Array
  readonly cell: Int32Array
  readonly accessCell: Int32Array
  readonly drains: Int32Array
  readonly drainAt: Int32Array
  /** The number of the first edge + 1, or 0. */
  readonly edgeHead: Int32Array
  /** Where the cells of an access begin in `accessCells`, and how many; and the value number of each in the own buffer, or -1. */
  readonly accessAt: Int32Array
  readonly accessCount: Int32Array
  readonly accessCells: Int32Array
  readonly accessOwn: Int32Array
  readonly drainStore: Int32Array
  /** The buffer after the drain. */
  readonly drainRest: Int32Array
  readonly edgeNext: Int32Array
  /** What is read: the value number of the step's cell; where it has several, where their value numbers begin in `edgeValues`. */
  readonly edgeKey: Int32Array
  readonly edgeValues: Int32Array
  readonly edgeTarget: Int32Array
  readonly edgeWrite: Int32Array
  /** Two times `words` a node: what the core may still write, but for its buffer; read or write. */
  readonly futures: Uint32Array
}

/** Store buffers as arrays. */
export interface BufferArrays {
  /** `words` words each: the cells that it holds bytes of. */
  readonly held: Int32Array
  readonly newest: Int32Array
  readonly older: Int32Array
  readonly oldest: Int32Array
  /** The buffer without its oldest store + 1, or 0 where stores may drain out of order. */
  readonly rest: Int32Array
}

/** Stores as arrays. */
export interface StoreArrays {
  readonly onlyCell: Int32Array
  readonly onlyIndex: Int32Array
  readonly partsAt: Int32Array
  readonly partsCount: Int32Array
  readonly partCells: Int32Array
  readonly partIndices: Int32Array
}

/** Where the elements of a symmetry take what states are made of: the image + 1, or 0 until it is known. */
export interface ImageArrays {
  readonly permutations: readonly (readonly number[])[]
  /** By element: the number of a renaming, and the element after which it is applied. The identity has -1. */
  readonly elements: readonly { readonly renaming: number; readonly after: number }[]
  /** By element and core, then by local id. */
  readonly locals: readonly (readonly Int32Array[])[]
  /** By element, then by memory id. */
  readonly memories: readonly Int32Array[]
  /** By renaming, then by cell. */
  readonly cells: readonly Int32Array[]
  /** By renaming: value numbers of cells. Open addressing, `INDEX_WORDS` words an entry: cell, value number, image + 1. */
  readonly indices: readonly Int32Array[]
}

const INDEX_WORDS = 4
/** Images of the local states of a core that there is room for, and of memories: there may be 120 elements. */
const MOST_IMAGES = 1 << 23

/** What a helper is given. */
export interface SharedTables {
  readonly cores: readonly LocalArrays[]
  readonly stores: StoreArrays
  readonly buffers: BufferArrays
  /** Do stores drain in order, as far as is known? */
  readonly isFifo: boolean
  readonly memory: ConcurrentMemoryArrays
  readonly states: ConcurrentStatesArrays
  readonly reliances: ConcurrentMemoryArrays
  /** Absent where no symmetry is used. */
  readonly images: ImageArrays | undefined
  /** States that are to be expanded again, from `CONTROL.againCursor` to `CONTROL.againCount`. */
  readonly again: Int32Array
  /** States at which all has ended, each + 1, as helpers come upon them: `CONTROL.ends` of them. */
  readonly ends: Int32Array
  /** Pairs of states: from the first, a helper has come to the second. `CONTROL.ways` since all paused. Absent where nobody asks. */
  readonly ways: Int32Array | undefined
  /** Words of a set of cells. */
  readonly words: number
  /** See `CONTROL`. */
  readonly control: Int32Array
  readonly order: readonly { readonly earlier: number; readonly later: number }[]
}

/** Words of `SharedTables.control`. */
export const CONTROL = {
  /** The next state to expand. */
  cursor: 0,
  /** One of `ORDER`. */
  order: 1,
  /** Helpers that have begun, … */
  started: 2,
  /** … those of them that have nothing to do, … */
  idle: 3,
  /** … and those that pause. */
  parked: 4,
  /** Counted up, and notified, when a helper wants something. */
  bell: 5,
  /** The revision of the futures that all go by. */
  revision: 6,
  againCursor: 7,
  againCount: 8,
  ends: 9,
  ways: 10,
  /** 1 when nobody asks for ways any more. */
  waysForgotten: 11,
  /** How often cells have been split. */
  splits: 12,
  size: 13,
} as const

/** What helpers are to do. */
export const ORDER = { search: 0, pause: 1, stop: 2 } as const

/** Room in the tables, in entries; the caller starts again with more when it is not enough. */
export interface Room {
  readonly locals: number
  readonly stores: number
}

/** All zeros; pages that are never touched cost nothing. */
export function ints(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4))
}

export function localArrays(room: Room, words: number): LocalArrays {
  const { locals } = room
  const edges = locals * 4
  return {
    step: ints(locals), enabled: ints(locals), full: ints(locals),
    node: ints(locals), buffer: ints(locals), pairs: ints(locals * 2), cell: ints(locals), accessCell: ints(locals),
    drains: ints(locals), drainAt: ints(locals), edgeHead: ints(locals),
    accessAt: ints(locals), accessCount: ints(locals), accessCells: ints(locals * 4), accessOwn: ints(locals * 4),
    drainStore: ints(locals * 4), drainRest: ints(locals * 4),
    edgeNext: ints(edges), edgeKey: ints(edges), edgeTarget: ints(edges), edgeWrite: ints(edges), edgeValues: ints(edges * 2),
    futures: new Uint32Array(new SharedArrayBuffer(locals * words * 8)),
  }
}

export function bufferArrays(buffers: number, words: number): BufferArrays {
  const [newest, older, oldest, rest] = [ints(buffers), ints(buffers), ints(buffers), ints(buffers)]
  return { held: ints(buffers * words), newest, older, oldest, rest }
}

export function storeArrays(room: Room): StoreArrays {
  const { stores } = room
  return {
    onlyCell: ints(stores), onlyIndex: ints(stores), partsAt: ints(stores), partsCount: ints(stores),
    partCells: ints(stores * 4), partIndices: ints(stores * 4),
  }
}

/** `cells`: how many there may be. `room.stores`: of their value numbers there may be twice as many. */
export function imageArrays(symmetry: Symmetry, room: Room, memories: number, cells: number): ImageArrays {
  const { permutations, elements, renamings } = symmetry
  const most = Math.floor(MOST_IMAGES / permutations.length)
  return {
    permutations,
    elements,
    locals: permutations.map((permutation) => permutation.map(() => ints(Math.min(room.locals, most)))),
    memories: permutations.map(() => ints(Math.min(memories, most))),
    cells: Array.from({ length: renamings }, () => ints(cells)),
    indices: Array.from({ length: renamings }, () => ints(room.stores * 4 * INDEX_WORDS)),
  }
}

/** The local state of `node` and `buffer`, or -1. */
export function findPair({ pairs, node: nodes, buffer: buffers }: LocalArrays, node: number, buffer: number): number {
  const mask = pairs.length - 1
  for (let slot = hashPair(node, buffer) & mask; ; slot = (slot + 1) & mask) {
    const local = Atomics.load(pairs, slot) - 1
    if (local < 0 || (nodes[local] === node && buffers[local] === buffer)) return local
  }
}

/** Puts in a local state whose node and buffer are there already. */
function addPair({ pairs, node, buffer }: LocalArrays, local: number): void {
  const mask = pairs.length - 1
  let slot = hashPair(node[local] ?? 0, buffer[local] ?? 0) & mask
  while (pairs[slot] !== 0) slot = (slot + 1) & mask
  Atomics.store(pairs, slot, local + 1)
}

/** The image of value number `index` of `cell`, or -1. */
export function findIndex(indices: Int32Array, cell: number, index: number): number {
  for (let at = slotOfIndex(indices, cell, index); ; at = (at + INDEX_WORDS) & (indices.length - 1)) {
    const image = Atomics.load(indices, at + 2) - 1
    if (image < 0 || (indices[at] === cell && indices[at + 1] === index)) return image
  }
}

function addIndex(indices: Int32Array, cell: number, index: number, image: number): void {
  let at = slotOfIndex(indices, cell, index)
  while (indices[at + 2] !== 0) at = (at + INDEX_WORDS) & (indices.length - 1)
  indices[at] = cell
  indices[at + 1] = index
  Atomics.store(indices, at + 2, image + 1)
}

function slotOfIndex(indices: Int32Array, cell: number, index: number): number {
  return (hashPair(cell, index) * INDEX_WORDS) & (indices.length - 1)
}

/** There is no more room in the tables. */
export class TablesFull extends OutOfRoom {
  override name = 'TablesFull'
}

/** How far the tables of a core have been copied. */
interface Copied {
  locals: number
  /** Of these, those that are in `pairs`. */
  pairs: number
  nodes: number
  drains: number
  edges: number
  values: number
  accesses: number
}

/** Copies what a machine's tables have got since the last time. Its methods throw `TablesFull`. */
export class Mirror implements SharedImages {
  readonly #machine: Machine
  #footprints: Footprints
  readonly #tables: SharedTables
  readonly #copied: readonly Copied[]
  #stores = 0
  #parts = 0
  #buffers = 0
  readonly #indices: number[]

  constructor(machine: Machine, footprints: Footprints, tables: SharedTables) {
    this.#machine = machine
    this.#footprints = footprints
    this.#tables = tables
    this.#indices = tables.images?.indices.map(() => 0) ?? []
    this.#copied = machine.locals.map(() => ({ locals: 0, pairs: 0, nodes: 0, drains: 0, edges: 0, values: 0, accesses: 0 }))
  }

  update(): void {
    if (this.#stores < this.#machine.stores.size) this.#copyStores()
    if (this.#buffers < this.#machine.buffers.size) this.#copyBuffers()
    const { locals } = this.#machine
    for (let core = 0; core < locals.length; core++) {
      const table = locals[core]
      const copied = this.#copied[core]
      const to = this.#tables.cores[core]
      if (!table || !copied || !to) throw new Error(`no core ${core}`)
      if (copied.locals < table.size) this.#copyLocals(core, table, copied, to)
      if (copied.edges < table.edgeCount) this.#copyEdges(table, copied, to)
    }
  }

  /** While all helpers pause: cells have been split, so what is made of cells is copied anew. */
  copyAgain(): void {
    this.#stores = 0
    this.#parts = 0
    this.#buffers = 0
    for (const copied of this.#copied) Object.assign(copied, { locals: 0, nodes: 0, drains: 0, edges: 0, values: 0, accesses: 0 })
    this.update()
  }

  /** All go by `footprints` from now on. */
  revise(footprints: Footprints): void {
    this.#footprints = footprints
    this.update()
    this.#tables.cores.forEach((to, core) => {
      for (let node = 0; node < (this.#copied[core]?.nodes ?? 0); node++) this.#copyFutures(core, node, to)
    })
  }

  setLocal(element: number, core: number, local: number, image: number): void {
    this.update()
    const to = this.#tables.images?.locals[element]?.[core]
    if (to && local < to.length) Atomics.store(to, local, image + 1)
  }

  setMemory(element: number, memory: number, image: number): void {
    const to = this.#tables.images?.memories[element]
    if (to && memory < to.length) Atomics.store(to, memory, image + 1)
  }

  setCell(renaming: number, cell: number, image: number): void {
    const to = this.#tables.images?.cells[renaming]
    if (!to) return
    if (cell >= to.length) throw new TablesFull('cells')
    Atomics.store(to, cell, image + 1)
  }

  setIndex(renaming: number, cell: number, index: number, image: number): void {
    const to = this.#tables.images?.indices[renaming]
    if (!to) return
    const known = (this.#indices[renaming] ?? 0) + 1
    if (known * 2 * INDEX_WORDS > to.length) throw new TablesFull('value numbers')
    this.#indices[renaming] = known
    addIndex(to, cell, index, image)
  }

  #copyStores(): void {
    const { stores } = this.#machine
    const to = this.#tables.stores
    for (; this.#stores < stores.size; this.#stores++) {
      const { cells, indices } = stores.entry(this.#stores)
      if (this.#stores >= to.onlyCell.length || this.#parts + cells.length > to.partCells.length) throw new TablesFull('stores')
      to.onlyCell[this.#stores] = stores.onlyCell[this.#stores] ?? -1
      to.onlyIndex[this.#stores] = stores.onlyIndex[this.#stores] ?? 0
      to.partsAt[this.#stores] = this.#parts
      to.partsCount[this.#stores] = cells.length
      cells.forEach((cell, i) => {
        to.partCells[this.#parts] = cell
        to.partIndices[this.#parts] = indices[i] ?? 0
        this.#parts++
      })
    }
  }

  #copyBuffers(): void {
    const { buffers } = this.#machine
    const { words } = this.#tables
    const { held, newest, older, oldest, rest } = this.#tables.buffers
    const { isFifo } = this.#machine
    for (; this.#buffers < buffers.size; this.#buffers++) {
      if (this.#buffers >= newest.length) throw new TablesFull('buffers')
      if (this.#buffers > 0) {
        oldest[this.#buffers] = buffers.oldest(this.#buffers)
        if (isFifo) rest[this.#buffers] = buffers.withoutOldest(this.#buffers) + 1
      }
      for (let word = 0; word < words; word++) held[this.#buffers * words + word] = buffers.cells(this.#buffers, word)
      newest[this.#buffers] = buffers.newest(this.#buffers)
      older[this.#buffers] = buffers.older(this.#buffers)
    }
  }

  #copyLocals(core: number, table: LocalTable, copied: Copied, to: LocalArrays): void {
    for (; copied.locals < table.size; copied.locals++) {
      const local = copied.locals
      const parts = table.accessParts(local)
      const drains = table.drains[local] ?? 0
      const isFull = local >= to.step.length || copied.drains + drains > to.drainStore.length ||
        copied.accesses + parts.length > to.accessCells.length
      if (isFull) throw new TablesFull('local states')
      to.step[local] = table.step[local] ?? 0
      to.enabled[local] = table.enabled[local] ?? 0
      to.full[local] = table.full[local] ?? 0
      to.node[local] = table.node(local)
      to.buffer[local] = table.buffer(local)
      to.cell[local] = table.cell[local] ?? -1
      to.accessCell[local] = table.accessCell[local] ?? -1
      to.drains[local] = drains
      to.drainAt[local] = copied.drains
      for (let k = 0; k < drains; k++) {
        to.drainStore[copied.drains] = table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0
        to.drainRest[copied.drains++] = table.drainRest(local, k)
      }
      to.accessAt[local] = copied.accesses
      to.accessCount[local] = parts.length
      for (const { cell, own } of parts) {
        to.accessCells[copied.accesses] = cell
        to.accessOwn[copied.accesses++] = own
      }
      for (const node = to.node[local] ?? 0; copied.nodes <= node; copied.nodes++) this.#copyFutures(core, copied.nodes, to)
      if (local < copied.pairs) continue
      addPair(to, local)
      copied.pairs++
    }
  }

  #copyFutures(core: number, node: number, to: LocalArrays): void {
    const { words } = this.#tables
    if ((node + 1) * words * 2 > to.futures.length) throw new TablesFull('nodes')
    this.#footprints.copy(core, node, to.futures, node * words * 2, words)
  }

  #copyEdges(table: LocalTable, copied: Copied, to: LocalArrays): void {
    for (; copied.edges < table.edgeCount; copied.edges++) {
      const number = copied.edges
      if (number >= to.edgeNext.length) throw new TablesFull('edges')
      const { local, key, next } = table.edge(number)
      const values = table.edgeValues(number)
      if (copied.values + values.length > to.edgeValues.length) throw new TablesFull('edges')
      to.edgeNext[number] = next
      to.edgeKey[number] = values.length === 0 ? key : copied.values
      for (const value of values) to.edgeValues[copied.values++] = value
      to.edgeTarget[number] = table.edgeTarget[number] ?? 0
      to.edgeWrite[number] = table.edgeWrite[number] ?? -1
      Atomics.store(to.edgeHead, local, number + 1)
    }
  }
}
