/**
 * Cores × memory model: the one implementation of the semantics. Stepping by hand, replay, random runs and exhaustive search all
 * take their transitions from here.
 *
 * A state is a small integer for each core (`LocalTable`: automaton node and store buffer) and one for shared memory (`Memory`, or
 * under `relaxed` its `History`).
 */
import { Buffers } from '../cpu-model/buffers.ts'
import { CellGroups } from '../cpu-model/cell-groups.ts'
import { Cells, CellSplit } from '../cpu-model/cells.ts'
import { DRAFT } from '../cpu-model/draft.ts'
import { History, type HistoryId } from '../cpu-model/history.ts'
import { CellOverflow, Memory, type MemoryId, type MemoryTable } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import type { SplitCell } from '../cpu-model/split-cell.ts'
import { Stores, type StoreId } from '../cpu-model/stores.ts'
import type { Automata } from './automata.ts'
import { LocalTable, type LocalId } from './local-table.ts'
import { STEP } from './node-table.ts'
import type { MachineOptions } from './program.ts'
import { BecameShared } from '../emu/core/became-shared.ts'
import { InputError } from '../emu/input-error.ts'
import { UsesLearned } from '../emu/liveness/known-uses.ts'

/** One integer for each core (a `LocalId`), then one for shared memory. */
export type State = Int32Array

export type Transition =
  /** The core runs up to and including its next visible step. `back`: how many moments ago its load is performed. */
  | { readonly kind: 'exec'; readonly core: number; readonly back: number }
  /** The buffered store number `index` (0 is the oldest) reaches memory. */
  | { readonly kind: 'drain'; readonly core: number; readonly index: number }

/** What `successors` found, in plain arrays that the next call overwrites. */
export interface Targets {
  count: number
  readonly local: number[]
  readonly shared: number[]
  /** How many moments ago the load of each was performed. */
  readonly back: number[]
}

export function newTargets(): Targets {
  return { count: 0, local: [0], shared: [0], back: [0] }
}

/**
 * Must the machine be reset because of `error`? Memory became shared, an access cut a cell, a cell takes more values than workers can
 * number, or a register is read that was taken for dead: the tables are made anew with what is now known. Anything else is thrown again.
 */
export function isRestart(error: unknown): boolean {
  return error instanceof BecameShared || error instanceof CellSplit || error instanceof CellOverflow ||
    error instanceof UsesLearned
}

export class Machine {
  readonly model: MemoryModel
  readonly automata: Automata
  readonly options: MachineOptions
  readonly cells: Cells
  #stores!: Stores // set by `reset`, which the constructor calls
  #buffers!: Buffers // likewise
  #memory!: MemoryTable // likewise
  #history: History | undefined
  #locals: readonly LocalTable[] = []
  readonly #groups: CellGroups
  /** For each core, by local id: the cells that its load takes from memory. Filled where loads have moments. */
  #cellsRead: (readonly number[])[][] = []
  /** For each core, those that must have returned before it starts, or undefined. */
  readonly #waitsFor: readonly (readonly number[] | undefined)[]
  /** Whether any core must wait for another to return. */
  readonly isOrdered: boolean

  #makeMemory: (stores: Stores) => MemoryTable

  /** `makeMemory`: where memories are kept, if other threads are to see them. */
  constructor(
    automata: Automata, model: MemoryModel, options: MachineOptions,
    makeMemory: (stores: Stores) => MemoryTable = (stores) => new Memory(stores, options.memories),
  ) {
    this.#makeMemory = makeMemory
    this.automata = automata
    this.model = model
    this.options = options
    this.cells = new Cells((address) => automata.initialByte(address))
    this.#groups = new CellGroups(this.cells)
    const { cores, order } = automata.program
    this.#waitsFor = cores.map((_, core) => {
      const earlier = order.filter(({ later }) => later === core).map((o) => o.earlier)
      return earlier.length > 0 ? earlier : undefined
    })
    this.isOrdered = this.#waitsFor.some((earlier) => earlier !== undefined)
    this.reset()
  }

  /** Makes all tables anew; every state and local id given out before is void. Automata, cuts and shared memory stay known. */
  reset(): void {
    for (;;) {
      try {
        this.#makeTables()
        return
      } catch (error) {
        // The first steps of two cores may already cut each other's cells, or share memory.
        this.#learn(error)
      }
    }
  }

  /** The same, and memories are kept elsewhere from now on. */
  resetWith(makeMemory: (stores: Stores) => MemoryTable): void {
    this.#makeMemory = makeMemory
    this.reset()
  }

  /** Takes in what `error` teaches and resets; throws it again when it is no reason to restart. */
  restart(error: unknown): void {
    this.#learn(error)
    this.reset()
  }

  /**
   * Instead of `restart`: splits the cells that are cut in place, so that every state and local id given out stays what it is, and what
   * `error` interrupted can be done again. No other thread may look meanwhile. Throws `error`, and the caller must restart, when it is no
   * cut, when loads have moments, or when there is no room.
   */
  splitCells(error: unknown): readonly SplitCell[] {
    const memory = this.#memory
    if (!(error instanceof CellSplit) || this.#history) throw error
    const splits = this.cells.split()
    if (splits.length === 0) throw error
    try {
      for (const split of splits) {
        this.#stores.split(split)
        this.#buffers.split(split)
        memory.split(split)
        for (const table of this.#locals) table.split(split)
      }
    } catch (noRoom) {
      throw noRoom instanceof RangeError ? error : noRoom
    }
    return splits
  }

  #learn(error: unknown): void {
    if (error instanceof BecameShared) this.automata.share(error.granules)
    else if (error instanceof UsesLearned) this.automata.close()
    else if (error instanceof CellOverflow) {
      throw new InputError('some memory takes more than 65,536 different values here, which is more than workers can keep apart: '
        + 'ask for shorter runs, or for one worker')
    } else if (!(error instanceof CellSplit)) throw error
  }

  #makeTables(): void {
    this.cells.reset()
    this.#groups.reset()
    this.#stores = new Stores(this.cells)
    this.#buffers = new Buffers(this.model, this.#stores)
    this.#memory = this.#makeMemory(this.#stores)
    this.#history = this.model.loadsFromHistory
      ? new History(this.#memory, this.#stores, this.#groups, this.coreCount, this.options.historyEntries)
      : undefined
    this.#cellsRead = this.automata.program.cores.map(() => [])
    this.#locals = this.automata
      .forModel(this.model)
      .map(
        (automaton) =>
          new LocalTable(
            automaton, this.model, this.cells, this.#stores, this.#buffers, this.#memory, this.options.bufferEntries,
            this.options.bufferCapacity,
          ),
      )
  }

  get coreCount(): number {
    return this.automata.program.cores.length
  }

  get stores(): Stores {
    return this.#stores
  }

  get buffers(): Buffers {
    return this.#buffers
  }

  get memory(): MemoryTable {
    return this.#memory
  }

  get history(): History | undefined {
    return this.#history
  }

  get locals(): readonly LocalTable[] {
    return this.#locals
  }

  /** Do stores drain in the order in which they were made, as far as is known? */
  get isFifo(): boolean {
    return this.model.drainsInOrder && !this.#stores.hasNonTemporal
  }

  get hasHistory(): boolean {
    return this.#history !== undefined
  }

  /** The only cell of a store, or -1. */
  cellOfStore(store: StoreId): number {
    return this.#stores.onlyCell[store] ?? -1
  }

  cellsOfStore(store: StoreId): readonly number[] {
    return this.#stores.entry(store).cells
  }

  /** Does memory `shared` hold what the store writes already? */
  changesNothing(store: StoreId, shared: MemoryId): boolean {
    const cell = this.cellOfStore(store)
    if (cell >= 0) return this.#memory.at(shared, cell) === this.#stores.onlyIndex[store]
    const { cells, indices } = this.#stores.entry(store)
    return cells.every((one, i) => this.#memory.at(shared, one) === indices[i])
  }

  /** Position in the buffer of the store that drain number `k` of `local` drains. */
  drainIndex(core: number, local: LocalId, k: number): number {
    return this.#buffers.drainIndex(this.local(core).buffer(local), k)
  }

  local(core: number): LocalTable {
    const local = this.#locals[core]
    if (!local) throw new Error(`no core ${core}`)
    return local
  }

  initialState(): State {
    return new Int32Array(this.coreCount + 1)
  }

  /** Is the core held back until another has returned? */
  isWaiting(state: State, core: number): boolean {
    const earlier = this.#waitsFor[core]
    if (earlier === undefined || state[core] !== 0) return false
    return earlier.some((other) => this.local(other).step[state[other] ?? 0] !== STEP.ended)
  }

  /** Content of shared memory now. */
  memoryNow(shared: MemoryId | HistoryId): MemoryId {
    return this.#history ? this.#history.memoryNow(shared) : shared
  }

  /**
   * Under `relaxed`: which of the pasts of shared memory the byte at `address` belongs to, by its number; a load counts the moments of
   * one. Undefined for a byte that no access has touched.
   */
  pastOf(address: number): number | undefined {
    const cell = this.cells.cellAt(address)
    return cell === undefined ? undefined : this.#groups.of([cell])
  }

  /** Content of shared memory as a load of `core` at `local` finds it that is performed `back` moments ago. */
  memoryRead(core: number, local: LocalId, shared: MemoryId | HistoryId, back: number): MemoryId {
    if (!this.#history) return shared
    return this.#history.memoryAt(shared, this.#cellsOf(this.local(core), core, local), back)
  }

  #cellsOf(table: LocalTable, core: number, local: LocalId): readonly number[] {
    const known = this.#cellsRead[core]
    if (!known) throw new Error(`no core ${core}`)
    return (known[local] ??= table.cellsRead(local))
  }

  /**
   * Where the step of `core` can lead from `local`, which must be enabled: one target, or under `relaxed` one for each moment that
   * the load may be performed at, now first.
   */
  exec(core: number, local: LocalId, shared: number, targets: Targets): void {
    const table = this.#locals[core]
    if (!table) throw new Error(`no core ${core}`)
    if (this.#history) {
      this.#execWithHistory(this.#history, table, core, local, shared, targets)
      return
    }
    const edge = table.take(local, shared)
    const write = table.edgeWrite[edge] ?? -1
    targets.count = 1
    targets.local[0] = table.edgeTarget[edge] ?? 0
    targets.shared[0] = write < 0 ? shared : this.#memory.apply(shared, write)
    targets.back[0] = 0
  }

  /** Shared memory after drain number `k` of `local`. */
  drain(core: number, local: LocalId, k: number, shared: number): number {
    const table = this.#locals[core]
    const store = table?.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0
    return this.#history ? this.#history.drain(shared, core, store) : this.#memory.apply(shared, store)
  }

  /** Many stores will reach memory `shared`: makes it the draft. Only where loads have no moments. */
  draft(shared: MemoryId): MemoryId {
    return shared === DRAFT ? DRAFT : this.#memory.draft(shared)
  }

  /** The number that memory `shared` has when it is no draft any more. */
  keep(shared: MemoryId): MemoryId {
    return shared === DRAFT ? this.#memory.keep() : shared
  }

  /** Shared memory after a store has reached it. Only where loads have no moments. */
  write(shared: MemoryId, store: StoreId): MemoryId {
    return this.#memory.apply(shared, store)
  }

  #execWithHistory(
    history: History, table: LocalTable, core: number, local: LocalId, shared: number, targets: Targets,
  ): void {
    const kind = table.step[local]
    const cells = kind === STEP.load ? this.#cellsOf(table, core, local) : []
    const backs = cells.length > 0 ? history.moments(shared, core, cells) : 0
    targets.count = 0
    for (let back = 0; back <= backs; back++) {
      const edge = table.take(local, history.memoryAt(shared, cells, back))
      const write = table.edgeWrite[edge] ?? -1
      let next = cells.length > 0 ? history.read(shared, core, cells, back) : shared
      if (kind === STEP.locked && write >= 0) next = history.drain(next, core, write)
      if (kind === STEP.locked || kind === STEP.fence || kind === STEP.lfence) next = history.fence(next, core)
      const target = table.edgeTarget[edge] ?? 0
      if (isKnown(targets, target, next)) continue
      targets.local[targets.count] = target
      targets.shared[targets.count] = next
      targets.back[targets.count] = back
      targets.count++
    }
  }

  // --- one transition at a time -----------------------------------------------------------------------------------------

  /** Every transition of `state`, cores in order, a core's step before its drains. */
  transitions(state: State): Transition[] {
    const found: Transition[] = []
    this.#locals.forEach((table, core) => {
      const local = state[core] ?? 0
      if (table.enabled[local] === 1 && !this.isWaiting(state, core)) {
        for (let back = 0; back <= this.#momentsBack(state, core); back++) found.push({ kind: 'exec', core, back })
      }
      for (const { index } of this.#buffers.drains(table.buffer(local))) found.push({ kind: 'drain', core, index })
    })
    return found
  }

  /** The state after `transition`, or undefined when `state` does not have it. */
  step(state: State, transition: Transition): State | undefined {
    const { core } = transition
    const table = this.local(core)
    const local = state[core] ?? 0
    const shared = state[this.coreCount] ?? 0
    const next = state.slice()
    if (transition.kind === 'drain') {
      const k = this.#buffers.drains(table.buffer(local)).findIndex(({ index }) => index === transition.index)
      if (k < 0) return undefined
      next[core] = table.drained(local, k)
      next[this.coreCount] = this.drain(core, local, k, shared)
      return next
    }
    if (table.enabled[local] !== 1 || this.isWaiting(state, core)) return undefined
    if (transition.back > this.#momentsBack(state, core)) return undefined
    const targets = newTargets()
    if (transition.back === 0 || !this.#history) {
      this.exec(core, local, shared, targets)
    } else {
      this.#execAt(this.#history, table, core, local, shared, transition.back, targets)
    }
    next[core] = targets.local[0] ?? 0
    next[this.coreCount] = targets.shared[0] ?? 0
    return next
  }

  /** Has every core ended and every buffer drained? */
  isFinished(state: State): boolean {
    return this.#locals.every((table, core) => {
      const local = state[core] ?? 0
      return table.step[local] === STEP.ended && table.buffer(local) === 0
    })
  }

  #momentsBack(state: State, core: number): number {
    const table = this.local(core)
    const local = state[core] ?? 0
    if (!this.#history || table.step[local] !== STEP.load) return 0
    const cells = this.#cellsOf(table, core, local)
    return cells.length > 0 ? this.#history.moments(state[this.coreCount] ?? 0, core, cells) : 0
  }

  #execAt(
    history: History, table: LocalTable, core: number, local: LocalId, shared: number, back: number, targets: Targets,
  ): void {
    const cells = this.#cellsOf(table, core, local)
    const edge = table.take(local, history.memoryAt(shared, cells, back))
    targets.count = 1
    targets.local[0] = table.edgeTarget[edge] ?? 0
    targets.shared[0] = history.read(shared, core, cells, back)
  }
}

function isKnown(targets: Targets, local: number, shared: number): boolean {
  for (let i = 0; i < targets.count; i++) if (targets.local[i] === local && targets.shared[i] === shared) return true
  return false
}
