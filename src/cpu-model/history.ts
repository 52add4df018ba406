import type { CellGroups } from './cell-groups.ts'
import type { MemoryId, MemoryTable } from './memory.ts'
import { PairTable } from './pair-table.ts'
import { RowTable } from './row-table.ts'
import type { StoreId, Stores } from './stores.ts'
import {
  afterDrain, afterFence, afterRead, initialTimeline, momentsBack, timelineKey, trimmed, type Timeline,
} from './timeline.ts'

/** Index of a distinct history; 0 is the initial one. */
export type HistoryId = number

/** The column of a row that has the content of memory now; those of the groups follow. */
const NOW = 0
const FIRST_GROUP = 1

/**
 * Hash-consed histories of shared memory, for the `relaxed` model: the moments that some core can still read, and for each core
 * and cell the earliest moment that it may still read there (its floor).
 *
 * A load asks for the moments of the cells that it reads only, so groups of cells that no access has together have their pasts apart
 * (`Timeline`): it makes no difference which of two groups changed first. A history is a row: memory now, and for each group the number
 * of its timeline.
 */
export class History {
  readonly #memory: MemoryTable
  readonly #stores: Stores
  readonly #groups: CellGroups
  readonly #cores: number
  readonly #entries: number
  readonly #rows = new RowTable()
  readonly #ids = new Map<string, number>()
  readonly #timelines: Timeline[] = []
  // What has been worked out: numbers of timelines, of histories.
  readonly #drained = new Memo()
  readonly #read = new Memo()
  readonly #fenced = new Memo()
  readonly #loads = new PairTable()
  readonly #cellSets = new Map<string, number>()
  /** Some moment was dropped because of the bound, not because nobody could read it. */
  bounded = false

  /** `entries` bounds the moments kept of each group. */
  constructor(memory: MemoryTable, stores: Stores, groups: CellGroups, cores: number, entries: number) {
    this.#memory = memory
    this.#stores = stores
    this.#groups = groups
    this.#cores = cores
    this.#entries = entries
    this.#intern(initialTimeline(cores))
  }

  get size(): number {
    return this.#rows.size
  }

  /** Content of memory now. */
  memoryNow(history: HistoryId): MemoryId {
    return this.#rows.at(history, NOW)
  }

  /** Content of memory `back` moments of `cells` ago, as far as `cells` go; they are the cells of one access. */
  memoryAt(history: HistoryId, cells: readonly number[], back: number): MemoryId {
    if (back === 0) return this.memoryNow(history)
    const { moments } = this.#timeline(history, this.#groups.of(cells))
    const memory = moments[moments.length - 1 - back]
    if (memory === undefined) throw new Error(`history ${history} has no moment ${back} back`)
    return memory
  }

  /** How many moments back a load of `cells` by `core` may be performed: 0 (now) up to this number. */
  moments(history: HistoryId, core: number, cells: readonly number[]): number {
    return momentsBack(this.#timeline(history, this.#groups.of(cells)), core, cells)
  }

  /** `core` has read `cells` from memory as they were `back` moments before now. */
  read(history: HistoryId, core: number, cells: readonly number[], back: number): HistoryId {
    const group = this.#groups.of(cells)
    const timeline = this.#rows.at(history, FIRST_GROUP + group)
    const load = this.#loads.intern(this.#cellSet(cells), back)
    const next = this.#read.get(timeline * this.#cores + core, load, () =>
      this.#keep(group, afterRead(this.#timelineNumber(timeline), core, cells, back)))
    return this.#rows.with(history, FIRST_GROUP + group, next)
  }

  /** A store of `core` reaches memory. */
  drain(history: HistoryId, core: number, store: StoreId): HistoryId {
    const { cells } = this.#stores.entry(store)
    const group = this.#groups.of(cells)
    const number = this.#rows.at(history, FIRST_GROUP + group)
    const next = this.#drained.get(number * this.#cores + core, store, () => {
      const timeline = this.#timelineNumber(number)
      return this.#keep(group, afterDrain(timeline, core, cells, this.#memory.apply(timeline.moments.at(-1) ?? 0, store)))
    })
    const memory = this.#memory.apply(this.memoryNow(history), store)
    return this.#rows.with(this.#rows.with(history, NOW, memory), FIRST_GROUP + group, next)
  }

  /** Every floor of `core` rises to now. */
  fence(history: HistoryId, core: number): HistoryId {
    return this.#fenced.get(history, core, () => {
      let result = history
      for (let group = 0; group < this.#groups.count; group++) {
        const timeline = this.#timeline(history, group)
        if (timeline.moments.length === 1) continue
        const cells = this.#groups.members(group)
        const next = this.#keep(group, afterFence(timeline, core, cells))
        result = this.#rows.with(result, FIRST_GROUP + group, next)
      }
      return result
    })
  }

  #timeline(history: HistoryId, group: number): Timeline {
    return this.#timelineNumber(this.#rows.at(history, FIRST_GROUP + group))
  }

  #timelineNumber(number: number): Timeline {
    const timeline = this.#timelines[number]
    if (!timeline) throw new Error(`no timeline ${number}`)
    return timeline
  }

  #cellSet(cells: readonly number[]): number {
    if (cells.length === 1) return cells[0] ?? 0
    const key = cells.join()
    const known = this.#cellSets.get(key) ?? MOST_CELLS + this.#cellSets.size
    this.#cellSets.set(key, known)
    return known
  }

  /** The number of a timeline, without what nobody can read. */
  #keep(group: number, found: Timeline): number {
    const { timeline, bounded } = trimmed(found, this.#groups.members(group), this.#entries)
    if (bounded) this.bounded = true
    return this.#intern(timeline)
  }

  #intern(timeline: Timeline): number {
    const key = timelineKey(timeline)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    this.#ids.set(key, this.#timelines.length)
    this.#timelines.push(timeline)
    return this.#timelines.length - 1
  }
}

/** Sets of several cells are numbered from here. */
const MOST_CELLS = 1 << 24

/** A function of two integers that is worked out once for each pair. */
class Memo {
  readonly #pairs = new PairTable()
  readonly #results: number[] = []

  get(a: number, b: number, workOut: () => number): number {
    const pair = this.#pairs.intern(a, b)
    const known = this.#results[pair]
    if (known !== undefined && known >= 0) return known
    // It may ask again, or fail.
    this.#results[pair] = -1
    const result = workOut()
    this.#results[pair] = result
    return result
  }
}
