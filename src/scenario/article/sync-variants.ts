import { defineSyncScenario, type SyncScenarioSpec } from '../go/sync/sync-scenario.ts'
import type { Variant } from './experiment.ts'

/** Variants of a scenario on variables, whose program `says` in a sentence. The scenarios are `article/ID/VARIANT`. */
export function syncVariants(
  id: string, says: string, variants: Readonly<Record<string, Omit<SyncScenarioSpec, 'name'>>>,
): Variant[] {
  return Object.entries(variants).map(([name, spec]) => ({
    name,
    summary: spec.summary,
    scenario: defineSyncScenario({
      ...spec, name: `article/${id.toLowerCase()}/${name}`, summary: `${id}: ${says} (${spec.summary})`,
    }),
  }))
}
