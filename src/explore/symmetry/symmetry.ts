/**
 * Symmetry of cores: of all states that are images of each other under a renaming of cores, one is stored (Clarke, Enders, Filkorn, Jha
 * 1996; Ip and Dill 1996). Each end of a run stands for all its images, so outcome functions are asked about each image.
 *
 * The renamings are found, not declared, and form a group: its elements are numbered, 0 being the identity.
 */
import type { LocalId } from '../../machine/local-table.ts'
import type { Machine } from '../../machine/machine.ts'
import { compose, CoreGroup, isEqual } from './core-group.ts'
import { NotSymmetric, Renaming } from './renaming.ts'

/** Images that a state is compared with, at most: with more the comparing costs more than it saves. */
const LARGEST_ORDER = 120

/** An element of the group: a renaming after another element. The identity has neither. */
interface Element {
  readonly permutation: readonly number[]
  readonly renaming: Renaming | undefined
  readonly after: number
}

/** Where images are kept for other threads as well. */
export interface SharedImages {
  setLocal(element: number, core: number, local: LocalId, image: LocalId): void
  setMemory(element: number, memory: number, image: number): void
  setCell(renaming: number, cell: number, image: number): void
  /** Value number `index` of `cell` becomes `image` of the cell's image. */
  setIndex(renaming: number, cell: number, index: number, image: number): void
}

export class Symmetry extends CoreGroup {
  readonly #renamings: readonly Renaming[]
  readonly #elements: readonly Element[]
  /** By element, core and local id, filled as needed. */
  readonly #locals: readonly (readonly LocalId[][])[]
  /** By element and memory id, filled as needed. */
  readonly #memories: readonly number[][]
  #shared: SharedImages | undefined

  /** The symmetry of the machine as far as its automata are known; `order` 1 when there is none. */
  constructor(machine: Machine) {
    const { renamings, elements } = find(machine)
    super(elements.map(({ permutation }) => permutation))
    this.#renamings = renamings
    this.#elements = elements
    this.#locals = elements.map(({ permutation }) => permutation.map(() => []))
    this.#memories = elements.map(() => [])
  }

  /** How many renamings the elements are made of. */
  get renamings(): number {
    return this.#renamings.length
  }

  /** By element: the number of a renaming, and the element after which it is applied. The identity has -1. */
  get elements(): readonly { readonly renaming: number; readonly after: number }[] {
    return this.#elements.map(({ renaming, after }) => ({ renaming: renaming ? this.#renamings.indexOf(renaming) : -1, after }))
  }

  /** Throws `NotSymmetric` when what has become known of the automata contradicts it. */
  close(): void {
    for (const renaming of this.#renamings) renaming.close()
  }

  /** Tells `shared` of all images from now on, those that are known among them. */
  share(shared: SharedImages): void {
    this.#shared = shared
    this.#locals.forEach((cores, element) => cores.forEach((images, core) => images.forEach((image, local) => {
      shared.setLocal(element, core, local, image)
    })))
    this.#memories.forEach((images, element) => images.forEach((image, memory) => shared.setMemory(element, memory, image)))
    this.#renamings.forEach((renaming, number) => renaming.share({
      setCell: (cell, image) => { shared.setCell(number, cell, image) },
      setIndex: (cell, index, image) => { shared.setIndex(number, cell, index, image) },
    }))
  }

  local(element: number, core: number, local: LocalId): LocalId {
    if (element === 0) return local
    const images = this.#locals[element]?.[core]
    return images?.[local] ?? this.#findLocal(element, core, local)
  }

  cell(element: number, cell: number): number {
    if (element === 0) return cell
    const { renaming, after } = this.#element(element)
    return renaming.cell(this.cell(after, cell))
  }

  memory(element: number, memory: number): number {
    if (element === 0) return memory
    return this.#memories[element]?.[memory] ?? this.#findMemory(element, memory)
  }

  #findLocal(element: number, core: number, local: LocalId): LocalId {
    const { renaming, after } = this.#element(element)
    const image = renaming.local(this.core(after, core), this.local(after, core, local))
    const images = this.#locals[element]?.[core]
    if (images) images[local] = image
    this.#shared?.setLocal(element, core, local, image)
    return image
  }

  #findMemory(element: number, memory: number): number {
    const { renaming, after } = this.#element(element)
    const image = renaming.memory(this.memory(after, memory))
    const images = this.#memories[element]
    if (images) images[memory] = image
    this.#shared?.setMemory(element, memory, image)
    return image
  }

  /** An element other than the identity. */
  #element(number: number): { readonly renaming: Renaming; readonly after: number } {
    const element = this.#elements[number]
    if (!element?.renaming) throw new Error(`element ${number} is no renaming`)
    return { renaming: element.renaming, after: element.after }
  }
}

function find(machine: Machine): { readonly renamings: readonly Renaming[]; readonly elements: readonly Element[] } {
  const n = machine.coreCount
  const renamings: Renaming[] = []
  let elements = closure(n, [])
  if (machine.hasHistory || machine.isOrdered) return { renamings, elements }
  for (const permutation of candidates(n)) {
    if (elements.some((element) => isEqual(element.permutation, permutation))) continue
    const size = closure(n, [...renamings.map((r) => r.permutation), permutation].map(asRenaming)).length
    if (size > LARGEST_ORDER) continue
    const renaming = renamingOf(machine, permutation)
    if (!renaming) continue
    renamings.push(renaming)
    elements = closure(n, renamings)
  }
  return { renamings, elements }
}

function renamingOf(machine: Machine, permutation: readonly number[]): Renaming | undefined {
  try {
    return new Renaming(machine, permutation)
  } catch (error) {
    if (error instanceof NotSymmetric) return undefined
    throw error
  }
}

/** Rotations, then exchanges of two cores: they generate every group that is likely. */
function candidates(n: number): number[][] {
  const identity = Array.from({ length: n }, (_, core) => core)
  const found: number[][] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) found.push(identity.map((core) => (core === i ? j : core === j ? i : core)))
  }
  for (let by = 1; by < n; by++) if (n % by === 0) found.push(identity.map((core) => (core + by) % n))
  return found
}

/** All products of `generators`. */
function closure(n: number, generators: readonly { readonly permutation: readonly number[] }[]): Element[] {
  const identity = Array.from({ length: n }, (_, core) => core)
  const elements: Element[] = [{ permutation: identity, renaming: undefined, after: 0 }]
  for (let after = 0; after < elements.length && elements.length <= LARGEST_ORDER; after++) {
    for (const generator of generators) {
      const permutation = compose(generator.permutation, elements[after]?.permutation ?? identity)
      if (elements.some((element) => isEqual(element.permutation, permutation))) continue
      elements.push({ permutation, renaming: generator instanceof Renaming ? generator : undefined, after })
    }
  }
  return elements
}

function asRenaming(permutation: readonly number[]): { readonly permutation: readonly number[] } {
  return { permutation }
}
