import type { SavedRegister } from '../registers.ts'

/** Memory that one core has to itself. */
export interface PrivateSegment {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
}

/** What a core starts with. */
export interface CoreSetup {
  /** Address of the first instruction. */
  readonly entry: bigint
  /** Registers that are not named start at 0; `rsp` is set from `stack`. */
  readonly registers: Partial<Record<SavedRegister, bigint>>
  /** Private, zeroed; `size` in bytes. The return address of `entry` is put 88 bytes below its end. */
  readonly stack: { readonly address: bigint; readonly size: number }
  readonly privateMemory: readonly PrivateSegment[]
}

/**
 * Bytes of a stack above the return address of its outermost function: where a function of Go saves the nine arguments that come in
 * registers, which is its caller's memory.
 */
const ABOVE_RETURN_ADDRESS = 80

/** Where the return address of a core's outermost function lies. */
export function returnSlot(stack: CoreSetup['stack']): number {
  return Number(stack.address) + stack.size - ABOVE_RETURN_ADDRESS - 8
}
