import { modelNamed } from '../cpu-model/models.ts'
import type { ModelName } from '../cpu-model/model.ts'
import { loadDisassembler } from '../emu/disassembler/disassemble.ts'
import { exploreAll, exploreInTurns, type DoesNotTerminate, type Exploration, type ExploreOptions } from '../explore/explore.ts'
import type { Outcome } from '../explore/outcome.ts'
import type { Automata } from '../machine/automata.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../machine/program.ts'
import { LoadedScenario, type Scenario } from '../scenario/scenario.ts'
import { witnessText } from './witness-text.ts'

/** An outcome of a scenario and a schedule that leads to it, as text that `replay` and `fencepost replay` take. */
export interface ScenarioOutcome<O = Outcome> {
  readonly outcome: O
  readonly witness: string
}

/**
 * Everything that a scenario can do under a model. An outcome is what its outcome function gave, or `{ doesNotTerminate: [cores] }`
 * for a run that goes on for ever.
 */
export interface ScenarioExploration<O = Outcome> {
  readonly scenario: string
  readonly model: ModelName
  readonly outcomes: readonly ScenarioOutcome<O | DoesNotTerminate>[]
  /** False when a bound cut the search short: then no outcome can be called forbidden. */
  readonly complete: boolean
  /** The bounds that did it, in words. */
  readonly bounds: readonly string[]
  /** False with `maxPreemptions`: then runs that go on for ever were not looked for. */
  readonly findsEndlessRuns: boolean
  readonly states: number
  readonly transitions: number
  readonly milliseconds: number
  /** The same scenario with the same options under another model, explored when first asked for. */
  under(model: ModelName): ScenarioExploration<O>
}

/**
 * All outcomes of `scenario` over all schedules that the model (default x86-TSO) allows. Throws an `InputError` for code that does not
 * assemble or a model that does not exist.
 */
export async function explore<O>(
  scenario: Scenario<O>, options: ExploreOptions & { readonly model?: ModelName } = {},
): Promise<ScenarioExploration<O>> {
  const model = modelNamed(options.model ?? 'x86-tso')
  const [built, disassembler] = await Promise.all([scenario.build(), loadDisassembler()])
  const machine = { ...DEFAULT_MACHINE_OPTIONS, ...options.machine }
  const load = (): LoadedScenario => new LoadedScenario(scenario, built, disassembler, machine)
  const loaded = load()
  const findsEndlessRuns = options.maxPreemptions === undefined
  return new Explored<O>(loaded, await exploreInTurns(loaded, model, options), findsEndlessRuns, (other) => {
    const again = load()
    return [again, exploreAll(again, modelNamed(other), options)]
  })
}

/**
 * Witnesses of more outcomes than this are made when they are asked for, and engines (3 MB a core) kept until then: a million of them
 * would take longer than the search.
 */
const WITNESSES_AT_ONCE = 64

/** Engines go back when nobody can ask for a witness any more. */
const abandoned = new FinalizationRegistry<Automata>((automata) => automata.close())

function outcomesOf<O>(loaded: LoadedScenario, exploration: Exploration): ScenarioOutcome<O | DoesNotTerminate>[] {
  const outcomes = exploration.outcomes.map(
    // What the judge keeps as plain data is what the scenario's own outcome function gave.
    (found) => new LazyWitness(found.outcome as O | DoesNotTerminate, () => witnessText(loaded, exploration, found)),
  )
  if (outcomes.length > WITNESSES_AT_ONCE) {
    abandoned.register(loaded, loaded.automata)
    return outcomes
  }
  const made = outcomes.map(({ outcome, witness }) => ({ outcome, witness }))
  loaded.close()
  return made
}

/** The same scenario under another model. */
type Again = (model: ModelName) => [LoadedScenario, Exploration]

class Explored<O> implements ScenarioExploration<O> {
  readonly scenario: string
  readonly model: ModelName
  readonly outcomes: readonly ScenarioOutcome<O | DoesNotTerminate>[]
  readonly complete: boolean
  readonly bounds: readonly string[]
  readonly findsEndlessRuns: boolean
  readonly states: number
  readonly transitions: number
  readonly milliseconds: number
  readonly #again: Again
  readonly #others = new Map<ModelName, ScenarioExploration<O>>()

  constructor(loaded: LoadedScenario, exploration: Exploration, findsEndlessRuns: boolean, again: Again) {
    this.scenario = loaded.scenario.name
    this.model = exploration.model.name
    this.outcomes = outcomesOf(loaded, exploration)
    const { shard } = exploration
    this.complete = exploration.complete && shard === undefined
    this.bounds = shard === undefined ? exploration.bounds : [...exploration.bounds, 'only one shard of the space was explored']
    this.findsEndlessRuns = findsEndlessRuns
    this.states = exploration.states
    this.transitions = exploration.transitions
    this.milliseconds = exploration.milliseconds
    this.#again = again
  }

  under(model: ModelName): ScenarioExploration<O> {
    if (model === this.model) return this
    const known = this.#others.get(model)
    if (known !== undefined) return known
    const [loaded, exploration] = this.#again(model)
    const found = new Explored<O>(loaded, exploration, this.findsEndlessRuns, this.#again)
    this.#others.set(model, found)
    return found
  }
}

class LazyWitness<O> implements ScenarioOutcome<O> {
  readonly outcome: O
  readonly #make: () => string
  #witness: string | undefined

  constructor(outcome: O, make: () => string) {
    this.outcome = outcome
    this.#make = make
  }

  get witness(): string {
    return (this.#witness ??= this.#make())
  }
}
