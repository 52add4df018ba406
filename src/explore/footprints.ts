import type { Buffers } from '../cpu-model/buffers.ts'
import type { SplitCell } from '../cpu-model/split-cell.ts'
import type { LocalId, LocalTable } from '../machine/local-table.ts'
import type { Machine } from '../machine/machine.ts'
import type { NodeId } from '../emu/automaton.ts'
import { CellSets } from './cell-sets.ts'
import { reliance, relianceWords } from './reliance.ts'
import { NodeAccesses } from './node-accesses.ts'

/**
 * What each core may still read and write, seen from each of its local states: the closure over the automaton as far as it is
 * known, plus the own buffer. A node that is found later is taken to have the future of the node that led to it, which is nearly always
 * right; whether it was is known at the end of the search (`covers`), which runs again if it was not.
 */
export class Footprints {
  readonly #words: number
  /** What those that are made from these share with them. */
  readonly #sets: CellSets
  readonly #accesses: readonly NodeAccesses[]
  readonly #cores: readonly CoreFootprint[]

  /** With `previous`, whose machine's tables are still the same, they contain what those have said. */
  constructor(machine: Machine, previous?: Footprints) {
    this.#sets = previous ? previous.#sets : new CellSets()
    this.#accesses = previous
      ? previous.#accesses
      : machine.locals.map((table) => new NodeAccesses(machine, table, this.#sets))
    const before = previous ? previous.#cores : []
    // Resolving every access first makes all cells known.
    for (const accesses of this.#accesses) accesses.update()
    this.#words = wordsFor(machine.cells.count)
    const { coreCount } = machine
    this.#cores = machine.locals.map((table, core) => {
      const accesses = this.#accesses[core] ?? new NodeAccesses(machine, table, this.#sets)
      return new CoreFootprint(core, coreCount, table, accesses, this.#sets, machine.buffers, this.#words, before[core])
    })
  }

  /** Puts into `into`, from `at` on, the cells that `core` at `node` may still write with an empty buffer, then those that it may touch. */
  copy(core: number, node: NodeId, into: Uint32Array, at: number, words: number): void {
    this.#cores[core]?.copy(node, into, at, words)
  }

  /** May `core` at `local` still write `cell`, now from its buffer or later? With `reads`: may it still read or write it? */
  mayTouch(core: number, local: LocalId, cell: number, reads: boolean): boolean {
    const footprint = this.#cores[core]
    return footprint !== undefined && footprint.has(local, cell, reads)
  }

  /** May a core other than `core` still write `cell` (with `reads`: read or write it), in machine state `state`? */
  othersMayTouch(state: Int32Array, core: number, cell: number, reads: boolean): boolean {
    const cores = this.#cores
    for (let other = 0; other < cores.length; other++) {
      if (other === core) continue
      const footprint = cores[other]
      if (footprint !== undefined && footprint.has(state[other] ?? 0, cell, reads)) return true
    }
    return false
  }

  /** May it still read `cell` together with another one in one load? */
  mayReadWide(core: number, local: LocalId, cell: number): boolean {
    return this.#cores[core]?.readsWide(local, cell) ?? false
  }

  /** Do these futures, as a search has used them, contain those of `newer`, which knows all that the search has found? */
  covers(newer: Footprints): boolean {
    return this.#cores.every((core, index) => {
      const other = newer.#cores[index]
      return other !== undefined && core.contains(other)
    })
  }

  /** Is there a core that is now known to have a cycle? */
  hasNewCycle(previous: Footprints): boolean {
    return this.#cores.some((core, index) => core.hasCycle && !previous.hasCycle(index))
  }

  /**
   * What others have relied on wrongly (`reliance.ts`, a bit each) because `core`, at `local` or after it, may do what it was not known to
   * do by the footprints before these.
   */
  learned(core: number, local: LocalId): Uint32Array {
    return this.#cores[core]?.learned(local) ?? NOTHING
  }

  /** What `learned` gives for any core anywhere. */
  learnedAtAll(): Uint32Array {
    const all = new Uint32Array(relianceWords(this.#cores.length, this.#words * 32))
    for (const core of this.#cores) core.addLearned(all)
    return all
  }

  /** Does the automaton have a cycle that `core` can still enter? Without one in any core, every run is finite. */
  hasCycle(core: number): boolean {
    return this.#cores[core]?.hasCycle ?? false
  }

  /** Does any core's? */
  get hasCycles(): boolean {
    return this.#cores.some(({ hasCycle }) => hasCycle)
  }

  /**
   * What may touch a split cell may touch all of its parts: in these futures, and in all that they were made from or that were made from
   * them. Not where loads have moments: a load of several parts is not known for a wide one.
   */
  split(split: SplitCell): void {
    this.#sets.split(split)
  }

  /** Frees what can be found out again. */
  rest(): void {
    for (const core of this.#cores) core.rest()
  }
}

const NOTHING = new Uint32Array()

function wordsFor(cells: number): number {
  return Math.max(1, Math.ceil(cells / 32))
}

class CoreFootprint {
  readonly #core: number
  readonly #coreCount: number
  readonly #table: LocalTable
  readonly #accesses: NodeAccesses
  readonly #sets: CellSets
  readonly #buffers: Buffers
  readonly #words: number
  readonly #nodes: number
  /** By node, sets of cells: what it and those after it read, write, read or write, and read together with other cells. */
  readonly #nodeReads: Int32Array
  readonly #nodeWrites: Int32Array
  readonly #nodeTouches: Int32Array
  readonly #nodeWide: Int32Array
  /** Of the nodes found later, in order: the known one that each was found from. */
  readonly #origins: NodeId[] = []
  /** By node, two sets of `#words` words: what it or one after it may write, and what it may touch, and was not known to. */
  #learned: Uint32Array | undefined
  /** The same as what others have relied on wrongly, of the nodes of which somebody has asked. */
  #reliances: Uint32Array[] = []
  #previous: CoreFootprint | undefined
  readonly hasCycle: boolean

  constructor(
    core: number, coreCount: number, table: LocalTable, accesses: NodeAccesses, sets: CellSets, buffers: Buffers, words: number,
    previous: CoreFootprint | undefined,
  ) {
    this.#core = core
    this.#coreCount = coreCount
    this.#table = table
    this.#accesses = accesses
    this.#sets = sets
    this.#buffers = buffers
    this.#words = words
    this.#nodes = accesses.nodes
    this.#nodeReads = new Int32Array(this.#nodes)
    this.#nodeWrites = new Int32Array(this.#nodes)
    this.#nodeWide = new Int32Array(this.#nodes)
    this.#previous = previous
    this.hasCycle = this.#close()
    if (previous) this.#keep(previous)
    this.#nodeTouches = this.#nodeReads.map((reads, node) => sets.union(this.#nodeWrites[node] ?? 0, reads))
  }

  copy(node: NodeId, into: Uint32Array, at: number, words: number): void {
    const known = this.#knownOrigin(node)
    for (let word = 0; word < words; word++) {
      into[at + word] = this.#sets.word(this.#nodeWrites[known] ?? 0, word)
      into[at + words + word] = this.#sets.word(this.#nodeTouches[known] ?? 0, word)
    }
  }

  has(local: LocalId, cell: number, reads: boolean): boolean {
    const table = this.#table
    const node = this.#knownOrigin(table.node(local))
    if (this.#sets.has((reads ? this.#nodeTouches[node] : this.#nodeWrites[node]) ?? 0, cell)) return true
    return ((this.#buffers.cells(table.buffer(local), cell >> 5) >>> (cell & 31)) & 1) === 1
  }

  /** Are the futures of all nodes that `newer` knows contained in those that this one has, or has assumed? */
  contains(newer: CoreFootprint): boolean {
    if (newer.hasCycle && !this.hasCycle) return false
    for (let node = 0; node < newer.#nodes; node++) {
      const known = this.#knownOrigin(node)
      const isCovered = (theirs: Int32Array, ours: Int32Array): boolean => this.#covers(ours[known] ?? 0, newer, theirs[node] ?? 0)
      if (!isCovered(newer.#nodeReads, this.#nodeReads) || !isCovered(newer.#nodeWrites, this.#nodeWrites)) return false
      if (!isCovered(newer.#nodeWide, this.#nodeWide)) return false
    }
    return true
  }

  /** Does set `ours` contain set `theirs` of `newer`? */
  #covers(ours: number, newer: CoreFootprint, theirs: number): boolean {
    if (ours === theirs && this.#sets === newer.#sets) return true
    for (let w = 0; w < newer.#words; w++) if ((newer.#sets.word(theirs, w) & ~this.#sets.word(ours, w)) !== 0) return false
    return true
  }

  learned(local: LocalId): Uint32Array {
    const learned = this.#learnedOfNodes()
    if (!learned) return NOTHING
    const node = this.#knownOrigin(this.#table.node(local))
    return (this.#reliances[node] ??= this.#reliancesOn(learned.subarray(node * this.#words * 2, (node + 1) * this.#words * 2)))
  }

  addLearned(all: Uint32Array): void {
    const learned = this.#learnedOfNodes()
    if (!learned) return
    const any = new Uint32Array(this.#words * 2)
    for (let at = 0; at < learned.length; at++) orInto(any, at % any.length, learned[at] ?? 0)
    this.#reliancesOn(any).forEach((word, at) => { orInto(all, at, word) })
  }

  /** What other cores have relied on wrongly when this one may do what is `learned`. */
  #reliancesOn(learned: Uint32Array): Uint32Array {
    if (learned.every((word) => word === 0)) return NOTHING
    const cores = this.#coreCount
    const found = new Uint32Array(relianceWords(cores, this.#words * 32))
    for (let cell = 0; cell < this.#words * 32; cell++) {
      for (const access of [false, true]) {
        const word = learned[(access ? this.#words : 0) + (cell >> 5)] ?? 0
        if (((word >>> (cell & 31)) & 1) === 0) continue
        for (let core = 0; core < cores; core++) {
          const number = reliance(cores, core, cell, access)
          if (core !== this.#core) orInto(found, number >> 5, 1 << (number & 31))
        }
      }
    }
    return found
  }

  #learnedOfNodes(): Uint32Array | undefined {
    const previous = this.#previous
    const words = this.#words
    if (!previous) return undefined
    return (this.#learned ??= this.#closure((node, bits, at) => {
      const from = previous.#knownOrigin(node)
      for (let w = 0; w < words; w++) {
        const hadWrites = this.#sets.word(previous.#nodeWrites[from] ?? 0, w)
        const hadReads = this.#sets.word(previous.#nodeReads[from] ?? 0, w)
        const writes = this.#sets.word(this.#nodeWrites[node] ?? 0, w)
        const reads = this.#sets.word(this.#nodeReads[node] ?? 0, w)
        bits[at + w] = writes & ~hadWrites
        bits[at + words + w] = (writes | reads) & ~(hadReads | hadWrites)
      }
    }))
  }

  rest(): void {
    this.#learned = undefined
    this.#reliances = []
    this.#previous = undefined
  }

  /** Nodes that `previous` did not know keep the futures that it took them to have: what a search has gone by stays true. */
  #keep(previous: CoreFootprint): void {
    for (let node = previous.#nodes; node < this.#nodes; node++) {
      const from = previous.#knownOrigin(node)
      this.#add(this.#nodeReads, node, previous.#nodeReads[from] ?? 0)
      this.#add(this.#nodeWrites, node, previous.#nodeWrites[from] ?? 0)
      this.#add(this.#nodeWide, node, previous.#nodeWide[from] ?? 0)
    }
  }

  #add(sets: Int32Array, node: NodeId, set: number): void {
    sets[node] = this.#sets.union(sets[node] ?? 0, set)
  }

  /** What `fill` says of each node in twice `#words` words, joined with what it says of all nodes that can be reached from it. */
  #closure(fill: (node: NodeId, bits: Uint32Array, at: number) => void): Uint32Array {
    const words = this.#words * 2
    const bits = new Uint32Array(this.#nodes * words)
    for (let node = 0; node < this.#nodes; node++) fill(node, bits, node * words)
    for (let grown = true; grown; ) {
      grown = false
      // Nodes are mostly found after those that lead to them.
      for (let node = this.#nodes - 1; node >= 0; node--) {
        for (const target of this.#accesses.targets(node)) {
          if (target >= this.#nodes) continue
          for (let w = 0; w < words; w++) {
            const before = bits[node * words + w] ?? 0
            const after = (before | (bits[target * words + w] ?? 0)) >>> 0
            if (after === before) continue
            bits[node * words + w] = after
            grown = true
          }
        }
      }
    }
    return bits
  }

  /** The node itself when it was known at the start; else the one from which it was found. */
  #knownOrigin(node: NodeId): NodeId {
    if (node < this.#nodes) return node
    // A node's origin is older than itself.
    for (let later = this.#origins.length + this.#nodes; later <= node; later++) {
      const origin = this.#table.automaton.origin(later)
      this.#origins.push(origin < this.#nodes ? origin : (this.#origins[origin - this.#nodes] ?? 0))
    }
    return this.#origins[node - this.#nodes] ?? 0
  }

  readsWide(local: LocalId, cell: number): boolean {
    return this.#sets.has(this.#nodeWide[this.#knownOrigin(this.#table.node(local))] ?? 0, cell)
  }

  /** Tarjan's algorithm: components come out in reverse topological order, so each finds its successors' bits complete. */
  #close(): boolean {
    const accesses = this.#accesses
    const n = this.#nodes
    const order = new Int32Array(n).fill(-1)
    const low = new Int32Array(n)
    const onStack = new Uint8Array(n)
    const stack: number[] = []
    const component: number[] = []
    let next = 0
    let cyclic = false
    const all = [this.#nodeReads, this.#nodeWrites, this.#nodeWide]
    const finish = (root: number): void => {
      component.length = 0
      let member: number
      do {
        member = stack.pop() ?? root
        onStack[member] = 0
        component.push(member)
      } while (member !== root)
      if (component.length > 1 || accesses.targets(root).includes(root)) cyclic = true
      for (const node of component) {
        this.#add(this.#nodeReads, root, accesses.reads(node))
        this.#add(this.#nodeWrites, root, accesses.writes(node))
        if (accesses.isWide(node)) this.#add(this.#nodeWide, root, accesses.reads(node))
        for (const target of accesses.targets(node)) {
          for (const sets of all) this.#add(sets, root, sets[target] ?? 0)
        }
      }
      for (const node of component) for (const sets of all) sets[node] = sets[root] ?? 0
    }
    const work: { node: number; child: number }[] = []
    for (let start = 0; start < n; start++) {
      if ((order[start] ?? 0) >= 0) continue
      work.push({ node: start, child: 0 })
      while (work.length > 0) {
        const frame = work[work.length - 1]
        if (!frame) break
        const { node } = frame
        if (frame.child === 0) {
          order[node] = low[node] = next++
          stack.push(node)
          onStack[node] = 1
        }
        const target = accesses.targets(node)[frame.child]
        if (target !== undefined) {
          frame.child++
          if (target >= n) continue
          if ((order[target] ?? 0) < 0) work.push({ node: target, child: 0 })
          else if (onStack[target]) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0)
          continue
        }
        work.pop()
        const parent = work[work.length - 1]
        if (parent) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0)
        if (low[node] === order[node]) finish(node)
      }
    }
    return cyclic
  }
}

function orInto(bits: Uint32Array, at: number, word: number): void {
  bits[at] = (bits[at] ?? 0) | word
}
