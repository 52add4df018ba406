import type { Cells } from '../cpu-model/cells.ts'
import { withRoom } from '../cpu-model/columns.ts'
import { PairTable } from '../cpu-model/pair-table.ts'
import type { StoreId, Stores } from '../cpu-model/stores.ts'
import type { Automaton, NodeId } from '../emu/automaton.ts'
import type { VisibleStep } from '../emu/visible-step.ts'

/** What the step of a node is, for the search's inner loop. */
export const STEP = { ended: 0, trap: 1, diverge: 2, bound: 3, store: 4, load: 5, locked: 6, fence: 7, lfence: 8 } as const

export type StepKind = (typeof STEP)[keyof typeof STEP]

const KINDS: Readonly<Record<VisibleStep['kind'], StepKind>> = {
  end: STEP.ended, trap: STEP.trap, diverge: STEP.diverge, bound: STEP.bound, store: STEP.store, load: STEP.load,
  locked: STEP.locked, fence: STEP.fence, lfence: STEP.lfence,
}

/** An edge of the automaton in the machine's numbers. */
export interface NodeEdge {
  readonly stores: readonly StoreId[]
  readonly target: NodeId
}

const UNMET = 0xff
const FIRST_NODES = 32
const NO_CELLS: readonly number[] = []
const NO_STORES: readonly StoreId[] = []

/** One core's automaton in the numbers of cells, values and stores: what is the same whatever the store buffer holds. */
export class NodeTable {
  readonly automaton: Automaton
  readonly #cells: Cells
  readonly #stores: Stores
  /** By node: one of `STEP`, or `UNMET`. */
  #kinds = new Uint8Array(FIRST_NODES).fill(UNMET)
  readonly #accesses: (readonly number[] | undefined)[] = []
  /** Pairs of a node and a key of what it reads; and by number of the pair, the edge. */
  #keys = new PairTable()
  #edges: (NodeEdge | undefined)[] = []

  constructor(automaton: Automaton, cells: Cells, stores: Stores) {
    this.automaton = automaton
    this.#cells = cells
    this.#stores = stores
  }

  /** What its step is. Throws `CellSplit` when that cuts a cell in use. */
  kind(node: NodeId): StepKind {
    const known = this.#kinds[node] ?? UNMET
    return known === UNMET ? this.#meet(node) : (known as StepKind)
  }

  /** The cells that its step reads. `kind` must have been asked for. */
  cellsRead(node: NodeId): readonly number[] {
    return this.#accesses[node] ?? NO_CELLS
  }

  /**
   * The edge of `node` for what it reads: `value`, for which `key` stands. That is the number of its value for a single cell, for several
   * whatever the caller takes for them; a step that reads nothing has undefined and 0.
   */
  edge(node: NodeId, key: number, value: () => bigint | undefined): NodeEdge {
    const number = this.#keys.intern(node, key)
    return (this.#edges[number] ??= this.#take(node, value()))
  }

  /** The cells have got other numbers. */
  forget(): void {
    this.#kinds.fill(UNMET)
    this.#keys = new PairTable()
    this.#edges = []
  }

  #take(node: NodeId, value: bigint | undefined): NodeEdge {
    const { stores, target } = this.automaton.next(node, value)
    return { stores: stores.length === 0 ? NO_STORES : stores.map((store) => this.#stores.intern(store)), target }
  }

  #meet(node: NodeId): StepKind {
    const step = this.automaton.step(node)
    if (step.kind === 'load' || step.kind === 'locked') this.#accesses[node] = this.#cells.resolve(step.address, step.size)
    const kind = KINDS[step.kind]
    this.#kinds = withRoom(this.#kinds, node, UNMET)
    this.#kinds[node] = kind
    return kind
  }
}
