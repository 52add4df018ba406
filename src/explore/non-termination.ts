/**
 * Finds runs that never end although everybody gets a turn: strongly connected components of the state graph with a fair lasso
 * (DESIGN section 2). In a fair component every core that is enabled throughout it executes in it, every store that is buffered
 * throughout it drains in it, and under `relaxed` no load reads past the newest store for ever.
 *
 * A larger component is fair whenever a part of it is: it has more transitions, and less is enabled or buffered throughout. So
 * looking at the maximal ones is enough.
 */
import { STEP } from '../machine/node-table.ts'
import type { Machine, State, Transition } from '../machine/machine.ts'
import type { Search } from './search.ts'
import type { StateIndex } from './state-table.ts'

export interface Lasso {
  /** A stored state of the cycle. */
  readonly entry: StateIndex
  /** Once around: from `entry` back to it, with every core and buffer getting its turn. */
  readonly cycle: readonly Transition[]
  /** Cores that execute in the cycle. */
  readonly cores: readonly number[]
}

interface Edge {
  readonly from: StateIndex
  readonly to: StateIndex
  readonly choice: number
}

/** What is asked of the search that stored the states. */
export interface Explored {
  readonly table: Pick<Search['table'], 'count' | 'read'>
  expand(index: StateIndex, visit?: (successor: StateIndex, choice: number) => void): void
  trail(parent: StateIndex, choice: number): Transition[]
}

/** One lasso for each set of cores that can go round for ever. */
export function findLassos(machine: Machine, search: Explored, stopCore: boolean): Lasso[] {
  const lassos = new Map<string, Lasso>()
  for (const component of components(search)) {
    // A core that stands at a trap would end the run, and every enabled core goes on.
    if (!stopCore && standsAtTrap(machine, search, component)) continue
    const lasso = fairLasso(machine, search, component)
    if (lasso && !lassos.has(lasso.cores.join())) lassos.set(lasso.cores.join(), lasso)
  }
  return [...lassos.values()]
}

/** Does a core stand at a trap in all of a component? It never leaves one, so one state tells. */
function standsAtTrap(machine: Machine, search: Explored, edges: ReadonlyMap<StateIndex, readonly Edge[]>): boolean {
  const state = machine.initialState()
  for (const index of edges.keys()) {
    search.table.read(index, state)
    return machine.locals.some((table, core) => table.step[state[core] ?? 0] === STEP.trap)
  }
  return false
}

/** The components that have an edge, by Tarjan's algorithm without recursion. Successors are computed anew for each state. */
function components(search: Explored): Map<StateIndex, Edge[]>[] {
  const count = search.table.count
  const order = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const component = new Int32Array(count).fill(-1)
  const stack: number[] = []
  const found: number[][] = []
  let next = 0
  const successors = (state: number): number[] => {
    const list: number[] = []
    search.expand(state, (successor) => {
      if (successor >= 0) list.push(successor)
    })
    return list
  }
  for (let start = 0; start < count; start++) {
    if ((order[start] ?? 0) >= 0) continue
    const work: { state: number; targets: number[]; at: number }[] = []
    const enter = (state: number): void => {
      order[state] = low[state] = next++
      stack.push(state)
      work.push({ state, targets: successors(state), at: 0 })
    }
    enter(start)
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const target = frame.targets[frame.at++]
      if (target !== undefined) {
        if ((order[target] ?? 0) < 0) enter(target)
        else if ((component[target] ?? 0) < 0) low[frame.state] = Math.min(low[frame.state] ?? 0, order[target] ?? 0)
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low[parent.state] = Math.min(low[parent.state] ?? 0, low[frame.state] ?? 0)
      if (low[frame.state] !== order[frame.state]) continue
      const members: number[] = []
      let member: number
      do {
        member = stack.pop() ?? frame.state
        component[member] = found.length
        members.push(member)
      } while (member !== frame.state)
      found.push(members)
    }
  }
  return found.flatMap((members) => {
    const inside = new Set(members)
    const edges = new Map<StateIndex, Edge[]>(members.map((m) => [m, []]))
    for (const from of members) {
      search.expand(from, (to, choice) => {
        if (!inside.has(to)) return
        edges.get(from)?.push({ from, to, choice })
      })
    }
    return [...edges.values()].some((list) => list.length > 0) ? [edges] : []
  })
}

/** What happens somewhere in a component. */
class Happenings {
  readonly executed = new Set<number>()
  readonly drained = new Set<string>()
  /** Loads that were performed at the newest moment, or only at older ones. */
  readonly fresh = new Set<string>()
  readonly stale = new Set<string>()
  /** Cores enabled in every state seen; stores buffered in every state seen. */
  enabled: Set<number> | undefined
  buffered: Set<string> | undefined

  see(machine: Machine, state: State): void {
    const enabled = new Set(machine.transitions(state).filter((t) => t.kind === 'exec').map((t) => t.core))
    const buffered = new Set<string>()
    machine.locals.forEach((table, core) => {
      for (const store of machine.buffers.entries(table.buffer(state[core] ?? 0))) buffered.add(`${core}:${store}`)
    })
    this.enabled = this.enabled ? intersection(this.enabled, enabled) : enabled
    this.buffered = this.buffered ? intersection(this.buffered, buffered) : buffered
  }

  take(machine: Machine, state: State, transition: Transition): void {
    const table = machine.local(transition.core)
    const local = state[transition.core] ?? 0
    if (transition.kind === 'exec') {
      this.executed.add(transition.core)
      const load = `${transition.core}:${table.node(local)}`
      if (transition.back === 0) this.fresh.add(load)
      else this.stale.add(load)
    } else {
      const store = machine.buffers.entries(table.buffer(local))[transition.index]
      this.drained.add(`${transition.core}:${store ?? -1}`)
    }
  }

  get isFair(): boolean {
    for (const core of this.enabled ?? []) if (!this.executed.has(core)) return false
    for (const store of this.buffered ?? []) if (!this.drained.has(store)) return false
    for (const load of this.stale) if (!this.fresh.has(load)) return false
    return true
  }
}

function fairLasso(machine: Machine, search: Explored, edges: ReadonlyMap<StateIndex, readonly Edge[]>): Lasso | undefined {
  const all = new Happenings()
  const state = machine.initialState()
  const contribution = new Map<Edge, Happenings>()
  for (const list of edges.values()) {
    for (const edge of list) {
      const own = new Happenings()
      search.table.read(edge.from, state)
      walk(machine, state, search.trail(edge.from, edge.choice), all, own)
      contribution.set(edge, own)
    }
  }
  if (!all.isFair) return undefined
  return { ...goRound(search, edges, contribution, all), cores: [...all.executed].sort() }
}

function walk(machine: Machine, from: State, transitions: readonly Transition[], ...into: Happenings[]): void {
  let state = from
  for (const happenings of into) happenings.see(machine, state)
  for (const transition of transitions) {
    for (const happenings of into) happenings.take(machine, state, transition)
    const next = machine.step(state, transition)
    if (!next) throw new Error('a stored path does not fit its machine')
    state = next
    for (const happenings of into) happenings.see(machine, state)
  }
}

/** A closed walk that has in it whatever happens in the component: each edge that adds something is visited, then back. */
function goRound(
  search: Explored, edges: ReadonlyMap<StateIndex, readonly Edge[]>, contribution: ReadonlyMap<Edge, Happenings>, all: Happenings,
): { entry: StateIndex; cycle: Transition[] } {
  const first = [...edges.values()].flat()[0]
  if (!first) throw new Error('a component without edges')
  const entry = first.from
  const walkEdges: Edge[] = []
  const executed = new Set<number>()
  const drained = new Set<string>()
  const fresh = new Set<string>()
  let at = entry
  const go = (edge: Edge): void => {
    walkEdges.push(...shortest(edges, at, edge.from), edge)
    at = edge.to
  }
  for (const [edge, own] of contribution) {
    const adds =
      [...own.executed].some((core) => !executed.has(core)) ||
      [...own.drained].some((store) => !drained.has(store)) ||
      [...own.fresh].some((load) => all.stale.has(load) && !fresh.has(load))
    if (!adds) continue
    own.executed.forEach((core) => executed.add(core))
    own.drained.forEach((store) => drained.add(store))
    own.fresh.forEach((load) => fresh.add(load))
    go(edge)
  }
  walkEdges.push(...shortest(edges, at, entry))
  return { entry, cycle: walkEdges.flatMap((edge) => search.trail(edge.from, edge.choice)) }
}

/** The fewest edges from one state of a component to another. */
function shortest(edges: ReadonlyMap<StateIndex, readonly Edge[]>, from: StateIndex, to: StateIndex): Edge[] {
  if (from === to) return []
  const cameBy = new Map<StateIndex, Edge>()
  const queue = [from]
  for (let i = 0; i < queue.length && !cameBy.has(to); i++) {
    for (const edge of edges.get(queue[i] ?? -1) ?? []) {
      if (edge.to === from || cameBy.has(edge.to)) continue
      cameBy.set(edge.to, edge)
      queue.push(edge.to)
    }
  }
  const path: Edge[] = []
  for (let at = to; at !== from; ) {
    const edge = cameBy.get(at)
    if (!edge) throw new Error('a component that is not connected')
    path.unshift(edge)
    at = edge.from
  }
  return path
}

function intersection<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> {
  return new Set([...a].filter((x) => b.has(x)))
}
