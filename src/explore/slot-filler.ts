/** Slots of a stretch: with what is put into them they stay in a core's own cache. */
const STRETCH_BITS = 15
/** States that are put into slots together. */
const BATCH = 1 << 18

/**
 * Puts states into the empty slots of an open-addressing table that is larger than the caches. In the order in which they were found they
 * would go all over it, and each would wait for memory (a quarter of a search of millions of states was spent on that); so they go a
 * stretch of slots after the other.
 *
 * A slot gets the index of a state, plus 1, and above the bits that an index may have, those of the state's hash.
 */
export class SlotFiller {
  readonly #slots: Int32Array
  readonly #mask: number
  readonly #indexBits: number
  readonly #hashes: Int32Array
  readonly #indices: Int32Array
  /** The states of the batch, by the stretch of their slots. */
  readonly #order: Int32Array
  /** By stretch: where the next of its states goes in `#order`. */
  readonly #ends: Int32Array
  #count = 0

  /**
   * The first `length` of `slots` are filled, with at most `states` states. `most`: the bits below it are those of an index. Lengths and
   * `most` are powers of two.
   */
  constructor(slots: Int32Array, length: number, most: number, states: number) {
    this.#slots = slots
    this.#mask = length - 1
    this.#indexBits = most - 1
    const batch = Math.max(1, Math.min(BATCH, states))
    this.#hashes = new Int32Array(batch)
    this.#indices = new Int32Array(batch)
    this.#order = new Int32Array(batch)
    this.#ends = new Int32Array((length >> STRETCH_BITS) + 1)
  }

  add(index: number, hash: number): void {
    if (this.#count === this.#hashes.length) this.flush()
    this.#indices[this.#count] = index
    this.#hashes[this.#count++] = hash
  }

  /** To be called once all have been added. */
  flush(): void {
    const [hashes, indices, order, slots] = [this.#hashes, this.#indices, this.#order, this.#slots]
    const [mask, indexBits] = [this.#mask, this.#indexBits]
    this.#sort()
    for (let at = 0; at < this.#count; at++) {
      const i = order[at] ?? 0
      const hash = hashes[i] ?? 0
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = (hash & ~indexBits) | ((indices[i] ?? 0) + 1)
    }
    this.#count = 0
  }

  /** Fills `#order`, by counting. */
  #sort(): void {
    const [hashes, order, ends, mask] = [this.#hashes, this.#order, this.#ends, this.#mask]
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
  }
}
