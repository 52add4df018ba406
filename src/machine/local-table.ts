import type { Buffers, BufferId } from '../cpu-model/buffers.ts'
import type { Cells } from '../cpu-model/cells.ts'
import { withRoom } from '../cpu-model/columns.ts'
import type { MemoryId, MemoryTable } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { PairTable } from '../cpu-model/pair-table.ts'
import { indicesOfParts, type SplitCell } from '../cpu-model/split-cell.ts'
import type { StoreId, Stores } from '../cpu-model/stores.ts'
import type { Automaton, NodeId } from '../emu/automaton.ts'
import type { VisibleStep } from '../emu/visible-step.ts'
import { NodeTable, STEP, type StepKind } from './node-table.ts'

/** Index of a pair of automaton node and store buffer of one core. */
export type LocalId = number

/** Index of a transition of one core that is known: where it leads, and what it stores at once. */
export type EdgeId = number

/** `LocalTable.cell`: the step reads nothing from memory. */
const READS_NOTHING = -1
/** `LocalTable.cell`: the step reads several cells, or mixes its own buffered bytes with memory. */
const READS_SEVERAL = -2

/** Rows that the columns have room for at first: a litmus test has few. */
const FIRST_ROWS = 32

/** One cell of a load: its value number from the own buffer, or -1 for what memory holds. */
export interface LoadPart {
  readonly cell: number
  readonly own: number
}

interface WideAccess {
  readonly parts: readonly LoadPart[]
  readonly cells: readonly number[]
}

const NO_CELLS: readonly number[] = []

/**
 * The local half of the machine's state, for one core: pairs of automaton node and store buffer, hash-consed, with what each can do
 * next. Everything is computed once; a transition is then a few array reads.
 *
 * Reading, in every model (x86-TSO, rule 1): byte by byte, the newest own buffered byte, else memory. So a wide load may join
 * buffered bytes with memory's, where hardware usually waits for the drain: a deliberate over-approximation.
 */
export class LocalTable {
  readonly automaton: Automaton
  readonly #model: MemoryModel
  readonly #nodes: NodeTable
  readonly #cells: Cells
  readonly #stores: Stores
  readonly #buffers: Buffers
  readonly #memory: MemoryTable
  readonly #bufferEntries: number
  readonly #bufferCapacity: number
  readonly #pairs = new PairTable()
  readonly #composite = new PairTable()

  // Columns by local id. They are replaced when they grow.

  /** One of `STEP`. */
  step = new Uint8Array(FIRST_ROWS)
  /** 1 if the core can take its step, given its buffer. */
  enabled = new Uint8Array(FIRST_ROWS)
  /** 1 if the step waits because the buffer holds `bufferEntries` stores: a bound, not a rule of the model. */
  full = new Uint8Array(FIRST_ROWS)
  /** Cell that the step reads from memory; or `READS_NOTHING`, `READS_SEVERAL`. */
  cell = new Int32Array(FIRST_ROWS)
  /** The only cell of the step's access, whoever holds its value; -1 when it has none, -2 when several. */
  accessCell = new Int32Array(FIRST_ROWS)
  /** Where the access has one cell and the own buffer holds it: its value number there; else -1. */
  #own = new Int32Array(FIRST_ROWS)
  /** Accesses of several cells. */
  readonly #wide = new Map<LocalId, WideAccess>()
  /** Number of ways in which the buffer can drain; each is `drainStore`, `#drainTarget` at `drainAt + k`. */
  drains = new Uint16Array(FIRST_ROWS)
  drainAt = new Int32Array(FIRST_ROWS)
  #settled = new Int32Array(FIRST_ROWS)
  #edgeHead = new Int32Array(FIRST_ROWS)

  // By drain.

  #drainCount = 0
  drainStore = new Int32Array(FIRST_ROWS)
  /** The pair after it; or as long as nobody has asked, -1 minus the position in the buffer of what drains. */
  #drainTarget = new Int32Array(FIRST_ROWS)

  // By edge.

  #edgeCount = 0
  #edgeNext = new Int32Array(FIRST_ROWS)
  #edgeKey = new Int32Array(FIRST_ROWS)
  #edgeLocal = new Int32Array(FIRST_ROWS)
  edgeTarget = new Int32Array(FIRST_ROWS)
  /** The store that a LOCKed step makes at once, or -1. */
  edgeWrite = new Int32Array(FIRST_ROWS)

  constructor(
    automaton: Automaton, model: MemoryModel, cells: Cells, stores: Stores, buffers: Buffers, memory: MemoryTable,
    bufferEntries: number, bufferCapacity = Infinity,
  ) {
    this.automaton = automaton
    this.#model = model
    this.#nodes = new NodeTable(automaton, cells, stores)
    this.#cells = cells
    this.#stores = stores
    this.#buffers = buffers
    this.#memory = memory
    this.#bufferEntries = bufferEntries
    this.#bufferCapacity = bufferCapacity
    this.intern(0, 0)
  }

  get size(): number {
    return this.#pairs.size
  }

  get drainCount(): number {
    return this.#drainCount
  }

  get edgeCount(): number {
    return this.#edgeCount
  }

  node(local: LocalId): NodeId {
    return this.#pairs.first(local)
  }

  buffer(local: LocalId): BufferId {
    return this.#pairs.second(local)
  }

  visibleStep(local: LocalId): VisibleStep {
    return this.automaton.step(this.node(local))
  }

  /** Throws `CellSplit`, with nothing half made, when the step of `node` cuts a cell in use. */
  intern(node: NodeId, buffer: BufferId): LocalId {
    const kind = this.#nodes.kind(node)
    const known = this.#pairs.size
    const id = this.#pairs.intern(node, buffer)
    if (id === known) this.#describe(id, node, kind, buffer)
    return id
  }

  /** The edge of `local`'s step when it reads `memory`. The step must be enabled. */
  take(local: LocalId, memory: MemoryId): EdgeId {
    const cell = this.cell[local] ?? READS_NOTHING
    const key = cell >= 0 ? this.#memory.at(memory, cell) : cell === READS_NOTHING ? 0 : this.#compositeKey(local, memory)
    for (let edge = this.#edgeHead[local] ?? -1; edge >= 0; edge = this.#edgeNext[edge] ?? -1) {
      if (this.#edgeKey[edge] === key) return edge
    }
    return this.#makeEdge(local, key, memory)
  }

  /** Where edge `edge` hangs: at which pair, for which key, and before which other edge of the pair (-1 for none). */
  edge(edge: EdgeId): { readonly local: LocalId; readonly key: number; readonly next: EdgeId } {
    return { local: this.#edgeLocal[edge] ?? 0, key: this.#edgeKey[edge] ?? 0, next: this.#edgeNext[edge] ?? -1 }
  }

  /** The value numbers that edge `edge` is for, one for each cell of a step that reads several; else none. */
  edgeValues(edge: EdgeId): readonly number[] {
    const local = this.#edgeLocal[edge] ?? 0
    if (this.cell[local] !== READS_SEVERAL) return []
    return this.#valuesOfKey(this.#edgeKey[edge] ?? 0, this.accessParts(local).length)
  }

  /** The buffer after drain number `k` of `local`. */
  drainRest(local: LocalId, k: number): BufferId {
    const target = this.#drainTarget[(this.drainAt[local] ?? 0) + k] ?? -1
    return target < 0 ? this.#buffers.without(this.buffer(local), -1 - target) : this.buffer(target)
  }

  /** The pair after drain number `k` (counted from 0) of `local`. */
  drained(local: LocalId, k: number): LocalId {
    const at = (this.drainAt[local] ?? 0) + k
    const known = this.#drainTarget[at] ?? -1
    if (known >= 0) return known
    const target = this.intern(this.node(local), this.#buffers.without(this.buffer(local), -1 - known))
    this.#drainTarget[at] = target
    return target
  }

  /** The pair after the oldest stores have drained, all but those in `rest`. */
  withBuffer(local: LocalId, rest: BufferId): LocalId {
    return this.intern(this.node(local), rest)
  }

  /** Rule 1 of the reductions: appending a store is invisible to the others, so plain stores follow at once. */
  settled(local: LocalId): LocalId {
    let target = this.#settled[local] ?? -1
    if (target < 0) {
      target = local
      while (this.step[target] === STEP.store && this.enabled[target] === 1) {
        target = this.edgeTarget[this.take(target, 0)] ?? target
      }
      this.#settled[local] = target
    }
    return target
  }

  /** All cells of the step's access. */
  accessCells(local: LocalId): readonly number[] {
    const cell = this.accessCell[local] ?? -1
    return cell >= 0 ? [cell] : (this.#wide.get(local)?.cells ?? NO_CELLS)
  }

  /** The cells that the step reads, or writes when it is LOCKed; those taken from the own buffer are left out. */
  cellsRead(local: LocalId): readonly number[] {
    return this.accessParts(local).filter((part) => part.own < 0).map((part) => part.cell)
  }

  /** The value that a load or LOCKed step would read. */
  valueRead(local: LocalId, memory: MemoryId): bigint {
    const step = this.visibleStep(local)
    if (step.kind !== 'load' && step.kind !== 'locked') throw new Error(`a ${step.kind} step reads nothing`)
    let value = 0n
    for (const { cell, own } of this.accessParts(local)) {
      const index = own >= 0 ? own : this.#memory.at(memory, cell)
      value |= this.#cells.value(cell, index) << BigInt(8 * (this.#cells.address(cell) - step.address))
    }
    return value
  }

  /** Does the step take any byte from the own buffer? From memory? */
  sourcesRead(local: LocalId): { readonly own: boolean; readonly memory: boolean } {
    const parts = this.accessParts(local)
    return { own: parts.some((part) => part.own >= 0), memory: parts.some((part) => part.own < 0) }
  }

  /** All cells of the step's access, each with its value number in the own buffer, or -1 where memory has it. */
  accessParts(local: LocalId): readonly LoadPart[] {
    const cell = this.accessCell[local] ?? -1
    return cell >= 0 ? [{ cell, own: this.#own[local] ?? -1 }] : (this.#wide.get(local)?.parts ?? [])
  }

  /** Every pair and edge stays what it is, with the parts of a split cell in its place. */
  split(split: SplitCell): void {
    this.#nodes.forget()
    for (let local = 0; local < this.size; local++) {
      const cell = this.accessCell[local] ?? -1
      if (cell !== split.cell && this.#wide.get(local)?.cells.includes(split.cell) !== true) continue
      const before = this.accessParts(local)
      this.#describeAccess(local, before.flatMap((part) => (part.cell === split.cell ? partsOf(part, split) : [part])))
      if (this.cell[local] !== READS_NOTHING) this.#splitKeys(local, before, split)
    }
  }

  #splitKeys(local: LocalId, before: readonly LoadPart[], split: SplitCell): void {
    for (let edge = this.#edgeHead[local] ?? -1; edge >= 0; edge = this.#edgeNext[edge] ?? -1) {
      const read = this.#valuesOfKey(this.#edgeKey[edge] ?? 0, before.length)
      const values = read.flatMap((index, i) => (before[i]?.cell === split.cell ? indicesOfParts(split, index) : [index]))
      this.#edgeKey[edge] = values.reduce((key, index) => this.#composite.intern(key, index), 0)
    }
  }

  /** The value numbers that an edge's key stands for, one for each of `count` cells. */
  #valuesOfKey(key: number, count: number): readonly number[] {
    if (count === 1) return [key]
    const values = new Array<number>(count)
    for (let at = key, i = count - 1; i >= 0; i--) {
      values[i] = this.#composite.second(at)
      at = this.#composite.first(at)
    }
    return values
  }

  /** Only for accesses of several cells, and of one that the own buffer holds. */
  #compositeKey(local: LocalId, memory: MemoryId): number {
    let key = 0
    for (const { cell, own } of this.#wide.get(local)?.parts ?? []) {
      key = this.#composite.intern(key, own >= 0 ? own : this.#memory.at(memory, cell))
    }
    return key
  }

  /** Stands for what the step reads, wherever that is. */
  #nodeKey(local: LocalId, memory: MemoryId): number {
    const cell = this.accessCell[local] ?? -1
    if (cell < 0) return this.#compositeKey(local, memory)
    const own = this.#own[local] ?? -1
    return own >= 0 ? own : this.#memory.at(memory, cell)
  }

  #describe(local: LocalId, node: NodeId, kind: StepKind, buffer: BufferId): void {
    const enabled = this.#isEnabled(node, kind, buffer)
    const blockedByBound = enabled && (kind === STEP.store || kind === STEP.load) &&
      this.#buffers.length(buffer) >= this.#bufferEntries
    this.#makeRoom(local)
    this.step[local] = kind
    this.enabled[local] = enabled && !blockedByBound ? 1 : 0
    this.full[local] = blockedByBound ? 1 : 0
    const cells = this.#nodes.cellsRead(node)
    const from = kind === STEP.locked ? 0 : buffer
    if (cells.length > 1) this.#describeAccess(local, cells.map((cell) => ({ cell, own: this.#held(cell, from) })))
    else this.#describeOnly(local, cells[0] ?? -1, from)
    this.#describeDrains(local, buffer)
    this.#settled[local] = -1
    this.#edgeHead[local] = -1
  }

  #isEnabled(node: NodeId, kind: StepKind, buffer: BufferId): boolean {
    const mayExec = buffer === 0 || !this.#model.execNeedsEmptyBuffer
    switch (kind) {
      case STEP.load:
      case STEP.lfence:
        return mayExec
      case STEP.store:
        return mayExec && this.#hasRoom(node, buffer)
      case STEP.locked:
      case STEP.fence:
        return buffer === 0
      default:
        return false
    }
  }

  #makeRoom(local: LocalId): void {
    if (local < this.step.length) return
    this.step = withRoom(this.step, local)
    this.enabled = withRoom(this.enabled, local)
    this.full = withRoom(this.full, local)
    this.cell = withRoom(this.cell, local)
    this.accessCell = withRoom(this.accessCell, local)
    this.#own = withRoom(this.#own, local)
    this.drains = withRoom(this.drains, local)
    this.drainAt = withRoom(this.drainAt, local)
    this.#settled = withRoom(this.#settled, local)
    this.#edgeHead = withRoom(this.#edgeHead, local)
  }

  #describeAccess(local: LocalId, parts: readonly LoadPart[] | undefined): void {
    const fromMemory = parts?.filter((part) => part.own < 0).length ?? 0
    const only = parts?.length === 1 ? parts[0] : undefined
    this.cell[local] = only && fromMemory === 1 ? only.cell : fromMemory === 0 ? READS_NOTHING : READS_SEVERAL
    this.accessCell[local] = !parts || parts.length === 0 ? -1 : (only?.cell ?? -2)
    this.#own[local] = only?.own ?? -1
    if (parts && parts.length > 1) this.#wide.set(local, { parts, cells: parts.map(({ cell }) => cell) })
  }

  /** The same for one cell, or none (-1). */
  #describeOnly(local: LocalId, cell: number, from: BufferId): void {
    const own = cell < 0 ? -1 : this.#held(cell, from)
    this.cell[local] = own < 0 ? cell : READS_NOTHING
    this.accessCell[local] = cell
    this.#own[local] = own
  }

  #describeDrains(local: LocalId, buffer: BufferId): void {
    const before = this.#drainCount
    this.drainAt[local] = before
    if (this.#buffers.isInOrder(buffer)) this.#addDrain(this.#buffers.oldest(buffer), 0)
    else for (const { store, index } of this.#buffers.drains(buffer)) this.#addDrain(store, index)
    this.drains[local] = this.#drainCount - before
  }

  #addDrain(store: StoreId, index: number): void {
    const at = this.#drainCount++
    this.drainStore = withRoom(this.drainStore, at)
    this.#drainTarget = withRoom(this.#drainTarget, at)
    this.drainStore[at] = store
    this.#drainTarget[at] = -1 - index
  }

  /** Do the stores of `node`, which reads nothing, fit into the buffer? An empty one takes them all. */
  #hasRoom(node: NodeId, buffer: BufferId): boolean {
    if (this.#bufferCapacity === Infinity || buffer === 0) return true
    const held = this.#buffers.length(buffer)
    return held + this.automaton.next(node).stores.length <= this.#bufferCapacity
  }

  /** The value number of `cell` in the newest store of `buffer` that writes it, or -1. */
  #held(cell: number, buffer: BufferId): number {
    if (((this.#buffers.cells(buffer, cell >> 5) >>> (cell & 31)) & 1) === 0) return -1
    for (let at = buffer; at !== 0; at = this.#buffers.older(at)) {
      const { cells, indices } = this.#stores.entry(this.#buffers.newest(at))
      const part = cells.indexOf(cell)
      if (part >= 0) return indices[part] ?? 0
    }
    return -1
  }

  #makeEdge(local: LocalId, key: number, memory: MemoryId): EdgeId {
    const node = this.node(local)
    const kind = this.step[local]
    const reads = kind === STEP.load || kind === STEP.locked
    const { stores, target } = this.#nodes.edge(
      node, reads ? this.#nodeKey(local, memory) : 0, () => (reads ? this.valueRead(local, memory) : undefined),
    )
    let buffer = this.buffer(local)
    let write = -1
    if (kind === STEP.locked) {
      if (stores.length > 1) throw new Error('a LOCKed instruction made several stores')
      write = stores[0] ?? -1
    } else for (const store of stores) buffer = this.#buffers.append(buffer, store)
    const after = this.intern(target, buffer)
    const edge = this.#edgeCount++
    this.#makeRoomForEdge(edge)
    this.edgeTarget[edge] = after
    this.edgeWrite[edge] = write
    this.#edgeKey[edge] = key
    this.#edgeLocal[edge] = local
    this.#edgeNext[edge] = this.#edgeHead[local] ?? -1
    this.#edgeHead[local] = edge
    return edge
  }

  #makeRoomForEdge(edge: EdgeId): void {
    if (edge < this.edgeTarget.length) return
    this.edgeTarget = withRoom(this.edgeTarget, edge)
    this.edgeWrite = withRoom(this.edgeWrite, edge)
    this.#edgeKey = withRoom(this.#edgeKey, edge)
    this.#edgeLocal = withRoom(this.#edgeLocal, edge)
    this.#edgeNext = withRoom(this.#edgeNext, edge)
  }

}

function partsOf({ own }: LoadPart, split: SplitCell): readonly LoadPart[] {
  const indices = indicesOfParts(split, own)
  return split.parts.map((cell, i) => ({ cell, own: indices[i] ?? -1 }))
}
