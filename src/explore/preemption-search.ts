/**
 * All outcomes of the runs with at most so many preemptions: iterative context bounding (Musuvathi, Qadeer, PLDI 2007). A preemption is
 * a step of one core after a step of another that could have gone on. Steps after a core that has ended or must wait cost nothing,
 * and neither do drains: the store buffer is no core, and nobody schedules it. (Under `sc` a drain is part of the step that stored.)
 *
 * Breadth-first by number of preemptions, over states together with the core that made the last step: so the first visit to such a
 * pair is the one with the fewest, and the count need not be kept. No reductions: an order that a reduction leaves out may
 * be the only one with few preemptions.
 */
import { STEP } from '../machine/node-table.ts'
import type { Machine, State, Transition } from '../machine/machine.ts'
import { StateTable, type StateIndex } from './state-table.ts'

/** What the search comes upon. */
export interface PreemptionEvents {
  /** Every core has ended and every buffer is empty; or, with `stopCore`, has trapped. */
  finished(state: State, at: StateIndex): void
  /** A core traps, which ends the run. */
  trapped(state: State, core: number, at: StateIndex): void
  /** A core runs for ever on its own. */
  diverged(core: number, at: StateIndex): void
  /** A bound stopped a core: its private instructions, or (`full`) its store buffer. */
  bounded(core: number, local: number, full: boolean): void
}

/** A transition that costs a preemption, kept until its turn. */
interface Deferred {
  readonly from: StateIndex
  readonly choice: number
}

export class PreemptionSearch {
  readonly #machine: Machine
  readonly #most: number
  readonly #stopCore: boolean
  readonly #events: PreemptionEvents
  /** A machine state, and behind it the core of the last step, counted from 1; 0 before the first. */
  readonly #table: StateTable
  readonly #words: Int32Array
  /** States with as few preemptions as are being looked at, and how many of them are expanded. */
  #layer: StateIndex[] = []
  #at = 0
  #deferred: Deferred[] = []
  #preemptions = 0
  #transitions = 0

  constructor(machine: Machine, mostPreemptions: number, stopCore: boolean, events: PreemptionEvents) {
    this.#machine = machine
    this.#most = mostPreemptions
    this.#stopCore = stopCore
    this.#events = events
    this.#table = new StateTable(machine.coreCount + 2, false)
    this.#words = new Int32Array(machine.coreCount + 2)
    this.#arrive(machine.initialState(), 0, -1, 0)
  }

  get states(): number {
    return this.#table.count
  }

  get transitions(): number {
    return this.#transitions
  }

  /** States stored and not yet expanded. */
  get frontier(): number {
    return this.#layer.length - this.#at
  }

  get bytes(): number {
    return this.#table.bytes
  }

  /** Expands one state. Gives false when all runs within the bound are known. */
  advance(): boolean {
    while (this.#at === this.#layer.length) {
      if (this.#deferred.length === 0 || this.#preemptions === this.#most) return false
      this.#preemptions++
      const deferred = this.#deferred
      this.#deferred = []
      this.#layer = []
      this.#at = 0
      for (const { from, choice } of deferred) this.#take(from, choice)
    }
    this.#expand(this.#layer[this.#at++] ?? 0)
    return true
  }

  /** Once nothing is left within the bound: would one more preemption lead to anything new? */
  get isCut(): boolean {
    return this.#deferred.some(({ from, choice }) => {
      const { state, last, transitions } = this.#read(from)
      const transition = transitions[choice]
      if (!transition) throw new Error(`state ${from} has no transition ${choice}`)
      if (this.#endsRun(state, transition)) return true
      return this.#find(this.#stateAfter(state, transition), this.#lastAfter(last, transition)) < 0
    })
  }

  /** The transitions from the initial state to `at`. */
  path(at: StateIndex): Transition[] {
    const path: Transition[] = []
    for (let index = at; this.#table.parent(index) >= 0; index = this.#table.parent(index)) {
      const transition = this.#read(this.#table.parent(index)).transitions[this.#table.choice(index)]
      if (!transition) throw new Error('a stored path does not fit its machine')
      path.push(transition)
    }
    return path.reverse()
  }

  #expand(index: StateIndex): void {
    const { state, last, transitions } = this.#read(index)
    const canGoOn = last > 0 && this.#canGoOn(last - 1, transitions)
    this.#reportStuck(state, index)
    if (transitions.length === 0 && this.#isFinished(state)) this.#events.finished(state, index)
    transitions.forEach((transition, choice) => {
      const isPreemption = canGoOn && this.#isStep(transition) && transition.core !== last - 1
      if (isPreemption) this.#deferred.push({ from: index, choice })
      else this.#take(index, choice)
    })
  }

  /** Under `sc` a drain is the second half of the step that stored, and nothing that happens by itself. */
  #isStep({ kind }: Transition): boolean {
    return kind === 'exec' || this.#machine.model.execNeedsEmptyBuffer
  }

  #lastAfter(last: number, transition: Transition): number {
    return this.#isStep(transition) ? transition.core + 1 : last
  }

  #canGoOn(core: number, transitions: readonly Transition[]): boolean {
    return transitions.some((transition) => transition.core === core && this.#isStep(transition))
  }

  #take(from: StateIndex, choice: number): void {
    const { state, last, transitions } = this.#read(from)
    const transition = transitions[choice]
    if (!transition) throw new Error(`state ${from} has no transition ${choice}`)
    this.#transitions++
    if (this.#endsRun(state, transition)) this.#events.trapped(state, transition.core, from)
    else this.#arrive(this.#stateAfter(state, transition), this.#lastAfter(last, transition), from, choice)
  }

  #stateAfter(state: State, transition: Transition): State {
    const next = this.#machine.step(state, transition)
    if (!next) throw new Error(`${transition.kind} of core ${transition.core} is not possible`)
    return next
  }

  #arrive(state: State, last: number, parent: StateIndex, choice: number): void {
    if (this.#find(state, last) >= 0) return
    this.#layer.push(this.#table.add(this.#words, parent, choice, 0, 0, 0))
  }

  #find(state: State, last: number): StateIndex {
    this.#words.set(state)
    this.#words[state.length] = last
    return this.#table.find(this.#words)
  }

  /** A stored state with its transitions in a fixed order; a core at a trap that ends the run may step into it. */
  #read(index: StateIndex): { readonly state: State; readonly last: number; readonly transitions: readonly Transition[] } {
    const words = new Int32Array(this.#machine.coreCount + 2)
    this.#table.read(index, words)
    const state = words.slice(0, -1)
    const transitions = this.#machine.transitions(state)
    this.#machine.locals.forEach((_, core) => {
      if (this.#isAtTrap(state, core)) transitions.push({ kind: 'exec', core, back: 0 })
    })
    return { state, last: words[words.length - 1] ?? 0, transitions }
  }

  #isAtTrap(state: State, core: number): boolean {
    return !this.#stopCore && this.#machine.local(core).step[state[core] ?? 0] === STEP.trap
  }

  #endsRun(state: State, { kind, core }: Transition): boolean {
    return kind === 'exec' && this.#isAtTrap(state, core)
  }

  #reportStuck(state: State, index: StateIndex): void {
    this.#machine.locals.forEach((table, core) => {
      const local = state[core] ?? 0
      const step = table.step[local]
      if (step === STEP.diverge) this.#events.diverged(core, index)
      else if (step === STEP.bound) this.#events.bounded(core, local, false)
      else if (table.full[local]) this.#events.bounded(core, local, true)
    })
  }

  #isFinished(state: State): boolean {
    return this.#machine.locals.every((table, core) => {
      const local = state[core] ?? 0
      const step = table.step[local]
      return table.buffer(local) === 0 && (step === STEP.ended || (this.#stopCore && step === STEP.trap))
    })
  }
}
