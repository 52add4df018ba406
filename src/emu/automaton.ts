/**
 * A core as a local automaton: a node is a local state just before a visible step, an edge is the value read there, with the
 * stores that are made and the next node. Unicorn computes each edge once; stepping, replay, random runs and exhaustive search
 * all walk the same edges.
 */
import type { Core } from './core/core.ts'
import type { LocalState } from './core/local-state.ts'
import type { InstructionObserver } from './observed-instruction.ts'
import { SAVED_REGISTERS, type SavedRegister } from './registers.ts'
import type { SharedStore, VisibleStep } from './visible-step.ts'

/** Index of a node of one automaton; the initial node is 0. */
export type NodeId = number

export interface Edge {
  readonly stores: readonly SharedStore[]
  readonly target: NodeId
}

/** A node as data, so that another worker can take it over. */
export interface Node {
  readonly state: LocalState
  /** Edges by the value read; a step that reads nothing has one edge, under `NO_VALUE`. */
  readonly edges: Map<bigint, Edge>
}

/** What outcome functions have asked for already at one node: registers, by their place among `SAVED_REGISTERS`. */
type Answers = (bigint | undefined)[]

/** The key of the only edge of a node that reads nothing. */
export const NO_VALUE = -1n

const REGISTER_INDEX = Object.fromEntries(SAVED_REGISTERS.map((name, index) => [name, index])) as Record<SavedRegister, number>

export class Automaton {
  readonly core: Core
  readonly #nodes: Node[] = []
  /** By a hash of what tells states apart: the newest node with it. To keep all of that would take more than the states do. */
  readonly #newest = new Map<number, NodeId>()
  /** By node: the newest older one with the same hash, or -1. */
  readonly #older: NodeId[] = []
  /** The node whose edge first led to each node. */
  readonly #origins: NodeId[] = []
  /** Only observers need it. */
  #watching: Core | undefined
  /** By node. Outcome functions ask for the same at half a million ends, of few nodes. */
  readonly #answers: (Answers | undefined)[] = []
  #edges = 0
  #runs = 0

  constructor(core: Core) {
    this.core = core
    this.#intern(core.start(), 0)
  }

  /** Nodes known so far; grows as edges are taken. */
  get size(): number {
    return this.#nodes.length
  }

  /** Edges known so far. */
  get edges(): number {
    return this.#edges
  }

  /** Times that Unicorn was run for an edge. */
  get runs(): number {
    return this.#runs
  }

  step(node: NodeId): VisibleStep {
    return this.#node(node).state.step
  }

  state(node: NodeId): LocalState {
    return this.#node(node).state
  }

  /** The node whose edge first led to `node`; an older one, except that node 0 is its own. */
  origin(node: NodeId): NodeId {
    return this.#origins[node] ?? 0
  }

  /** The edges of `node` that have been taken by anybody. */
  knownEdges(node: NodeId): ReadonlyMap<bigint, Edge> {
    return this.#node(node).edges
  }

  /** Takes the edge of `node` for `value`, which is what its `load` or `locked` step reads, else absent. */
  next(node: NodeId, value?: bigint): Edge {
    const { edges, state } = this.#node(node)
    const key = value ?? NO_VALUE
    const known = edges.get(key)
    if (known) return known
    this.#runs++
    const evaluation = this.core.evaluate(state, value)
    const edge = { stores: evaluation.stores, target: this.#intern(evaluation.next, node) }
    edges.set(key, edge)
    this.#edges++
    return edge
  }

  /**
   * Runs the edge once more to let `observer` see each instruction that it completes: the visible one, unless it has further loads
   * to make, then the private ones up to the next visible step.
   */
  observe(node: NodeId, value: bigint | undefined, observer: InstructionObserver): void {
    this.#watcher.evaluate(this.#node(node).state, value, observer)
  }

  /** The same for the private instructions that lead to node 0. */
  observeStart(observer: InstructionObserver): void {
    this.#watcher.start(observer)
  }

  get #watcher(): Core {
    return (this.#watching ??= this.core.watching())
  }

  /** Takes over what `other` knows of the same core, whose nodes may be more. By node of `other`: which of these it is. */
  learnFrom(other: Automaton): Int32Array {
    const nodes = new Int32Array(other.size)
    for (let node = 0; node < other.size; node++) {
      nodes[node] = this.#intern(this.core.adopt(other.state(node)), nodes[other.origin(node)] ?? 0)
    }
    for (let node = 0; node < other.size; node++) {
      const { edges } = this.#node(nodes[node] ?? 0)
      for (const [value, { stores, target }] of other.knownEdges(node)) {
        if (edges.has(value)) continue
        edges.set(value, { stores, target: nodes[target] ?? 0 })
        this.#edges++
      }
    }
    return nodes
  }

  /** Frees the engines. */
  close(): void {
    this.core.close()
    this.#watching?.close()
    this.#watching = undefined
  }

  /** A register of a node, as unsigned 64 bits. */
  register(node: NodeId, name: SavedRegister): bigint {
    const index = REGISTER_INDEX[name]
    return this.#answers[node]?.[index] ?? this.#answer(node, name, index)
  }

  #answer(node: NodeId, name: SavedRegister, index: number): bigint {
    const { step, registers } = this.#node(node).state
    this.core.ask(step, name)
    const value = registers[index] ?? 0n
    const answers = (this.#answers[node] ??= SAVED_REGISTERS.map(() => undefined))
    answers[index] = value
    return value
  }

  #node(node: NodeId): Node {
    const found = this.#nodes[node]
    if (!found) throw new Error(`no node ${node}`)
    return found
  }

  #intern(state: LocalState, origin: NodeId): NodeId {
    const key = keyOf(state)
    const hash = hashOf(key)
    const newest = this.#newest.get(hash) ?? -1
    for (let node = newest; node >= 0; node = this.#older[node] ?? -1) if (keyOf(this.state(node)) === key) return node
    const id = this.#nodes.length
    this.#nodes.push({ state, edges: new Map() })
    this.#answers.push(undefined)
    this.#origins.push(origin)
    this.#older.push(newest)
    this.#newest.set(hash, id)
    return id
  }
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** Equal for equal local states and only for those. */
function keyOf(state: LocalState): string {
  const { step, registers, xmm, stack, privateWords, supplied, sfencePending, counter } = state
  const words = Buffer.from(registers.buffer, registers.byteOffset, registers.byteLength).toString('latin1')
  const wide = xmm?.some((word) => word !== 0n)
    ? Buffer.from(xmm.buffer, xmm.byteOffset, xmm.byteLength).toString('latin1')
    : ''
  const bytes = Buffer.from(stack.buffer, stack.byteOffset, stack.byteLength).toString('latin1')
  // What a step does follows from its address and the registers that it reads; why it traps, from others too.
  const trap = step.kind === 'trap' ? Object.values(step.trap).join() : ''
  const rest = [step.kind, step.pc, trap, supplied.join(), sfencePending ? 1 : 0, counter, privateWords.join()].join(';')
  return `${rest};${wide.length};${words}${wide}${bytes}`
}
