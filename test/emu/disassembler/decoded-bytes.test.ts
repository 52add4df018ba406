/** What is remembered must be what Capstone itself says, whatever follows the bytes and wherever they lie. */
import { Capstone, Const } from 'capstone-wasm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadDisassembler } from '../../../src/emu/disassembler/disassemble.ts'

const disassembler = await loadDisassembler()
const capstone = new Capstone(Const.CS_ARCH_X86, Const.CS_MODE_64)

function capstoneSays(bytes: Uint8Array, address: bigint): string {
  try {
    const [{ size, mnemonic, opStr } = { size: 0, mnemonic: '', opStr: '' }] = capstone.disasm(bytes, { address, count: 1 })
    return `${size} ${mnemonic} ${opStr}`
  } catch {
    return 'no instruction'
  }
}

function disassemblerSays(bytes: Uint8Array, address: bigint): string {
  const decoded = disassembler.decode(bytes, address)
  return decoded ? `${decoded.length} ${decoded.mnemonic} ${decoded.operands}` : 'no instruction'
}

/** Few, so that the same beginnings come again before other bytes: prefixes, REX, escapes, branches, moves, string moves. */
const BYTES = [
  0x66, 0xf0, 0xf2, 0xf3, 0x2e, 0x64, 0x48, 0x4c, 0x9b, 0x0f, 0x90, 0x8b, 0x89, 0xc3, 0xa4, 0xa5, 0xae, 0xb8, 0xc7,
  0xe8, 0xeb, 0x75, 0xff,
]

test('an instruction is the same at its second sight', () => {
  const byte = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...BYTES) }, fc.nat(255))
  const bytes = fc.array(byte, { minLength: 15, maxLength: 15 })
  fc.assert(fc.property(bytes, fc.nat(0xffff_ffff), (picked, at) => {
    const code = Uint8Array.from(picked)
    for (const address of [BigInt(at), BigInt(at) + 0x1000n]) {
      expect(disassemblerSays(code, address)).toBe(capstoneSays(code, address))
    }
  }), { numRuns: 4000, seed: 1 })
})
