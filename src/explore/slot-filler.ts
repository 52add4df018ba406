/** Slots of a stretch: with what is put into them they stay in a core's own cache. */
const STRETCH_BITS = 15
/** States that are put into slots together. */
const BATCH = 1 << 18

/**
 * Puts states into the empty slots of a table that is larger than the caches. In the order in which they were found they would go
 * all over it, and each would wait for memory (a quarter of a search of millions of states was spent on that); so they go a stretch of
 * slots after the other.
 *
 * A slot gets what `StateTable` has in it: the index of a state, plus 1, and above that the bits of the state's hash that do not say which
 * slot is its own.
 */
export class SlotFiller {
  readonly #slots: Int32Array
  readonly #stretches: number
  readonly #hashes: Int32Array
  /** The states of the batch, by the stretch of their slots. */
  readonly #order: Int32Array
  /** By stretch: where the next of its states goes in `#order`. */
  readonly #ends: Int32Array
  /** Index of the batch's first state. */
  #first = 0
  #count = 0

  /** `states`: how many will be added. */
  constructor(slots: Int32Array, states: number) {
    this.#slots = slots
    this.#stretches = slots.length >> STRETCH_BITS
    const batch = Math.min(BATCH, states)
    this.#hashes = new Int32Array(batch)
    this.#order = new Int32Array(batch)
    this.#ends = new Int32Array(this.#stretches + 1)
  }

  /** The next state; the first is number 0. */
  add(hash: number): void {
    if (this.#count === this.#hashes.length) this.flush()
    this.#hashes[this.#count++] = hash
  }

  /** To be called once all have been added. */
  flush(): void {
    const [hashes, order, ends, slots] = [this.#hashes, this.#order, this.#ends, this.#slots]
    const mask = slots.length - 1
    ends.fill(0)
    for (let i = 0; i < this.#count; i++) {
      const stretch = ((hashes[i] ?? 0) & mask) >> STRETCH_BITS
      ends[stretch + 1] = (ends[stretch + 1] ?? 0) + 1
    }
    for (let stretch = 1; stretch < ends.length; stretch++) ends[stretch] = (ends[stretch] ?? 0) + (ends[stretch - 1] ?? 0)
    for (let i = 0; i < this.#count; i++) {
      const stretch = ((hashes[i] ?? 0) & mask) >> STRETCH_BITS
      const at = ends[stretch] ?? 0
      order[at] = i
      ends[stretch] = at + 1
    }
    for (let at = 0; at < this.#count; at++) {
      const i = order[at] ?? 0
      const hash = hashes[i] ?? 0
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = (hash & ~mask) | (this.#first + i + 1)
    }
    this.#first += this.#count
    this.#count = 0
  }
}
