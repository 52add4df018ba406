import { modelNamed } from '../../cpu-model/models.ts'
import type { ModelName } from '../../cpu-model/model.ts'
import { exploreInTurns, type Exploration, type FoundOutcome } from '../../explore/explore.ts'
import type { Outcome } from '../../explore/outcome.ts'
import { ScheduleShortener } from '../../explore/shorten-schedule.ts'
import { loadScenario, type LoadedScenario } from '../scenario.ts'
import { ENDLESS, isEndless, type Experiment, type Observation, type Reach, type Variant } from './experiment.ts'

/** An outcome and the models that have it. */
export interface SeenOutcome {
  readonly outcome: Outcome
  readonly models: readonly ModelName[]
}

/** What became of one variant. */
export interface VariantRun {
  readonly variant: Variant
  readonly outcomes: readonly SeenOutcome[]
  /** The models whose search was cut short, with the bounds that did it. */
  readonly incomplete: readonly { readonly model: ModelName; readonly bounds: readonly string[] }[]
}

/** What the explorations say of an observation under a variant, beside what was predicted. */
export interface Finding {
  readonly experiment: string
  readonly variant: string
  readonly observation: string
  /** Undefined where a search that was cut short leaves it open. */
  readonly from: Reach | undefined
  /** The models under which it was seen. */
  readonly seen: readonly ModelName[]
  /** The models under which a complete search did not see it. */
  readonly unseen: readonly ModelName[]
  /** How many outcomes of the scenario it covers, over all models. */
  readonly outcomes: number
  readonly predicted: Reach | undefined
  /** Agrees with what was predicted; undefined without a prediction, and where the run leaves it open. */
  readonly agrees: boolean | undefined
  /** Why not. */
  readonly reason: string | undefined
  /** A schedule, as text that `fencepost replay` takes, under the first model of `seen`; where one was asked for. */
  readonly witness: string | undefined
}

export interface ExperimentRun {
  readonly experiment: Experiment
  readonly variants: readonly VariantRun[]
  readonly findings: readonly Finding[]
}

/** A witness as text; `src/export` knows how. */
export type WriteWitness = (loaded: LoadedScenario, exploration: Exploration, found: FoundOutcome) => string

/** The states that the search for the most readable schedule of an outcome may visit: all but two of the audit's come to their end. */
const SHORTENER_STATES = 150_000

/**
 * Explores every variant under every model. `wants` says which findings are to have a witness: making a schedule readable costs as
 * much as finding it.
 */
export async function runExperiment(
  experiment: Experiment, write: WriteWitness, wants: (variant: string, observation: string) => boolean,
): Promise<ExperimentRun> {
  const variants: VariantRun[] = []
  const findings: Finding[] = []
  for (const variant of experiment.variants) {
    const { run, witnesses } = await runVariant(experiment, variant, write, (name) => wants(variant.name, name))
    variants.push(run)
    for (const observation of observationsOf(experiment)) {
      findings.push(findingOf(experiment, run, observation, witnesses.get(observation.name)))
    }
  }
  return { experiment, variants, findings }
}

/** The models that a variant is asked under, the strongest first. */
export function modelsOf(experiment: Experiment, { models = experiment.models }: Variant): readonly ModelName[] {
  return models
}

/** Those of the experiment, and that a core never ends. */
function observationsOf({ observations }: Experiment): readonly Observation[] {
  return [...observations, { name: ENDLESS, holds: isEndless }]
}

async function runVariant(
  experiment: Experiment, variant: Variant, write: WriteWitness, wants: (observation: string) => boolean,
): Promise<{ run: VariantRun; witnesses: ReadonlyMap<string, string> }> {
  const { bufferCapacity } = variant
  const loaded = await loadScenario(variant.scenario, bufferCapacity === undefined ? {} : { bufferCapacity })
  try {
    const seen = new Map<string, { outcome: Outcome; models: ModelName[] }>()
    const incomplete: { model: ModelName; bounds: readonly string[] }[] = []
    const witnesses = new Map<string, string>()
    for (const model of modelsOf(experiment, variant)) {
      const { maxStates } = experiment
      const exploration = await exploreInTurns(loaded, modelNamed(model), { maxStates, machine: loaded.options })
      if (!exploration.complete) incomplete.push({ model, bounds: exploration.bounds })
      for (const { outcome, key } of exploration.outcomes) {
        const known = seen.get(key) ?? { outcome, models: [] }
        known.models.push(model)
        seen.set(key, known)
      }
      for (const { name, holds } of observationsOf(experiment)) {
        const found = exploration.outcomes.find(({ outcome }) => holds(outcome))
        // The machine's tables may be made anew when the next model is explored: the text is made now.
        if (!found || !wants(name) || witnesses.has(name)) continue
        witnesses.set(name, write(loaded, exploration, readable(loaded, exploration, found)))
      }
    }
    return { run: { variant, outcomes: [...seen.values()], incomplete }, witnesses }
  } finally {
    loaded.close()
  }
}

/** The same outcome by a schedule with as few switches between cores as can be found. */
function readable(loaded: LoadedScenario, exploration: Exploration, found: FoundOutcome): FoundOutcome {
  const { outcome, key, cycle } = found
  if (cycle) return found
  const shortener = new ScheduleShortener(loaded, exploration.machine)
  const { schedule } = shortener.shorten(found.schedule, key, { mostStates: SHORTENER_STATES })
  return { outcome, key, cycle, schedule }
}

function findingOf(experiment: Experiment, run: VariantRun, { name, holds }: Observation, witness: string | undefined): Finding {
  const { id } = experiment
  const models = modelsOf(experiment, run.variant)
  const variant = run.variant.name
  const covered = run.outcomes.filter(({ outcome }) => holds(outcome))
  const seen = models.filter((model) => covered.some((outcome) => outcome.models.includes(model)))
  const cut = run.incomplete.map(({ model }) => model)
  const unseen = models.filter((model) => !seen.includes(model) && !cut.includes(model))
  const from = reachOf(models, seen, cut)
  const concerns = (other: { observation: string; variant: string }): boolean =>
    other.observation === name && other.variant === variant
  const predicted = experiment.predictions.find(concerns)?.from
  const agrees = predicted === undefined || from === undefined ? undefined : predicted === from
  const reason = experiment.disagreements.find(concerns)?.reason
  return {
    experiment: id, variant, observation: name, from, seen, unseen, outcomes: covered.length, predicted, agrees, reason, witness,
  }
}

/** Undefined when a search that was cut short, or a weaker model that lacks what a stronger one has, leaves it open. */
export function reachOf(models: readonly ModelName[], seen: readonly ModelName[], cut: readonly ModelName[]): Reach | undefined {
  const first = models.findIndex((model) => seen.includes(model))
  const before = first < 0 ? models : models.slice(0, first)
  if (before.some((model) => cut.includes(model))) return undefined
  if (first < 0) return 'never'
  const lost = models.slice(first).find((model) => !seen.includes(model) && !cut.includes(model))
  if (lost !== undefined) throw new Error(`${models[first] ?? ''} has an outcome that ${lost} lacks`)
  return models[first]
}
