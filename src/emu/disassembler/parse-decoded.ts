import { parseIntel } from '../assembler/intel-syntax.ts'
import type { Instruction } from '../assembler/instruction.ts'
import type { Decoded } from './decoded.ts'

/**
 * The parts of a decoded instruction, read from Capstone's text. Throws a `Refusal` for text that no x86-64 code here
 * has.
 */
export function parseDecoded(decoded: Decoded): Instruction {
  return parseIntel(`${decoded.mnemonic} ${decoded.operands}`.trim())
}
