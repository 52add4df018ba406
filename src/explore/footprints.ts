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

  constructor(machine: Machine) {
    // Resolving every access first makes all cells known before the bit sets are sized.
    const accesses = machine.locals.map((table) => collectAccesses(machine, table))
    this.#words = Math.max(1, Math.ceil(machine.cells.count / 32))
    this.#cores = machine.locals.map(
      (table, core) => new CoreFootprint(machine, table, accesses[core] ?? [], this.#words),
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

  /** Does the automaton have a cycle that `core` can still enter? Without one in any core, every run is finite. */
  hasCycle(core: number): boolean {
    return this.#cores[core]?.hasCycle ?? false
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
  /** Per local state, built when first asked for: writes, then reads and writes. */
  #bits: Uint32Array
  #built = 0
  readonly hasCycle: boolean

  constructor(machine: Machine, table: LocalTable, accesses: readonly NodeAccess[], words: number) {
    this.#machine = machine
    this.#table = table
    this.#words = words
    this.#nodes = accesses.length
    this.#nodeReads = new Uint32Array(accesses.length * words)
    this.#nodeWrites = new Uint32Array(accesses.length * words)
    this.#nodeWide = new Uint32Array(accesses.length * words)
    this.#bits = new Uint32Array(Math.max(64, table.size) * words * 2)
    this.hasCycle = this.#close(accesses)
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

  /** The node itself when it was known at the start; else the one from which it was found. */
  #knownOrigin(node: NodeId): NodeId {
    let known = node
    while (known >= this.#nodes) known = this.#table.automaton.origin(known)
    return known
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
      for (let w = 0; w < words; w++) {
        const writes = this.#nodeWrites[node * words + w] ?? 0
        this.#bits[writesAt + w] = writes
        this.#bits[allAt + w] = writes | (this.#nodeReads[node * words + w] ?? 0)
      }
      for (const store of this.#machine.buffers.entries(this.#table.buffer(this.#built))) {
        for (const cell of this.#machine.stores.entry(store).cells) {
          setBit(this.#bits, writesAt, cell, words)
          setBit(this.#bits, allAt, cell, words)
        }
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

function orWord(bits: Uint32Array, to: number, from: number): void {
  bits[to] = (bits[to] ?? 0) | (bits[from] ?? 0)
}
