import type { Transition } from '../../machine/machine.ts'
import type { FoundOutcome } from '../exploration.ts'
import { atState, type Origin } from '../origin.ts'
import { outcomeKey, type Outcome } from '../outcome.ts'
import type { Search } from '../search.ts'
import type { StateIndex } from '../state-table.ts'

/** An outcome whose schedule is reconstructed only on demand: there may be a million of them. */
export class LazyOutcome implements FoundOutcome {
  readonly outcome: Outcome
  #key: string | undefined
  readonly #search: Search
  readonly #where: Origin | StateIndex
  readonly #image: number
  #schedule: readonly Transition[] | undefined

  /** `where`: an origin, or the stored state of whose image `image` it is the outcome. */
  constructor(search: Search, where: Origin | StateIndex, image: number, outcome: Outcome) {
    this.#search = search
    this.#where = where
    this.#image = image
    this.outcome = outcome
  }

  get key(): string {
    return (this.#key ??= outcomeKey(this.outcome))
  }

  /** Of a run that does not end because a core goes on alone for ever. */
  get cycle(): readonly Transition[] | undefined {
    return isDivergence(this.outcome) ? [] : undefined
  }

  get schedule(): readonly Transition[] {
    return (this.#schedule ??= this.#search.path(
      typeof this.#where === 'number' ? { ...atState(this.#where), image: this.#image } : this.#where,
    ))
  }
}

function isDivergence(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome !== null && 'doesNotTerminate' in outcome
}
