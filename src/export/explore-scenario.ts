import { modelNamed } from '../cpu-model/models.ts'
import type { ModelName } from '../cpu-model/model.ts'
import { exploreInTurns, type ExploreOptions } from '../explore/explore.ts'
import type { Outcome } from '../explore/outcome.ts'
import { loadScenario, type Scenario } from '../scenario/scenario.ts'
import { witnessText } from './witness-text.ts'

/** An outcome of a scenario and a schedule that leads to it, as text that `fencepost replay` takes. */
export interface ScenarioOutcome {
  readonly outcome: Outcome
  /** Made when first asked for. */
  readonly witness: string
}

/** Everything that a scenario can do under a model. */
export interface ScenarioExploration {
  readonly scenario: string
  readonly model: ModelName
  readonly outcomes: readonly ScenarioOutcome[]
  /** False when a bound cut the search short: then no outcome can be called forbidden. */
  readonly complete: boolean
  /** The bounds that did it, in words. */
  readonly bounds: readonly string[]
  readonly states: number
  readonly transitions: number
  readonly milliseconds: number
}

/**
 * All outcomes of `scenario` over all schedules that the model (default x86-TSO) allows. Throws an `InputError` for code that does not
 * assemble or a model that does not exist.
 */
export async function explore(
  scenario: Scenario, options: ExploreOptions & { readonly model?: ModelName } = {},
): Promise<ScenarioExploration> {
  const model = modelNamed(options.model ?? 'x86-tso')
  const loaded = await loadScenario(scenario, options.machine)
  const { automata, outcome, onTrap } = loaded
  const exploration = await exploreInTurns({ automata, outcome, onTrap }, model, options)
  const { complete, bounds, states, transitions, milliseconds } = exploration
  const outcomes = exploration.outcomes.map(
    (found) => new LazyWitness(found.outcome, () => witnessText(loaded, exploration, found)),
  )
  return { scenario: scenario.name, model: model.name, outcomes, complete, bounds, states, transitions, milliseconds }
}

class LazyWitness implements ScenarioOutcome {
  readonly outcome: Outcome
  readonly #make: () => string
  #witness: string | undefined

  constructor(outcome: Outcome, make: () => string) {
    this.outcome = outcome
    this.#make = make
  }

  get witness(): string {
    return (this.#witness ??= this.#make())
  }
}
