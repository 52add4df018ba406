import { stringInstruction } from './canonical.ts'
import type { Instruction } from './instruction.ts'

const opcodes: ReadonlyMap<string, number> = new Map([
  ['movs', 0xa4], ['cmps', 0xa6], ['stos', 0xaa], ['lods', 0xac], ['scas', 0xae],
])

/**
 * The bytes of a string instruction without operands, `rep movsq`; undefined for any other. They are encoded here
 * because Keystone reads a bare `movsd` as SSE's and refuses it (SDM volume 2: MOVS, CMPS, STOS, LODS, SCAS).
 */
export function encodeString(instruction: Instruction): Uint8Array | undefined {
  const string = stringInstruction(instruction)
  const opcode = opcodes.get(string?.name ?? '')
  if (string === undefined || opcode === undefined) return undefined
  const repeat = instruction.prefix === undefined ? [] : [instruction.prefix === 'repne' ? 0xf2 : 0xf3]
  const size = string.size === 2 ? [0x66] : string.size === 8 ? [0x48] : []
  return Uint8Array.from([...repeat, ...size, string.size === 1 ? opcode : opcode + 1])
}
