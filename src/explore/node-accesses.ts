import type { NodeId } from '../emu/automaton.ts'
import { withRoom } from '../cpu-model/columns.ts'
import type { LocalTable } from '../machine/local-table.ts'
import type { Machine } from '../machine/machine.ts'
import type { CellSets } from './cell-sets.ts'

/** What one core's automaton reads and writes at each node, and where that leads, as far as is known: grows with the automaton. */
export class NodeAccesses {
  readonly #machine: Machine
  readonly #table: LocalTable
  readonly #sets: CellSets
  /** By node, sets of cells. */
  #reads = new Int32Array(64)
  #writes = new Int32Array(64)
  /** By node: does its step read several cells? */
  #wide = new Uint8Array(64)
  /** By node: edges that have been looked at. */
  #edges = new Int32Array(64)
  readonly #targets: NodeId[][] = []

  constructor(machine: Machine, table: LocalTable, sets: CellSets) {
    this.#machine = machine
    this.#table = table
    this.#sets = sets
  }

  /** Nodes that have been looked at. */
  get nodes(): number {
    return this.#targets.length
  }

  reads(node: NodeId): number {
    return this.#reads[node] ?? 0
  }

  writes(node: NodeId): number {
    return this.#writes[node] ?? 0
  }

  isWide(node: NodeId): boolean {
    return this.#wide[node] === 1
  }

  targets(node: NodeId): readonly NodeId[] {
    return this.#targets[node] ?? []
  }

  /** Looks at what has become known. May make cells. */
  update(): void {
    const { automaton } = this.#table
    for (let node = 0; node < automaton.size; node++) {
      if (node >= this.nodes) this.#meetNode(node)
      if (automaton.knownEdges(node).size > (this.#edges[node] ?? 0)) this.#meetEdges(node)
    }
  }

  #meetNode(node: NodeId): void {
    const step = this.#table.automaton.step(node)
    const cells =
      step.kind === 'load' || step.kind === 'locked' ? this.#machine.cells.resolve(step.address, step.size) : []
    const set = cells.reduce((before, cell) => this.#sets.with(before, cell), 0)
    this.#reads = withRoom(this.#reads, node)
    this.#writes = withRoom(this.#writes, node)
    this.#wide = withRoom(this.#wide, node)
    this.#edges = withRoom(this.#edges, node)
    this.#reads[node] = set
    this.#writes[node] = step.kind === 'locked' ? set : 0
    this.#wide[node] = cells.length > 1 ? 1 : 0
    this.#targets.push([])
  }

  #meetEdges(node: NodeId): void {
    const edges = this.#table.automaton.knownEdges(node)
    const targets = new Set<NodeId>()
    let writes = this.writes(node)
    for (const { stores, target } of edges.values()) {
      targets.add(target)
      for (const { address, size } of stores) {
        for (const cell of this.#machine.cells.resolve(address, size)) writes = this.#sets.with(writes, cell)
      }
    }
    this.#writes[node] = writes
    this.#targets[node] = [...targets]
    this.#edges[node] = edges.size
  }
}
