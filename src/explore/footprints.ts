import type { LocalId, LocalTable } from '../machine/local-table.ts'
import type { Machine } from '../machine/machine.ts'
import type { NodeId } from '../emu/automaton.ts'

/**
 * What each core may still read and write, seen from each of its local states: the closure over the automaton as far as it is
 * known, plus the own buffer. A node that is found later is taken to have the future of the node that led to it, which is nearly always
 * right; whether it was is known at the end of the search (`covers`), which runs again if it was not.
 */
export class Footprints {
  readonly #words: number
  readonly #cores: readonly CoreFootprint[]

  /** With `previous`, whose machine's tables are still the same, they contain what those have said. */
  constructor(machine: Machine, previous?: Footprints) {
    // Resolving every access first makes all cells known before the bit sets are sized.
    const accesses = machine.locals.map((table) => collectAccesses(machine, table))
    this.#words = Math.max(1, Math.ceil(machine.cells.count / 32))
    const before = previous ? previous.#cores : []
    this.#cores = machine.locals.map(
      (table, core) => new CoreFootprint(machine, table, accesses[core] ?? [], this.#words, before[core]),
    )
  }

  /** Words of a set of cells. */
  get words(): number {
    return this.#words
  }

  /** The cells that `core` at `local` may still write, then those that it may still read or write: `words` words each. */
  futures(core: number, local: LocalId): Uint32Array {
    return this.#cores[core]?.futures(local) ?? new Uint32Array(2 * this.#words)
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

  /** The cells that `core`, at `local` or after it, may touch, and was not known to by the footprints before these. */
  learned(core: number, local: LocalId): Uint32Array {
    return this.#cores[core]?.learned(local) ?? new Uint32Array(this.#words)
  }

  /** The cells that `learned` gives for any core anywhere. */
  learnedAtAll(): Uint32Array {
    const all = new Uint32Array(this.#words)
    for (const core of this.#cores) core.addLearned(all)
    return all
  }

  /** Does the automaton have a cycle that `core` can still enter? Without one in any core, every run is finite. */
  hasCycle(core: number): boolean {
    return this.#cores[core]?.hasCycle ?? false
  }

  /** Frees what can be found out again. */
  rest(): void {
    for (const core of this.#cores) core.rest()
  }
}

interface NodeAccess {
  readonly reads: readonly number[]
  readonly writes: readonly number[]
  readonly targets: readonly NodeId[]
}

function collectAccesses(machine: Machine, table: LocalTable): NodeAccess[] {
  const { automaton } = table
  const found: NodeAccess[] = []
  for (let node = 0; node < automaton.size; node++) {
    const step = automaton.step(node)
    const own = step.kind === 'load' || step.kind === 'locked' ? machine.cells.resolve(step.address, step.size) : []
    const writes = new Set<number>(step.kind === 'locked' ? own : [])
    const targets = new Set<NodeId>()
    for (const { stores, target } of automaton.knownEdges(node).values()) {
      targets.add(target)
      for (const { address, size } of stores) for (const cell of machine.cells.resolve(address, size)) writes.add(cell)
    }
    found.push({ reads: own, writes: [...writes], targets: [...targets] })
  }
  return found
}

class CoreFootprint {
  readonly #machine: Machine
  readonly #table: LocalTable
  readonly #words: number
  readonly #nodes: number
  readonly #nodeReads: Uint32Array
  readonly #nodeWrites: Uint32Array
  readonly #nodeWide: Uint32Array
  readonly #targets: readonly (readonly NodeId[])[]
  /** Of the nodes found later, in order: the known one that each was found from. */
  readonly #origins: NodeId[] = []
  #learned: Uint32Array | undefined
  #previous: CoreFootprint | undefined
  /** Per local state, built when first asked for: writes, then reads and writes. */
  #bits: Uint32Array
  #built = 0
  readonly hasCycle: boolean

  constructor(
    machine: Machine, table: LocalTable, accesses: readonly NodeAccess[], words: number, previous: CoreFootprint | undefined,
  ) {
    this.#machine = machine
    this.#table = table
    this.#words = words
    this.#nodes = accesses.length
    this.#targets = accesses.map(({ targets }) => targets)
    this.#nodeReads = new Uint32Array(accesses.length * words)
    this.#nodeWrites = new Uint32Array(accesses.length * words)
    this.#nodeWide = new Uint32Array(accesses.length * words)
    this.#bits = new Uint32Array(Math.max(64, table.size) * words * 2)
    this.#previous = previous
    this.hasCycle = this.#close(accesses)
    if (previous) this.#keep(previous)
  }

  futures(local: LocalId): Uint32Array {
    if (local >= this.#built) this.#build(local)
    return this.#bits.subarray(local * 2 * this.#words, (local + 1) * 2 * this.#words)
  }

  has(local: LocalId, cell: number, reads: boolean): boolean {
    if (local >= this.#built) this.#build(local)
    const word = cell >> 5
    if (word >= this.#words) return false
    const at = (local * 2 + (reads ? 1 : 0)) * this.#words + word
    return (((this.#bits[at] ?? 0) >>> (cell & 31)) & 1) === 1
  }

  /** Are the futures of all nodes that `newer` knows contained in those that this one has, or has assumed? */
  contains(newer: CoreFootprint): boolean {
    if (newer.hasCycle && !this.hasCycle) return false
    for (let node = 0; node < newer.#nodes; node++) {
      const known = this.#knownOrigin(node)
      for (let w = 0; w < newer.#words; w++) {
        const at = node * newer.#words + w
        const from = known * this.#words + w
        const covered = (theirs: Uint32Array, ours: Uint32Array): boolean =>
          ((theirs[at] ?? 0) & ~(w < this.#words ? (ours[from] ?? 0) : 0)) === 0
        if (!covered(newer.#nodeReads, this.#nodeReads) || !covered(newer.#nodeWrites, this.#nodeWrites)) return false
        if (!covered(newer.#nodeWide, this.#nodeWide)) return false
      }
    }
    return true
  }

  learned(local: LocalId): Uint32Array {
    const words = this.#words
    const learned = this.#learnedOfNodes()
    if (!learned) return new Uint32Array(words)
    const node = this.#knownOrigin(this.#table.node(local))
    return learned.subarray(node * words, (node + 1) * words)
  }

  addLearned(all: Uint32Array): void {
    const learned = this.#learnedOfNodes()
    if (learned) for (let at = 0; at < learned.length; at++) orInto(all, at % this.#words, learned[at] ?? 0)
  }

  #learnedOfNodes(): Uint32Array | undefined {
    const previous = this.#previous
    const words = this.#words
    if (!previous) return undefined
    return (this.#learned ??= this.#closure((node, bits, at) => {
      const from = previous.#knownOrigin(node) * previous.#words
      for (let w = 0; w < words; w++) {
        const hadWrites = w < previous.#words ? (previous.#nodeWrites[from + w] ?? 0) : 0
        const hadReads = w < previous.#words ? (previous.#nodeReads[from + w] ?? 0) : 0
        const writes = this.#nodeWrites[node * words + w] ?? 0
        // A cell that a core was known to read, and now may write as well, is news, too.
        bits[at + w] = (writes & ~hadWrites) | ((this.#nodeReads[node * words + w] ?? 0) & ~(hadReads | hadWrites))
      }
    }))
  }

  rest(): void {
    this.#bits = new Uint32Array(0)
    this.#built = 0
    this.#learned = undefined
    this.#previous = undefined
  }

  /** Nodes that `previous` did not know keep the futures that it took them to have: what a search has gone by stays true. */
  #keep(previous: CoreFootprint): void {
    for (let node = previous.#nodes; node < this.#nodes; node++) {
      const from = previous.#knownOrigin(node) * previous.#words
      for (let w = 0; w < previous.#words; w++) {
        orInto(this.#nodeReads, node * this.#words + w, previous.#nodeReads[from + w] ?? 0)
        orInto(this.#nodeWrites, node * this.#words + w, previous.#nodeWrites[from + w] ?? 0)
        orInto(this.#nodeWide, node * this.#words + w, previous.#nodeWide[from + w] ?? 0)
      }
    }
  }

  /** What `fill` says of each node, joined with what it says of all nodes that can be reached from it. */
  #closure(fill: (node: NodeId, bits: Uint32Array, at: number) => void): Uint32Array {
    const words = this.#words
    const bits = new Uint32Array(this.#nodes * words)
    for (let node = 0; node < this.#nodes; node++) fill(node, bits, node * words)
    for (let grown = true; grown; ) {
      grown = false
      // Nodes are mostly found after those that lead to them.
      for (let node = this.#nodes - 1; node >= 0; node--) {
        for (const target of this.#targets[node] ?? []) {
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
    const node = this.#knownOrigin(this.#table.node(local))
    if (cell >> 5 >= this.#words) return false
    return (((this.#nodeWide[node * this.#words + (cell >> 5)] ?? 0) >>> (cell & 31)) & 1) === 1
  }

  #build(upTo: LocalId): void {
    const words = this.#words
    const last = Math.max(upTo, this.#table.size - 1)
    if ((last + 1) * words * 2 > this.#bits.length) {
      const bits = new Uint32Array((last + 1) * words * 4)
      bits.set(this.#bits)
      this.#bits = bits
    }
    for (; this.#built <= last; this.#built++) {
      const writesAt = this.#built * 2 * words
      const allAt = writesAt + words
      const node = this.#knownOrigin(this.#table.node(this.#built))
      const buffer = this.#table.buffer(this.#built)
      for (let w = 0; w < words; w++) {
        const writes = (this.#nodeWrites[node * words + w] ?? 0) | this.#machine.buffers.cells(buffer, w)
        this.#bits[writesAt + w] = writes
        this.#bits[allAt + w] = writes | (this.#nodeReads[node * words + w] ?? 0)
      }
    }
  }

  /** Tarjan's algorithm: components come out in reverse topological order, so each finds its successors' bits complete. */
  #close(accesses: readonly NodeAccess[]): boolean {
    const n = accesses.length
    const words = this.#words
    const order = new Int32Array(n).fill(-1)
    const low = new Int32Array(n)
    const onStack = new Uint8Array(n)
    const stack: number[] = []
    const component: number[] = []
    let next = 0
    let cyclic = false
    const finish = (root: number): void => {
      component.length = 0
      let member: number
      do {
        member = stack.pop() ?? root
        onStack[member] = 0
        component.push(member)
      } while (member !== root)
      if (component.length > 1 || accesses[root]?.targets.includes(root)) cyclic = true
      const bits = [this.#nodeReads, this.#nodeWrites, this.#nodeWide]
      for (const node of component) {
        const access = accesses[node]
        if (!access) continue
        for (const cell of access.reads) setBit(this.#nodeReads, root * words, cell, words)
        for (const cell of access.writes) setBit(this.#nodeWrites, root * words, cell, words)
        if (access.reads.length > 1) for (const cell of access.reads) setBit(this.#nodeWide, root * words, cell, words)
        for (const target of access.targets) {
          for (const set of bits) for (let w = 0; w < words; w++) orWord(set, root * words + w, target * words + w)
        }
      }
      for (const node of component) {
        if (node === root) continue
        for (const set of bits) set.copyWithin(node * words, root * words, (root + 1) * words)
      }
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
        const target = accesses[node]?.targets[frame.child]
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

function setBit(bits: Uint32Array, at: number, cell: number, words: number): void {
  const word = cell >> 5
  if (word < words) bits[at + word] = (bits[at + word] ?? 0) | (1 << (cell & 31))
}

function orInto(bits: Uint32Array, at: number, word: number): void {
  bits[at] = (bits[at] ?? 0) | word
}

function orWord(bits: Uint32Array, to: number, from: number): void {
  bits[to] = (bits[to] ?? 0) | (bits[from] ?? 0)
}
