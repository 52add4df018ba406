/**
 * The article's claims as data. A claim is made of statements; each is settled by a run, by the text of a listing, by reading Go's
 * source, or not at all, and the verdict on the claim follows from them. The verdict that stands in the data is what
 * its author believes; where the statements say otherwise the audit fails.
 */
import type { ModelName } from '../../cpu-model/model.ts'
import type { Scenario } from '../scenario.ts'
import type { Reach } from './experiment.ts'
import type { Trace } from './trace.ts'

export type Verdict = 'true' | 'partly' | 'false' | 'not checkable here' | 'not checked yet'

/** Lines of a listing that a claim is about: those of a Go line, or those that contain a text. */
export interface ListingLines {
  /** `asm/go1.22/mapassign_fast64.s`, without the folder and the ending. */
  readonly listing: string
  /** `map_fast64.go:107`. */
  readonly go: string
  /** Only the lines whose instruction contains this. */
  readonly has?: string
}

/** A finding of an experiment that a statement rests on: it holds when the run gives exactly this. */
export interface RunCheck {
  readonly experiment: string
  readonly variant: string
  readonly observation: string
  /** The strongest models under which it must be reachable for the statement to hold: one of these. */
  readonly from: readonly Reach[]
}

/** Something that a claim says, as a sentence, and how it is settled. */
export type Statement =
  /** By explorations: the statement is true when all of `checks` hold, and false when one does not. */
  | { readonly by: 'run'; readonly says: string; readonly checks: readonly RunCheck[] }
  /** By the code: true when `holds`, given the listing's instructions in order. */
  | {
      readonly by: 'listing'
      readonly says: string
      readonly listing: string
      readonly holds: (instructions: readonly Instruction[]) => boolean
    }
  /** By what one core does, access by access. */
  | {
      readonly by: 'trace'
      readonly says: string
      readonly scenario: Scenario
      readonly holds: (trace: Trace) => boolean
    }
  /** By a calculation on layouts and constants. */
  | { readonly by: 'calculation'; readonly says: string; readonly holds: () => boolean }
  /** By reading what cannot be run here: Go's source or documentation. `source` says where. */
  | { readonly by: 'reading'; readonly says: string; readonly holds: boolean; readonly source: string }
  /** Needs a thing that is not here: other hardware, other software, somebody's opinion. */
  | { readonly by: 'nothing'; readonly says: string; readonly why: string }
  /** By what observers of cache lines, pages, CMPXCHG or overlapping calls see in runs. Without `watch` nobody looks yet. */
  | { readonly by: 'observer'; readonly says: string; readonly needs: string; readonly watch?: () => Promise<Watched> }

/** What observers saw. */
export interface Watched {
  readonly holds: boolean
  /** The figures, as a sentence. */
  readonly figures: string
}

/** An instruction of a listing in `asm`, and the line of Go behind it. */
export interface Instruction {
  /** White space made single, without its comment. */
  readonly text: string
  readonly go: string | undefined
  /** Line in the file, counted from 1. */
  readonly line: number
}

export interface Claim {
  /** `2.1-e`. */
  readonly id: string
  /** What the article says, in English. */
  readonly claim: string
  /** What its author believes; the statements decide. */
  readonly verdict: Verdict
  /** What is really so, for somebody who writes Go. */
  readonly really: string
  readonly statements: readonly Statement[]
  /** What the runs show besides, which decides nothing but must be so. */
  readonly shows?: readonly { readonly says: string; readonly checks: readonly RunCheck[] }[]
  /** The lines of the listings that it is about. */
  readonly lines?: readonly ListingLines[]
}

/** A section of the article. */
export interface Section {
  /** `2.1`. */
  readonly id: string
  /** As the article has it. */
  readonly heading: string
  /** The same in English. */
  readonly english: string
  readonly claims: readonly Claim[]
}

/** A statement that an observation is reachable, first under `from` (any model when not given). */
export function reachable(
  experiment: string, observation: string, variant = 'real', from: readonly ModelName[] = ['sc', 'x86-tso', 'pso', 'relaxed'],
): RunCheck {
  return { experiment, variant, observation, from }
}

/** A statement that no model of the experiment has the observation. */
export function unreachable(experiment: string, observation: string, variant = 'real'): RunCheck {
  return { experiment, variant, observation, from: ['never'] }
}
