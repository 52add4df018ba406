import { PairTable } from '../cpu-model/pair-table.ts'
import { endOf, stoppedAt, trapReport } from '../machine/end.ts'
import type { Machine, State } from '../machine/machine.ts'
import type { DoesNotTerminate, Question } from './exploration.ts'
import { outcomeKey, type Outcome } from './outcome.ts'

/** Index of a distinct outcome. */
export type OutcomeId = number

/** Asks for the outcome of ends of runs, of each distinct end once: outcome functions decode whole maps. */
export class Judge {
  readonly #question: Question
  readonly #machine: Machine
  readonly #ends = new PairTable()
  readonly #outcomeOfEnd: (OutcomeId | undefined)[] = []
  readonly #ids = new Map<string, OutcomeId>()
  readonly #outcomes: Outcome[] = []
  readonly #keys: string[] = []

  constructor(question: Question, machine: Machine) {
    this.#question = question
    this.#machine = machine
  }

  /** Outcomes so far. */
  get size(): number {
    return this.#keys.length
  }

  outcome(id: OutcomeId): Outcome {
    return this.#outcomes[id]
  }

  /** As `outcomeKey` writes it. */
  key(id: OutcomeId): string {
    return this.#keys[id] ?? ''
  }

  /** Every core is done and every buffer empty. */
  finished(state: State): OutcomeId {
    let end = state[0] ?? 0
    for (let i = 1; i < state.length; i++) end = this.#ends.intern(end, state[i] ?? 0)
    return (this.#outcomeOfEnd[end] ??= this.#intern(
      this.#question.outcome(endOf(this.#machine, state, stoppedAt(this.#machine, state, this.#question.onTrap))),
    ))
  }

  /** The core executes its trap, and that ends the run. */
  trapped(state: State, core: number): OutcomeId {
    const local = state[core] ?? 0
    const end = this.#ends.intern(-2 - 2 * core, local)
    return (this.#outcomeOfEnd[end] ??= this.#intern(
      this.#question.outcome({ trap: trapReport(this.#machine, core, local) }),
    ))
  }

  /** The core goes on for ever without touching shared memory. */
  diverged(core: number): OutcomeId {
    const outcome: DoesNotTerminate = { doesNotTerminate: [core] }
    return (this.#outcomeOfEnd[this.#ends.intern(-3 - 2 * core, 0)] ??= this.#intern(outcome))
  }

  #intern(outcome: Outcome): OutcomeId {
    const key = outcomeKey(outcome)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#keys.length
    this.#ids.set(key, id)
    this.#keys.push(key)
    this.#outcomes.push(outcome)
    return id
  }
}
