/**
 * A renaming of cores under which a machine is the same: core i becomes core `permutation[i]`, and with it memory cells and the
 * values in them are renamed, so that whatever core i does the renamed core does with the renamed memory. It is found by walking the
 * automata of a core and of its image side by side: the first access of one says what the first access of the other must be, and so on.
 * So cores need not be the same code: two that insert different keys into one map are images of each other, the keys and all that is
 * made of them being renamed.
 *
 * This is a bisimulation between the automata as far as they are known. It is checked again whenever they have grown (`close`).
 */
import type { BufferId } from '../../cpu-model/buffers.ts'
import type { MemoryId } from '../../cpu-model/memory.ts'
import type { StoreId } from '../../cpu-model/stores.ts'
import { NO_VALUE, type Edge, type NodeId } from '../../emu/automaton.ts'
import type { SharedStore, VisibleStep } from '../../emu/visible-step.ts'
import type { LocalId } from '../../machine/local-table.ts'
import type { Machine } from '../../machine/machine.ts'

/** The cores are not the same after all. Thrown and caught many times a search, so it is no `Error`: these keep the stack. */
export class NotSymmetric {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** A bijection that grows; `set` says whether it still is one. */
class Bijection<T> {
  readonly #to = new Map<T, T>()
  readonly #from = new Map<T, T>()

  get(value: T): T | undefined {
    return this.#to.get(value)
  }

  set(value: T, image: T): boolean {
    const known = this.#to.get(value)
    if (known !== undefined) return known === image
    if (this.#from.has(image)) return false
    this.#to.set(value, image)
    this.#from.set(image, value)
    return true
  }
}

/** An edge of core `core` that waits for its value to be renamed. */
interface OpenEdge {
  readonly core: number
  readonly node: NodeId
  readonly value: bigint
  readonly edge: Edge
}

/** Where images of cells and of their value numbers are kept for other threads as well. */
export interface SharedCellImages {
  setCell(cell: number, image: number): void
  setIndex(cell: number, index: number, image: number): void
}

export class Renaming {
  /** Where each core goes. */
  readonly permutation: readonly number[]
  readonly #machine: Machine
  /** By core. */
  readonly #nodes: readonly Bijection<NodeId>[]
  readonly #cells = new Bijection<number>()
  /** By cell. */
  readonly #values = new Map<number, Bijection<bigint>>()
  /** By core and node: edges that have been met. */
  readonly #met: number[][]
  #open: OpenEdge[] = []
  readonly #stores: (StoreId | undefined)[] = []
  readonly #buffers: (BufferId | undefined)[] = [0]
  readonly #locals: (LocalId | undefined)[][]
  readonly #memories: (MemoryId | undefined)[] = []
  /** By cell: where it goes, and where each of its value numbers goes; filled as needed. */
  readonly #cellImages: number[] = []
  readonly #indexImages: number[][] = []
  #shared: SharedCellImages | undefined

  constructor(machine: Machine, permutation: readonly number[]) {
    this.#machine = machine
    this.permutation = permutation
    this.#nodes = permutation.map(() => new Bijection<NodeId>())
    this.#met = permutation.map(() => [])
    this.#locals = permutation.map(() => [])
    permutation.forEach((_, core) => this.#pair(core, 0, 0))
    this.close()
  }

  /** Follows everything that is known of the automata by now. Throws `NotSymmetric`. */
  close(): void {
    for (;;) {
      this.permutation.forEach((_, core) => this.#meetEdges(core))
      const before = this.#open.length
      this.#open = this.#open.filter((open) => !this.#follow(open))
      // Edges that stay open read values that nobody stores, as far as is known.
      if (this.#open.length === before) break
    }
    if (this.#open.length > 0) throw new NotSymmetric('a value is read whose image is not known')
  }

  local(core: number, local: LocalId): LocalId {
    const known = this.#locals[core]?.[local]
    if (known !== undefined) return known
    const table = this.#machine.local(core)
    const image = this.#machine
      .local(this.permutation[core] ?? core)
      .intern(this.#imageOfNode(core, table.node(local)), this.#imageOfBuffer(table.buffer(local)))
    const images = this.#locals[core]
    if (images) images[local] = image
    return image
  }

  memory(memory: MemoryId): MemoryId {
    return (this.#memories[memory] ??= this.#machine.memory.rename(
      memory, (cell) => this.#imageOfCell(cell), (cell, index) => this.#imageOfIndex(cell, index),
    ))
  }

  cell(cell: number): number {
    return this.#imageOfCell(cell)
  }

  /** Tells `shared` of all images from now on, those that are known among them. */
  share(shared: SharedCellImages): void {
    this.#shared = shared
    this.#cellImages.forEach((image, cell) => { shared.setCell(cell, image) })
    this.#indexImages.forEach((images, cell) => { images.forEach((image, index) => { shared.setIndex(cell, index, image) }) })
  }

  // --- walking side by side ---------------------------------------------------------------------------------------------

  #meetEdges(core: number): void {
    const { automaton } = this.#machine.local(core)
    const met = this.#met[core] ?? []
    for (let node = 0; node < automaton.size; node++) {
      const edges = automaton.knownEdges(node)
      const before = met[node] ?? 0
      if (edges.size === before) continue
      let number = 0
      for (const [value, edge] of edges) if (number++ >= before) this.#open.push({ core, node, value, edge })
      met[node] = edges.size
    }
  }

  /** False when the edge must wait: its node or its value has no image yet. */
  #follow({ core, node, value, edge }: OpenEdge): boolean {
    const image = this.#nodes[core]?.get(node)
    if (image === undefined) return false
    const { automaton } = this.#machine.local(core)
    const step = automaton.step(node)
    const read = value === NO_VALUE ? undefined : this.#imageOfValue(step, value)
    if (value !== NO_VALUE && read === undefined) return false
    const other = this.#machine.local(this.permutation[core] ?? core).automaton.next(image, read)
    if (edge.stores.length !== other.stores.length) throw new NotSymmetric('other stores')
    edge.stores.forEach((store, i) => {
      const mate = other.stores[i]
      if (mate) this.#pairStores(store, mate)
    })
    this.#pair(core, edge.target, other.target)
    return true
  }

  #pair(core: number, node: NodeId, image: NodeId): void {
    if (!this.#nodes[core]?.set(node, image)) throw new NotSymmetric('two nodes have one image')
    const step = this.#machine.local(core).automaton.step(node)
    const mate = this.#machine.local(this.permutation[core] ?? core).automaton.step(image)
    if (step.kind !== mate.kind) throw new NotSymmetric('other steps')
    if ((step.kind === 'load' && mate.kind === 'load') || (step.kind === 'locked' && mate.kind === 'locked')) {
      this.#pairAccesses(step, mate)
    }
  }

  #pairStores(store: SharedStore, mate: SharedStore): void {
    if (store.nonTemporal !== mate.nonTemporal || store.afterSfence !== mate.afterSfence) throw new NotSymmetric('other order')
    const cells = this.#pairAccesses(store, mate)
    for (const cell of cells) {
      const value = this.#part(cell, store.address, store.value)
      const image = this.#cells.get(cell) ?? cell
      if (!this.#valuesOf(cell).set(value, this.#part(image, mate.address, mate.value))) {
        throw new NotSymmetric('two values have one image')
      }
    }
  }

  /** Gives the cells of the first access. */
  #pairAccesses(
    access: { readonly address: number; readonly size: number }, mate: { readonly address: number; readonly size: number },
  ): readonly number[] {
    const { cells } = this.#machine
    const own = cells.resolve(access.address, access.size)
    const others = cells.resolve(mate.address, mate.size)
    if (own.length !== others.length) throw new NotSymmetric('other sizes')
    own.forEach((cell, i) => {
      const other = others[i] ?? cell
      if (cells.size(cell) !== cells.size(other) || !this.#cells.set(cell, other)) throw new NotSymmetric('other cells')
      // What memory holds at first is renamed as well.
      if (!this.#valuesOf(cell).set(cells.value(cell, 0), cells.value(other, 0))) throw new NotSymmetric('other initial values')
    })
    return own
  }

  #valuesOf(cell: number): Bijection<bigint> {
    let values = this.#values.get(cell)
    if (!values) this.#values.set(cell, (values = new Bijection()))
    return values
  }

  /** The bytes of `cell` in a `value` of bytes that begin at `address`. */
  #part(cell: number, address: number, value: bigint): bigint {
    const { cells } = this.#machine
    return BigInt.asUintN(8 * cells.size(cell), value >> BigInt(8 * (cells.address(cell) - address)))
  }

  #imageOfValue(step: VisibleStep, value: bigint): bigint | undefined {
    if (step.kind !== 'load' && step.kind !== 'locked') return undefined
    const { cells } = this.#machine
    let image = 0n
    for (const cell of cells.resolve(step.address, step.size)) {
      const part = this.#values.get(cell)?.get(this.#part(cell, step.address, value))
      if (part === undefined) return undefined
      image |= part << BigInt(8 * (cells.address(cell) - step.address))
    }
    return image
  }

  // --- images of what a state is made of --------------------------------------------------------------------------------

  #imageOfNode(core: number, node: NodeId): NodeId {
    const nodes = this.#nodes[core]
    let image = nodes?.get(node)
    if (image === undefined) {
      this.close()
      image = nodes?.get(node)
    }
    if (image === undefined) throw new NotSymmetric('a node has no image')
    return image
  }

  #imageOfBuffer(buffer: BufferId): BufferId {
    const known = this.#buffers[buffer]
    if (known !== undefined) return known
    const { buffers } = this.#machine
    let image: BufferId = 0
    for (const store of buffers.entries(buffer)) image = buffers.append(image, this.#imageOfStore(store))
    this.#buffers[buffer] = image
    return image
  }

  #imageOfStore(store: StoreId): StoreId {
    return (this.#stores[store] ??= this.#renameStore(store))
  }

  #renameStore(store: StoreId): StoreId {
    const { stores, cells } = this.#machine
    const entry = stores.entry(store)
    let address = Infinity
    const parts = entry.cells.map((cell) => {
      const image = this.#imageOfCell(cell)
      address = Math.min(address, cells.address(image))
      return { image, value: this.#known(cell, this.#part(cell, entry.address, entry.value)) }
    })
    const value = parts.reduce((sum, part) => sum | (part.value << BigInt(8 * (cells.address(part.image) - address))), 0n)
    return stores.intern({ ...entry, address, value })
  }

  #imageOfCell(cell: number): number {
    const known = this.#cellImages[cell]
    if (known !== undefined) return known
    let image = this.#cells.get(cell)
    if (image === undefined) {
      this.close()
      image = this.#cells.get(cell)
    }
    if (image === undefined) throw new NotSymmetric('a cell has no image')
    this.#cellImages[cell] = image
    this.#shared?.setCell(cell, image)
    return image
  }

  #imageOfIndex(cell: number, index: number): number {
    const images = (this.#indexImages[cell] ??= [])
    const known = images[index]
    if (known !== undefined) return known
    const { cells } = this.#machine
    const image = cells.indexOf(this.#imageOfCell(cell), this.#known(cell, cells.value(cell, index)))
    images[index] = image
    this.#shared?.setIndex(cell, index, image)
    return image
  }

  #known(cell: number, value: bigint): bigint {
    let image = this.#values.get(cell)?.get(value)
    if (image === undefined) {
      this.close()
      image = this.#values.get(cell)?.get(value)
    }
    if (image === undefined) throw new NotSymmetric('a value has no image')
    return image
  }
}
