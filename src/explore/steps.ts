/**
 * What a search needs of a machine. `Machine` is one; a worker thread has another, over tables that it shares with the thread that
 * has the machine.
 */
import type { State, Targets } from '../machine/machine.ts'
import type { MarkedNumbers } from './marked-numbers.ts'

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
  /** The local state when of the stores in the buffer only `rest` is left. */
  withBuffer(local: number, rest: number): number
  settled(local: number): number
  accessCells(local: number): readonly number[]
}

/** Store buffers by number, 0 being the empty one: `Buffers`, or a helper's view of them. */
export interface HeldStores {
  /** Which of the cells 32 × `word` to 32 × `word` + 31 `buffer` holds bytes of, a bit each. */
  cells(buffer: number, word: number): number
  /** The newest store of one that is not empty, … */
  newest(buffer: number): number
  /** … and such a buffer without it. */
  older(buffer: number): number
  /** Its oldest store, … */
  oldest(buffer: number): number
  /** … and it without that. */
  withoutOldest(buffer: number): number
}

export interface Steps {
  readonly coreCount: number
  readonly locals: readonly LocalSteps[]
  readonly buffers: HeldStores
  readonly hasHistory: boolean
  /** Do stores drain in the order in which they were made, as far as is known? */
  readonly isFifo: boolean
  readonly isOrdered: boolean
  isWaiting(state: State, core: number): boolean
  exec(core: number, local: number, shared: number, targets: Targets): void
  drain(core: number, local: number, k: number, shared: number): number
  /** Memory `shared` as one that is still being written. This and the next two are not for machines with history. */
  draft(shared: number): number
  /** Such a memory, or any other, as one that can be stored. */
  keep(shared: number): number
  /** Memory after `store` has reached it. */
  write(shared: number, store: number): number
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
  /** Keeps `set`, which contains what was kept before. */
  rely(index: number, set: number): void
}

/** Which stored state was come to from which: `StateGraph`, or what a helper tells it. */
export interface WaysBetweenStates {
  add(from: number, to: number): void
}

/** Sets of cells by number, 0 being the empty one: `CellSets`, or one that several threads fill. */
export interface CellSetTable {
  /** Sets so far. */
  readonly size: number
  /** The set that has `cells` as well. */
  withAll(set: number, cells: MarkedNumbers): number
  /** Has it any of the cells in `cells`, a bit each? */
  meets(set: number, cells: Uint32Array): boolean
}

/** Symmetry of cores: `Symmetry`, or a worker's view of it. Its elements are numbered, 0 being the identity. */
export interface SymmetryOfStates {
  /** Where element `element` takes `core`. */
  core(element: number, core: number): number
  /** Where it takes `cell`. */
  cell(element: number, cell: number): number
  /** The element that takes back what `element` does. */
  inverse(element: number): number
  /** First `b`, then `a`. */
  product(a: number, b: number): number
  /** Replaces `state` by the one that stands for all its images; gives the element that does it. */
  canonicalise(state: State): number
  /** Sleeping transitions, two bits a core as in `independence.ts`, after `element`. */
  sleepers(element: number, bits: number): number
}
