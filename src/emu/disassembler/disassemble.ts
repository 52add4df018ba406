import type { Capstone } from 'capstone-wasm'
import type { Syntax } from '../listing.ts'
import { NotLoaded } from '../not-loaded.ts'
import type { Decoded } from './decoded.ts'
import { DecodedBytes } from './decoded-bytes.ts'
import { formatDecoded } from './format.ts'

export type { Decoded } from './decoded.ts'

/** Reads machine code. */
export interface Disassembler {
  /** The instruction at the start of `bytes`, taken to lie at `address`; undefined when they are none. */
  decode(bytes: Uint8Array, address: bigint): Decoded | undefined
  /** All instructions from the start of `bytes` on, up to what is none: in one call, which takes a third of the time. */
  decodeAll(bytes: Uint8Array, address: bigint): readonly Decoded[]
  /** Tells what stands in `bytes`, for whoever asks later. */
  note(bytes: Uint8Array, decoded: Decoded): void
  /**
   * The instruction as text. `nameOf` names code and data addresses; addresses without a name are printed as numbers.
   * An instruction that Go's assembler has no name for is printed in Intel syntax.
   */
  format(decoded: Decoded, syntax: Syntax, nameOf?: (address: bigint) => string | undefined): string
}

/** The longest x86 instruction (SDM volume 2, section 2.3.11). */
const longestInstruction = 15

/** Bytes that Capstone reads in one call: the binding puts them on its stack, and makes room for as many instructions. */
const WINDOW = 1024

let capstone: Capstone | undefined
let loaded: Promise<Disassembler> | undefined

/** Loads Capstone once per process. */
export function loadDisassembler(): Promise<Disassembler> {
  loaded ??= import('./capstone.ts').then(async ({ loadCapstoneEngine }) => {
    capstone = await loadCapstoneEngine()
    return disassembler
  })
  return loaded
}

/** Of the process. Until Capstone is loaded it has what it was told, and throws `NotLoaded` for the rest. */
export const disassembler = createDisassembler(() => {
  if (!capstone) throw new NotLoaded('Capstone is not loaded')
  return capstone
})

function createDisassembler(engine: () => Capstone): Disassembler {
  const known = new DecodedBytes()
  return {
    decode(bytes, address) {
      const first = bytes.subarray(0, longestInstruction)
      const found = known.find(first, address)
      if (found) return found
      const [decoded] = instructions(engine(), first, address, 1)
      if (decoded) known.add(first, decoded)
      return decoded
    },
    decodeAll(bytes, address) {
      const all: Decoded[] = []
      for (let at = 0, before = -1; at !== before;) {
        before = at
        const window = bytes.subarray(at, at + WINDOW)
        for (const decoded of instructions(engine(), window, address + BigInt(at))) {
          known.add(bytes.subarray(at), decoded)
          all.push(decoded)
          at += decoded.length
        }
      }
      return all
    },
    note: (bytes, decoded) => {
      if (!known.find(bytes, decoded.address)) known.add(bytes, decoded)
    },
    format: formatDecoded,
  }
}

/** Those at the start of `bytes`; at most `count`, if it is given. */
function instructions(capstone: Capstone, bytes: Uint8Array, address: bigint, count?: number): readonly Decoded[] {
  if (bytes.length === 0) return []
  try {
    const found = capstone.disasm(bytes, count === undefined ? { address } : { address, count })
    return found.map(({ address: at, size, mnemonic, opStr }) => ({ address: BigInt(at), length: size, mnemonic, operands: opStr }))
  } catch (error) {
    // The binding throws "…, error: OK (CS_ERR_OK)" where Capstone itself only counts no instructions.
    if (error instanceof Error && error.message.includes('CS_ERR_OK')) return []
    throw error
  }
}
