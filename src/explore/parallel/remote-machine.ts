/** A worker's side of the machine: the shared tables, and a mailbox to the server for what they do not have yet. */
import { ConcurrentMemory, type StoreCells } from '../../cpu-model/concurrent-memory.ts'
import { STEP } from '../../machine/local-table.ts'
import type { State, Targets } from '../../machine/machine.ts'
import type { FuturesOfCores, LocalSteps, Steps } from '../steps.ts'
import {
  CONTROL, MAIL, MAIL_STATE, OPERATION, STOP, type LocalArrays, type SharedTables, type StoreArrays,
} from './shared-tables.ts'

const READS_NOTHING = -1
const READS_SEVERAL = -2

/** The search is being stopped; whatever the worker was doing is of no interest any more. */
export class Stopped extends Error {
  override name = 'Stopped'
}

/** Asks the server and waits for its answer. */
export class Mailbox {
  readonly #mail: Int32Array
  readonly #control: Int32Array

  constructor(mail: Int32Array, control: Int32Array) {
    this.#mail = mail
    this.#control = control
  }

  ask(operation: number, core: number, local: number, argument: number): number {
    const mail = this.#mail
    mail[MAIL.operation] = operation
    mail[MAIL.core] = core
    mail[MAIL.local] = local
    mail[MAIL.argument] = argument
    Atomics.store(mail, MAIL.state, MAIL_STATE.asked)
    Atomics.add(this.#control, CONTROL.bell, 1)
    Atomics.notify(this.#control, CONTROL.bell)
    while (Atomics.load(mail, MAIL.state) === MAIL_STATE.asked) {
      Atomics.wait(mail, MAIL.state, MAIL_STATE.asked, 50)
      if (Atomics.load(this.#control, CONTROL.stop) !== STOP.no) throw new Stopped()
    }
    const answered = Atomics.load(mail, MAIL.state) === MAIL_STATE.answered
    Atomics.store(mail, MAIL.state, MAIL_STATE.empty)
    if (!answered) throw new Stopped()
    return mail[MAIL.result] ?? 0
  }
}

class RemoteLocals implements LocalSteps {
  readonly step: Int32Array
  readonly enabled: Int32Array
  readonly full: Int32Array
  readonly cell: Int32Array
  readonly accessCell: Int32Array
  readonly drains: Int32Array
  readonly drainAt: Int32Array
  readonly drainStore: Int32Array
  readonly arrays: LocalArrays
  readonly #core: number
  readonly #mailbox: Mailbox
  readonly #memory: ConcurrentMemory
  /** Edges of steps that read several cells, by local state and memory: only the server can tell them apart by value. */
  readonly #composite = new Map<number, number>()

  constructor(arrays: LocalArrays, core: number, mailbox: Mailbox, memory: ConcurrentMemory) {
    this.arrays = arrays
    this.step = arrays.step
    this.enabled = arrays.enabled
    this.full = arrays.full
    this.cell = arrays.cell
    this.accessCell = arrays.accessCell
    this.drains = arrays.drains
    this.drainAt = arrays.drainAt
    this.drainStore = arrays.drainStore
    this.#core = core
    this.#mailbox = mailbox
    this.#memory = memory
  }

  take(local: number, memory: number): number {
    const cell = this.cell[local] ?? READS_NOTHING
    if (cell === READS_SEVERAL) return this.#takeComposite(local, memory)
    const key = cell === READS_NOTHING ? 0 : this.#memory.at(memory, cell)
    const { edgeHead, edgeNext, edgeKey } = this.arrays
    for (let edge = Atomics.load(edgeHead, local); edge >= 0; edge = edgeNext[edge] ?? -1) {
      if (edgeKey[edge] === key) return edge
    }
    return this.#mailbox.ask(OPERATION.take, this.#core, local, memory)
  }

  buffer(local: number): number {
    return this.arrays.buffer[local] ?? 0
  }

  drained(local: number, k: number): number {
    const target = Atomics.load(this.arrays.drainTarget, (this.drainAt[local] ?? 0) + k)
    return target >= 0 ? target : this.#mailbox.ask(OPERATION.drained, this.#core, local, k)
  }

  settled(local: number): number {
    if (this.step[local] !== STEP.store) return local
    const target = Atomics.load(this.arrays.settled, local)
    return target >= 0 ? target : this.#mailbox.ask(OPERATION.settled, this.#core, local, 0)
  }

  accessCells(local: number): readonly number[] {
    const { accessCells, accessAt, accessCount } = this.arrays
    const at = accessAt[local] ?? 0
    return [...accessCells.subarray(at, at + (accessCount[local] ?? 0))]
  }

  #takeComposite(local: number, memory: number): number {
    const key = memory * 0x100_0000 + local
    let edge = this.#composite.get(key)
    if (edge === undefined) {
      edge = this.#mailbox.ask(OPERATION.take, this.#core, local, memory)
      this.#composite.set(key, edge)
    }
    return edge
  }
}

class RemoteStores implements StoreCells {
  readonly onlyCell: Int32Array
  readonly onlyIndex: Int32Array
  readonly #arrays: StoreArrays

  constructor(arrays: StoreArrays) {
    this.#arrays = arrays
    this.onlyCell = arrays.onlyCell
    this.onlyIndex = arrays.onlyIndex
  }

  cellsOf(store: number): { readonly cells: readonly number[]; readonly indices: readonly number[] } {
    const { partsAt, partsCount, partCells, partIndices } = this.#arrays
    const at = partsAt[store] ?? 0
    const end = at + (partsCount[store] ?? 0)
    return { cells: [...partCells.subarray(at, end)], indices: [...partIndices.subarray(at, end)] }
  }
}

/** The machine as a worker sees it. Only for models without history. */
export class RemoteMachine implements Steps {
  readonly locals: readonly RemoteLocals[]
  readonly hasHistory = false
  readonly isOrdered: boolean
  readonly #memory: ConcurrentMemory
  readonly #stores: RemoteStores
  readonly #waitsFor: readonly (readonly number[])[]

  constructor(tables: SharedTables, mailbox: Mailbox) {
    this.#stores = new RemoteStores(tables.stores)
    this.#memory = new ConcurrentMemory(tables.memory, this.#stores)
    this.locals = tables.cores.map((arrays, core) => new RemoteLocals(arrays, core, mailbox, this.#memory))
    this.isOrdered = tables.order.length > 0
    this.#waitsFor = tables.cores.map((_, core) => tables.order.filter((o) => o.later === core).map((o) => o.earlier))
  }

  get coreCount(): number {
    return this.locals.length
  }

  isWaiting(state: State, core: number): boolean {
    if (state[core] !== 0) return false
    return (this.#waitsFor[core] ?? []).some((other) => this.locals[other]?.step[state[other] ?? 0] !== STEP.ended)
  }

  exec(core: number, local: number, shared: number, targets: Targets): void {
    const table = this.#core(core)
    const edge = table.take(local, shared)
    const write = table.arrays.edgeWrite[edge] ?? -1
    targets.count = 1
    targets.local[0] = table.arrays.edgeTarget[edge] ?? 0
    targets.shared[0] = write < 0 ? shared : this.#memory.apply(shared, write)
    targets.back[0] = 0
  }

  drain(core: number, local: number, k: number, shared: number): number {
    const table = this.#core(core)
    return this.#memory.apply(shared, table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0)
  }

  drainIndex(): number {
    throw new Error('a worker does not reconstruct paths')
  }

  cellOfStore(store: number): number {
    return this.#stores.onlyCell[store] ?? -1
  }

  cellsOfStore(store: number): readonly number[] {
    return this.#stores.cellsOf(store).cells
  }

  changesNothing(store: number, shared: number): boolean {
    const { cells, indices } = this.#stores.cellsOf(store)
    return cells.every((cell, i) => this.#memory.at(shared, cell) === indices[i])
  }

  #core(core: number): RemoteLocals {
    const table = this.locals[core]
    if (!table) throw new Error(`no core ${core}`)
    return table
  }
}

/** The futures of cores, as the server has copied them. */
export class RemoteFutures implements FuturesOfCores {
  readonly #tables: SharedTables

  constructor(tables: SharedTables) {
    this.#tables = tables
  }

  othersMayTouch(state: State, core: number, cell: number, reads: boolean): boolean {
    const { cores, words } = this.#tables
    const word = cell >> 5
    if (word >= words) return false
    for (let other = 0; other < cores.length; other++) {
      if (other === core) continue
      const at = ((state[other] ?? 0) * 2 + (reads ? 1 : 0)) * words + word
      if ((((cores[other]?.futures[at] ?? 0) >>> (cell & 31)) & 1) === 1) return true
    }
    return false
  }

  mayReadWide(): boolean {
    throw new Error('only models with history ask for wide loads, and they are not searched by workers')
  }
}
