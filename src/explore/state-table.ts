import { hashPair } from '../cpu-model/pair-table.ts'
import type { States } from './steps.ts'

/** Index of a stored state, in the order in which they were found; -1 for none. */
export type StateIndex = number

/** Small enough that a search of a litmus test's few states is not mostly making room for them. */
const CHUNK_BITS = 12
const CHUNK = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK - 1
/** In a state's sleep word: its successors have been made. Sleep sets use the bits below. */
const EXPANDED = 1 << 30

/**
 * The states that a search has stored, each with the state that it was found from. They lie in the order in which they were
 * found, so the table is the queue of a breadth-first search as well.
 *
 * A state of two cores takes 3 words, its origin 2, what it relied on 1, and its slot in the open-addressing table 1 to 2 more at a
 * load between a third and two thirds: 24 to 32 bytes. Chunks are never copied.
 */
export class StateTable implements States {
  readonly #width: number
  readonly #states: Int32Array[] = []
  readonly #parents: Int32Array[] = []
  readonly #choices: Uint16Array[] = []
  readonly #sleeps: Int32Array[] | undefined
  readonly #slept: Int32Array[] | undefined
  readonly #relied: Int32Array[] = []
  readonly #revisions: Uint8Array[] = []
  #slots = new Int32Array(1 << 12)
  #mask = (1 << 12) - 1
  #count = 0
  #slot = 0

  /** `width`: integers a state. With `sleeps` there is room for sleep sets, two words more. */
  constructor(width: number, sleeps: boolean) {
    this.#width = width
    this.#sleeps = sleeps ? [] : undefined
    this.#slept = sleeps ? [] : undefined
  }

  get count(): number {
    return this.#count
  }

  get distinct(): number {
    return this.#count
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return this.#slots.byteLength + this.#states.length * CHUNK * (this.#width * 4 + (this.#sleeps ? 19 : 11))
  }

  /** Copies state `index` into `state`. */
  read(index: StateIndex, state: Int32Array): void {
    const chunk = this.#states[index >> CHUNK_BITS]
    if (!chunk) throw new Error(`no state ${index}`)
    const at = (index & CHUNK_MASK) * this.#width
    for (let i = 0; i < this.#width; i++) state[i] = chunk[at + i] ?? 0
  }

  parent(index: StateIndex): StateIndex {
    return this.#parents[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? -1
  }

  /** Which successor of its parent (counted from 0) the state was found as. */
  choice(index: StateIndex): number {
    return this.#choices[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  /** The transitions, as bits, that need not be taken from the state. */
  sleep(index: StateIndex): number {
    return (this.#sleeps?.[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0) & ~EXPANDED
  }

  slept(index: StateIndex): number {
    return this.#slept?.[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  revision(index: StateIndex): number {
    return this.#revisions[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  relied(index: StateIndex): number {
    return this.#relied[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  rely(index: StateIndex, set: number): void {
    const chunk = this.#relied[index >> CHUNK_BITS]
    if (chunk) chunk[index & CHUNK_MASK] = set
  }

  claim(index: StateIndex): number {
    const chunk = this.#sleeps?.[index >> CHUNK_BITS]
    if (!chunk) return 0
    const sleep = chunk[index & CHUNK_MASK] ?? 0
    chunk[index & CHUNK_MASK] = sleep | EXPANDED
    return sleep & ~EXPANDED
  }

  wake(index: StateIndex, sleep: number): number {
    const chunk = this.#sleeps?.[index >> CHUNK_BITS]
    if (!chunk) return 0
    const before = chunk[index & CHUNK_MASK] ?? 0
    const woken = before & ~sleep & ~EXPANDED
    if (woken === 0) return 0
    chunk[index & CHUNK_MASK] = before & ~woken
    return (before & EXPANDED) === 0 ? 0 : woken
  }

  /** The index of `state`, or -1. Remembers the place for an `add` that follows. */
  find(state: Int32Array): StateIndex {
    const width = this.#width
    const mask = this.#mask
    let slot = this.#hash(state, 0) & mask
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1
      if (index < 0) break
      const chunk = this.#states[index >> CHUNK_BITS]
      const at = (index & CHUNK_MASK) * width
      let i = 0
      while (i < width && chunk?.[at + i] === state[i]) i++
      if (i === width) return index
      slot = (slot + 1) & mask
    }
    this.#slot = slot
    return -1
  }

  /** Stores `state`, which the last call of `find` has not found. Gives its index. */
  add(state: Int32Array, parent: StateIndex, choice: number, sleep: number, slept: number, revision: number): StateIndex {
    const width = this.#width
    const index = this.#count++
    if ((index & CHUNK_MASK) === 0) {
      this.#states.push(new Int32Array(CHUNK * width))
      this.#parents.push(new Int32Array(CHUNK))
      this.#choices.push(new Uint16Array(CHUNK))
      this.#sleeps?.push(new Int32Array(CHUNK))
      this.#slept?.push(new Int32Array(CHUNK))
      this.#relied.push(new Int32Array(CHUNK))
      this.#revisions.push(new Uint8Array(CHUNK))
    }
    const chunk = this.#states[index >> CHUNK_BITS]
    const parents = this.#parents[index >> CHUNK_BITS]
    const choices = this.#choices[index >> CHUNK_BITS]
    const revisions = this.#revisions[index >> CHUNK_BITS]
    if (!chunk || !parents || !choices || !revisions) throw new Error('a chunk is missing')
    const at = (index & CHUNK_MASK) * width
    for (let i = 0; i < width; i++) chunk[at + i] = state[i] ?? 0
    parents[index & CHUNK_MASK] = parent
    choices[index & CHUNK_MASK] = choice
    revisions[index & CHUNK_MASK] = revision
    const sleeps = this.#sleeps?.[index >> CHUNK_BITS]
    if (sleeps) sleeps[index & CHUNK_MASK] = sleep
    const slepts = this.#slept?.[index >> CHUNK_BITS]
    if (slepts) slepts[index & CHUNK_MASK] = slept
    this.#slots[this.#slot] = index + 1
    if (this.#count * 3 > this.#slots.length * 2) this.#grow()
    return index
  }

  #hash(words: Int32Array, at: number): number {
    return hashWords(words, at, this.#width)
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    this.#mask = this.#slots.length - 1
    for (let index = 0; index < this.#count; index++) {
      const chunk = this.#states[index >> CHUNK_BITS]
      if (!chunk) throw new Error('a chunk is missing')
      let slot = this.#hash(chunk, (index & CHUNK_MASK) * this.#width) & this.#mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
      this.#slots[slot] = index + 1
    }
  }
}

/** Mixes `width` words from `at` on. */
export function hashWords(words: Int32Array, at: number, width: number): number {
  let hash = 0
  for (let i = 0; i < width; i++) hash = hashPair(words[at + i] ?? 0, hash)
  return hash ^ (hash >>> 16)
}
