import { STEP } from './node-table.ts'
import { describeTransition, type TransitionEvent } from './event.ts'
import { isRestart, type Machine, type State, type Transition } from './machine.ts'

/** How a run stands. */
export type RunStatus = 'running' | 'finished' | 'trapped' | 'stuck'

/** `forward-only`: nothing is kept of the way, so a run may be as long as it likes; `restart` errors are for the caller then. */
export type RunMemory = 'keeps-history' | 'forward-only'

/**
 * One run of a machine, a transition at a time, with the way back. Interactive stepping, replay and random runs all go through
 * here. A trap is a step of its own: the core that stands at one executes it, and the run is over.
 */
export class Run {
  readonly machine: Machine
  readonly #stopCore: boolean
  readonly #keepsHistory: boolean
  #states: State[]
  #schedule: Transition[] = []
  #trapped: number | undefined

  constructor(machine: Machine, onTrap: 'stop-run' | 'stop-core' = 'stop-run', memory: RunMemory = 'keeps-history') {
    this.machine = machine
    this.#keepsHistory = memory === 'keeps-history'
    this.#stopCore = onTrap === 'stop-core'
    this.#states = [machine.initialState()]
  }

  /** The transitions taken so far; none in a run that is `forward-only`. */
  get schedule(): readonly Transition[] {
    return this.#schedule
  }

  get state(): State {
    return this.#states[this.#states.length - 1] ?? this.machine.initialState()
  }

  /** The core whose trap ended the run. */
  get trappedCore(): number | undefined {
    return this.#trapped
  }

  get status(): RunStatus {
    if (this.#trapped !== undefined) return 'trapped'
    if (this.transitions().length > 0) return 'running'
    return this.#isFinished() ? 'finished' : 'stuck'
  }

  /** What can happen next; nothing after the end. */
  transitions(): Transition[] {
    for (;;) {
      try {
        return this.#transitions()
      } catch (error) {
        // Under `relaxed`, counting the moments that a load may be performed at looks at its cells.
        if (!isRestart(error)) throw error
        this.#restart(error)
      }
    }
  }

  #transitions(): Transition[] {
    if (this.#trapped !== undefined) return []
    const found = this.machine.transitions(this.state)
    if (!this.#stopCore) {
      this.machine.locals.forEach((_, core) => {
        if (this.#isAtTrap(core)) found.push({ kind: 'exec', core, back: 0 })
      })
    }
    return found
  }

  /** Takes a transition and describes it; undefined when it is not possible now. */
  take(transition: Transition): TransitionEvent | undefined {
    for (;;) {
      try {
        return this.#take(transition)
      } catch (error) {
        if (!isRestart(error) || !this.#keepsHistory) throw error
        this.#restart(error)
      }
    }
  }

  /** Takes back the last transition. False at the beginning. */
  back(): boolean {
    if (this.#schedule.length === 0) return false
    this.#schedule.pop()
    if (this.#trapped !== undefined) this.#trapped = undefined
    else this.#states.pop()
    return true
  }

  #take(transition: Transition): TransitionEvent | undefined {
    if (this.#trapped !== undefined) return undefined
    const { state, machine } = this
    const { core } = transition
    if (transition.kind === 'exec' && !this.#stopCore && this.#isAtTrap(core)) {
      this.#trapped = core
      if (this.#keepsHistory) this.#schedule.push(transition)
      const step = machine.local(core).visibleStep(state[core] ?? 0)
      return { kind: 'exec', core, step, load: undefined, stores: [], atOnce: false, reached: undefined }
    }
    const next = machine.step(state, transition)
    if (!next) return undefined
    const event = describeTransition(machine, state, transition, next)
    if (this.#keepsHistory) {
      this.#states.push(next)
      this.#schedule.push(transition)
    } else {
      this.#states[0] = next
    }
    return event
  }

  /** The machine's tables are made anew: the same schedule is followed again, which may teach more. */
  #restart(error: unknown): void {
    const schedule = this.#schedule
    for (let reason = error; ;) {
      this.machine.restart(reason)
      try {
        this.#follow(schedule, error)
        return
      } catch (again) {
        if (!isRestart(again)) throw again
        reason = again
      }
    }
  }

  #follow(schedule: readonly Transition[], cause: unknown): void {
    this.#schedule = []
    this.#states = [this.machine.initialState()]
    for (const transition of schedule) {
      if (!this.#take(transition)) {
        throw new Error('memory became shared, and the schedule so far does not fit the new steps', { cause })
      }
    }
  }

  #isAtTrap(core: number): boolean {
    return this.machine.local(core).step[this.state[core] ?? 0] === STEP.trap
  }

  #isFinished(): boolean {
    return this.machine.locals.every((table, core) => {
      const local = this.state[core] ?? 0
      const done = table.step[local] === STEP.ended || (this.#stopCore && table.step[local] === STEP.trap)
      return done && table.buffer(local) === 0
    })
  }
}
