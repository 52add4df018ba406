import { isRestart, Machine, type State, type Transition } from '../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../machine/program.ts'
import { MemoriesExhausted } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { Bounds } from './bounds.ts'
import type { Exploration, ExploreOptions, FoundOutcome, Question } from './exploration.ts'
import { Footprints } from './footprints.ts'
import { Judge, type OutcomeId } from './judge.ts'
import { PreemptionSearch, type PreemptionEvents } from './preemption-search.ts'
import type { StateIndex } from './state-table.ts'

/**
 * The outcomes of all runs with at most `most` preemptions. Complete only when no run has more. Yields now and then, so that whoever
 * drives it can do something else.
 */
export function* explorePreemptions(
  question: Question, model: MemoryModel, most: number, options: ExploreOptions,
): Generator<undefined, Exploration> {
  const started = performance.now()
  const machine = new Machine(question.automata, model, { ...DEFAULT_MACHINE_OPTIONS, ...options.machine })
  for (let passes = 1; ; passes++) {
    try {
      const pass = new PreemptionPass(question, machine, most, new Bounds(options, started, passes))
      yield* pass.run()
      return pass.result(passes)
    } catch (error) {
      if (!isRestart(error)) throw error
      machine.restart(error)
    }
  }
}

class PreemptionPass implements PreemptionEvents {
  readonly #machine: Machine
  readonly #most: number
  readonly #bounds: Bounds
  readonly #judge: Judge
  readonly #search: PreemptionSearch
  readonly #seen = new Map<OutcomeId, StateIndex>()
  readonly #diverged = new Set<OutcomeId>()

  constructor(question: Question, machine: Machine, most: number, bounds: Bounds) {
    this.#machine = machine
    this.#most = most
    this.#bounds = bounds
    this.#judge = new Judge(question, machine)
    this.#search = new PreemptionSearch(machine, most, question.onTrap === 'stop-core', this)
  }

  *run(): Generator<undefined, void> {
    try {
      yield* this.#searchAll()
    } catch (error) {
      if (!(error instanceof MemoriesExhausted)) throw error
      this.#bounds.cut(error.message)
    }
    if (!this.#bounds.isCut && this.#search.isCut) this.#bounds.add(`${this.#most} preemptions`)
    const { history, options } = this.#machine
    if (history?.bounded) this.#bounds.add(`${options.historyEntries} moments of history`)
    if (new Footprints(this.#machine).hasCycles) {
      this.#bounds.add('a bound on preemptions does not look for runs that never end, and there are loops')
    }
  }

  *#searchAll(): Generator<undefined, void> {
    const search = this.#search
    const bounds = this.#bounds
    while (search.advance()) {
      if (bounds.isClockDue(search.transitions) && bounds.checkClock(search)) yield* bounds.turn()
      bounds.checkStates(search)
      if (bounds.isCut) break
    }
  }

  result(passes: number): Exploration {
    const { states, transitions, bytes } = this.#search
    const outcomes = [...this.#seen].map(([id, at]) => this.#found(id, at))
    return {
      model: this.#machine.model,
      outcomes: outcomes.sort((a, b) => (a.key < b.key ? -1 : 1)),
      outcomeCount: outcomes.length,
      complete: this.#bounds.met.length === 0,
      bounds: this.#bounds.met,
      states,
      transitions,
      passes,
      runs: this.#machine.locals.reduce((sum, { automaton }) => sum + automaton.runs, 0),
      milliseconds: this.#bounds.milliseconds,
      tableBytes: bytes,
      machine: this.#machine,
    }
  }

  finished(state: State, at: StateIndex): void {
    this.#saw(this.#judge.finished(state), at)
  }

  trapped(state: State, core: number, at: StateIndex): void {
    this.#saw(this.#judge.trapped(state, core), at)
  }

  diverged(core: number, at: StateIndex): void {
    const id = this.#judge.diverged(core)
    this.#diverged.add(id)
    this.#saw(id, at)
  }

  bounded(core: number, local: number, full: boolean): void {
    this.#bounds.addCore(this.#machine, core, local, full)
  }

  #saw(id: OutcomeId, at: StateIndex): void {
    if (!this.#seen.has(id)) this.#seen.set(id, at)
  }

  #found(id: OutcomeId, at: StateIndex): FoundOutcome {
    const search = this.#search
    let schedule: readonly Transition[] | undefined
    return {
      outcome: this.#judge.outcome(id),
      key: this.#judge.key(id),
      get schedule() {
        return (schedule ??= search.path(at))
      },
      cycle: this.#diverged.has(id) ? [] : undefined,
    }
  }
}
