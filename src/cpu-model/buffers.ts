import type { MemoryModel } from './model.ts'
import { PairTable } from './pair-table.ts'
import type { StoreEntry, StoreId, Stores } from './stores.ts'

/** Index of a distinct store buffer; 0 is the empty one. */
export type BufferId = number

/** One way in which a buffer can give up an entry. */
export interface Drain {
  /** Position of the entry, 0 being the oldest. */
  readonly index: number
  readonly store: StoreId
  /** The buffer without it. */
  readonly rest: BufferId
}

/** Hash-consed store buffers: a buffer is an older buffer and the store appended to it. */
export class Buffers {
  readonly #model: MemoryModel
  readonly #stores: Stores
  readonly #pairs = new PairTable()
  readonly #entries: (readonly StoreId[])[] = [[]]
  readonly #drains: (readonly Drain[] | undefined)[] = []

  constructor(model: MemoryModel, stores: Stores) {
    this.#model = model
    this.#stores = stores
  }

  /** Its stores, oldest first. */
  entries(buffer: BufferId): readonly StoreId[] {
    const entries = this.#entries[buffer]
    if (!entries) throw new Error(`no buffer ${buffer}`)
    return entries
  }

  append(buffer: BufferId, store: StoreId): BufferId {
    // An SFENCE with nothing before it orders nothing.
    const id = buffer === 0 ? this.#withoutEpoch(store) : store
    const pair = this.#pairs.intern(buffer, id) + 1
    if (pair === this.#entries.length) this.#entries.push([...this.entries(buffer), id])
    return pair
  }

  drains(buffer: BufferId): readonly Drain[] {
    return (this.#drains[buffer] ??= this.#findDrains(buffer))
  }

  #withoutEpoch(store: StoreId): StoreId {
    const entry = this.#stores.entry(store)
    return entry.afterSfence ? this.#stores.intern({ ...entry, afterSfence: false }) : store
  }

  #findDrains(buffer: BufferId): readonly Drain[] {
    const ids = this.entries(buffer)
    const stores = ids.map((id) => this.#stores.entry(id))
    return ids.flatMap((store, index) => {
      if (!this.#model.mayDrain(stores, index)) return []
      return [{ index, store, rest: this.#without(ids, stores, index) }]
    })
  }

  #without(ids: readonly StoreId[], stores: readonly StoreEntry[], index: number): BufferId {
    // The epoch that begins at the drained entry begins at the next one instead.
    const carry = stores[index]?.afterSfence ?? false
    let rest: BufferId = 0
    ids.forEach((id, i) => {
      if (i === index) return
      const entry = stores[i]
      const moved = carry && i === index + 1 && entry ? this.#stores.intern({ ...entry, afterSfence: true }) : id
      rest = this.append(rest, moved)
    })
    return rest
  }
}
