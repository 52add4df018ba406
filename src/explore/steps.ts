/**
 * What a search needs of a machine. `Machine` is one; a worker thread has another, over tables that it shares with the thread that
 * has the machine.
 */
import type { State, Targets } from '../machine/machine.ts'

export interface LocalSteps {
  /** By local id: one of `STEP`. */
  readonly step: ArrayLike<number>
  /** 0 or 1. */
  readonly enabled: ArrayLike<number>
  readonly full: ArrayLike<number>
  readonly cell: ArrayLike<number>
  readonly accessCell: ArrayLike<number>
  readonly drains: ArrayLike<number>
  readonly drainAt: ArrayLike<number>
  /** By `drainAt + k`. */
  readonly drainStore: ArrayLike<number>
  buffer(local: number): number
  drained(local: number, k: number): number
  settled(local: number): number
  accessCells(local: number): readonly number[]
}

export interface Steps {
  readonly coreCount: number
  readonly locals: readonly LocalSteps[]
  readonly hasHistory: boolean
  readonly isOrdered: boolean
  isWaiting(state: State, core: number): boolean
  exec(core: number, local: number, shared: number, targets: Targets): void
  drain(core: number, local: number, k: number, shared: number): number
  /** Position in the buffer of the store that drain number `k` of `local` drains. Asked for only while a path is reconstructed. */
  drainIndex(core: number, local: number, k: number): number
  /** The only cell of a store, or -1. */
  cellOfStore(store: number): number
  cellsOfStore(store: number): readonly number[]
  /** Does memory `shared` hold what the store writes already? */
  changesNothing(store: number, shared: number): boolean
}

/** What each core may still read and write: `Footprints`, or a worker's view of them. */
export interface FuturesOfCores {
  /** May a core other than `core` still write `cell` (with `reads`: read or write it)? */
  othersMayTouch(state: State, core: number, cell: number, reads: boolean): boolean
  /** May `core` still read `cell` together with another one in one load? */
  mayReadWide(core: number, local: number, cell: number): boolean
}

/** Futures that know more than those that a search has used so far. They contain those. */
export interface RevisedFutures extends FuturesOfCores {
  /** Cells of which it was not known that `core`, at `local` or after it, may touch them: a bit each. */
  learned(core: number, local: number): Uint32Array
  /** The same of any core anywhere. */
  learnedAtAll(): Uint32Array
}

/** A set of states in the order in which they were found: `StateTable`, or one that several threads fill. */
export interface States {
  /** Numbers given out. */
  readonly count: number
  /** States in the set; fewer than `count` where threads stored the same state at the same time. */
  readonly distinct: number
  readonly bytes: number
  read(index: number, state: State): void
  parent(index: number): number
  choice(index: number): number
  /** The index of `state`, or -1. */
  find(state: State): number
  /**
   * Stores `state`, which the last call of `find` has not found; `slept` is what slept when the way to it began. Its index, or
   * `-1 - index` when another thread was faster.
   */
  add(state: State, parent: number, choice: number, sleep: number, slept: number, revision: number): number
  /** What slept when the way on which `index` was found began, after the transition that `choice` names. */
  slept(index: number): number
  /** The revision of the futures under which `index` was found. */
  revision(index: number): number
  /** `index` is about to be expanded. Gives its sleep set. */
  claim(index: number): number
  /** `index` was reached again with the sleep set `sleep`. Gives the bits to expand it with once more. */
  wake(index: number, sleep: number): number
  sleep(index: number): number
  /** The number of a set (see `CellSets`) that is kept with a state, 0 at first. */
  relied(index: number): number
  rely(index: number, set: number): void
}
