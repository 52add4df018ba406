import { classify, type Instruction } from '../instruction.ts'
import type { AddressSpace } from './address-space.ts'
import type { CoreOptions } from './core-options.ts'

/** Bytes of the longest instruction. */
const LONGEST = 15

/** The instructions of a program's code. */
export class Instructions {
  readonly #space: AddressSpace
  readonly #decode: CoreOptions['decode']
  readonly #known = new Map<number, Instruction | undefined>()

  constructor(space: AddressSpace, decode: CoreOptions['decode']) {
    this.#space = space
    this.#decode = decode
  }

  /** The instruction at `address`, decoded once; undefined where there is none. */
  at(address: number): Instruction | undefined {
    let found = this.#known.get(address)
    if (found === undefined && !this.#known.has(address)) {
      const code = this.#space.codeAt(address)
      const bytes = code?.bytes.subarray(address - code.from, address - code.from + LONGEST)
      const decoded = bytes && this.#decode(bytes, BigInt(address))
      found = decoded && classify(address, decoded)
      this.#known.set(address, found)
    }
    return found
  }

  whyNoneAt(address: number): string {
    return this.#space.codeAt(address) ? 'invalid instruction' : 'ran off the code'
  }
}
