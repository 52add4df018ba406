import type { Machine, Transition } from '../machine/machine.ts'
import { Walker } from './walker.ts'

/** How hard a schedule is to read. */
export interface ScheduleMetrics {
  /** See `switches`. */
  readonly switches: number
  /** See `delayedDrains`. */
  readonly delayedDrains: number
  /** Transitions. */
  readonly length: number
}

/** Transitions that another core makes than the one before. A drain is its core's. */
export function switches(schedule: readonly Transition[]): number {
  let count = 0
  schedule.forEach(({ core }, i) => {
    if (i > 0 && schedule[i - 1]?.core !== core) count++
  })
  return count
}

/**
 * Drains that do not come right after their store: something else than drains of the same core stands between the step that stored
 * and the drain. Throws when the schedule does not fit the machine.
 */
export function delayedDrains(machine: Machine, schedule: readonly Transition[]): number {
  return measure(machine, schedule).delayedDrains
}

/** All three at once. Throws when the schedule does not fit the machine. */
export function measure(machine: Machine, schedule: readonly Transition[]): ScheduleMetrics {
  // A trap's step, with which a schedule may end, moves nothing: what it does to the run is all the same here.
  const walker = new Walker(machine, 'stop-run')
  const meter = new Meter()
  schedule.forEach((transition, i) => {
    const { core } = transition
    const before = walker.held(core)
    if (transition.kind === 'drain') {
      const k = walker.drainAt(core, transition.index)
      if (k < 0) throw new Error(`transition ${i}: core ${core} has no store ${transition.index} to drain`)
      walker.drain(core, k)
      meter.drained(core, transition.index, before)
    } else if (walker.canStep(core)) {
      walker.exec(core, transition.back)
      meter.stepped(core, walker.held(core) - before)
    } else {
      if (!walker.isAtTrap(core)) throw new Error(`transition ${i}: core ${core} cannot take its step`)
      meter.stepped(core, 0)
    }
  })
  return meter.metrics
}

/** Fewer switches, then fewer delayed drains, then shorter: negative when `a` is the better. */
export function compareMetrics(a: ScheduleMetrics, b: ScheduleMetrics): number {
  return a.switches - b.switches || a.delayedDrains - b.delayedDrains || a.length - b.length
}

/** Measures a schedule while it is walked. */
export class Meter {
  #switches = 0
  #delayedDrains = 0
  #length = 0
  #core = -1
  /** The newest entries of the core's buffer whose drains would come right after their store. */
  #fresh = 0

  get metrics(): ScheduleMetrics {
    return { switches: this.#switches, delayedDrains: this.#delayedDrains, length: this.#length }
  }

  /** `core` has taken its step and stored `stores` times. */
  stepped(core: number, stores: number): void {
    this.#count(core)
    this.#fresh = Math.max(0, stores)
  }

  /** Entry `index` of the `held` stores of `core` has drained. */
  drained(core: number, index: number, held: number): void {
    const isFresh = this.#core === core && index >= held - this.#fresh
    this.#count(core)
    if (isFresh) this.#fresh--
    else this.#delayedDrains++
  }

  #count(core: number): void {
    this.#length++
    if (this.#core === core) return
    if (this.#core >= 0) this.#switches++
    this.#core = core
    this.#fresh = 0
  }
}
