import { isRestart, Machine, type State, type Transition } from '../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../machine/program.ts'
import { MemoriesExhausted } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import type { Exploration, ExploreOptions, FoundOutcome, Question } from './exploration.ts'
import { Footprints } from './footprints.ts'
import { Judge, type OutcomeId } from './judge.ts'
import { PreemptionSearch, type PreemptionEvents } from './preemption-search.ts'
import type { StateIndex } from './state-table.ts'

const CLOCK_INTERVAL = 256
const PROGRESS_MILLISECONDS = 200
const TURN_MILLISECONDS = 20

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
      const pass = new PreemptionPass(question, machine, most, options, started, passes)
      yield* pass.run()
      return pass.result()
    } catch (error) {
      if (!isRestart(error)) throw error
      machine.restart(error)
    }
  }
}

class PreemptionPass implements PreemptionEvents {
  readonly #machine: Machine
  readonly #most: number
  readonly #options: ExploreOptions
  readonly #started: number
  readonly #passes: number
  readonly #judge: Judge
  readonly #search: PreemptionSearch
  readonly #seen = new Map<OutcomeId, StateIndex>()
  readonly #diverged = new Set<OutcomeId>()
  readonly #bounds = new Set<string>()
  #isCut = false

  constructor(
    question: Question, machine: Machine, most: number, options: ExploreOptions, started: number, passes: number,
  ) {
    this.#machine = machine
    this.#most = most
    this.#options = options
    this.#started = started
    this.#passes = passes
    this.#judge = new Judge(question, machine)
    this.#search = new PreemptionSearch(machine, most, question.onTrap === 'stop-core', this)
  }

  *run(): Generator<undefined, void> {
    try {
      yield* this.#searchAll()
    } catch (error) {
      if (!(error instanceof MemoriesExhausted)) throw error
      this.#cut(error.message)
    }
    if (!this.#isCut && this.#search.isCut) this.#bounds.add(`${this.#most} preemptions`)
    const { history, options } = this.#machine
    if (history?.bounded) this.#bounds.add(`${options.historyEntries} moments of history`)
    const footprints = new Footprints(this.#machine)
    if (this.#machine.locals.some((_, core) => footprints.hasCycle(core))) {
      this.#bounds.add('a bound on preemptions does not look for runs that never end, and there are loops')
    }
  }

  *#searchAll(): Generator<undefined, void> {
    const search = this.#search
    const { maxStates, maxSeconds, signal, onProgress } = this.#options
    let reported = performance.now()
    let turned = reported
    for (let count = 0; search.advance(); count++) {
      if (count % CLOCK_INTERVAL === 0) {
        const now = performance.now()
        const seconds = (now - this.#started) / 1000
        if (maxSeconds !== undefined && seconds > maxSeconds) this.#cut(`${maxSeconds} seconds`)
        if (signal?.aborted) this.#cut('interrupted')
        if (onProgress && now - reported > PROGRESS_MILLISECONDS) {
          reported = now
          const { states, transitions, frontier } = search
          onProgress({ pass: this.#passes, states, transitions, frontier, seconds })
        }
        if (now - turned > TURN_MILLISECONDS) {
          yield
          turned = performance.now()
        }
      }
      if (maxStates !== undefined && search.states > maxStates) this.#cut(`${maxStates} states`)
      if (this.#isCut) break
    }
  }

  result(): Exploration {
    const { states, transitions, bytes } = this.#search
    const outcomes = [...this.#seen].map(([id, at]) => this.#found(id, at))
    return {
      model: this.#machine.model,
      outcomes: outcomes.sort((a, b) => (a.key < b.key ? -1 : 1)),
      outcomeCount: outcomes.length,
      complete: this.#bounds.size === 0,
      bounds: [...this.#bounds],
      states,
      transitions,
      passes: this.#passes,
      runs: this.#machine.locals.reduce((sum, { automaton }) => sum + automaton.runs, 0),
      milliseconds: performance.now() - this.#started,
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
    const step = this.#machine.local(core).visibleStep(local)
    const where = `core ${core} at 0x${step.pc.toString(16)}`
    const { bufferEntries, privateInstructions } = this.#machine.options
    const bound = full ? `${bufferEntries} buffered stores` : `${privateInstructions} private instructions in a row`
    this.#bounds.add(`${bound} (${where})`)
  }

  #cut(bound: string): void {
    this.#isCut = true
    this.#bounds.add(bound)
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
