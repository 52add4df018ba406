import type { Decoded } from './decoded.ts'

/** Instructions kept: beyond that, somebody reads whole programs. */
const MOST = 16_384
/** Their operand is an address, made of their own address and their bytes. */
const RELATIVE = /\b(?:j\w+|call|loop\w*|xbegin)$/

/**
 * What Capstone has made of bytes. Code is read again and again: the assembler reads what it has made, each program begins with the same
 * moves, and Capstone takes a hundred times as long to answer as this.
 *
 * No instruction's bytes are the beginning of another's, so the first that is found is the one.
 */
export class DecodedBytes {
  readonly #known = new Map<string, Omit<Decoded, 'address'>>()

  /** The instruction at the start of `bytes`, taken to lie at `address`, if its bytes are known. */
  find(bytes: Uint8Array, address: bigint): Decoded | undefined {
    let key = ''
    for (const byte of bytes) {
      key += String.fromCharCode(byte)
      const found = this.#known.get(key)
      if (found) return { ...found, address }
    }
    return undefined
  }

  /** `decoded` is what stands at the start of `bytes`. */
  add(bytes: Uint8Array, { length, mnemonic, operands }: Decoded): void {
    if (this.#known.size === MOST || RELATIVE.test(mnemonic)) return
    this.#known.set(String.fromCharCode(...bytes.subarray(0, length)), { length, mnemonic, operands })
  }
}
