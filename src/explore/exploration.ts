import type { MemoryModel } from '../cpu-model/model.ts'
import type { Automata } from '../machine/automata.ts'
import type { End } from '../machine/end.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { MachineOptions } from '../machine/program.ts'
import type { Outcome } from './outcome.ts'
import type { Reductions } from './reductions.ts'
import type { Shard, ShardReport } from './shard.ts'

/** What is asked of a search. */
export interface Question {
  readonly automata: Automata
  /** Asked about every distinct end of a run. */
  readonly outcome: (end: End) => Outcome
  /** A trap ends the run (the default), or only its core. */
  readonly onTrap: 'stop-run' | 'stop-core'
}

export interface ExploreOptions {
  readonly machine?: Partial<MachineOptions>
  readonly reductions?: Reductions
  /**
   * Random runs before the search teach it most of what each core can do; without them it learns everything on its way, and has more to
   * mend. Default true.
   */
  readonly warmUp?: boolean
  /** States after which the search first asks itself whether its reductions were right. Default 1024. */
  readonly firstCheck?: number
  /** Threads that search; default 1. More are used only for searches that are large enough, and not under `relaxed`. */
  readonly workers?: number
  /**
   * Transitions after which the search begins again without telling dead registers apart (rule `dead`), if that leaves much fewer states:
   * which registers are dead takes a while to find out. Default 524,288; with 0 it does not from
   * the beginning.
   */
  readonly deadAfter?: number
  /** Transitions that are taken before other threads are started. Default 524,288. */
  readonly alone?: number
  /** The other searches have no threads, but take turns with the first: slower than that alone, and every run is the same. For tests. */
  readonly workersTakeTurns?: boolean
  /** Begins again whenever an access cuts a cell of memory, where it could be split in place. For tests. */
  readonly restartAtCuts?: boolean
  /** Expanded states after which a search that knows of no loop no longer keeps what leads where. Default 100,000. For tests. */
  readonly longWithoutCycle?: number
  /** Explores only this shard of the space. */
  readonly shard?: Shard
  /** States, for each shard, at which the space is divided; all shards must go by the same. Default 64. For tests. */
  readonly rootsPerShard?: number
  /**
   * Explores only what can come after these transitions, with which the schedules of all outcomes then begin; when they end in a trap,
   * that is the only one. Searched by one thread, and not together with `shard` or `maxPreemptions`. An `InputError` when they do not fit.
   */
  readonly after?: readonly Transition[]
  /**
   * Bound on steps of one core after a step of another that could have gone on. Searched without reductions, workers or shards, and
   * incomplete when some run has more of them.
   */
  readonly maxPreemptions?: number
  /** Bounds on stored states and on seconds; a search that one of them cuts short is incomplete. */
  readonly maxStates?: number
  readonly maxSeconds?: number
  /** Ends the search early, as a bound does. */
  readonly signal?: AbortSignal
  /** Called a few times a second. */
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly pass: number
  readonly states: number
  readonly transitions: number
  /** States stored and not yet expanded. */
  readonly frontier: number
  readonly seconds: number
}

/** An outcome and a schedule that leads to it. */
export interface FoundOutcome {
  readonly outcome: Outcome
  /** JSON of the outcome with sorted keys: equal for equal outcomes. */
  readonly key: string
  /** Made when first asked for. */
  readonly schedule: readonly Transition[]
  /** For a run that does not end: the transitions that repeat for ever after `schedule`. */
  readonly cycle: readonly Transition[] | undefined
}

export interface Exploration {
  readonly model: MemoryModel
  /** In the order of their keys; sorted when first asked for, as there may be a million. */
  readonly outcomes: readonly FoundOutcome[]
  readonly outcomeCount: number
  /** False when a bound cut the search short; then nothing can be said to be forbidden. */
  readonly complete: boolean
  /** The bounds that did it, in words. */
  readonly bounds: readonly string[]
  /** States stored and transitions taken by the last pass. */
  readonly states: number
  readonly transitions: number
  /** Passes until the automata no longer grew. */
  readonly passes: number
  /** Times that Unicorn ran, over all passes. */
  readonly runs: number
  readonly milliseconds: number
  /** Bytes of the table of states. */
  readonly tableBytes: number
  /** Which shard of the space was explored; absent when it was all. */
  readonly shard?: ShardReport
  /** The machine of the last pass, to which the schedules belong. */
  readonly machine: Machine
}

/** The outcome of a run that never ends although every core gets its turn. */
export interface DoesNotTerminate {
  /** The cores that go on for ever. */
  readonly doesNotTerminate: readonly number[]
}
