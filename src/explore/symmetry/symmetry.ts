/**
 * Symmetry of cores: of all states that are images of each other under a renaming of cores, one is stored (Clarke, Enders, Filkorn, Jha
 * 1996; Ip and Dill 1996). Each end of a run stands for all its images, so outcome functions are asked about each image.
 *
 * The renamings are found, not declared, and form a group: its elements are numbered, 0 being the identity.
 */
import type { LocalId } from '../../machine/local-table.ts'
import type { Machine, State } from '../../machine/machine.ts'
import { NotSymmetric, Renaming } from './renaming.ts'

/** Images that a state is compared with, at most: with more the comparing costs more than it saves. */
const LARGEST_ORDER = 120

/** An element of the group: a renaming after another element. The identity has neither. */
interface Element {
  readonly permutation: readonly number[]
  readonly inverse: readonly number[]
  readonly renaming: Renaming | undefined
  readonly after: number
  /** By core and local id, filled as needed. */
  readonly locals: LocalId[][]
  /** By memory id, filled as needed. */
  readonly memories: number[]
}

export class Symmetry {
  readonly #n: number
  readonly #renamings: Renaming[] = []
  readonly #elements: Element[] = []
  /** `product[a][b]`: first b, then a. */
  #product: number[][] = []
  readonly #best: State

  /** The symmetry of the machine as far as its automata are known; `order` 1 when there is none. */
  constructor(machine: Machine) {
    this.#n = machine.coreCount
    this.#best = new Int32Array(this.#n + 1)
    this.#elements = closure(this.#n, [])
    if (machine.hasHistory || machine.isOrdered) return
    for (const permutation of candidates(this.#n)) {
      if (this.#elements.some((element) => isEqual(element.permutation, permutation))) continue
      const size = closure(this.#n, [...this.#renamings.map((r) => r.permutation), permutation].map(asRenaming)).length
      if (size > LARGEST_ORDER) continue
      const renaming = renamingOf(machine, permutation)
      if (!renaming) continue
      this.#renamings.push(renaming)
      this.#elements = closure(this.#n, this.#renamings)
    }
    this.#product = this.#elements.map((a) => this.#elements.map((b) => this.#numberOf(compose(a.permutation, b.permutation))))
  }

  /** Number of elements. */
  get order(): number {
    return this.#elements.length
  }

  /** Throws `NotSymmetric` when what has become known of the automata contradicts it. */
  close(): void {
    for (const renaming of this.#renamings) renaming.close()
  }

  /** Where element `element` takes `core`. */
  core(element: number, core: number): number {
    return this.#elements[element]?.permutation[core] ?? core
  }

  /** The element that takes back what `element` does. */
  inverse(element: number): number {
    return this.#product[element]?.indexOf(0) ?? 0
  }

  /** First `b`, then `a`. */
  product(a: number, b: number): number {
    return this.#product[a]?.[b] ?? 0
  }

  local(element: number, core: number, local: LocalId): LocalId {
    if (element === 0) return local
    const { locals, renaming, after, permutation } = this.#element(element)
    const images = (locals[core] ??= [])
    const known = images[local]
    if (known !== undefined) return known
    if (!renaming) throw new Error(`${permutation.join()} is no renaming`)
    return (images[local] = renaming.local(this.core(after, core), this.local(after, core, local)))
  }

  cell(element: number, cell: number): number {
    if (element === 0) return cell
    const { renaming, after, permutation } = this.#element(element)
    if (!renaming) throw new Error(`${permutation.join()} is no renaming`)
    return renaming.cell(this.cell(after, cell))
  }

  memory(element: number, memory: number): number {
    if (element === 0) return memory
    const { memories, renaming, after, permutation } = this.#element(element)
    const known = memories[memory]
    if (known !== undefined) return known
    if (!renaming) throw new Error(`${permutation.join()} is no renaming`)
    return (memories[memory] = renaming.memory(this.memory(after, memory)))
  }

  /** Puts the image of `state` into `image`. */
  image(element: number, state: State, image: State): void {
    for (let core = 0; core < this.#n; core++) image[this.core(element, core)] = this.local(element, core, state[core] ?? 0)
    image[this.#n] = this.memory(element, state[this.#n] ?? 0)
  }

  /** Replaces `state` by the least of its images, word by word; gives the element that does it. */
  canonicalise(state: State): number {
    const n = this.#n
    const best = this.#best
    let found = 0
    best.set(state)
    for (let element = 1; element < this.#elements.length; element++) {
      const { inverse } = this.#element(element)
      for (let k = 0; k <= n; k++) {
        const from = inverse[k] ?? k
        const word = k < n ? this.local(element, from, state[from] ?? 0) : this.memory(element, state[n] ?? 0)
        const least = best[k] ?? 0
        if (word > least) break
        if (word < least) {
          found = element
          this.image(element, state, best)
          break
        }
      }
    }
    if (found !== 0) state.set(best)
    return found
  }

  /** Sleeping transitions, two bits a core as in `independence.ts`, after `element`. */
  sleepers(element: number, bits: number): number {
    let image = 0
    for (let core = 0; core < this.#n; core++) image |= ((bits >>> (2 * core)) & 3) << (2 * this.core(element, core))
    return image
  }

  #element(number: number): Element {
    const element = this.#elements[number]
    if (!element) throw new Error(`no element ${number}`)
    return element
  }

  #numberOf(permutation: readonly number[]): number {
    return this.#elements.findIndex((element) => isEqual(element.permutation, permutation))
  }
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
  const elements = [elementOf(identity, undefined, 0)]
  for (let after = 0; after < elements.length && elements.length <= LARGEST_ORDER; after++) {
    for (const generator of generators) {
      const permutation = compose(generator.permutation, elements[after]?.permutation ?? identity)
      if (elements.some((element) => isEqual(element.permutation, permutation))) continue
      elements.push(elementOf(permutation, generator instanceof Renaming ? generator : undefined, after))
    }
  }
  return elements
}

function elementOf(permutation: readonly number[], renaming: Renaming | undefined, after: number): Element {
  const inverse = permutation.map((_, core) => permutation.indexOf(core))
  return { permutation, inverse, renaming, after, locals: permutation.map(() => []), memories: [] }
}

function asRenaming(permutation: readonly number[]): { readonly permutation: readonly number[] } {
  return { permutation }
}

/** First `b`, then `a`. */
function compose(a: readonly number[], b: readonly number[]): number[] {
  return b.map((core) => a[core] ?? core)
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value === b[index])
}
