import { hashPair } from '../cpu-model/pair-table.ts'
import { Packing } from './packing.ts'
import { SlotFiller } from './slot-filler.ts'
import type { States } from './steps.ts'

/** Index of a stored state, in the order in which they were found; -1 for none. */
export type StateIndex = number

const CHUNK_BITS = 12
const CHUNK = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK - 1
/** The first chunk begins with room for so many, so that a search of a litmus test's few states is not mostly making room for them. */
const FIRST_ROOM = 128
/** Slots at first. */
const FIRST_SLOTS = 256

/** Choices from here on are in a map. */
const LARGE_CHOICE = 0xff

/** Of a chunk's bytes, those of its parents and choices. */
const ORIGIN_BYTES = 5

type Words = Uint8Array | Uint16Array | Int32Array

/**
 * The states that a search has stored, each with the state that it was found from. They lie in the order in which they were
 * found, so the table is the queue of a breadth-first search as well.
 *
 * A state's numbers are packed, each with as many bits as the largest so far needs; when one outgrows them, all states are packed anew.
 * A state of two cores with 20,000 local states each takes 8 bytes then, its origin 5, its sleep sets 2, what it relied on 2, and its slot
 * in the open-addressing table 5 to 11 at a load between three eighths and three quarters. Chunks are never copied.
 *
 * A slot has the index of a state, plus 1, in as many low bits as number the slots, and above them those bits of the state's hash: most
 * other states are told apart without a look at them.
 */
export class StateTable implements States {
  readonly #fields: number
  #packing: Packing
  /** Words of a state. */
  #width: number
  readonly #states: Int32Array[] = []
  readonly #parents: Int32Array[] = []
  readonly #choices: Uint8Array[] = []
  readonly #largeChoices = new Map<StateIndex, number>()
  /** Sleep sets, and the `#expanded` bit. */
  readonly #sleeps: Words[] | undefined
  /** What slept when the way to the state began. */
  readonly #slept: Words[] | undefined
  readonly #makeSleeps: (length: number) => Words
  /** In a state's sleep word: its successors have been made. Sleep sets use the bits below. */
  readonly #expanded: number
  /** Numbers of sets: of two bytes, or in a chunk where that is too few, of four. */
  readonly #relied: (Uint16Array | Int32Array)[] = []
  /** The states from `index` on were found under `revision`. */
  readonly #revisions: { readonly index: StateIndex; readonly revision: number }[] = []
  #slots = new Int32Array(FIRST_SLOTS)
  #count = 0
  /** States that the chunks have room for. */
  #room = 0
  /** Of the last `find`: the state packed, its hash, and the slot where it would be. */
  #key: Int32Array
  #hash = 0
  #slot = 0

  /** `fields`: numbers that a state consists of. With `sleeps` there is room for sleep sets. */
  constructor(fields: number, sleeps: boolean) {
    this.#fields = fields
    this.#packing = Packing.of(fields)
    this.#width = this.#packing.words
    this.#key = new Int32Array(this.#width)
    this.#sleeps = sleeps ? [] : undefined
    this.#slept = sleeps ? [] : undefined
    // Two bits a core, which all fields but one stand for.
    const sleepBits = 2 * (fields - 1)
    this.#expanded = 1 << sleepBits
    this.#makeSleeps = (length) =>
      sleepBits < 8 ? new Uint8Array(length) : sleepBits < 16 ? new Uint16Array(length) : new Int32Array(length)
  }

  get count(): number {
    return this.#count
  }

  get distinct(): number {
    return this.#count
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    const chunks = [this.#states, this.#sleeps ?? [], this.#slept ?? [], this.#relied].flat()
    return this.#slots.byteLength + this.#room * ORIGIN_BYTES +
      chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Copies state `index` into `state`. */
  read(index: StateIndex, state: Int32Array): void {
    const chunk = this.#states[index >> CHUNK_BITS]
    if (!chunk) throw new Error(`no state ${index}`)
    this.#packing.unpack(chunk, (index & CHUNK_MASK) * this.#width, state)
  }

  parent(index: StateIndex): StateIndex {
    return this.#parents[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? -1
  }

  /** Which successor of its parent (counted from 0) the state was found as. */
  choice(index: StateIndex): number {
    const choice = this.#choices[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
    return choice < LARGE_CHOICE ? choice : (this.#largeChoices.get(index) ?? choice)
  }

  /** The transitions, as bits, that need not be taken from the state. */
  sleep(index: StateIndex): number {
    return (this.#sleeps?.[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0) & ~this.#expanded
  }

  slept(index: StateIndex): number {
    return this.#slept?.[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  revision(index: StateIndex): number {
    return this.#revisions.findLast((from) => from.index <= index)?.revision ?? 0
  }

  relied(index: StateIndex): number {
    return this.#relied[index >> CHUNK_BITS]?.[index & CHUNK_MASK] ?? 0
  }

  rely(index: StateIndex, set: number): void {
    const number = index >> CHUNK_BITS
    let chunk = this.#relied[number]
    if (!chunk) return
    if (set > 0xffff && chunk instanceof Uint16Array) this.#relied[number] = chunk = Int32Array.from(chunk)
    chunk[index & CHUNK_MASK] = set
  }

  claim(index: StateIndex): number {
    const chunk = this.#sleeps?.[index >> CHUNK_BITS]
    if (!chunk) return 0
    const sleep = chunk[index & CHUNK_MASK] ?? 0
    chunk[index & CHUNK_MASK] = sleep | this.#expanded
    return sleep & ~this.#expanded
  }

  wake(index: StateIndex, sleep: number): number {
    const chunk = this.#sleeps?.[index >> CHUNK_BITS]
    if (!chunk) return 0
    const before = chunk[index & CHUNK_MASK] ?? 0
    const woken = before & ~sleep & ~this.#expanded
    if (woken === 0) return 0
    chunk[index & CHUNK_MASK] = before & ~woken
    return (before & this.#expanded) === 0 ? 0 : woken
  }

  /** The index of `state`, or -1. Remembers the place for an `add` that follows. */
  find(state: Int32Array): StateIndex {
    if (!this.#packing.pack(state, this.#key)) this.#widen(state)
    const width = this.#width
    const key = this.#key
    const slots = this.#slots
    const mask = slots.length - 1
    const hash = hashWords(key, 0, width)
    let slot = hash & mask
    for (;;) {
      const found = slots[slot] ?? 0
      if (found === 0) break
      if (((found ^ hash) & ~mask) === 0) {
        const index = (found & mask) - 1
        const chunk = this.#states[index >> CHUNK_BITS]
        const at = (index & CHUNK_MASK) * width
        let i = 0
        while (i < width && chunk?.[at + i] === key[i]) i++
        if (i === width) return index
      }
      slot = (slot + 1) & mask
    }
    this.#hash = hash
    this.#slot = slot
    return -1
  }

  /** Stores `state`, which the last call of `find` has not found. Gives its index. */
  add(_state: Int32Array, parent: StateIndex, choice: number, sleep: number, slept: number, revision: number): StateIndex {
    const width = this.#width
    const index = this.#count++
    const offset = index & CHUNK_MASK
    if (index === this.#room) this.#makeRoom()
    const number = index >> CHUNK_BITS
    const chunk = this.#states[number]
    const parents = this.#parents[number]
    const choices = this.#choices[number]
    if (!chunk || !parents || !choices) throw new Error('a chunk is missing')
    const key = this.#key
    for (let i = 0; i < width; i++) chunk[offset * width + i] = key[i] ?? 0
    parents[offset] = parent
    choices[offset] = Math.min(choice, LARGE_CHOICE)
    if (choice >= LARGE_CHOICE) this.#largeChoices.set(index, choice)
    if (revision !== (this.#revisions[this.#revisions.length - 1]?.revision ?? 0)) this.#revisions.push({ index, revision })
    const sleeps = this.#sleeps?.[number]
    const slepts = this.#slept?.[number]
    if (sleeps) sleeps[offset] = sleep
    if (slepts) slepts[offset] = slept
    const mask = this.#slots.length - 1
    this.#slots[this.#slot] = (this.#hash & ~mask) | (index + 1)
    if (this.#count * 4 > this.#slots.length * 3) this.#fillSlots(this.#slots.length * 2)
    return index
  }

  /** One more chunk, or the whole of the first. */
  #makeRoom(): void {
    const isOutgrown = this.#room === FIRST_ROOM
    const length = this.#room === 0 ? FIRST_ROOM : CHUNK
    const add = <T extends Words>(chunks: T[], chunk: T): void => {
      const first = isOutgrown ? chunks.pop() : undefined
      if (first) chunk.set(first)
      chunks.push(chunk)
    }
    add(this.#states, new Int32Array(length * this.#width))
    add(this.#parents, new Int32Array(length))
    add(this.#choices, new Uint8Array(length))
    if (this.#sleeps) add(this.#sleeps, this.#makeSleeps(length))
    if (this.#slept) add(this.#slept, this.#makeSleeps(length))
    const relied = isOutgrown && this.#relied[0] instanceof Int32Array ? new Int32Array(length) : new Uint16Array(length)
    add(this.#relied, relied)
    this.#room = isOutgrown ? CHUNK : this.#room + length
  }

  #fillSlots(length: number): void {
    this.#slots = new Int32Array(length)
    const filler = new SlotFiller(this.#slots, length, length, this.#count)
    const width = this.#width
    let index = 0
    this.#forEach((chunk, at) => filler.add(index++, hashWords(chunk, at, width)))
    filler.flush()
  }

  /** Gives the numbers of `state` room and packs everything anew, and `state` into `#key`. */
  #widen(state: Int32Array): void {
    const old = this.#packing
    const record = new Int32Array(this.#fields)
    const used = state.slice()
    this.#forEach((chunk, at) => {
      old.unpack(chunk, at, record)
      for (let field = 0; field < used.length; field++) used[field] = (used[field] ?? 0) | (record[field] ?? 0)
    })
    const packing = old.widened(state, used)
    const key = new Int32Array(packing.words)
    this.#states.forEach((chunk, number) => {
      const packed = new Int32Array(chunk.length / old.words * packing.words)
      const end = Math.min(CHUNK, this.#count - number * CHUNK)
      for (let offset = 0; offset < end; offset++) {
        old.unpack(chunk, offset * old.words, record)
        packing.pack(record, key)
        packed.set(key, offset * packing.words)
      }
      this.#states[number] = packed
    })
    this.#packing = packing
    this.#width = packing.words
    this.#key = key
    this.#fillSlots(this.#slots.length)
    packing.pack(state, key)
  }

  /** Tells of each state in which chunk it lies, and from which word on. */
  #forEach(visit: (chunk: Int32Array, at: number) => void): void {
    const width = this.#width
    this.#states.forEach((chunk, number) => {
      const end = Math.min(CHUNK, this.#count - number * CHUNK) * width
      for (let at = 0; at < end; at += width) visit(chunk, at)
    })
  }
}

/** Mixes `width` words from `at` on. */
export function hashWords(words: Int32Array, at: number, width: number): number {
  let hash = 0
  for (let i = 0; i < width; i++) hash = hashPair(words[at + i] ?? 0, hash)
  return hash ^ (hash >>> 16)
}
