import type { LocalId } from '../../machine/local-table.ts'
import type { State } from '../../machine/machine.ts'
import type { SymmetryOfStates } from '../steps.ts'

/**
 * A group of permutations of cores that acts on states: its elements are numbered, 0 being the identity. How an element acts on a local
 * state, a cell and a memory, those who extend it know.
 */
export abstract class CoreGroup implements SymmetryOfStates {
  readonly permutations: readonly (readonly number[])[]
  readonly #n: number
  readonly #inverses: readonly (readonly number[])[]
  /** `product[a][b]`: first b, then a. */
  readonly #product: readonly (readonly number[])[]
  readonly #best: State

  /** `permutations`: closed under composition, the identity first. */
  constructor(permutations: readonly (readonly number[])[]) {
    this.permutations = permutations
    this.#n = permutations[0]?.length ?? 0
    this.#inverses = permutations.map((permutation) => permutation.map((_, core) => permutation.indexOf(core)))
    this.#product = permutations.map((a) => permutations.map((b) => {
      const product = compose(a, b)
      return permutations.findIndex((permutation) => isEqual(permutation, product))
    }))
    this.#best = new Int32Array(this.#n + 1)
  }

  abstract local(element: number, core: number, local: LocalId): LocalId
  abstract cell(element: number, cell: number): number
  abstract memory(element: number, memory: number): number

  /** Number of elements. */
  get order(): number {
    return this.permutations.length
  }

  core(element: number, core: number): number {
    return this.permutations[element]?.[core] ?? core
  }

  inverse(element: number): number {
    return this.#product[element]?.indexOf(0) ?? 0
  }

  product(a: number, b: number): number {
    return this.#product[a]?.[b] ?? 0
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
    for (let element = 1; element < this.permutations.length; element++) {
      const inverse = this.#inverses[element]
      for (let k = 0; k <= n; k++) {
        const from = inverse?.[k] ?? k
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

  sleepers(element: number, bits: number): number {
    let image = 0
    for (let core = 0; core < this.#n; core++) image |= ((bits >>> (2 * core)) & 3) << (2 * this.core(element, core))
    return image
  }
}

/** First `b`, then `a`. */
export function compose(a: readonly number[], b: readonly number[]): number[] {
  return b.map((core) => a[core] ?? core)
}

export function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value === b[index])
}
