import type { BufferId, Buffers } from '../cpu-model/buffers.ts'
import type { Cells } from '../cpu-model/cells.ts'
import type { MemoryId, MemoryTable } from '../cpu-model/memory.ts'
import type { Stores } from '../cpu-model/stores.ts'
import type { Automaton, NodeId } from '../emu/automaton.ts'
import type { SharedStore } from '../emu/visible-step.ts'

/** Edges in a row that are known already, after which the rest is taken to be known as well. */
const PATIENCE = 32
/** A core that counts for ever is given up here, in edges. */
const MOST_EDGES = 4096

/**
 * Learns an automaton ahead of a search: whenever the search comes to a new node, all that the core does from there when the others leave
 * it alone. That is one of the schedules that the search has before it, so hardly anything is learned that it would not learn itself, only
 * sooner: and what a search learns late of what a core may still do, it has to make up for.
 */
export class LookAhead {
  readonly #automaton: Automaton
  readonly #cells: Cells
  readonly #stores: Stores
  readonly #buffers: Buffers
  readonly #memory: MemoryTable
  /** Bytes that the core has stored, by address. */
  readonly #stored = new Map<number, number>()

  constructor(automaton: Automaton, cells: Cells, stores: Stores, buffers: Buffers, memory: MemoryTable) {
    this.#automaton = automaton
    this.#cells = cells
    this.#stores = stores
    this.#buffers = buffers
    this.#memory = memory
  }

  /** From `node` on, with `buffer` and `memory`. */
  run(node: NodeId, buffer: BufferId, memory: MemoryId): void {
    const automaton = this.#automaton
    this.#stored.clear()
    for (const store of this.#buffers.entries(buffer)) this.#put(this.#stores.entry(store))
    let known = 0
    for (let at = node, taken = 0; taken < MOST_EDGES && known < PATIENCE; taken++) {
      const step = automaton.step(at)
      if (step.kind === 'end' || step.kind === 'trap' || step.kind === 'diverge' || step.kind === 'bound') return
      const before = automaton.edges
      const reads = step.kind === 'load' || step.kind === 'locked'
      const { stores, target } = automaton.next(at, reads ? this.#value(step.address, step.size, memory) : undefined)
      for (const store of stores) this.#put(store)
      known = automaton.edges === before ? known + 1 : 0
      at = target
    }
  }

  #put({ address, size, value }: Pick<SharedStore, 'address' | 'size' | 'value'>): void {
    for (let i = 0; i < size; i++) this.#stored.set(address + i, Number((value >> BigInt(8 * i)) & 0xffn))
  }

  #value(address: number, size: number, memory: MemoryId): bigint {
    let value = 0n
    for (let at = address + size - 1; at >= address; at--) value = (value << 8n) | BigInt(this.#byte(at, memory))
    return value
  }

  #byte(address: number, memory: MemoryId): number {
    const stored = this.#stored.get(address)
    if (stored !== undefined) return stored
    const cell = this.#cells.cellAt(address)
    if (cell === undefined) return this.#cells.initialByte(address)
    const value = this.#cells.value(cell, this.#memory.at(memory, cell))
    return Number((value >> BigInt(8 * (address - this.#cells.address(cell)))) & 0xffn)
  }
}
