import type { StateIndex } from './state-table.ts'

/** Where something was found: on the way to successor number `choice` of a stored state; -1 is the state itself. */
export interface Origin {
  readonly parent: StateIndex
  readonly choice: number
  /** What slept when the way from there began. */
  readonly slept: number
  /** The element of the symmetry that took what the transitions from `parent` lead to to what was found. */
  readonly frame: number
  /** The element that takes what was found to what is meant. */
  readonly image: number
  /** The revision of the futures that the search went by. */
  readonly revision: number
  /** The core that executes its trap there, of what is meant: another one may stand at a trap as well. */
  readonly trapped?: number
}

/** From a stored state to what was found first on it. */
export type Way = Pick<Origin, 'parent' | 'choice' | 'slept' | 'revision'>

/** A stored state itself. */
export function atState(index: StateIndex): Origin {
  return { parent: index, choice: -1, slept: 0, frame: 0, image: 0, revision: 0 }
}
