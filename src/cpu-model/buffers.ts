import { withRoom } from './columns.ts'
import type { MemoryModel } from './model.ts'
import { PairTable } from './pair-table.ts'
import type { SplitCell } from './split-cell.ts'
import type { StoreId, Stores } from './stores.ts'

/** Index of a distinct store buffer; 0 is the empty one. */
export type BufferId = number

/** One way in which a buffer can give up an entry. */
export interface Drain {
  /** Position of the entry, 0 being the oldest. */
  readonly index: number
  readonly store: StoreId
}

/**
 * What is known of the order in which a buffer gives up its stores: nothing yet; that for now only the oldest can go; that this stays so
 * whatever is appended in order.
 */
const ORDER = { unknown: 0, oldestFirst: 1, fifo: 2 } as const

/** Hash-consed store buffers: a buffer is an older buffer and the store appended to it. */
export class Buffers {
  readonly #model: MemoryModel
  readonly #stores: Stores
  /** Pair number b is buffer b + 1. */
  readonly #pairs = new PairTable()
  #lengths = new Uint16Array(64)
  #oldest = new Int32Array(64)
  /** Each buffer without its oldest store, or -1 as long as nobody has asked. */
  #rest = new Int32Array(64).fill(-1)
  /** One of `ORDER`. */
  #order = new Uint8Array(64)
  /** The drains of the others, as far as somebody has asked. */
  readonly #several = new Map<BufferId, readonly Drain[]>()
  /** Pairs of a buffer and a position that is not its oldest or newest; and by number of the pair, the buffer without what stands there. */
  readonly #gaps = new PairTable()
  #withoutGap = new Int32Array(64)
  /** The cells that each buffer holds bytes of, a bit each, `#words` words a buffer. */
  #held = new Int32Array(64)
  #words = 1

  constructor(model: MemoryModel, stores: Stores) {
    this.#model = model
    this.#stores = stores
  }

  /** Distinct buffers so far. */
  get size(): number {
    return this.#pairs.size + 1
  }

  /** How many stores it holds. */
  length(buffer: BufferId): number {
    this.#check(buffer)
    return this.#lengths[buffer] ?? 0
  }

  /** The newest store of one that is not empty. */
  newest(buffer: BufferId): StoreId {
    return this.#pairs.second(buffer - 1)
  }

  /** A buffer that is not empty without its newest store. */
  older(buffer: BufferId): BufferId {
    return this.#pairs.first(buffer - 1)
  }

  /** Its stores, oldest first. */
  entries(buffer: BufferId): readonly StoreId[] {
    const entries = new Array<StoreId>(this.length(buffer))
    for (let at = buffer, i = entries.length - 1; i >= 0; i--) {
      entries[i] = this.#pairs.second(at - 1)
      at = this.#pairs.first(at - 1)
    }
    return entries
  }

  /** Which of the cells 32 × `word` to 32 × `word` + 31 it holds bytes of, a bit each. */
  cells(buffer: BufferId, word: number): number {
    return word < this.#words ? (this.#held[buffer * this.#words + word] ?? 0) : 0
  }

  /** The store of a buffer that is not empty that may always drain next, … */
  oldest(buffer: BufferId): StoreId {
    return this.#oldest[buffer] ?? 0
  }

  /** … and the buffer without it. */
  withoutOldest(buffer: BufferId): BufferId {
    const known = this.#rest[buffer] ?? -1
    return known >= 0 ? known : this.#findRest(buffer)
  }

  append(buffer: BufferId, store: StoreId): BufferId {
    // An SFENCE with nothing before it orders nothing.
    const id = buffer === 0 ? this.#withoutEpoch(store) : store
    const known = this.size
    const appended = this.#pairs.intern(buffer, id) + 1
    if (appended === known) this.#describe(appended, buffer, id)
    return appended
  }

  /** Is it known that nothing but its oldest store can leave it? The empty one has none. */
  isInOrder(buffer: BufferId): boolean {
    return this.#order[buffer] !== ORDER.unknown
  }

  drains(buffer: BufferId): readonly Drain[] {
    if (buffer === 0) return []
    this.#check(buffer)
    if (this.isInOrder(buffer)) return [{ index: 0, store: this.oldest(buffer) }]
    return this.#several.get(buffer) ?? this.#findDrains(buffer)
  }

  /** The buffer without the store at position `index`, which may drain: so no epoch begins at it that would have to begin later now. */
  without(buffer: BufferId, index: number): BufferId {
    if (index === 0) return this.withoutOldest(buffer)
    const older = this.older(buffer)
    if (index === this.length(older)) return older
    const known = this.#gaps.size
    const gap = this.#gaps.intern(buffer, index)
    if (gap < known) return this.#withoutGap[gap] ?? 0
    const rest = this.append(this.without(older, index), this.newest(buffer))
    this.#withoutGap = withRoom(this.#withoutGap, gap)
    this.#withoutGap[gap] = rest
    return rest
  }

  /** Position in the buffer of what its drain number `k` drains. */
  drainIndex(buffer: BufferId, k: number): number {
    return this.isInOrder(buffer) ? 0 : (this.drains(buffer)[k]?.index ?? 0)
  }

  /** A buffer that holds bytes of a split cell holds some of each part. */
  split({ cell, parts }: SplitCell): void {
    this.#makeRoomFor(parts)
    for (let buffer = 1; buffer < this.size; buffer++) {
      if (((this.cells(buffer, cell >> 5) >>> (cell & 31)) & 1) === 1) this.#hold(buffer, parts)
    }
  }

  #check(buffer: BufferId): void {
    if (buffer < 0 || buffer >= this.size) throw new Error(`no buffer ${buffer}`)
  }

  #describe(buffer: BufferId, older: BufferId, store: StoreId): void {
    this.#lengths = withRoom(this.#lengths, buffer)
    this.#lengths[buffer] = this.length(older) + 1
    this.#oldest = withRoom(this.#oldest, buffer)
    this.#oldest[buffer] = older === 0 ? store : (this.#oldest[older] ?? 0)
    this.#rest = withRoom(this.#rest, buffer, -1)
    this.#order = withRoom(this.#order, buffer)
    const { cells, nonTemporal } = this.#stores.entry(store)
    const wasFifo = older === 0 || this.#order[older] === ORDER.fifo
    this.#order[buffer] = wasFifo && this.#model.drainsInOrder && !nonTemporal ? ORDER.fifo : ORDER.unknown
    this.#makeRoomFor(cells)
    const words = this.#words
    this.#held = withRoom(this.#held, (buffer + 1) * words - 1)
    this.#held.copyWithin(buffer * words, older * words, (older + 1) * words)
    this.#hold(buffer, cells)
  }

  #hold(buffer: BufferId, cells: readonly number[]): void {
    for (const cell of cells) {
      const at = buffer * this.#words + (cell >> 5)
      this.#held[at] = (this.#held[at] ?? 0) | (1 << (cell & 31))
    }
  }

  #makeRoomFor(cells: readonly number[]): void {
    const last = Math.max(...cells) >> 5
    if (last >= this.#words) this.#widen(last + 1)
  }

  #widen(words: number): void {
    const before = this.#words
    const held = new Int32Array(Math.ceil(this.#held.length / before) * words)
    for (let buffer = 0; buffer < this.size; buffer++) {
      held.set(this.#held.subarray(buffer * before, (buffer + 1) * before), buffer * words)
    }
    this.#held = held
    this.#words = words
  }

  /** What may drain does not depend on what is newer. */
  #findDrains(buffer: BufferId): readonly Drain[] {
    const older = this.older(buffer)
    const index = this.length(older)
    const store = this.newest(buffer)
    const drains = index === 0 ? [] : this.drains(older)
    const mayGo = index === 0 || this.#model.mayDrain(this.entries(buffer).map((id) => this.#stores.entry(id)), index)
    const all = mayGo ? [...drains, { index, store }] : drains
    if (all.length === 1) this.#order[buffer] = ORDER.oldestFirst
    else this.#several.set(buffer, all)
    return all
  }

  #findRest(buffer: BufferId): BufferId {
    const older = this.#pairs.first(buffer - 1)
    const rest = older === 0 ? 0 : this.append(this.withoutOldest(older), this.#pairs.second(buffer - 1))
    this.#rest[buffer] = rest
    return rest
  }

  #withoutEpoch(store: StoreId): StoreId {
    const entry = this.#stores.entry(store)
    return entry.afterSfence ? this.#stores.intern({ ...entry, afterSfence: false }) : store
  }
}
