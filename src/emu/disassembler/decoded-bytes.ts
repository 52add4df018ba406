import type { Decoded } from './decoded.ts'

/** Instructions kept: beyond that, somebody reads whole programs. */
const MOST = 16_384
/** Their operand is an address, made of their own address and their bytes. */
const RELATIVE = /\b(?:j\w+|call|loop\w*|xbegin)$/

/** What begins with certain bytes. */
interface Beginning {
  /** What stands there, if the bytes are a whole instruction. */
  decoded?: Omit<Decoded, 'address'>
  /** By the next byte. */
  readonly next: Map<number, Beginning>
}

/**
 * What Capstone has made of bytes. Code is read again and again: the assembler reads what it has made, each program begins with the same
 * moves, and Capstone takes a hundred times as long to answer as this.
 *
 * No instruction's bytes are the beginning of another's, so the first that is found is the one.
 */
export class DecodedBytes {
  readonly #root: Beginning = { next: new Map() }
  #count = 0

  /** The instruction at the start of `bytes`, taken to lie at `address`, if its bytes are known. */
  find(bytes: Uint8Array, address: bigint): Decoded | undefined {
    let at: Beginning | undefined = this.#root
    for (let i = 0; at; i++) {
      if (at.decoded) return { ...at.decoded, address }
      at = at.next.get(bytes[i] ?? -1)
    }
    return undefined
  }

  /** `decoded` is what stands at the start of `bytes`. */
  add(bytes: Uint8Array, { length, mnemonic, operands }: Decoded): void {
    if (this.#count === MOST || RELATIVE.test(mnemonic)) return
    let at = this.#root
    for (const byte of bytes.subarray(0, length)) {
      let next = at.next.get(byte)
      if (!next) at.next.set(byte, (next = { next: new Map() }))
      at = next
    }
    at.decoded = { length, mnemonic, operands }
    this.#count++
  }
}
