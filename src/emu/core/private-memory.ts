import { END_ADDRESS } from '../engine.ts'
import type { Ram } from '../ram.ts'
import { RSP_INDEX } from '../registers.ts'
import type { AddressSpace } from './address-space.ts'
import { returnSlot, type CoreSetup } from './core-setup.ts'
import { GRANULE, granulesOf } from './granule.ts'
import type { LocalState } from './local-state.ts'

/** Bytes below RSP that the System V ABI lets a leaf function use; anything further down is dead and reads as zero. */
const RED_ZONE = 128

/** The memory that a core has to itself, in RAM while it runs: its stack, and the words that it has written elsewhere. */
export class PrivateMemory {
  readonly #space: AddressSpace
  readonly #ram: Ram
  readonly #stack: Uint8Array
  /** Granules outside the stack that were ever written, with their initial value, by address. */
  readonly #words = new Map<number, bigint>()

  constructor(space: AddressSpace, ram: Ram) {
    this.#space = space
    this.#ram = ram
    this.#stack = ram.view(space.stack.from, space.stack.to - space.stack.from)
  }

  /** As it is before the run: an empty stack but for where the core ends. */
  reset(stack: CoreSetup['stack']): void {
    this.#stack.fill(0)
    this.#ram.writeWord(returnSlot(stack), BigInt(END_ADDRESS))
    for (const [address, initial] of this.#words) this.#ram.writeWord(address, initial)
  }

  restore({ stack, privateWords }: LocalState): void {
    const rest = this.#stack.length - stack.length
    this.#stack.fill(0, 0, rest)
    this.#stack.set(stack, rest)
    if (this.#words.size === 0) return
    for (const [address, initial] of this.#words) this.#ram.writeWord(address, initial)
    for (let i = 0; i + 1 < privateWords.length; i += 2) this.#ram.writeWord(Number(privateWords[i]), privateWords[i + 1] ?? 0n)
  }

  /** An own word is about to be written, if it is not one of the stack. */
  noteWrite(address: number, size: number): void {
    if (this.#space.inStack(address)) return
    const { first, last } = granulesOf(address, size)
    for (let granule = first; granule <= last; granule++) this.#noteWord(granule * GRANULE)
  }

  /** `state` is one of another such core, which may have written more words. */
  noteWordsOf({ privateWords }: LocalState): void {
    for (let i = 0; i < privateWords.length; i += 2) this.#noteWord(Number(privateWords[i]))
  }

  #noteWord(address: number): void {
    if (!this.#words.has(address)) this.#words.set(address, this.#space.initialWord(address))
  }

  /** A copy of the live stack; what is shared there belongs to the model, and RAM is only scratch for it. */
  liveStack(registers: BigUint64Array): Uint8Array {
    const from = this.#liveFrom(Number(registers[RSP_INDEX]))
    const live = this.#stack.slice(from)
    for (const granule of this.#space.sharedGranules) {
      const offset = granule * GRANULE - this.#space.stack.from - from
      if (offset > -GRANULE && offset < live.length) live.fill(0, Math.max(0, offset), offset + GRANULE)
    }
    return live
  }

  /** Offset into the stack of the lowest byte that is alive; 0 when RSP points elsewhere. */
  #liveFrom(rsp: number): number {
    const { from, to } = this.#space.stack
    return rsp >= from && rsp <= to ? Math.max(0, rsp - RED_ZONE - from) : 0
  }

  /** The words that differ from their initial value: address, value, address, value… */
  changedWords(): bigint[] {
    const words: bigint[] = []
    for (const [address, initial] of this.#words) {
      const value = this.#ram.readWord(address)
      if (value !== initial) words.push(BigInt(address), value)
    }
    return words
  }
}
