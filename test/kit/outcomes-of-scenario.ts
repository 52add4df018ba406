import { expect } from 'vitest'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { exploreAll, type FoundOutcome } from '../../src/explore/explore.ts'
import { loadScenario, type Scenario } from '../../src/scenario/scenario.ts'

/** The outcomes of a complete search, in the order of their keys. */
export async function outcomesOfScenario(scenario: Scenario, model: MemoryModel): Promise<unknown[]> {
  return (await foundIn(scenario, model)).map(({ outcome }) => outcome)
}

/** The same as keys. */
export async function keysOfScenario(scenario: Scenario, model: MemoryModel): Promise<string[]> {
  return (await foundIn(scenario, model)).map(({ key }) => key)
}

async function foundIn(scenario: Scenario, model: MemoryModel): Promise<readonly FoundOutcome[]> {
  const loaded = await loadScenario(scenario)
  try {
    const found = exploreAll(loaded, model)
    expect(found.complete).toBe(true)
    return found.outcomes
  } finally {
    loaded.close()
  }
}
