/** Random numbers from a seed: equal seeds give equal numbers, on every machine and in every version of Node. */
export class Random {
  #state: number

  /** `seed`: 0 to 2³²-1. */
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Begins again, as if made with `seed`. */
  restart(seed: number): void {
    this.#state = seed >>> 0
  }

  /** An integer from 0 to `limit` - 1, each as likely as the others. */
  below(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit)
  }

  /** 32 random bits: a Weyl sequence, mixed with the finaliser of MurmurHash3. */
  bits(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0
    let bits = this.#state
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
    return (bits ^ (bits >>> 16)) >>> 0
  }
}
