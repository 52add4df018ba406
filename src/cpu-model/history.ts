import type { MemoryId, MemoryTable } from './memory.ts'
import type { StoreId, Stores } from './stores.ts'

/** Index of a distinct history; 0 is the initial one. */
export type HistoryId = number

interface HistoryState {
  /** Content of memory at each moment, the last being now. Adjacent moments differ. */
  readonly moments: readonly MemoryId[]
  /** The cells that the store of each moment wrote. */
  readonly written: readonly (readonly number[])[]
  /** For each core, the floor of each cell that has one above the first moment. */
  readonly floors: readonly (readonly (readonly [cell: number, moment: number])[])[]
}

/**
 * Hash-consed histories of shared memory, for the `relaxed` model: the moments that some core can still read, and for each core
 * and cell the earliest moment that it may still read there (its floor).
 */
export class History {
  readonly #memory: MemoryTable
  readonly #stores: Stores
  readonly #entries: number
  readonly #cellCount: () => number
  readonly #ids = new Map<string, HistoryId>()
  readonly #states: HistoryState[] = []
  /** Some moment was dropped because of the bound, not because nobody could read it. */
  bounded = false

  /** `entries` bounds the moments kept. */
  constructor(memory: MemoryTable, stores: Stores, cores: number, entries: number, cellCount: () => number) {
    this.#memory = memory
    this.#stores = stores
    this.#entries = entries
    this.#cellCount = cellCount
    this.#intern({ moments: [0], written: [[]], floors: Array.from({ length: cores }, () => []) })
  }

  get size(): number {
    return this.#states.length
  }

  /** Content of memory at moment `back` before now. */
  memoryAt(history: HistoryId, back: number): MemoryId {
    const { moments } = this.#state(history)
    const memory = moments[moments.length - 1 - back]
    if (memory === undefined) throw new Error(`history ${history} has no moment ${back} back`)
    return memory
  }

  /** How many moments back a load of `cells` by `core` may be performed: 0 (now) up to this number. */
  moments(history: HistoryId, core: number, cells: readonly number[]): number {
    const { moments, floors } = this.#state(history)
    let floor = 0
    for (const [cell, moment] of floors[core] ?? []) if (cells.includes(cell)) floor = Math.max(floor, moment)
    return moments.length - 1 - floor
  }

  /** `core` has read `cells` from memory as it was `back` moments before now. */
  read(history: HistoryId, core: number, cells: readonly number[], back: number): HistoryId {
    const state = this.#state(history)
    const moment = state.moments.length - 1 - back
    const raised = cells.map((cell) => [cell, lastWrite(state, cell, moment)] as const)
    return this.#raise(state, core, raised)
  }

  /** A store of `core` reaches memory. */
  drain(history: HistoryId, core: number, store: StoreId): HistoryId {
    const state = this.#state(history)
    const now = state.moments.at(-1) ?? 0
    const memory = this.#memory.apply(now, store)
    const { cells } = this.#stores.entry(store)
    // A store that changes nothing makes no moment of its own: its moment and the one before have equal content.
    const next =
      memory === now
        ? state
        : { ...state, moments: [...state.moments, memory], written: [...state.written, cells] }
    const moment = next.moments.length - 1
    return this.#raise(next, core, cells.map((cell) => [cell, moment] as const))
  }

  /** Every floor of `core` rises to now. */
  fence(history: HistoryId, core: number): HistoryId {
    const state = this.#state(history)
    const now = state.moments.length - 1
    const all = Array.from({ length: this.#cellCount() }, (_, cell) => [cell, now] as const)
    return this.#raise(state, core, all)
  }

  #raise(state: HistoryState, core: number, raised: readonly (readonly [number, number])[]): HistoryId {
    const floors = new Map(state.floors[core] ?? [])
    for (const [cell, moment] of raised) if (moment > (floors.get(cell) ?? 0)) floors.set(cell, moment)
    const sorted = [...floors].sort(([a], [b]) => a - b)
    return this.#intern(this.#trimmed({ ...state, floors: state.floors.map((f, i) => (i === core ? sorted : f)) }))
  }

  /** Without the moments below every floor, and those beyond the bound. */
  #trimmed(state: HistoryState): HistoryState {
    let keep = state.moments.length - 1
    for (const floors of state.floors) {
      // A cell that is not named has its floor at the first moment.
      const lowest = floors.length < this.#cellCount() ? 0 : Math.min(...floors.map(([, moment]) => moment))
      keep = Math.min(keep, lowest)
    }
    const excess = state.moments.length - keep - this.#entries
    if (excess > 0) this.bounded = true
    const drop = keep + Math.max(0, excess)
    if (drop === 0) return state
    return {
      moments: state.moments.slice(drop),
      // Nobody asks what the first moment's store wrote: a floor is not below it.
      written: [[], ...state.written.slice(drop + 1)],
      floors: state.floors.map((floors) =>
        floors.map(([cell, moment]) => [cell, Math.max(0, moment - drop)] as const).filter(([, moment]) => moment > 0),
      ),
    }
  }

  #state(history: HistoryId): HistoryState {
    const state = this.#states[history]
    if (!state) throw new Error(`no history ${history}`)
    return state
  }

  #intern(state: HistoryState): HistoryId {
    const key = [state.moments.join(), state.written.join(';'), state.floors.map((f) => f.join(':')).join(';')].join('|')
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#states.length
    this.#states.push(state)
    this.#ids.set(key, id)
    return id
  }
}

/** The moment of the newest store to `cell` at or before `moment`; the first moment kept, if it is older. */
function lastWrite(state: HistoryState, cell: number, moment: number): number {
  for (let m = moment; m > 0; m--) if (state.written[m]?.includes(cell)) return m
  return 0
}
