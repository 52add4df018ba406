import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { exploreAll, type Exploration } from '../../src/explore/explore.ts'
import type { Reductions } from '../../src/explore/reductions.ts'
import type { Shard } from '../../src/explore/shard.ts'
import type { Automata } from '../../src/machine/automata.ts'
import type { End } from '../../src/machine/end.ts'
import { VALUE_REGISTERS } from './abstract-program.ts'
import { SHARED, SHARED_SIZE } from './assembled-program.ts'

/** What a search is asked for beside its model. */
export interface Settings {
  readonly reductions: Reductions
  readonly onTrap: 'stop-run' | 'stop-core'
  readonly shard?: Shard | undefined
  readonly maxPreemptions?: number
  readonly warmUp?: boolean
  readonly firstCheck?: number
  readonly restartAtCuts?: boolean
  readonly maxStates?: number
  readonly workers?: number
  readonly alone?: number
  readonly deadAfter?: number
  readonly workersTakeTurns?: boolean
}

/** Three searches share the work from the first state on, and take turns. */
export const TOGETHER = { workers: 3, alone: 0, workersTakeTurns: true }

/** States beyond which a random program is given up. */
const MAX_STATES = 8_000

/** Registers and memory at the end, or the core and registers of a trap. */
export function everythingAbout(automata: Automata): (end: End) => unknown {
  const cores = automata.program.cores.map((_, core) => core)
  return (end) => {
    if (end.trap) {
      const { trap } = end
      return { trap: trap.core, registers: registersOf((name) => trap.register(name)) }
    }
    const memory = Array.from({ length: SHARED_SIZE }, (_, i) => Number(end.read(SHARED + BigInt(i), 1)))
    const registers = cores.map((core) => registersOf((name) => end.register(core, name)))
    const stopped = end.stopped.map(({ core, pc }) => ({ core, pc }))
    return { memory, registers, ...(stopped.length > 0 ? { stopped } : {}) }
  }
}

/** Explores and asks for everything. */
export function explore(automata: Automata, model: MemoryModel, settings: Settings): Exploration {
  const { onTrap, shard, maxPreemptions, ...options } = settings
  return exploreAll({ automata, outcome: everythingAbout(automata), onTrap }, model, {
    maxStates: MAX_STATES,
    // The programs are small: whatever rule `dead` does, it is to do at once.
    deadAfter: 0,
    ...options,
    ...(shard ? { shard } : {}),
    ...(maxPreemptions === undefined ? {} : { maxPreemptions }),
  })
}

function registersOf(read: (name: (typeof VALUE_REGISTERS)[number]) => bigint): Record<string, bigint> {
  return Object.fromEntries(VALUE_REGISTERS.map((name) => [name, read(name)]))
}

/** Sorted texts of all outcomes, those of runs that do not end among them. */
export function outcomeTexts({ outcomes }: Exploration): string[] {
  return outcomes.map(({ key }) => key).sort()
}
