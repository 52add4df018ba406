import type { MemoryModel } from '../cpu-model/model.ts'
import { InputError } from '../emu/input-error.ts'
import { DEFAULT_MACHINE_OPTIONS, type MachineOptions } from '../machine/program.ts'
import type { ExploreOptions } from './exploration.ts'
import { ALL_REDUCTIONS, type Reductions } from './reductions.ts'

/** Options of a search with what they leave open filled in. */
export interface Settings extends ExploreOptions {
  readonly machine: MachineOptions
  readonly reductions: Reductions
  readonly warmUp: boolean
  readonly firstCheck: number
  readonly workers: number
  readonly deadAfter: number
  readonly alone: number
  readonly longWithoutCycle: number
  readonly rootsPerShard: number
}

const FIRST_CHECK = 1024
/** Expanded states after which an automaton that has had no cycle will hardly get one: what leads where is no longer kept. */
const LONG_WITHOUT_CYCLE = 100_000
/** A search that is over before would not be over sooner by telling fewer states apart. */
const DEAD_AFTER = 524_288
/** Transitions that are taken before other threads are started: a small search is over sooner without them. */
const ALONE = 524_288
/** Enough that a shard has a stretch of the frontier, few enough that what all shards begin with is small. */
const ROOTS_PER_SHARD = 64

/** Throws an `InputError` for options that are not possible together. */
export function settingsOf(options: ExploreOptions, model: MemoryModel): Settings {
  if (options.after && (options.shard ?? options.maxPreemptions) !== undefined) {
    throw new InputError('after is not possible together with shard or maxPreemptions: leave those out')
  }
  return {
    ...options,
    machine: { ...DEFAULT_MACHINE_OPTIONS, ...options.machine },
    reductions: options.reductions ?? ALL_REDUCTIONS,
    warmUp: options.warmUp ?? true,
    firstCheck: options.firstCheck ?? FIRST_CHECK,
    workers: model.loadsFromHistory || options.after ? 1 : (options.workers ?? 1),
    deadAfter: options.deadAfter ?? DEAD_AFTER,
    alone: options.alone ?? ALONE,
    longWithoutCycle: options.longWithoutCycle ?? LONG_WITHOUT_CYCLE,
    rootsPerShard: options.rootsPerShard ?? ROOTS_PER_SHARD,
  }
}
