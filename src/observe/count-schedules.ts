/**
 * Counts all schedules of a scenario, one by one, by how they end and by whether calls overlapped: how often a check notices what a probe
 * that misses nothing would see. A schedule is a path through the states of the machine, none left out; so it is a fraction of what is
 * possible, each possible order being counted once, and not a probability on any real processor.
 */
import type { MemoryModel } from '../cpu-model/model.ts'
import { Machine, type State, type Transition } from '../machine/machine.ts'
import { endOf, stoppedAt, trapReport } from '../machine/end.ts'
import { STEP } from '../machine/node-table.ts'
import type { Outcome } from '../explore/outcome.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

/** Schedules that end the same way. */
export interface ScheduleCount {
  /** What `classify` says of the end. */
  readonly end: string
  /** Two cores were inside at the same time, at some moment. */
  readonly overlapped: boolean
  readonly schedules: bigint
}

export interface CountOptions {
  /** The core whose next visible step is at `pc`, and that has begun, is inside a call. */
  readonly isInside: (pc: number) => boolean
  readonly classify: (outcome: Outcome) => string
}

type Counts = ReadonlyMap<string, bigint>

/** Throws an `Error` for a scenario whose states have a cycle: it has no end of schedules. */
export function countSchedules(loaded: LoadedScenario, model: MemoryModel, options: CountOptions): ScheduleCount[] {
  const machine = new Machine(loaded.automata, model, loaded.options)
  for (;;) {
    try {
      return [...new Counter(loaded, machine, options).count()]
        .map(([key, schedules]) => ({ end: key.slice(1), overlapped: key.startsWith('+'), schedules }))
        .sort((a, b) => (a.end + String(a.overlapped) < b.end + String(b.overlapped) ? -1 : 1))
    } catch (error) {
      // Memory became shared, so steps are cut differently: from the beginning. Anything else it throws again.
      machine.restart(error)
    }
  }
}

class Counter {
  readonly #loaded: LoadedScenario
  readonly #machine: Machine
  readonly #options: CountOptions
  readonly #first: readonly number[]
  readonly #known = new Map<string, Counts | undefined>()

  constructor(loaded: LoadedScenario, machine: Machine, options: CountOptions) {
    this.#loaded = loaded
    this.#machine = machine
    this.#options = options
    const start = machine.initialState()
    this.#first = machine.locals.map((table, core) => table.node(start[core] ?? 0))
  }

  count(): Counts {
    return this.#from(this.#machine.initialState(), false)
  }

  #from(state: State, overlappedBefore: boolean): Counts {
    const overlapped = overlappedBefore || this.#inside(state) > 1
    const key = `${overlapped ? '+' : '-'}${state.join()}`
    if (this.#known.has(key)) {
      const known = this.#known.get(key)
      if (!known) throw new Error(`${this.#loaded.scenario.name} can go round in a circle: its schedules cannot be counted`)
      return known
    }
    this.#known.set(key, undefined)
    const counts = this.#sum(state, overlapped)
    this.#known.set(key, counts)
    return counts
  }

  #sum(state: State, overlapped: boolean): Counts {
    const machine = this.#machine
    const sum = new Map<string, bigint>()
    const add = (end: string, schedules: bigint): void => void sum.set(end, (sum.get(end) ?? 0n) + schedules)
    const sign = overlapped ? '+' : '-'
    const { outcome, onTrap } = this.#loaded
    let moves = 0
    if (onTrap === 'stop-run') {
      machine.locals.forEach((table, core) => {
        const local = state[core] ?? 0
        if (table.step[local] !== STEP.trap) return
        moves++
        add(sign + this.#options.classify(outcome({ trap: trapReport(machine, core, local) })), 1n)
      })
    }
    for (const transition of machine.transitions(state)) {
      moves++
      for (const [end, schedules] of this.#from(this.#next(state, transition), overlapped)) add(end, schedules)
    }
    if (moves === 0) add(sign + this.#options.classify(outcome(endOf(machine, state, stoppedAt(machine, state, onTrap)))), 1n)
    return sum
  }

  #next(state: State, transition: Transition): State {
    const next = this.#machine.step(state, transition)
    if (!next) throw new Error('a transition that the machine offers is not possible')
    return next
  }

  /** How many cores are inside a call: they have begun, and their next visible step still belongs to it, or is a trap in it. */
  #inside(state: State): number {
    return this.#machine.locals.filter((table, core) => {
      const local = state[core] ?? 0
      const step = table.visibleStep(local)
      if (table.node(local) === this.#first[core] || step.kind === 'end') return false
      return step.kind === 'trap' || this.#options.isInside(step.pc)
    }).length
  }
}
