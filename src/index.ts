/** What `import … from 'fencepost'` gives. */
export { InputError } from './emu/input-error.ts'
export type { ListingSource, Syntax } from './emu/listing.ts'
export { MODEL_NAMES } from './cpu-model/models.ts'
export type { ModelName } from './cpu-model/model.ts'
export type { DoesNotTerminate, ExploreOptions, Progress } from './explore/explore.ts'
export type { Outcome } from './explore/outcome.ts'
export { explore, type ScenarioExploration, type ScenarioOutcome } from './export/explore-scenario.ts'
export type { TrapReport } from './machine/end.ts'
export { SCENARIOS, scenarioNamed } from './scenario/catalogue.ts'
export {
  att, defineScenario, go, intel, type CoreSpec, type ScenarioEnd, type ScenarioSpec, type Variable,
} from './scenario/define-scenario.ts'
export { defineGoScenario, type GoScenarioSpec } from './scenario/go/go-scenario.ts'
export type { Scenario } from './scenario/scenario.ts'
