/**
 * Hash-consing of pairs of small integers: equal pairs get the same id, ids count up from 0. Open addressing with linear
 * probing; no allocation except when it grows. 16 bytes a pair at a load of one half.
 */
export class PairTable {
  #slots = new Int32Array(64).fill(-1)
  #first = new Int32Array(32)
  #second = new Int32Array(32)
  #size = 0

  get size(): number {
    return this.#size
  }

  first(id: number): number {
    return this.#first[id] ?? -1
  }

  second(id: number): number {
    return this.#second[id] ?? -1
  }

  /** The id of (a, b), made if it is new: then it equals the `size` of before. */
  intern(a: number, b: number): number {
    const mask = this.#slots.length - 1
    let slot = hashPair(a, b) & mask
    for (;;) {
      const id = this.#slots[slot] ?? -1
      if (id < 0) break
      if (this.#first[id] === a && this.#second[id] === b) return id
      slot = (slot + 1) & mask
    }
    const id = this.#size++
    if (id === this.#first.length) this.#grow()
    this.#first[id] = a
    this.#second[id] = b
    this.#insert(id)
    return id
  }

  #insert(id: number): void {
    const mask = this.#slots.length - 1
    let slot = hashPair(this.first(id), this.second(id)) & mask
    while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    this.#slots[slot] = id
  }

  #grow(): void {
    const capacity = this.#first.length * 2
    const first = new Int32Array(capacity)
    const second = new Int32Array(capacity)
    first.set(this.#first)
    second.set(this.#second)
    this.#first = first
    this.#second = second
    this.#slots = new Int32Array(capacity * 2).fill(-1)
    // The newest id is inserted by the caller.
    for (let id = 0; id < this.#size - 1; id++) this.#insert(id)
  }
}

/** Mixes two integers into 32 well-spread bits (multiply and xor-shift). */
export function hashPair(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}
