import type { Transition } from '../machine/machine.ts'
import { Random } from './random.ts'
import type { Scheduler, Ways } from './scheduler.ts'

/**
 * A scheduler that throws dice: each possible transition is as likely as the others. Equal seeds give equal choices, on every machine
 * and in every version of Node.
 */
export class RandomSchedule implements Scheduler {
  readonly #random: Random

  /** `seed`: 0 to 2³²-1. */
  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  start(seed: number): void {
    this.#random.restart(seed)
  }

  pick(ways: Ways): number {
    return this.#random.below(ways.count)
  }

  /** One of `transitions`; undefined when there is none. */
  choose(transitions: readonly Transition[]): Transition | undefined {
    return transitions[this.#random.below(transitions.length)]
  }
}
