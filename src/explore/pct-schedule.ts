/**
 * PCT, a randomised scheduler with a guarantee (Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs, ASPLOS 2010). A behaviour has depth d when d ordering constraints between steps are
 * enough for it; a run of at most k steps of n threads shows one of depth d with a probability of at least 1/(n·k^(d-1)).
 *
 * The paper's rules, with n threads, at most k steps, depth d:
 *
 * 1. Give the n threads the priorities d, d+1, … d+n-1 in random order.                                          `start`
 * 2. Pick d-1 priority change points k_1 … k_(d-1) from 1 … k, each at random.                                   `start`
 * 3. Always run the enabled thread of the highest priority.                                                      `pick`
 * 4. When a thread executes step k_i, its priority becomes i: lower than every initial one.                      `#demote`
 *
 * What a thread is here: each core, and each core's store buffer, which moves on by draining. So n is twice the number of cores.
 * Where a core waits until its buffer is empty (`sc`), core and buffer never compete and are one thread.
 *
 * Two additions. A thread may have several ways on (`pso`: which store drains; `relaxed`: which moment a load reads): one of them is
 * taken at random, and the bound is not claimed. And beyond step k, of which the bound says nothing, every step sends its thread
 * behind all others, so that a core that waits for another does not starve it.
 */
import type { MemoryModel } from '../cpu-model/model.ts'
import { Random } from './random.ts'
import type { Scheduler, Ways } from './scheduler.ts'

export interface PctOptions {
  /** d, at least 1. */
  readonly depth: number
  /** k: the most steps that a run is expected to have. */
  readonly steps: number
  readonly cores: number
  readonly model: MemoryModel
}

/** What PCT promises of one run. */
export interface PctBound {
  /** d */
  readonly depth: number
  /** n */
  readonly threads: number
  /** k */
  readonly steps: number
  /** 1/(n·k^(d-1)); undefined when a thread has had several ways on or a run was longer than k: the paper does not cover those. */
  readonly probability: number | undefined
}

export class PctSchedule implements Scheduler {
  readonly #depth: number
  readonly #steps: number
  readonly #threads: number
  readonly #ownBufferThread: boolean
  readonly #random = new Random(0)
  readonly #priority: Int32Array
  /** k_1 … k_(d-1), not in order. */
  readonly #changeAt: Int32Array
  #taken = 0
  #lowest = 0
  #hasChoices: boolean

  constructor({ depth, steps, cores, model }: PctOptions) {
    this.#depth = depth
    this.#steps = Math.max(1, steps)
    this.#ownBufferThread = !model.execNeedsEmptyBuffer
    this.#threads = this.#ownBufferThread ? 2 * cores : cores
    this.#priority = new Int32Array(this.#threads)
    this.#changeAt = new Int32Array(Math.max(0, depth - 1))
    this.#hasChoices = model.loadsFromHistory
  }

  /** k */
  get steps(): number {
    return this.#steps
  }

  /** The bound for each run so far; see `PctBound.probability`. */
  get bound(): PctBound {
    const probability = this.#hasChoices ? undefined : 1 / (this.#threads * this.#steps ** (this.#depth - 1))
    return { depth: this.#depth, threads: this.#threads, steps: this.#steps, probability }
  }

  start(seed: number): void {
    const priority = this.#priority
    this.#random.restart(seed)
    this.#taken = 0
    this.#lowest = 0
    for (let i = 0; i < priority.length; i++) {
      // Fisher and Yates, from the inside out.
      const j = this.#random.below(i + 1)
      priority[i] = priority[j] ?? 0
      priority[j] = this.#depth + i
    }
    for (let i = 0; i < this.#changeAt.length; i++) this.#changeAt[i] = 1 + this.#random.below(this.#steps)
  }

  pick(ways: Ways): number {
    let thread = -1
    let first = 0
    let count = 0
    for (let at = 0; at < ways.count; at++) {
      const candidate = this.#threadOf(ways, at)
      if (candidate === thread) {
        count++
      } else if (thread < 0 || (this.#priority[candidate] ?? 0) > (this.#priority[thread] ?? 0)) {
        thread = candidate
        first = at
        count = 1
      }
    }
    this.#taken++
    this.#demote(thread)
    if (count === 1) return first
    this.#hasChoices = true
    return this.#oneOf(ways, thread, this.#random.below(count))
  }

  #demote(thread: number): void {
    for (let i = 0; i < this.#changeAt.length; i++) {
      if (this.#changeAt[i] === this.#taken) this.#priority[thread] = i + 1
    }
    if (this.#taken > this.#steps) this.#priority[thread] = --this.#lowest
  }

  #threadOf(ways: Ways, at: number): number {
    const core = ways.core[at] ?? 0
    if (!this.#ownBufferThread) return core
    return 2 * core + ((ways.drain[at] ?? -1) >= 0 ? 1 : 0)
  }

  /** Way number `wanted` of those of `thread`. */
  #oneOf(ways: Ways, thread: number, wanted: number): number {
    let left = wanted
    for (let at = 0; at < ways.count; at++) if (this.#threadOf(ways, at) === thread && left-- === 0) return at
    throw new Error(`thread ${thread} has no way ${wanted}`)
  }
}
