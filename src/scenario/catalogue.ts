import { InputError } from '../emu/input-error.ts'
import { defineGoScenario } from './go/go-scenario.ts'
import { GROWTH_SCENARIOS } from './go/growth/growth-scenarios.ts'
import { insertThenLookAcross } from './go/insert-then-look-across.ts'
import { twoInsertsOneBucket } from './go/two-inserts-one-bucket.ts'
import type { Scenario } from './scenario.ts'

/** Every scenario that ships. */
export const SCENARIOS: readonly Scenario[] = [
  twoInsertsOneBucket, insertThenLookAcross, ...GROWTH_SCENARIOS.map(defineGoScenario),
]

/** The scenario of that name; an `InputError` lists those there are. */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((s) => s.name === name)
  if (scenario) return scenario
  const names = SCENARIOS.map((s) => s.name).join(', ')
  throw new InputError(`unknown scenario ${JSON.stringify(name)}: there are ${names}`)
}
