import { hashPair } from './pair-table.ts'
import type { StoreId } from './stores.ts'

/** Words of an entry: a power of two. */
const WORDS = 4
/** Entries at first, and memories from which on there are no more entries than before: powers of two. */
const FIRST = 64
const MOST = 1 << 17

/** What stores have lately made of memories, by a hash of both. Stores repeat themselves. */
export class AppliedStores {
  /** Memory, store + 1 and result. */
  #entries = new Int32Array(FIRST * WORDS)

  /** The memory after `store` has reached `memory`, or -1. */
  get(memory: number, store: StoreId): number {
    const entries = this.#entries
    const at = (hashPair(memory, store) * WORDS) & (entries.length - 1)
    return entries[at] === memory && entries[at + 1] === store + 1 ? (entries[at + 2] ?? 0) : -1
  }

  /** Gives `result`. */
  set(memory: number, store: StoreId, result: number): number {
    const entries = this.#entries
    const at = (hashPair(memory, store) * WORDS) & (entries.length - 1)
    entries[at] = memory
    entries[at + 1] = store + 1
    entries[at + 2] = result
    // Memories are numbered as they are found: what is remembered is forgotten when there is to be more room.
    if (result * WORDS >= entries.length && result < MOST) this.#entries = new Int32Array(entries.length * 2)
    return result
  }
}
