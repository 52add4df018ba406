import type { LocalTable } from '../machine/local-table.ts'
import { STEP } from '../machine/node-table.ts'
import type { Machine, State, Transition } from '../machine/machine.ts'
import { newTargets } from '../machine/machine.ts'
import { addWay, type Ways } from './scheduler.ts'

/**
 * A machine's state that is walked in place, without allocation: for many runs of which only the ends matter. `Run` has the same
 * transitions in the same order, and describes them.
 */
export class Walker {
  readonly machine: Machine
  /** The state now. May be overwritten with another. */
  readonly state: State
  readonly #stopCore: boolean
  readonly #locals: readonly LocalTable[]
  readonly #isOrdered: boolean
  readonly #targets = newTargets()

  constructor(machine: Machine, onTrap: 'stop-run' | 'stop-core') {
    this.machine = machine
    this.state = machine.initialState()
    this.#stopCore = onTrap === 'stop-core'
    this.#locals = machine.locals
    this.#isOrdered = machine.isOrdered
  }

  /** Back to the beginning. */
  start(): void {
    this.state.fill(0)
  }

  local(core: number): LocalTable {
    const table = this.#locals[core]
    if (!table) throw new Error(`no core ${core}`)
    return table
  }

  /** Everything that can happen next, as `Run.transitions` has it; the steps that end a run at a trap come last. */
  findWays(ways: Ways): void {
    ways.count = 0
    for (let core = 0; core < this.#locals.length; core++) {
      const table = this.local(core)
      const local = this.state[core] ?? 0
      if (this.canStep(core)) {
        const moments = this.machine.history ? this.momentsBack(core) : 0
        for (let back = 0; back <= moments; back++) addWay(ways, core, -1, back)
      }
      const drains = table.drains[local] ?? 0
      for (let k = 0; k < drains; k++) addWay(ways, core, k, 0)
    }
    if (this.#stopCore) return
    for (let core = 0; core < this.#locals.length; core++) if (this.isAtTrap(core)) addWay(ways, core, -1, 0)
  }

  /** Can the core take its step? A trap is none. */
  canStep(core: number): boolean {
    return (
      this.local(core).enabled[this.state[core] ?? 0] === 1 &&
      !(this.#isOrdered && this.machine.isWaiting(this.state, core))
    )
  }

  /** How many moments back the load of the core's step may be performed. */
  momentsBack(core: number): number {
    const { history, coreCount } = this.machine
    const table = this.local(core)
    const local = this.state[core] ?? 0
    if (!history || table.step[local] !== STEP.load) return 0
    const cells = table.cellsRead(local)
    return cells.length > 0 ? history.moments(this.state[coreCount] ?? 0, core, cells) : 0
  }

  /** The core takes its step, which must be possible. */
  exec(core: number, back: number): void {
    const { state, machine } = this
    if (back > 0) {
      const next = machine.step(state, { kind: 'exec', core, back })
      if (!next) throw new Error(`core ${core} cannot read ${back} moments back`)
      state.set(next)
      return
    }
    const n = this.#locals.length
    machine.exec(core, state[core] ?? 0, state[n] ?? 0, this.#targets)
    state[core] = this.#targets.local[0] ?? 0
    state[n] = this.#targets.shared[0] ?? 0
  }

  /** Drain number `k` of the core reaches memory. */
  drain(core: number, k: number): void {
    const { state } = this
    const n = this.#locals.length
    const local = state[core] ?? 0
    state[n] = this.machine.drain(core, local, k, state[n] ?? 0)
    state[core] = this.local(core).drained(local, k)
  }

  /** Drain number `k` of the core, as a position in its buffer. */
  drainIndex(core: number, k: number): number {
    return this.machine.drainIndex(core, this.state[core] ?? 0, k)
  }

  /** Which of the core's drains is that of entry `index` of its buffer; -1 when that entry must wait. */
  drainAt(core: number, index: number): number {
    const drains = this.machine.buffers.drains(this.local(core).buffer(this.state[core] ?? 0))
    return drains.findIndex((drain) => drain.index === index)
  }

  /** One of `findWays` as a transition. */
  transition(ways: Ways, at: number): Transition {
    const core = ways.core[at] ?? 0
    const k = ways.drain[at] ?? -1
    return k >= 0
      ? { kind: 'drain', core, index: this.drainIndex(core, k) }
      : { kind: 'exec', core, back: ways.back[at] ?? 0 }
  }

  /** Stores in the core's buffer. */
  held(core: number): number {
    const buffer = this.local(core).buffer(this.state[core] ?? 0)
    return this.machine.buffers.length(buffer)
  }

  isAtTrap(core: number): boolean {
    return this.local(core).step[this.state[core] ?? 0] === STEP.trap
  }

  /** Does the core run for ever on its own from here? */
  isDiverging(core: number): boolean {
    return this.local(core).step[this.state[core] ?? 0] === STEP.diverge
  }

  /** Has the core done all that it will, and has its buffer drained? */
  isDone(core: number): boolean {
    const table = this.local(core)
    const local = this.state[core] ?? 0
    const step = table.step[local]
    return (step === STEP.ended || (this.#stopCore && step === STEP.trap)) && table.buffer(local) === 0
  }

  isFinished(): boolean {
    for (let core = 0; core < this.#locals.length; core++) if (!this.isDone(core)) return false
    return true
  }
}
