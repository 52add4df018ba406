/** A helper's side of the machine: the shared tables. Whatever needs something that they do not have yet throws `Unknown`. */
import { DRAFT } from '../../cpu-model/draft.ts'
import { ConcurrentMemory } from '../../cpu-model/concurrent-memory.ts'
import { withRoom } from '../../cpu-model/columns.ts'
import type { StoreCells } from '../../cpu-model/stores.ts'
import { STEP } from '../../machine/node-table.ts'
import type { State, Targets } from '../../machine/machine.ts'
import type { FuturesOfCores, HeldStores, LocalSteps, Steps } from '../steps.ts'
import { CoreGroup } from '../symmetry/core-group.ts'
import {
  findIndex, findPair, type BufferArrays, type ImageArrays, type LocalArrays, type SharedTables, type StoreArrays,
} from './shared-tables.ts'

const READS_NOTHING = -1
const READS_SEVERAL = -2

/** Only the thread that has the machine can tell what comes here: it must expand the state that leads to this. */
export class Unknown extends Error {
  override name = 'Unknown'
}

/** Thrown often, and nobody wants to know from where. */
const UNKNOWN = new Unknown()

/** Rows that the columns have room for at first. */
const FIRST_ROWS = 1024

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
  readonly #memory: ConcurrentMemory
  /** What has been found out: the target + 1, by drain and by local state. */
  #drained = new Int32Array(FIRST_ROWS)
  #settled = new Int32Array(FIRST_ROWS)
  readonly #accessCells: (readonly number[] | undefined)[] = []

  constructor(arrays: LocalArrays, memory: ConcurrentMemory) {
    this.arrays = arrays
    this.step = arrays.step
    this.enabled = arrays.enabled
    this.full = arrays.full
    this.cell = arrays.cell
    this.accessCell = arrays.accessCell
    this.drains = arrays.drains
    this.drainAt = arrays.drainAt
    this.drainStore = arrays.drainStore
    this.#memory = memory
  }

  take(local: number, memory: number): number {
    const cell = this.cell[local] ?? READS_NOTHING
    if (cell === READS_SEVERAL) return this.#takeWide(local, memory)
    const key = cell === READS_NOTHING ? 0 : this.#memory.at(memory, cell)
    const { edgeHead, edgeNext, edgeKey } = this.arrays
    for (let edge = Atomics.load(edgeHead, local) - 1; edge >= 0; edge = edgeNext[edge] ?? -1) {
      if (edgeKey[edge] === key) return edge
    }
    throw UNKNOWN
  }

  buffer(local: number): number {
    return this.arrays.buffer[local] ?? 0
  }

  /** The pair of the node of `local` and another buffer. */
  withBuffer(local: number, buffer: number): number {
    const target = findPair(this.arrays, this.arrays.node[local] ?? 0, buffer)
    if (target < 0) throw UNKNOWN
    return target
  }

  drained(local: number, k: number): number {
    const at = (this.drainAt[local] ?? 0) + k
    const known = (this.#drained[at] ?? 0) - 1
    if (known >= 0) return known
    const target = this.withBuffer(local, this.arrays.drainRest[at] ?? 0)
    this.#drained = withRoom(this.#drained, at)
    this.#drained[at] = target + 1
    return target
  }

  settled(local: number): number {
    if (this.step[local] !== STEP.store) return local
    const known = (this.#settled[local] ?? 0) - 1
    if (known >= 0) return known
    let target = local
    while (this.step[target] === STEP.store && this.enabled[target] === 1) {
      target = this.arrays.edgeTarget[this.take(target, 0)] ?? target
    }
    this.#settled = withRoom(this.#settled, local)
    this.#settled[local] = target + 1
    return target
  }

  accessCells(local: number): readonly number[] {
    return (this.#accessCells[local] ??= this.#findAccessCells(local))
  }

  /** They have been split. */
  forgetCells(): void {
    this.#accessCells.length = 0
  }

  #findAccessCells(local: number): readonly number[] {
    const { accessCells, accessAt, accessCount } = this.arrays
    const at = accessAt[local] ?? 0
    return [...accessCells.subarray(at, at + (accessCount[local] ?? 0))]
  }

  #takeWide(local: number, memory: number): number {
    const { edgeHead, edgeNext } = this.arrays
    for (let edge = Atomics.load(edgeHead, local) - 1; edge >= 0; edge = edgeNext[edge] ?? -1) {
      if (this.#isFor(edge, local, memory)) return edge
    }
    throw UNKNOWN
  }

  /** Is the edge for what `local`, which reads several cells, finds there? */
  #isFor(edge: number, local: number, memory: number): boolean {
    const { accessCells, accessOwn, accessAt, accessCount, edgeKey, edgeValues } = this.arrays
    const from = accessAt[local] ?? 0
    const values = edgeKey[edge] ?? 0
    for (let i = 0; i < (accessCount[local] ?? 0); i++) {
      const own = accessOwn[from + i] ?? -1
      if (edgeValues[values + i] !== (own >= 0 ? own : this.#memory.at(memory, accessCells[from + i] ?? 0))) return false
    }
    return true
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

  oldest(buffer: number): number {
    return this.#arrays.oldest[buffer] ?? 0
  }

  withoutOldest(buffer: number): number {
    const rest = this.#arrays.rest[buffer] ?? 0
    if (rest === 0) throw UNKNOWN
    return rest - 1
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

  /** They have been split. */
  forgetCells(): void {
    this.#known.length = 0
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
  readonly buffers: RemoteBuffers
  readonly hasHistory = false
  readonly isFifo: boolean
  readonly isOrdered: boolean
  readonly memory: ConcurrentMemory
  readonly #stores: RemoteStores
  readonly #waitsFor: readonly (readonly number[])[]

  constructor(tables: SharedTables) {
    this.#stores = new RemoteStores(tables.stores)
    this.memory = new ConcurrentMemory(tables.memory, this.#stores)
    this.locals = tables.cores.map((arrays) => new RemoteLocals(arrays, this.memory))
    this.buffers = new RemoteBuffers(tables.buffers, tables.words)
    this.isFifo = tables.isFifo
    this.isOrdered = tables.order.length > 0
    this.#waitsFor = tables.cores.map((_, core) => tables.order.filter((o) => o.later === core).map((o) => o.earlier))
  }

  /** Cells have been split: forgets what this thread has kept of them. */
  forgetCells(): void {
    this.#stores.forgetCells()
    for (const table of this.locals) table.forgetCells()
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
    targets.shared[0] = write < 0 ? shared : this.memory.apply(shared, write)
    targets.back[0] = 0
  }

  drain(core: number, local: number, k: number, shared: number): number {
    const table = this.#core(core)
    return this.memory.apply(shared, table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0)
  }

  draft(shared: number): number {
    return shared === DRAFT ? DRAFT : this.memory.draft(shared)
  }

  keep(shared: number): number {
    return shared === DRAFT ? this.memory.keep() : shared
  }

  write(shared: number, store: number): number {
    return this.memory.apply(shared, store)
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
    if (cell >= 0) return this.memory.at(shared, cell) === this.#stores.onlyIndex[store]
    const { cells, indices } = this.#stores.cellsOf(store)
    return cells.every((one, i) => this.memory.at(shared, one) === indices[i])
  }

  #core(core: number): RemoteLocals {
    const table = this.locals[core]
    if (!table) throw new Error(`no core ${core}`)
    return table
  }
}

/** The symmetry as a helper sees it. */
export class RemoteSymmetry extends CoreGroup {
  readonly #images: ImageArrays
  readonly #memory: ConcurrentMemory

  constructor(images: ImageArrays, memory: ConcurrentMemory) {
    super(images.permutations)
    this.#images = images
    this.#memory = memory
  }

  local(element: number, core: number, local: number): number {
    if (element === 0) return local
    const images = this.#images.locals[element]?.[core]
    const image = images && local < images.length ? Atomics.load(images, local) : 0
    if (image === 0) throw UNKNOWN
    return image - 1
  }

  cell(element: number, cell: number): number {
    if (element === 0) return cell
    const { renaming, after } = this.#element(element)
    return this.#cell(renaming, this.cell(after, cell))
  }

  memory(element: number, memory: number): number {
    if (element === 0) return memory
    const images = this.#images.memories[element]
    if (!images) throw new Error(`no element ${element}`)
    const known = memory < images.length ? Atomics.load(images, memory) - 1 : -1
    if (known >= 0) return known
    const { renaming, after } = this.#element(element)
    const image = this.#memory.rename(
      this.memory(after, memory), (cell) => this.#cell(renaming, cell), (cell, index) => this.#index(renaming, cell, index),
    )
    // Another thread comes to the same.
    if (memory < images.length) Atomics.store(images, memory, image + 1)
    return image
  }

  #element(number: number): { readonly renaming: number; readonly after: number } {
    const element = this.#images.elements[number]
    if (!element) throw new Error(`no element ${number}`)
    return element
  }

  #cell(renaming: number, cell: number): number {
    const images = this.#images.cells[renaming]
    const image = images ? Atomics.load(images, cell) : 0
    if (image === 0) throw UNKNOWN
    return image - 1
  }

  #index(renaming: number, cell: number, index: number): number {
    const indices = this.#images.indices[renaming]
    const image = indices ? findIndex(indices, cell, index) : -1
    if (image < 0) throw UNKNOWN
    return image
  }
}

/** The futures of cores, as the thread that has them has copied them. */
export class RemoteFutures implements FuturesOfCores {
  readonly #tables: SharedTables

  constructor(tables: SharedTables) {
    this.#tables = tables
  }

  othersMayTouch(state: State, core: number, cell: number, reads: boolean): boolean {
    const { cores, words, buffers: { held } } = this.#tables
    const word = cell >> 5
    if (word >= words) return false
    for (let other = 0; other < cores.length; other++) {
      if (other === core) continue
      const tables = cores[other]
      if (!tables) continue
      const local = state[other] ?? 0
      const at = ((tables.node[local] ?? 0) * 2 + (reads ? 1 : 0)) * words + word
      const cells = (tables.futures[at] ?? 0) | (held[(tables.buffer[local] ?? 0) * words + word] ?? 0)
      if (((cells >>> (cell & 31)) & 1) === 1) return true
    }
    return false
  }

  mayReadWide(): boolean {
    throw new Error('only models with history ask for wide loads, and one thread searches those')
  }
}
