/** A helper's side of the machine: the shared tables, and a mailbox to the thread that has it for what they do not have yet. */
import { ConcurrentMemory, type StoreCells } from '../../cpu-model/concurrent-memory.ts'
import { PairTable } from '../../cpu-model/pair-table.ts'
import { STEP } from '../../machine/local-table.ts'
import type { State, Targets } from '../../machine/machine.ts'
import type { FuturesOfCores, HeldStores, LocalSteps, Steps } from '../steps.ts'
import { CoreGroup } from '../symmetry/core-group.ts'
import {
  CONTROL, MAIL, MAIL_STATE, OPERATION, ORDER,
  type BufferArrays, type ImageArrays, type LocalArrays, type SharedTables, type StoreArrays,
} from './shared-tables.ts'

const READS_NOTHING = -1
const READS_SEVERAL = -2

/** How often a helper looks whether it has been answered before it sleeps: the answer mostly comes in some microseconds. */
const SPINS = 5000
/** Nobody is woken: that costs the other thread more than this one loses by sleeping too long. */
const NAP_MILLISECONDS = 0.1

/** The search is being stopped; whatever the helper was doing is of no interest any more. */
export class Stopped extends Error {
  override name = 'Stopped'
}

/** Asks the thread that has the machine, and gives its answer: see `OPERATION`. */
export type Ask = (operation: number, core: number, local: number, argument: number) => number

/** Asks by a mailbox, and waits for the answer. */
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
    for (let spins = 0; Atomics.load(mail, MAIL.state) === MAIL_STATE.asked; spins++) {
      if (spins < SPINS) continue
      Atomics.wait(mail, MAIL.state, MAIL_STATE.asked, NAP_MILLISECONDS)
      if (Atomics.load(this.#control, CONTROL.order) === ORDER.stop) throw new Stopped()
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
  readonly #ask: Ask
  readonly #memory: ConcurrentMemory
  /** What steps that read several cells find there: pairs of what the first cells hold and what the next one does. */
  readonly #values = new PairTable()
  /** Pairs of a local state and of what it reads in several cells, and by their number the edge. */
  readonly #composite = new PairTable()
  readonly #compositeEdges: number[] = []
  readonly #accessCells: (readonly number[] | undefined)[] = []

  constructor(arrays: LocalArrays, core: number, ask: Ask, memory: ConcurrentMemory) {
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
    this.#ask = ask
    this.#memory = memory
  }

  take(local: number, memory: number): number {
    const cell = this.cell[local] ?? READS_NOTHING
    if (cell === READS_SEVERAL) return this.#takeComposite(local, memory)
    const key = cell === READS_NOTHING ? 0 : this.#memory.at(memory, cell)
    const { edgeHead, edgeNext, edgeKey } = this.arrays
    for (let edge = Atomics.load(edgeHead, local) - 1; edge >= 0; edge = edgeNext[edge] ?? -1) {
      if (edgeKey[edge] === key) return edge
    }
    return this.#ask(OPERATION.take, this.#core, local, memory)
  }

  buffer(local: number): number {
    return this.arrays.buffer[local] ?? 0
  }

  drained(local: number, k: number): number {
    const target = Atomics.load(this.arrays.drainTarget, (this.drainAt[local] ?? 0) + k)
    return target > 0 ? target - 1 : this.#ask(OPERATION.drained, this.#core, local, k)
  }

  settled(local: number): number {
    if (this.step[local] !== STEP.store) return local
    const target = Atomics.load(this.arrays.settled, local)
    return target > 0 ? target - 1 : this.#ask(OPERATION.settled, this.#core, local, 0)
  }

  accessCells(local: number): readonly number[] {
    return (this.#accessCells[local] ??= this.#findAccessCells(local))
  }

  #findAccessCells(local: number): readonly number[] {
    const { accessCells, accessAt, accessCount } = this.arrays
    const at = accessAt[local] ?? 0
    return [...accessCells.subarray(at, at + (accessCount[local] ?? 0))]
  }

  #takeComposite(local: number, memory: number): number {
    const { accessCells, accessOwn, accessAt, accessCount } = this.arrays
    const from = accessAt[local] ?? 0
    let key = 0
    for (let at = from; at < from + (accessCount[local] ?? 0); at++) {
      const own = accessOwn[at] ?? -1
      key = this.#values.intern(key, own >= 0 ? own : this.#memory.at(memory, accessCells[at] ?? 0)) + 1
    }
    return (this.#compositeEdges[this.#composite.intern(local, key)] ??= this.#ask(OPERATION.take, this.#core, local, memory))
  }
}

class RemoteBuffers implements HeldStores {
  readonly #arrays: BufferArrays
  readonly #words: number

  constructor(arrays: BufferArrays, words: number) {
    this.#arrays = arrays
    this.#words = words
  }

  cells(buffer: number, word: number): number {
    return word < this.#words ? (this.#arrays.held[buffer * this.#words + word] ?? 0) : 0
  }

  newest(buffer: number): number {
    return this.#arrays.newest[buffer] ?? 0
  }

  older(buffer: number): number {
    return this.#arrays.older[buffer] ?? 0
  }
}

interface CellsOfStore {
  readonly cells: readonly number[]
  readonly indices: readonly number[]
}

class RemoteStores implements StoreCells {
  readonly onlyCell: Int32Array
  readonly onlyIndex: Int32Array
  readonly #arrays: StoreArrays
  readonly #known: (CellsOfStore | undefined)[] = []

  constructor(arrays: StoreArrays) {
    this.#arrays = arrays
    this.onlyCell = arrays.onlyCell
    this.onlyIndex = arrays.onlyIndex
  }

  cellsOf(store: number): CellsOfStore {
    return (this.#known[store] ??= this.#find(store))
  }

  #find(store: number): CellsOfStore {
    const { partsAt, partsCount, partCells, partIndices } = this.#arrays
    const at = partsAt[store] ?? 0
    const end = at + (partsCount[store] ?? 0)
    return { cells: [...partCells.subarray(at, end)], indices: [...partIndices.subarray(at, end)] }
  }
}

/** The machine as a helper sees it. Only for models without history. */
export class RemoteMachine implements Steps {
  readonly locals: readonly RemoteLocals[]
  readonly buffers: HeldStores
  readonly hasHistory = false
  readonly isFifo: boolean
  readonly isOrdered: boolean
  readonly #memory: ConcurrentMemory
  readonly #stores: RemoteStores
  readonly #waitsFor: readonly (readonly number[])[]

  constructor(tables: SharedTables, ask: Ask) {
    this.#stores = new RemoteStores(tables.stores)
    this.#memory = new ConcurrentMemory(tables.memory, this.#stores)
    this.locals = tables.cores.map((arrays, core) => new RemoteLocals(arrays, core, ask, this.#memory))
    this.buffers = new RemoteBuffers(tables.buffers, tables.words)
    this.isFifo = tables.isFifo
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
    throw new Error('a helper does not reconstruct paths')
  }

  cellOfStore(store: number): number {
    return this.#stores.onlyCell[store] ?? -1
  }

  cellsOfStore(store: number): readonly number[] {
    return this.#stores.cellsOf(store).cells
  }

  changesNothing(store: number, shared: number): boolean {
    const cell = this.cellOfStore(store)
    if (cell >= 0) return this.#memory.at(shared, cell) === this.#stores.onlyIndex[store]
    const { cells, indices } = this.#stores.cellsOf(store)
    return cells.every((one, i) => this.#memory.at(shared, one) === indices[i])
  }

  #core(core: number): RemoteLocals {
    const table = this.locals[core]
    if (!table) throw new Error(`no core ${core}`)
    return table
  }
}

/** The symmetry as a helper sees it: it asks for images that are not known yet. */
export class RemoteSymmetry extends CoreGroup {
  readonly #images: ImageArrays
  readonly #ask: Ask
  /** By element, filled as needed. */
  readonly #cells: readonly number[][]

  constructor(images: ImageArrays, ask: Ask) {
    super(images.permutations)
    this.#images = images
    this.#ask = ask
    this.#cells = images.permutations.map(() => [])
  }

  local(element: number, core: number, local: number): number {
    if (element === 0) return local
    const images = this.#images.locals[element]?.[core]
    const image = images ? Atomics.load(images, local) : 0
    return image > 0 ? image - 1 : this.#ask(OPERATION.imageOfLocal, core, local, element)
  }

  cell(element: number, cell: number): number {
    if (element === 0) return cell
    const cells = this.#cells[element]
    if (!cells) throw new Error(`no element ${element}`)
    return (cells[cell] ??= this.#ask(OPERATION.imageOfCell, 0, cell, element))
  }

  memory(element: number, memory: number): number {
    if (element === 0) return memory
    const images = this.#images.memories[element]
    const image = images ? Atomics.load(images, memory) : 0
    return image > 0 ? image - 1 : this.#ask(OPERATION.imageOfMemory, 0, memory, element)
  }
}

/** The futures of cores, as the thread that has them has copied them. */
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
    throw new Error('only models with history ask for wide loads, and one thread searches those')
  }
}
