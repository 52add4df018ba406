import { Capstone, Const, loadCapstone } from 'capstone-wasm'
import type { Syntax } from '../listing.ts'
import type { Decoded } from './decoded.ts'
import { DecodedBytes } from './decoded-bytes.ts'
import { formatDecoded } from './format.ts'

export type { Decoded } from './decoded.ts'

/** Reads machine code. */
export interface Disassembler {
  /** The instruction at the start of `bytes`, taken to lie at `address`; undefined when they are none. */
  decode(bytes: Uint8Array, address: bigint): Decoded | undefined
  /**
   * The instruction as text. `nameOf` names code and data addresses; addresses without a name are printed as numbers.
   * An instruction that Go's assembler has no name for is printed in Intel syntax.
   */
  format(decoded: Decoded, syntax: Syntax, nameOf?: (address: bigint) => string | undefined): string
}

/** The longest x86 instruction (SDM volume 2, section 2.3.11). */
const longestInstruction = 15

let loaded: Promise<Disassembler> | undefined

/** Loads Capstone once per process. */
export function loadDisassembler(): Promise<Disassembler> {
  loaded ??= loadCapstone().then(() => createDisassembler(new Capstone(Const.CS_ARCH_X86, Const.CS_MODE_64)))
  return loaded
}

function createDisassembler(capstone: Capstone): Disassembler {
  const known = new DecodedBytes()
  return {
    decode(bytes, address) {
      if (bytes.length === 0) return undefined
      const first = bytes.subarray(0, longestInstruction)
      const found = known.find(first, address)
      if (found) return found
      const instruction = firstInstruction(capstone, first, address)
      if (instruction === undefined) return undefined
      const decoded = { address, length: instruction.size, mnemonic: instruction.mnemonic, operands: instruction.opStr }
      known.add(first, decoded)
      return decoded
    },
    format: formatDecoded,
  }
}

function firstInstruction(
  capstone: Capstone, bytes: Uint8Array, address: bigint,
): ReturnType<Capstone['disasm']>[0] | undefined {
  try {
    return capstone.disasm(bytes, { address, count: 1 })[0]
  } catch (error) {
    // The binding throws "…, error: OK (CS_ERR_OK)" where Capstone itself only counts no instructions.
    if (error instanceof Error && error.message.includes('CS_ERR_OK')) return undefined
    throw error
  }
}
