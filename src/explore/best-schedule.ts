import { PairTable } from '../cpu-model/pair-table.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { Replayer } from './replayer.ts'
import { RightMovers } from './right-movers.ts'
import type { ScheduleMetrics } from './schedule-metrics.ts'
import { newWays } from './scheduler.ts'

/** What a search for the best schedule came to. */
export interface BestSchedule {
  /** No worse than what was known; undefined when nothing was found. */
  readonly schedule: readonly Transition[] | undefined
  /** The search was complete: nothing is better than `schedule`, and of what is as good it is the first. */
  readonly isProven: boolean
}

// A cost is one number, compared as (switches, delayed drains, length).
const DELAYED = 2 ** 16
const SWITCH = 2 ** 32
/** The largest number of delayed drains, and of transitions, that a cost has room for. */
const MOST = 2 ** 15 - 1
/** A way that is so much too long is given up: its end would be too long as well, but others join it. */
const SLACK = 200

/**
 * The schedule with the outcome that `replayer` seeks and the least (switches, delayed drains, length), if it is no worse than `known`:
 * a search of cheapest paths (A*; Hart, Nilsson, Raphael 1968). Of several it is the first in the order of their transitions: the
 * lower core, its drains before its step, its older store. So it does not depend on how `known` was found.
 *
 * The nodes are the machine's states with what the cost of a transition depends on: the core that moved last, and how many stores its
 * last step made that have not drained. What is still to come costs at least a switch for each other core that has not ended, and a
 * delayed drain for each store that is held and was not just made. Gives up after `mostNodes`, and leaves out schedules longer than
 * `known`.
 *
 * A core is not left right after a step that others cannot tell from the same step later (Lipton's right movers, 1975): a store
 * appended, a load from the own buffer or of what no other core writes, a fence. For each schedule that does so there is one that
 * takes these steps when the core goes on, and is no worse; or that leaves them out, if it never does.
 */
export function bestSchedule(
  machine: Machine, replayer: Replayer, known: ScheduleMetrics, mostNodes: number, isCutOff: boolean,
): BestSchedule {
  return new BestScheduleSearch(machine, replayer, known, mostNodes, isCutOff).search()
}

class BestScheduleSearch {
  readonly #machine: Machine
  readonly #replayer: Replayer
  readonly #limit: number
  readonly #mostSteps: number
  readonly #mostNodes: number
  /** A trap, say, ends the run: the other cores need not have ended. */
  readonly #isCutOff: boolean
  readonly #ways = newWays()
  readonly #movers: RightMovers
  readonly #pairs = new PairTable()
  /** Node of an id of `#pairs`, or undefined. */
  readonly #nodeOf: (number | undefined)[] = []
  /**
   * For each node the machine's state, then the core that moved last, then twice its fresh stores, plus one when its last step is one
   * after which it is not left.
   */
  readonly #width: number
  #nodes: Int32Array
  #count = 0
  readonly #cost: number[] = []
  readonly #isDone: boolean[] = []
  readonly #isGoal: boolean[] = []
  /** The last of the edges that reach the node at its cost; -1 for none. */
  readonly #edge: number[] = []
  // Of each edge: where it comes from, and the edge before it that reaches the same node.
  readonly #parent: number[] = []
  readonly #sibling: number[] = []
  /** core × 2 and index for a drain, core × 2 + 1 and moments back for a step. */
  readonly #move: number[] = []
  readonly #number: number[] = []
  readonly #queue = new Queue()
  #leftOut = false

  constructor(machine: Machine, replayer: Replayer, known: ScheduleMetrics, mostNodes: number, isCutOff: boolean) {
    this.#machine = machine
    this.#replayer = replayer
    this.#limit = costOf(known)
    this.#mostSteps = Math.min(known.length, MOST)
    this.#mostNodes = mostNodes
    this.#isCutOff = isCutOff
    this.#movers = new RightMovers(machine)
    this.#width = machine.coreCount + 3
    this.#nodes = new Int32Array(this.#width * 1024)
  }

  search(): BestSchedule {
    this.#replayer.walker.start()
    this.#reach(-1, 0, 0, -1, -1, 0, false)
    const goals: number[] = []
    let isWhole = true
    for (;;) {
      const node = this.#queue.pop()
      const cost = this.#cost[node] ?? 0
      // All that is as cheap as the first goal is looked at, for of the cheapest schedules the first is wanted.
      if (node < 0 || (goals[0] !== undefined && this.#queue.popped > (this.#cost[goals[0]] ?? 0))) break
      if (this.#isDone[node]) continue
      this.#isDone[node] = true
      if (this.#isGoal[node]) {
        if (cost % DELAYED <= this.#mostSteps) goals.push(node)
        else this.#leftOut = true
        continue
      }
      if (this.#count > this.#mostNodes) {
        isWhole = false
        break
      }
      this.#expand(node)
    }
    return { schedule: goals.length > 0 ? this.#firstPath(goals) : undefined, isProven: isWhole && this.#isProven }
  }

  get #isProven(): boolean {
    return !this.#leftOut && !this.#movers.hasLearned
  }

  #expand(node: number): void {
    const { walker } = this.#replayer
    const n = this.#machine.coreCount
    const at = node * this.#width
    const state = this.#nodes.subarray(at, at + n + 1)
    const last = this.#nodes[at + n + 1] ?? -1
    const fresh = (this.#nodes[at + n + 2] ?? 0) >> 1
    const stays = ((this.#nodes[at + n + 2] ?? 0) & 1) === 1
    const cost = this.#cost[node] ?? 0
    if (cost % DELAYED >= this.#mostSteps + SLACK) {
      this.#leftOut = true
      return
    }
    const saved = state.slice()
    walker.state.set(saved)
    walker.findWays(this.#ways)
    const { count, core: cores, drain: drains, back: backs } = this.#ways
    for (let way = 0; way < count; way++) {
      const core = cores[way] ?? 0
      const k = drains[way] ?? -1
      const switched = last >= 0 && core !== last
      if (switched && stays) continue
      walker.state.set(saved)
      let next = cost + 1 + (switched ? SWITCH : 0)
      const held = walker.held(core)
      if (k >= 0) {
        const index = walker.drainIndex(core, k)
        const isFresh = !switched && index >= held - fresh
        if (!isFresh) next += DELAYED
        walker.drain(core, k)
        const left = switched ? 0 : isFresh ? fresh - 1 : fresh
        this.#reach(core, left, next, node, 2 * core, index, false)
      } else if (walker.canStep(core)) {
        const back = backs[way] ?? 0
        const isMover = this.#movers.isMover(walker, core)
        if (this.#replayer.tryExec(core, back)) {
          const made = Math.max(0, walker.held(core) - held)
          this.#reach(core, made, next, node, 2 * core + 1, back, isMover && this.#canGoOn(core))
        }
      }
    }
  }

  /** The walker's state is reached. */
  #reach(
    core: number, fresh: number, cost: number, parent: number, move: number, number: number, stays: boolean,
  ): void {
    const left = this.#isCutOff || core < 0 ? 0 : this.#leftAtLeast(core, fresh)
    if (cost + left > this.#limit) return
    const node = this.#nodeFor(core, 2 * fresh + (stays ? 1 : 0))
    const known = this.#cost[node] ?? Infinity
    if (cost > known) return
    const sibling = cost === known ? (this.#edge[node] ?? -1) : -1
    this.#edge[node] = this.#parent.push(parent) - 1
    this.#sibling.push(sibling)
    this.#move.push(move)
    this.#number.push(number)
    if (cost === known) return
    this.#cost[node] = cost
    this.#queue.push(cost + left, node)
  }

  /** What it costs at least to let every core and every buffer come to its end. */
  #leftAtLeast(last: number, fresh: number): number {
    const { walker } = this.#replayer
    let left = -fresh * DELAYED
    for (let core = 0; core < this.#machine.coreCount; core++) {
      left += walker.held(core) * DELAYED
      if (core !== last && !walker.isDone(core)) left += SWITCH
    }
    return left
  }

  #nodeFor(core: number, freshness: number): number {
    const { state } = this.#replayer.walker
    let id = state[0] ?? 0
    for (let i = 1; i < state.length; i++) id = this.#pairs.intern(id, state[i] ?? 0)
    id = this.#pairs.intern(id, core)
    id = this.#pairs.intern(id, freshness)
    const known = this.#nodeOf[id]
    if (known !== undefined) return known
    const node = this.#count++
    this.#nodeOf[id] = node
    const at = node * this.#width
    if (at === this.#nodes.length) {
      const larger = new Int32Array(2 * at)
      larger.set(this.#nodes)
      this.#nodes = larger
    }
    this.#nodes.set(state, at)
    this.#nodes[at + state.length] = core
    this.#nodes[at + state.length + 1] = freshness
    this.#cost.push(Infinity)
    this.#edge.push(-1)
    this.#isDone.push(false)
    this.#isGoal.push(this.#isSought(core))
    return node
  }

  #canGoOn(core: number): boolean {
    const { walker } = this.#replayer
    return walker.canStep(core) || walker.held(core) > 0
  }

  #isSought(core: number): boolean {
    if (core >= 0 && this.#replayer.isReachedBy(core)) return true
    return !this.#isCutOff && this.#replayer.walker.isFinished() && this.#replayer.isSoughtEnd()
  }

  /** Of the paths to `goals`, all of one cost, the first. */
  #firstPath(goals: readonly number[]): Transition[] {
    // For each node from which a goal can be reached, the first edge that leads to one.
    const first = new Map<number, { readonly edge: number; readonly node: number }>()
    const ahead = [...goals]
    const met = new Set(goals)
    for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
      for (let edge = this.#edge[node] ?? -1; edge >= 0; edge = this.#sibling[edge] ?? -1) {
        const parent = this.#parent[edge] ?? -1
        if (parent < 0) continue
        const known = first.get(parent)
        if (!known || this.#compareEdges(edge, known.edge) < 0) first.set(parent, { edge, node })
        if (met.has(parent)) continue
        met.add(parent)
        ahead.push(parent)
      }
    }
    const path: Transition[] = []
    for (let at = first.get(0); at; at = first.get(at.node)) {
      const move = this.#move[at.edge] ?? 0
      const number = this.#number[at.edge] ?? 0
      const core = move >> 1
      path.push((move & 1) === 0 ? { kind: 'drain', core, index: number } : { kind: 'exec', core, back: number })
    }
    return path
  }

  #compareEdges(a: number, b: number): number {
    return (this.#move[a] ?? 0) - (this.#move[b] ?? 0) || (this.#number[a] ?? 0) - (this.#number[b] ?? 0)
  }
}

function costOf({ switches, delayedDrains, length }: ScheduleMetrics): number {
  return switches * SWITCH + Math.min(delayedDrains, MOST) * DELAYED + Math.min(length, MOST)
}

/** Nodes by cost, cheapest first; those of equal cost in a fixed order. A binary heap. */
class Queue {
  /** The cost of the node that came last. */
  popped = 0
  readonly #costs: number[] = []
  readonly #nodes: number[] = []

  push(cost: number, node: number): void {
    let at = this.#costs.length
    while (at > 0) {
      const up = (at - 1) >> 1
      if ((this.#costs[up] ?? 0) <= cost) break
      this.#costs[at] = this.#costs[up] ?? 0
      this.#nodes[at] = this.#nodes[up] ?? 0
      at = up
    }
    this.#costs[at] = cost
    this.#nodes[at] = node
  }

  /** The cheapest; -1 when there is none. */
  pop(): number {
    const first = this.#nodes[0]
    const cost = this.#costs.pop()
    const node = this.#nodes.pop()
    if (first === undefined || cost === undefined || node === undefined) return -1
    this.popped = this.#costs[0] ?? cost
    const size = this.#costs.length
    if (size === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && (this.#costs[child + 1] ?? 0) < (this.#costs[child] ?? 0)) child++
      if ((this.#costs[child] ?? 0) >= cost) break
      this.#costs[at] = this.#costs[child] ?? 0
      this.#nodes[at] = this.#nodes[child] ?? 0
      at = child
    }
    this.#costs[at] = cost
    this.#nodes[at] = node
    return first
  }
}
