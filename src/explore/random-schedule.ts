import type { Transition } from '../machine/machine.ts'

/**
 * A scheduler that throws dice: which of the possible transitions comes next. Equal seeds give equal choices, on every machine and
 * in every version of Node.
 */
export class RandomSchedule {
  #state: number

  /** `seed`: 0 to 2³²-1. */
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** One of `transitions`, each as likely as the others; undefined when there is none. */
  choose(transitions: readonly Transition[]): Transition | undefined {
    return transitions[Math.floor((this.#next() / 2 ** 32) * transitions.length)]
  }

  /** 32 random bits: a Weyl sequence, mixed with the finaliser of MurmurHash3. */
  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0
    let bits = this.#state
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
    return (bits ^ (bits >>> 16)) >>> 0
  }
}
