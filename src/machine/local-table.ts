import type { Buffers, BufferId } from '../cpu-model/buffers.ts'
import type { Cells } from '../cpu-model/cells.ts'
import type { MemoryId, MemoryTable } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { PairTable } from '../cpu-model/pair-table.ts'
import type { StoreId, Stores } from '../cpu-model/stores.ts'
import type { Automaton, NodeId } from '../emu/automaton.ts'
import type { SharedStore, VisibleStep } from '../emu/visible-step.ts'

/** Index of a pair of automaton node and store buffer of one core. */
export type LocalId = number

/** Index of a transition of one core that is known: where it leads, and what it stores at once. */
export type EdgeId = number

/** `LocalTable.cell`: the step reads nothing from memory. */
const READS_NOTHING = -1
/** `LocalTable.cell`: the step reads several cells, or mixes its own buffered bytes with memory. */
const READS_SEVERAL = -2

/** What the step of a pair is, for the search's inner loop. */
export const STEP = { ended: 0, trap: 1, diverge: 2, bound: 3, store: 4, load: 5, locked: 6, fence: 7, lfence: 8 } as const

/** One cell of a load: its value number from the own buffer, or -1 for what memory holds. */
interface LoadPart {
  readonly cell: number
  readonly own: number
}

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
  readonly #cells: Cells
  readonly #stores: Stores
  readonly #buffers: Buffers
  readonly #memory: MemoryTable
  readonly #bufferEntries: number
  readonly #bufferCapacity: number
  readonly #pairs = new PairTable()
  readonly #composite = new PairTable()

  /** One of `STEP`. */
  readonly step: number[] = []
  /** Can the core take its step, given its buffer? */
  readonly enabled: boolean[] = []
  /** The step waits because the buffer holds `bufferEntries` stores: a bound, not a rule of the model. */
  readonly full: boolean[] = []
  /** Cell that the step reads from memory; or `READS_NOTHING`, `READS_SEVERAL`. */
  readonly cell: number[] = []
  /** The only cell of the step's access, whoever holds its value; -1 when it has none, -2 when several. */
  readonly accessCell: number[] = []
  readonly #parts: (readonly LoadPart[] | undefined)[] = []
  /** Number of ways in which the buffer can drain; each is `drainStore`, `drainTarget` at `drainAt + k`. */
  readonly drains: number[] = []
  readonly drainAt: number[] = []
  readonly drainStore: StoreId[] = []
  readonly #drainRest: BufferId[] = []
  readonly #drainTarget: LocalId[] = []
  readonly #settled: LocalId[] = []

  readonly #edgeHead: EdgeId[] = []
  readonly #edgeNext: EdgeId[] = []
  readonly #edgeKey: number[] = []
  readonly #edgeLocal: LocalId[] = []
  readonly edgeTarget: LocalId[] = []
  /** The store that a LOCKed step makes at once, or -1. */
  readonly edgeWrite: StoreId[] = []

  constructor(
    automaton: Automaton, model: MemoryModel, cells: Cells, stores: Stores, buffers: Buffers, memory: MemoryTable,
    bufferEntries: number, bufferCapacity = Infinity,
  ) {
    this.automaton = automaton
    this.#model = model
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

  node(local: LocalId): NodeId {
    return this.#pairs.first(local)
  }

  buffer(local: LocalId): BufferId {
    return this.#pairs.second(local)
  }

  visibleStep(local: LocalId): VisibleStep {
    return this.automaton.step(this.node(local))
  }

  intern(node: NodeId, buffer: BufferId): LocalId {
    const id = this.#pairs.intern(node, buffer)
    if (id === this.step.length) this.#describe(node, buffer)
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

  /** The pair after drain number `k` (counted from 0) of `local`. */
  drained(local: LocalId, k: number): LocalId {
    const at = (this.drainAt[local] ?? 0) + k
    let target = this.#drainTarget[at] ?? -1
    if (target < 0) {
      target = this.intern(this.node(local), this.#drainRest[at] ?? 0)
      this.#drainTarget[at] = target
    }
    return target
  }

  /** Rule 1 of the reductions: appending a store is invisible to the others, so plain stores follow at once. */
  settled(local: LocalId): LocalId {
    let target = this.#settled[local] ?? -1
    if (target < 0) {
      target = local
      while (this.step[target] === STEP.store && this.enabled[target]) {
        target = this.edgeTarget[this.take(target, 0)] ?? target
      }
      this.#settled[local] = target
    }
    return target
  }

  /** All cells of the step's access. */
  accessCells(local: LocalId): readonly number[] {
    return this.#parts[local]?.map((part) => part.cell) ?? []
  }

  /** The cells that the step reads, or writes when it is LOCKed; those taken from the own buffer are left out. */
  cellsRead(local: LocalId): readonly number[] {
    const parts = this.#parts[local]
    return parts ? parts.filter((part) => part.own < 0).map((part) => part.cell) : []
  }

  /** The value that a load or LOCKed step would read. */
  valueRead(local: LocalId, memory: MemoryId): bigint {
    const step = this.visibleStep(local)
    const parts = this.#parts[local]
    if (!parts || (step.kind !== 'load' && step.kind !== 'locked')) throw new Error(`a ${step.kind} step reads nothing`)
    let value = 0n
    for (const { cell, own } of parts) {
      const index = own >= 0 ? own : this.#memory.at(memory, cell)
      value |= this.#cells.value(cell, index) << BigInt(8 * (this.#cells.address(cell) - step.address))
    }
    return value
  }

  /** Does the step take any byte from the own buffer? From memory? */
  sourcesRead(local: LocalId): { readonly own: boolean; readonly memory: boolean } {
    const parts = this.#parts[local] ?? []
    return { own: parts.some((part) => part.own >= 0), memory: parts.some((part) => part.own < 0) }
  }

  #compositeKey(local: LocalId, memory: MemoryId): number {
    let key = 0
    for (const { cell, own } of this.#parts[local] ?? []) {
      key = this.#composite.intern(key, own >= 0 ? own : this.#memory.at(memory, cell))
    }
    return key
  }

  #describe(node: NodeId, buffer: BufferId): void {
    const step = this.automaton.step(node)
    const mayExec = buffer === 0 || !this.#model.execNeedsEmptyBuffer
    const full = this.#buffers.entries(buffer).length >= this.#bufferEntries
    let kind: number
    let enabled = mayExec
    let parts: readonly LoadPart[] | undefined
    switch (step.kind) {
      case 'load':
        kind = STEP.load
        parts = this.#loadParts(step.address, step.size, buffer)
        break
      case 'locked':
        kind = STEP.locked
        enabled = buffer === 0
        parts = this.#loadParts(step.address, step.size, 0)
        break
      case 'store':
        kind = STEP.store
        enabled = mayExec && this.#hasRoom(node, buffer)
        break
      case 'fence':
        kind = STEP.fence
        enabled = buffer === 0
        break
      case 'lfence': kind = STEP.lfence; break
      case 'end': kind = STEP.ended; enabled = false; break
      case 'trap': kind = STEP.trap; enabled = false; break
      case 'diverge': kind = STEP.diverge; enabled = false; break
      case 'bound': kind = STEP.bound; enabled = false; break
    }
    const blockedByBound = enabled && full && (kind === STEP.store || kind === STEP.load)
    this.step.push(kind)
    this.enabled.push(enabled && !blockedByBound)
    this.full.push(blockedByBound)
    this.#parts.push(parts)
    const fromMemory = parts?.filter((part) => part.own < 0).length ?? 0
    const single = parts?.length === 1 && fromMemory === 1 ? parts[0] : undefined
    this.cell.push(single ? single.cell : fromMemory === 0 ? READS_NOTHING : READS_SEVERAL)
    this.accessCell.push(!parts ? -1 : parts.length === 1 ? (parts[0]?.cell ?? -1) : -2)
    const drains = this.#buffers.drains(buffer)
    this.drains.push(drains.length)
    this.drainAt.push(this.drainStore.length)
    for (const drain of drains) {
      this.drainStore.push(drain.store)
      this.#drainRest.push(drain.rest)
      this.#drainTarget.push(-1)
    }
    this.#settled.push(-1)
    this.#edgeHead.push(-1)
  }

  /** Do the stores of `node`, which reads nothing, fit into the buffer? An empty one takes them all. */
  #hasRoom(node: NodeId, buffer: BufferId): boolean {
    if (this.#bufferCapacity === Infinity || buffer === 0) return true
    const held = this.#buffers.entries(buffer).length
    return held + this.automaton.next(node).stores.length <= this.#bufferCapacity
  }

  #loadParts(address: number, size: number, buffer: BufferId): readonly LoadPart[] {
    const entries = this.#buffers.entries(buffer)
    return this.#cells.resolve(address, size).map((cell) => {
      for (let i = entries.length - 1; i >= 0; i--) {
        const { cells, indices } = this.#stores.entry(entries[i] ?? 0)
        const at = cells.indexOf(cell)
        if (at >= 0) return { cell, own: indices[at] ?? 0 }
      }
      return { cell, own: -1 }
    })
  }

  #makeEdge(local: LocalId, key: number, memory: MemoryId): EdgeId {
    const node = this.node(local)
    const kind = this.step[local]
    const reads = kind === STEP.load || kind === STEP.locked
    const { stores, target } = this.automaton.next(node, reads ? this.valueRead(local, memory) : undefined)
    let buffer = this.buffer(local)
    let write = -1
    if (kind === STEP.locked) {
      if (stores.length > 1) throw new Error('a LOCKed instruction made several stores')
      const store = stores[0]
      if (store) write = this.#internStore(store)
    } else {
      for (const store of stores) buffer = this.#buffers.append(buffer, this.#internStore(store))
    }
    const edge = this.edgeTarget.length
    this.edgeTarget.push(this.intern(target, buffer))
    this.edgeWrite.push(write)
    this.#edgeKey.push(key)
    this.#edgeLocal.push(local)
    this.#edgeNext.push(this.#edgeHead[local] ?? -1)
    this.#edgeHead[local] = edge
    return edge
  }

  #internStore(store: SharedStore): StoreId {
    return this.#stores.intern(store)
  }
}
