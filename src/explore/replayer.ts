import { BecameShared } from '../emu/core/became-shared.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { Question } from './exploration.ts'
import { Judge } from './judge.ts'
import { Meter, type ScheduleMetrics } from './schedule-metrics.ts'
import { Walker } from './walker.ts'

/**
 * A transition as it is moved about in a schedule: positions in the buffer change with what is drained before, so a drain is named by
 * its store.
 */
export type Move =
  | { readonly kind: 'exec'; readonly core: number; readonly back: number }
  | { readonly kind: 'drain'; readonly core: number; readonly store: number }

/** A run that has the outcome that is sought. */
export interface Replayed {
  readonly moves: readonly Move[]
  readonly schedule: readonly Transition[]
  readonly metrics: ScheduleMetrics
  /** For each drain the position of the step that made its store; -1 for a step. */
  readonly storedAt: readonly number[]
  /** A trap (or a core that goes on for ever) ended the run; the others need not have ended. */
  readonly isCutOff: boolean
}

/** Makes runs out of lists of moves that need not fit, and keeps those with the outcome that is sought. */
export class Replayer {
  readonly walker: Walker
  readonly #machine: Machine
  readonly #judge: Judge
  readonly #key: string
  readonly #stopCore: boolean
  /** Transitions taken so far, in all replays. */
  taken = 0

  constructor(question: Question, machine: Machine, key: string) {
    this.#machine = machine
    this.walker = new Walker(machine, question.onTrap)
    this.#judge = new Judge(question, machine)
    this.#key = key
    this.#stopCore = question.onTrap === 'stop-core'
  }

  /**
   * Takes `moves` in order, leaves out those that are not possible, and then goes on with as few switches as it can. Undefined when
   * the outcome is another, or is not reached in `mostSteps` transitions.
   */
  replay(moves: readonly Move[], mostSteps: number): Replayed | undefined {
    const { walker } = this
    const taken: Move[] = []
    const schedule: Transition[] = []
    const storedAt: number[] = []
    const holders: number[][] = Array.from({ length: this.#machine.coreCount }, () => [])
    const meter = new Meter()
    let isCutOff = false
    const take = (move: Move): boolean => {
      const { core } = move
      if (move.kind === 'exec') {
        if (!walker.canStep(core)) return false
        const before = walker.held(core)
        const back = Math.min(move.back, walker.momentsBack(core))
        if (!this.tryExec(core, back)) return false
        const stores = walker.held(core) - before
        meter.stepped(core, stores)
        storedAt.push(-1)
        for (let i = 0; i < stores; i++) holders[core]?.push(taken.length)
        taken.push(back === move.back ? move : { kind: 'exec', core, back })
        schedule.push({ kind: 'exec', core, back })
        isCutOff = this.isReachedBy(core)
      } else {
        const k = this.#drainOf(core, move.store)
        if (k < 0) return false
        const before = walker.held(core)
        const index = walker.drainIndex(core, k)
        taken.push({ kind: 'drain', core, store: this.storeOf(core, k) })
        schedule.push({ kind: 'drain', core, index })
        storedAt.push(holders[core]?.splice(index, 1)[0] ?? -1)
        walker.drain(core, k)
        meter.drained(core, index, before)
      }
      this.taken++
      return true
    }
    walker.start()
    for (let core = 0; core < this.#machine.coreCount; core++) isCutOff ||= this.isReachedBy(core)
    for (let at = 0; at < moves.length && !isCutOff; at++) {
      if (taken.length >= mostSteps) return undefined
      const move = moves[at]
      if (move) take(move)
    }
    let core = taken.at(-1)?.core ?? 0
    while (!isCutOff && !walker.isFinished()) {
      if (taken.length >= mostSteps) return undefined
      if (take({ kind: 'drain', core, store: ANY }) || take({ kind: 'exec', core, back: 0 })) continue
      const next = this.#thatCanGoOn()
      // A core that cannot go on although it seems to: its step is one that `tryExec` refuses.
      if (next < 0 || next === core) return undefined
      core = next
    }
    if (!isCutOff && !this.isSoughtEnd()) return undefined
    return { moves: taken, schedule, metrics: meter.metrics, storedAt, isCutOff }
  }

  /** Does `core`, which has just moved, end the run with the outcome that is sought? */
  isReachedBy(core: number): boolean {
    const { walker } = this
    if (!this.#stopCore && walker.isAtTrap(core)) return this.#judge.key(this.#judge.trapped(walker.state, core)) === this.#key
    if (walker.isDiverging(core)) return this.#judge.key(this.#judge.diverged(core)) === this.#key
    return false
  }

  /** Has the finished run the outcome that is sought? */
  isSoughtEnd(): boolean {
    return this.#judge.key(this.#judge.finished(this.walker.state)) === this.#key
  }

  /** The store of drain number `k` of the core. */
  storeOf(core: number, k: number): number {
    const table = this.walker.local(core)
    return table.drainStore[(table.drainAt[this.walker.state[core] ?? 0] ?? 0) + k] ?? 0
  }

  /** The core's step, unless it would teach the machine that more memory is shared: then no schedule so far would fit. */
  tryExec(core: number, back: number): boolean {
    try {
      this.walker.exec(core, back)
      return true
    } catch (error) {
      if (!(error instanceof BecameShared)) throw error
      return false
    }
  }

  /** The drain of that store, or else the core's first; -1 when it has none. */
  #drainOf(core: number, store: number): number {
    const drains = this.walker.local(core).drains[this.walker.state[core] ?? 0] ?? 0
    for (let k = 0; k < drains; k++) if (this.storeOf(core, k) === store) return k
    return drains > 0 ? 0 : -1
  }

  #thatCanGoOn(): number {
    for (let core = 0; core < this.#machine.coreCount; core++) {
      if (this.walker.canStep(core) || this.walker.held(core) > 0) return core
    }
    return -1
  }
}

/** A store that no drain has: the first will do. */
const ANY = -1
