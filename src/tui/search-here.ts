import { exploreInTurns, type Exploration, type FoundOutcome } from '../explore/explore.ts'
import { outcomeText } from '../export/outcome-text.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import type { Automata } from '../machine/automata.ts'
import type { Transition } from '../machine/machine.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

/** Bounds of one search: a person waits for it. */
export interface SearchBounds {
  readonly maxSeconds: number
  readonly maxStates: number
}

export const DEFAULT_SEARCH_BOUNDS: SearchBounds = { maxSeconds: 60, maxStates: 2_000_000 }

export interface Reachable {
  readonly exploration: Exploration
  /** In the order of their texts. */
  readonly outcomes: readonly { readonly text: string; readonly found: FoundOutcome }[]
  /** Memory turned out to be shared, which cuts the steps of the run anew: these granules are to be told to it, and asked again. */
  readonly newlyShared: readonly number[]
}

/**
 * What can still come out of a run, found by the same search as `fencepost explore` from the state that its schedule has led to. On
 * automata of its own, so that the run's stay as they are.
 */
export class SearchHere {
  readonly #loaded: LoadedScenario
  readonly #model: MemoryModel
  readonly #bounds: SearchBounds
  #automata: Automata | undefined

  constructor(loaded: LoadedScenario, model: MemoryModel, bounds: SearchBounds = DEFAULT_SEARCH_BOUNDS) {
    this.#loaded = loaded
    this.#model = model
    this.#bounds = bounds
  }

  async from(schedule: readonly Transition[], signal: AbortSignal | undefined): Promise<Reachable> {
    const { outcome, onTrap, options } = this.#loaded
    const known = this.#loaded.automata.sharedGranules
    if (this.#automata?.sharedGranules.length !== known.length) {
      this.#automata?.close()
      this.#automata = this.#loaded.automata.copy()
    }
    const automata = this.#automata
    const exploration = await exploreInTurns({ automata, outcome, onTrap }, this.#model, {
      machine: options, after: schedule, ...this.#bounds, ...(signal ? { signal } : {}),
    })
    const outcomes = exploration.outcomes.map((found) => ({ text: outcomeText(found.outcome), found }))
    const before = new Set(known)
    return {
      exploration,
      outcomes: outcomes.sort((a, b) => (a.text < b.text ? -1 : 1)),
      newlyShared: automata.sharedGranules.filter((granule) => !before.has(granule)),
    }
  }
}
