/**
 * An experiment asks variants of a scenario what each memory model lets them do. What it finds is computed from
 * explorations; what was predicted stands beside it, to be compared, and decides nothing.
 */
import type { ModelName } from '../../cpu-model/model.ts'
import type { Outcome } from '../../explore/outcome.ts'
import { defineGoScenario, type GoScenarioSpec } from '../go/go-scenario.ts'
import type { Scenario } from '../scenario.ts'

/** The strongest model under which something is reachable. Weaker models have it too. */
export type Reach = ModelName | 'never'

/** Something that may be seen at the end of a run. */
export interface Observation {
  /** `a key is lost`. */
  readonly name: string
  readonly holds: (outcome: Outcome) => boolean
}

/** The scenario as Go has it, or changed: repaired, or as the article prints it. */
export interface Variant {
  /** `real`, `lock-entry`. */
  readonly name: string
  readonly summary: string
  readonly scenario: Scenario
  /** The models that it is asked under; without it those of the experiment. */
  readonly models?: readonly ModelName[]
  /**
   * Stores that a core's buffer has room for, a rule of the modelled processor. Where buffers without end are too much to search: what is
   * unreachable is so for such a processor only.
   */
  readonly bufferCapacity?: number
}

/** What was predicted, before anything ran, of an observation under a variant. */
export interface Prediction {
  readonly observation: string
  readonly variant: string
  readonly from: Reach
}

/** Why a prediction and the run disagree: written down after the witness was read against the Go source. */
export interface Disagreement {
  readonly observation: string
  readonly variant: string
  readonly reason: string
}

export interface Experiment {
  /** `E1`; with the name of the same experiment elsewhere: `E1 = S1`. */
  readonly id: string
  readonly also?: string
  readonly question: string
  readonly variants: readonly Variant[]
  readonly models: readonly ModelName[]
  readonly observations: readonly Observation[]
  readonly predictions: readonly Prediction[]
  readonly disagreements: readonly Disagreement[]
  /** One sentence for somebody who writes Go. */
  readonly meaning: string
  /** What went wrong on the way to it, where somebody could learn from that. */
  readonly note?: string
  /** A search stops at this many stored states, and is inconclusive then. Not seconds: every machine is to say the same. */
  readonly maxStates: number
}

/** The models of nearly all experiments: `relaxed` only where it completes. */
export const STRONG_MODELS: readonly ModelName[] = ['sc', 'x86-tso', 'pso']

const MOST_STATES = 3_000_000

/** How an experiment is written down. `O` is what its outcome functions give. */
export interface ExperimentSpec<O> {
  readonly id: string
  readonly also?: string
  readonly question: string
  readonly variants: readonly Variant[]
  readonly models?: readonly ModelName[]
  readonly observations: Readonly<Record<string, (outcome: O) => boolean>>
  /** For each observation, by variant, the strongest model that was predicted to have it. What is left out was not predicted. */
  readonly predictions: Readonly<Record<string, Readonly<Record<string, Reach>>>>
  readonly disagreements?: readonly Disagreement[]
  readonly meaning: string
  readonly note?: string
  readonly maxStates?: number
}

/** Checks that predictions and disagreements name observations and variants that exist. */
export function defineExperiment<O>(spec: ExperimentSpec<O>): Experiment {
  const { id, variants, disagreements = [], models = STRONG_MODELS, maxStates = MOST_STATES } = spec
  const check = (observation: string, variant: string): void => {
    if (!(observation in spec.observations)) throw new Error(`${id}: there is no observation "${observation}"`)
    if (!variants.some(({ name }) => name === variant)) throw new Error(`${id}: there is no variant "${variant}"`)
  }
  const predictions = Object.entries(spec.predictions).flatMap(([observation, byVariant]) =>
    Object.entries(byVariant).map(([variant, from]) => ({ observation, variant, from })),
  )
  for (const { observation, variant } of [...predictions, ...disagreements]) check(observation, variant)
  const observations = Object.entries(spec.observations).map(([name, holds]) => ({
    name,
    holds: (outcome: Outcome) => !isEndless(outcome) && holds(outcome as O),
  }))
  const { question, meaning } = spec
  const also = spec.also === undefined ? {} : { also: spec.also }
  const note = spec.note === undefined ? {} : { note: spec.note }
  return { id, ...also, question, meaning, ...note, variants, models, observations, predictions, disagreements, maxStates }
}

/** The observation of every experiment: some core goes on for ever. */
export const ENDLESS = 'some core never ends'

export function isEndless(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome !== null && 'doesNotTerminate' in outcome
}

/** A variant on Go's map. */
export type GoVariant = Omit<GoScenarioSpec, 'name'> & Pick<Variant, 'models' | 'bufferCapacity'>

/** Variants of a scenario on Go's map, whose program `says` in a sentence. The scenarios are `article/ID/VARIANT`. */
export function goVariants(
  id: string, says: string, variants: Readonly<Record<string, GoVariant>>,
): Variant[] {
  return Object.entries(variants).map(([name, { models, bufferCapacity, ...spec }]) => ({
    name,
    summary: spec.summary,
    ...(models ? { models } : {}),
    ...(bufferCapacity === undefined ? {} : { bufferCapacity }),
    scenario: defineGoScenario({
      ...spec, name: `article/${id.toLowerCase()}/${name}`, summary: `${id}: ${says} (${spec.summary})`,
    }),
  }))
}
