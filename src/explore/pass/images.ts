import type { State } from '../../machine/machine.ts'
import type { LocalId } from '../../machine/local-table.ts'
import type { Origin } from '../origin.ts'
import { NotSymmetric } from '../symmetry/renaming.ts'
import type { Symmetry } from '../symmetry/symmetry.ts'

/** A core that cannot go on, and where it was found. */
export interface Stop {
  readonly core: number
  readonly local: LocalId
  readonly origin: Origin
}

/** The images that each state, and all that is found, stands for. */
export class Images {
  /** Undefined where everything stands for itself only. */
  readonly symmetry: Symmetry | undefined
  #areReal = true

  constructor(symmetry: Symmetry | undefined) {
    this.symmetry = symmetry
  }

  /** False when the cores were not the same after all, or there is no room for images: what was found is real, but stands for itself. */
  get areReal(): boolean {
    return this.#areReal
  }

  /** A state is its own image number 0. */
  get count(): number {
    return this.#areReal ? (this.symmetry?.order ?? 1) : 1
  }

  /** Are they real, by what has become known of the automata? */
  check(): boolean {
    try {
      this.symmetry?.close()
    } catch (error) {
      if (!(error instanceof NotSymmetric)) throw error
      this.#areReal = false
    }
    return this.#areReal
  }

  giveUp(): void {
    this.#areReal = false
  }

  /** Makes `image` image number `number` of `state`; it begins as the state itself. */
  make(number: number, state: State, image: State): void {
    if (number > 0) this.symmetry?.image(number, state, image)
  }

  /** What was found, and its images. */
  *of({ core, local, origin }: Stop): Generator<Stop> {
    yield { core, local, origin }
    for (let image = 1; image < this.count; image++) {
      yield {
        core: this.symmetry?.core(image, core) ?? core,
        local: this.symmetry?.local(image, core, local) ?? local,
        origin: { ...origin, image },
      }
    }
  }
}
