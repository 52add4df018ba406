import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import type { State } from '../../machine/machine.ts'
import { SlotFiller } from '../slot-filler.ts'
import { hashWords } from '../state-table.ts'
import type { SharedCellSets } from './shared-cell-sets.ts'
import type { States } from '../steps.ts'

/** The arrays of `ConcurrentStates`: send them to another thread. */
export interface ConcurrentStatesArrays {
  /** Numbers that a state consists of. */
  readonly width: number
  /**
   * `HEAD + width` words a state: see `PARENT` and the others, then its numbers. They lie together because a thread that looks at one of
   * them mostly looks at all, and because each line of the cache that two threads write to costs both of them.
   */
  readonly records: Int32Array
  /**
   * Open addressing: number + 1 of a state, 0 for none; with the bits of its hash that a number does not need, so that few other states are
   * looked at. The first `SLOTS` are in use.
   */
  readonly slots: Int32Array
  /** Words: see `COUNT`, `DUPLICATES`, `SLOTS`. */
  readonly control: Int32Array
}

/** Number of the parent + 2; 0 while the state is being written, `DUPLICATE` when another thread had it first. */
const PARENT = 0
/** The choice, and above `CHOICE_BITS` the revision. */
const CHOICE = 1
/** Sleep set and the `EXPANDED` bit. */
const SLEEP = 2
/** What slept when the way to the state began. */
const SLEPT = 3
/** Number of a set of what was relied on. */
const RELIED = 4
const HEAD = 5

const CHOICE_BITS = 16

const COUNT = 0
const DUPLICATES = 1
const SLOTS = 2
const DUPLICATE = -1
const EXPANDED = 1 << 30

const SPINS = 1000
const NAP_MILLISECONDS = 1
/** A thread that has not done for so long what takes it a microsecond will not do it any more. */
const MOST_NAPS = 60_000

/** Slots that are in use at first, and by how much there are more when half of them are filled: powers of two. */
const FIRST_SLOTS = 1 << 16
const GROWTH = 4

/** `slots`: a power of two; two thirds of them can be filled. Pages that are never touched cost nothing. */
export function concurrentStatesArrays(width: number, slots: number): ConcurrentStatesArrays {
  const capacity = Math.floor((slots * 2) / 3)
  const control = new Int32Array(new SharedArrayBuffer(12))
  control[SLOTS] = Math.min(FIRST_SLOTS, slots / GROWTH)
  return {
    width,
    records: new Int32Array(new SharedArrayBuffer(capacity * (HEAD + width) * 4)),
    slots: new Int32Array(new SharedArrayBuffer(slots * 4)),
    control,
  }
}

/**
 * A set of states that several threads fill without locks. A thread writes the state at the end, claims a slot for it by
 * compare-and-swap, and publishes it by its parent; when another thread had the same state first, its own copy is left unused.
 * `add` throws `OutOfRoom`.
 *
 * A table of slots that is much larger than it need be would have a page of memory for each state. So it grows, which nobody may see:
 * the threads pause meanwhile.
 */
export class ConcurrentStates implements States {
  readonly arrays: ConcurrentStatesArrays
  /** How many states there is room for. */
  readonly capacity: number
  readonly #reliances: SharedCellSets
  readonly #width: number
  /** Words of a state. */
  readonly #size: number
  readonly #records: Int32Array
  #slot = 0
  #hash = 0
  /** Called before a state is added that other threads may read at once. */
  beforeAdd: () => void = () => undefined

  /** `reliances`: those that are kept with states. */
  constructor(arrays: ConcurrentStatesArrays, reliances: SharedCellSets) {
    this.arrays = arrays
    this.#reliances = reliances
    this.#width = arrays.width
    this.#size = HEAD + arrays.width
    this.#records = arrays.records
    this.capacity = arrays.records.length / this.#size
  }

  /** Numbers given out, unused ones among them. */
  get count(): number {
    return Math.min(Atomics.load(this.arrays.control, COUNT), this.capacity)
  }

  /** States in the set. */
  get distinct(): number {
    return this.count - Atomics.load(this.arrays.control, DUPLICATES)
  }

  get bytes(): number {
    return this.count * this.#size * 4 + this.#slots * 4
  }

  get #slots(): number {
    return this.arrays.control[SLOTS] ?? 0
  }

  /** Should it grow as soon as nobody else looks? */
  get isCrowded(): boolean {
    return this.count * 2 > this.#slots && this.#slots < this.arrays.slots.length
  }

  /** While no other thread looks: makes more slots, if it is crowded. */
  grow(): void {
    if (!this.isCrowded) return
    const { slots, control } = this.arrays
    slots.fill(0, 0, this.#slots)
    control[SLOTS] = Math.min(this.#slots * GROWTH, slots.length)
    const { count } = this
    const filler = new SlotFiller(slots, this.#slots, slots.length, count)
    for (let index = 0; index < count; index++) {
      const at = index * this.#size
      if (this.#records[at + PARENT] !== DUPLICATE) filler.add(index, hashWords(this.#records, at + HEAD, this.#width))
    }
    filler.flush()
  }

  #entry(index: number, hash: number): number {
    return (hash & -this.arrays.slots.length) | (index + 1)
  }

  /** Waits until state `index` can be read. False when it is an unused copy. */
  isUsed(index: number): boolean {
    const records = this.#records
    const at = index * this.#size + PARENT
    for (let spins = 0; ; spins++) {
      const parent = Atomics.load(records, at)
      if (parent !== 0) return parent !== DUPLICATE
      // Whoever writes it may have to wait for a processor.
      if (spins > SPINS) Atomics.wait(records, at, 0, NAP_MILLISECONDS)
      if (spins > SPINS + MOST_NAPS) throw new Error('a helper thread has died')
    }
  }

  read(index: number, state: State): void {
    const from = index * this.#size + HEAD
    for (let i = 0; i < this.#width; i++) state[i] = this.#records[from + i] ?? 0
  }

  parent(index: number): number {
    return (this.#records[index * this.#size + PARENT] ?? 1) - 2
  }

  choice(index: number): number {
    return (this.#records[index * this.#size + CHOICE] ?? 0) & ((1 << CHOICE_BITS) - 1)
  }

  find(state: State): number {
    const { slots } = this.arrays
    const mask = this.#slots - 1
    const hash = hashWords(state, 0, this.#width)
    let slot = hash & mask
    for (;;) {
      const entry = Atomics.load(slots, slot)
      if (entry === 0) break
      const index = this.#indexIn(entry, hash)
      if (index >= 0 && this.#isState(index, state)) return index
      slot = (slot + 1) & mask
    }
    this.#slot = slot
    this.#hash = hash
    return -1
  }

  add(state: State, parent: number, choice: number, sleep: number, slept: number, revision: number): number {
    const { slots, control } = this.arrays
    const records = this.#records
    this.beforeAdd()
    const index = Atomics.add(control, COUNT, 1)
    const at = index * this.#size
    if (index >= this.capacity || index * 8 > this.#slots * 7) {
      // Nobody is to wait for it.
      if (index < this.capacity) Atomics.store(records, at + PARENT, DUPLICATE)
      throw new OutOfRoom('more states than there is room for')
    }
    records[at + CHOICE] = choice | (revision << CHOICE_BITS)
    records[at + SLEEP] = sleep
    records[at + SLEPT] = slept
    for (let i = 0; i < this.#width; i++) records[at + HEAD + i] = state[i] ?? 0
    const mask = this.#slots - 1
    const hash = this.#hash
    for (let slot = this.#slot; ; slot = (slot + 1) & mask) {
      const entry = Atomics.compareExchange(slots, slot, 0, this.#entry(index, hash))
      if (entry === 0) break
      const found = this.#indexIn(entry, hash)
      if (found >= 0 && this.#isState(found, state)) {
        Atomics.add(control, DUPLICATES, 1)
        Atomics.store(records, at + PARENT, DUPLICATE)
        return -1 - found
      }
    }
    Atomics.store(records, at + PARENT, parent + 2)
    return index
  }

  /** The number in a slot, or -1 when it is of a state with another hash. */
  #indexIn(entry: number, hash: number): number {
    const most = this.arrays.slots.length
    return ((entry ^ hash) & -most) === 0 ? (entry & (most - 1)) - 1 : -1
  }

  revision(index: number): number {
    return (this.#records[index * this.#size + CHOICE] ?? 0) >>> CHOICE_BITS
  }

  relied(index: number): number {
    return Atomics.load(this.#records, index * this.#size + RELIED)
  }

  rely(index: number, set: number): void {
    const at = index * this.#size + RELIED
    for (;;) {
      // Another thread may have expanded the state meanwhile, and relied on something else.
      const before = Atomics.load(this.#records, at)
      if (Atomics.compareExchange(this.#records, at, before, this.#reliances.join(set, before)) === before) return
    }
  }

  slept(index: number): number {
    return this.#records[index * this.#size + SLEPT] ?? 0
  }

  sleep(index: number): number {
    return Atomics.load(this.#records, index * this.#size + SLEEP) & ~EXPANDED
  }

  claim(index: number): number {
    return Atomics.or(this.#records, index * this.#size + SLEEP, EXPANDED) & ~EXPANDED
  }

  wake(index: number, sleep: number): number {
    const at = index * this.#size + SLEEP
    for (;;) {
      const before = Atomics.load(this.#records, at)
      const woken = before & ~sleep & ~EXPANDED
      if (woken === 0) return 0
      if (Atomics.compareExchange(this.#records, at, before, before & ~woken) === before) {
        return (before & EXPANDED) === 0 ? 0 : woken
      }
    }
  }

  #isState(index: number, state: State): boolean {
    const from = index * this.#size + HEAD
    for (let i = 0; i < this.#width; i++) if (this.#records[from + i] !== state[i]) return false
    return true
  }
}
