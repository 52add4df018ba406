/**
 * The tables of a machine's cores in memory that threads share. The thread that has the machine (the server) copies its own tables
 * here as they grow; workers read them, and ask the server for what is missing: only it can run the emulator.
 *
 * Order of publication: whatever an index leads to is written before the index is, with `Atomics.store`.
 */
import { OutOfRoom, type ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Footprints } from '../footprints.ts'
import type { ConcurrentStatesArrays } from './concurrent-states.ts'

/** One core's `LocalTable` and footprint as arrays. Named as there. */
export interface LocalArrays {
  readonly step: Int32Array
  readonly enabled: Int32Array
  readonly full: Int32Array
  readonly buffer: Int32Array
  readonly cell: Int32Array
  readonly accessCell: Int32Array
  readonly drains: Int32Array
  readonly drainAt: Int32Array
  /** -1 until the server has been asked. */
  readonly settled: Int32Array
  readonly edgeHead: Int32Array
  /** Where the cells of an access with several begin in `accessCells`, and how many. */
  readonly accessAt: Int32Array
  readonly accessCount: Int32Array
  readonly accessCells: Int32Array
  readonly drainStore: Int32Array
  /** -1 until the server has been asked. */
  readonly drainTarget: Int32Array
  readonly edgeNext: Int32Array
  readonly edgeKey: Int32Array
  readonly edgeTarget: Int32Array
  readonly edgeWrite: Int32Array
  /** Two times `words` a local state: what the core may still write; read or write. */
  readonly futures: Uint32Array
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

/** What a worker is given. */
export interface SharedTables {
  readonly cores: readonly LocalArrays[]
  readonly stores: StoreArrays
  readonly memory: ConcurrentMemoryArrays
  readonly states: ConcurrentStatesArrays
  /** Words of a futures bit set. */
  readonly words: number
  /** See `CONTROL`. */
  readonly control: Int32Array
  readonly order: readonly { readonly earlier: number; readonly later: number }[]
}

/** Words of `SharedTables.control`. */
export const CONTROL = {
  /** The next state to expand. */
  cursor: 0,
  /** Workers that have nothing to do. */
  idle: 1,
  /** One of `STOP`. */
  stop: 2,
  /** Counted up, and notified, when a worker wants something of the server. */
  bell: 3,
  workers: 4,
  size: 8,
} as const

export const STOP = { no: 0, done: 1, given: 2 } as const

/** A worker's request, in its mailbox. */
export const MAIL = { state: 0, operation: 1, core: 2, local: 3, argument: 4, result: 5, size: 8 } as const
export const MAIL_STATE = { empty: 0, asked: 1, answered: 2, failed: 3 } as const
/** `take` with a memory, `drained` with the number of the drain, `settled`. */
export const OPERATION = { take: 1, drained: 2, settled: 3 } as const

/** Room in the tables, in entries; the caller starts again with more when it is not enough. */
export interface Room {
  readonly locals: number
  readonly stores: number
}

function ints(length: number, fill = 0): Int32Array {
  const array = new Int32Array(new SharedArrayBuffer(length * 4))
  return fill === 0 ? array : array.fill(fill)
}

export function localArrays(room: Room, words: number): LocalArrays {
  const { locals } = room
  const edges = locals * 4
  return {
    step: ints(locals), enabled: ints(locals), full: ints(locals), buffer: ints(locals), cell: ints(locals),
    accessCell: ints(locals), drains: ints(locals), drainAt: ints(locals), settled: ints(locals, -1),
    edgeHead: ints(locals, -1), accessAt: ints(locals), accessCount: ints(locals), accessCells: ints(locals * 2),
    drainStore: ints(locals * 4), drainTarget: ints(locals * 4, -1),
    edgeNext: ints(edges), edgeKey: ints(edges), edgeTarget: ints(edges), edgeWrite: ints(edges),
    futures: new Uint32Array(new SharedArrayBuffer(locals * words * 8)),
  }
}

export function storeArrays(room: Room): StoreArrays {
  const { stores } = room
  return {
    onlyCell: ints(stores), onlyIndex: ints(stores), partsAt: ints(stores), partsCount: ints(stores),
    partCells: ints(stores * 4), partIndices: ints(stores * 4),
  }
}

/** There is no more room in the tables. */
export class TablesFull extends OutOfRoom {
  override name = 'TablesFull'
}

/** Copies what a machine's tables have got since the last time. */
export class Mirror {
  readonly #machine: Machine
  readonly #footprints: Footprints
  readonly #tables: SharedTables
  readonly #locals: number[]
  readonly #drains: number[]
  readonly #edges: number[]
  readonly #accesses: number[]
  #stores = 0
  #parts = 0

  constructor(machine: Machine, footprints: Footprints, tables: SharedTables) {
    this.#machine = machine
    this.#footprints = footprints
    this.#tables = tables
    this.#locals = machine.locals.map(() => 0)
    this.#drains = machine.locals.map(() => 0)
    this.#edges = machine.locals.map(() => 0)
    this.#accesses = machine.locals.map(() => 0)
  }

  /** Throws `TablesFull`. */
  update(): void {
    this.#copyStores()
    this.#machine.locals.forEach((_, core) => {
      this.#copyLocals(core)
      this.#copyEdges(core)
    })
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

  #copyLocals(core: number): void {
    const table = this.#machine.local(core)
    const to = this.#tables.cores[core]
    if (!to) throw new Error(`no core ${core}`)
    const { words } = this.#tables
    let local = this.#locals[core] ?? 0
    let drain = this.#drains[core] ?? 0
    let access = this.#accesses[core] ?? 0
    for (; local < table.size; local++) {
      const cells = table.accessCell[local] === -2 ? table.accessCells(local) : []
      const drains = table.drains[local] ?? 0
      const isFull =
        local >= to.step.length || drain + drains > to.drainStore.length || access + cells.length > to.accessCells.length
      if (isFull) throw new TablesFull('local states')
      to.step[local] = table.step[local] ?? 0
      to.enabled[local] = table.enabled[local] ?? 0
      to.full[local] = table.full[local] ?? 0
      to.buffer[local] = table.buffer(local)
      to.cell[local] = table.cell[local] ?? -1
      to.accessCell[local] = table.accessCell[local] ?? -1
      to.drains[local] = drains
      to.drainAt[local] = drain
      for (let k = 0; k < drains; k++) to.drainStore[drain++] = table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0
      to.accessAt[local] = access
      to.accessCount[local] = cells.length
      for (const cell of cells) to.accessCells[access++] = cell
      to.futures.set(this.#footprints.futures(core, local), local * words * 2)
    }
    this.#locals[core] = local
    this.#drains[core] = drain
    this.#accesses[core] = access
  }

  #copyEdges(core: number): void {
    const table = this.#machine.local(core)
    const to = this.#tables.cores[core]
    if (!to) throw new Error(`no core ${core}`)
    let edge = this.#edges[core] ?? 0
    for (; edge < table.edgeCount; edge++) {
      if (edge >= to.edgeNext.length) throw new TablesFull('edges')
      const { local, key, next } = table.edge(edge)
      to.edgeNext[edge] = next
      to.edgeKey[edge] = key
      to.edgeTarget[edge] = table.edgeTarget[edge] ?? 0
      to.edgeWrite[edge] = table.edgeWrite[edge] ?? -1
      Atomics.store(to.edgeHead, local, edge)
    }
    this.#edges[core] = edge
  }
}
