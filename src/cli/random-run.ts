/** The options of commands that take a random run of a scenario: `--seed` and `--pct`. */
import { InputError } from '../emu/input-error.ts'
import type { Machine } from '../machine/machine.ts'
import { pctPlan, randomPlan, type TracePlan } from '../observe/trace/plans.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import { numberOption } from './arguments.ts'

/** Seeds are below this. */
export const SEEDS = 2 ** 32

/** What `--help` says of `--pct`. */
export const PCT_HELP = '--pct D           a PCT schedule of depth D in place of a random one: few switches, at surprising places'

/** The value of `--seed`, 0 to 2³²-1. */
export function seedOption(text: string | undefined): number | undefined {
  const seed = numberOption('--seed', text)
  if (seed !== undefined && seed >= SEEDS) throw new InputError(`--seed: expected 0 to ${SEEDS - 1}, found ${seed}`)
  return seed
}

/** The value of `--pct`, at least 1. */
export function depthOption(text: string | undefined): number | undefined {
  const depth = numberOption('--pct', text)
  if (depth === 0) throw new InputError('--pct: expected a depth of 1 or more (2 or 3 find most races), found 0')
  return depth
}

/** A random run, or with a `depth` one of PCT. The machine may be another one afterwards: it learns which memory is shared. */
export function planByChance(loaded: LoadedScenario, machine: Machine, seed: number, depth: number | undefined): TracePlan {
  return depth === undefined ? randomPlan(seed) : pctPlan(loaded, machine, depth, seed)
}
