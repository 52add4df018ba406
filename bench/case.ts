import type { ModelName } from '../src/cpu-model/model.ts'
import type { Reductions } from '../src/explore/reductions.ts'
import type { Scenario } from '../src/scenario/scenario.ts'

/** Limits that the project sets itself; each that is given is asked of the row. */
export interface Bars {
  /** At most this many seconds. */
  readonly seconds?: number
  /** At least this many of the row's units (transitions, steps or tests) a second. */
  readonly rate?: number
  /** At most this many bytes a stored state. */
  readonly bytes?: number
  /** Threads: at least so many times faster than one thread, by the medians of wall-clock seconds of runs in turn. */
  readonly speedUp?: number
  /** The search must not be cut short. */
  readonly complete?: boolean
}

interface Row {
  readonly group: string
  /** The first column; what `--filter` looks at, together with the group and the model. */
  readonly name: string
  readonly bars: Bars
  /** What the other tools took, in words. */
  readonly peers: string
  /** Once is enough: only counts are of interest, or the time is a bound. */
  readonly once?: boolean
}

/** One row of the table. */
export type Case = Row & (
  | {
      readonly kind: 'explore'
      readonly scenario: Scenario
      readonly model: ModelName
      readonly reductions?: Reductions
      /** As in `ExploreOptions`. */
      readonly deadAfter?: number
      /** Threads, if more than one. */
      readonly workers?: number
      /** The search is cut after so many seconds. */
      readonly maxSeconds: number
      /** How many outcomes there are, by somebody else's count; another number fails the bench. */
      readonly outcomes?: number
    }
  /** Instructions through one core that touches no shared memory. */
  | { readonly kind: 'steps'; readonly instructions: number }
  /**
   * A directory of litmus tests in one process. Start-up is loading Node, the engine, the assembler, and V8's compiling; with it, the
   * command is measured from the shell.
   */
  | { readonly kind: 'litmus'; readonly models: readonly ModelName[]; readonly startUp: boolean }
  /** The command line, from the shell. */
  | { readonly kind: 'command'; readonly arguments: readonly string[] }
)

/** What one run of a case measured, in a process of its own. */
export interface Measurement {
  /** Wall-clock seconds, and CPU seconds of all threads of the process, over the same stretch. */
  readonly wall: number
  readonly cpu: number
  /** Of what the rate counts: transitions, steps, tests. */
  readonly units: number
  readonly states?: number
  readonly outcomes?: number
  readonly complete?: boolean
  /** What cut the search short. */
  readonly bounds?: readonly string[]
  /** Bytes resident before the search. */
  readonly before?: number
  /** The most bytes that were ever resident. */
  readonly peak?: number
}
