import type { Machine, Transition } from '../../machine/machine.ts'
import { enterCycleEarly, type Lasso } from '../enter-cycle.ts'
import type { DoesNotTerminate, FoundOutcome } from '../exploration.ts'
import type { Lasso as LassoOfStates } from '../non-termination.ts'
import { atState } from '../origin.ts'
import { outcomeKey } from '../outcome.ts'
import type { Search } from '../search.ts'

/** A run that does not end because it comes back to a stored state. */
export class LassoOutcome implements FoundOutcome {
  readonly outcome: DoesNotTerminate
  readonly key: string
  readonly #machine: Machine
  readonly #search: Search
  readonly #found: LassoOfStates
  #lasso: Lasso | undefined

  constructor(machine: Machine, search: Search, found: LassoOfStates) {
    this.#machine = machine
    this.#search = search
    this.#found = found
    this.outcome = { doesNotTerminate: found.cores }
    this.key = outcomeKey(this.outcome)
  }

  get cycle(): readonly Transition[] {
    return this.#entered().cycle
  }

  get schedule(): readonly Transition[] {
    return this.#entered().schedule
  }

  #entered(): Lasso {
    const { entry, cycle } = this.#found
    return (this.#lasso ??= enterCycleEarly(this.#machine, { schedule: this.#search.path(atState(entry)), cycle }))
  }
}
