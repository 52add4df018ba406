import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import { SINGLE_CORE } from './article/claims/single-core.ts'
import { EXPERIMENTS } from './article/experiments.ts'
import { defineGoScenario } from './go/go-scenario.ts'
import { GROWTH_SCENARIOS } from './go/growth/growth-scenarios.ts'
import { insertThenLookAcross } from './go/insert-then-look-across.ts'
import { mutex, rwMutex, rwMutexReaders, rwMutexWithoutLock } from './go/sync/locks.ts'
import { storeThenLoadAcross, storeThenLoadAcrossHit } from './go/sync/sync-map.ts'
import { twoInsertsOneBucket } from './go/two-inserts-one-bucket.ts'
import type { Scenario } from './scenario.ts'

/** Every scenario that ships, those of the article's experiments aside. */
export const SCENARIOS: readonly Scenario[] = [
  twoInsertsOneBucket, insertThenLookAcross, ...GROWTH_SCENARIOS.map(defineGoScenario),
  rwMutex, rwMutexReaders, rwMutexWithoutLock, mutex, storeThenLoadAcross, storeThenLoadAcrossHit,
]

/** The variants of the article's experiments, `article/e1/lock-entry`, and what its claims ask of one core. */
export const ARTICLE_SCENARIOS: readonly Scenario[] = [
  ...EXPERIMENTS.flatMap(({ variants }) => variants.map(({ scenario }) => scenario)), ...SINGLE_CORE,
]

/** The scenario of that name; an `InputError` names those that are near, or else says `hint`, by default all. */
export function scenarioNamed(name: string, hint?: string): Scenario {
  const all = [...SCENARIOS, ...ARTICLE_SCENARIOS]
  const scenario = all.find((s) => s.name === name)
  if (scenario) return scenario
  const near = nearNames(name, all.map((s) => s.name))
  if (near.length > 0) throw new InputError(`unknown scenario ${JSON.stringify(name)}: did you mean ${near.join(' or ')}?`)
  const shown = name.startsWith('article/') ? all : SCENARIOS
  const more = shown === all ? '' : ', and those of the article (fencepost scenarios --article)'
  const names = `${shown.map((s) => s.name).join(', ')}${more}`
  throw new InputError(`unknown scenario ${JSON.stringify(name)}: ${hint ?? `there are ${names}`}`)
}
