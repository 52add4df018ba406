/** One function as a list of decoded instructions, whichever side it comes from: a listing or a compiled program. */
import { canonical } from '../../emu/assembler/canonical.ts'
import type { Instruction, Operand } from '../../emu/assembler/instruction.ts'
import { Refusal } from '../../emu/assembler/refusal.ts'
import type { Decoded, Disassembler } from '../../emu/disassembler/disassemble.ts'
import { parseDecoded } from '../../emu/disassembler/parse-decoded.ts'

/** One instruction, with everything that two sides are compared by. */
export interface CodeInstruction {
  readonly address: bigint
  /** Bytes from the start of the function. */
  readonly offset: number
  /** Mnemonic, prefixes, operands with their sizes; addresses are left out and stand in `reference` and `branch`. */
  readonly shape: string
  /** What it calls, jumps to outside of the function, or names as data. */
  readonly reference: bigint | undefined
  /** Index in the function of the instruction that it jumps to. */
  readonly branch: number | undefined
  /** In Go's syntax. */
  readonly text: string
  /** `asm/go1.22/evacuate_fast64.s:71` or `map_fast64.go:383`. */
  readonly place: string
  /** The line of Go source, `map_fast64.go:383`, where it is known. */
  readonly goLine: string | undefined
}

/** A function of one side. */
export interface FunctionCode {
  readonly name: string
  /** Without the NOPs that only align what follows. */
  readonly instructions: readonly CodeInstruction[]
  readonly paddingNops: number
}

/** What `functionCode` is made from. */
export interface CodeBytes {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
  /** Names for addresses in texts. */
  readonly nameOf: (address: bigint) => string | undefined
  /** Where an instruction stands. */
  readonly where: (address: bigint) => Pick<CodeInstruction, 'place' | 'goLine'> & { readonly text?: string }
}

/** Decodes a function from its first byte to its last, padding left out. Throws when bytes are no instruction. */
export function functionCode(code: CodeBytes, disassembler: Disassembler): FunctionCode {
  const { name, address, bytes } = code
  const decoded = decodeAll(bytes, address, disassembler)
  while (decoded.at(-1)?.mnemonic === 'int3') decoded.pop()
  const kept = decoded.filter((instruction) => !isNop(instruction))
  const end = address + BigInt(bytes.length)
  const indexOf = (target: bigint): number | undefined => {
    if (target < address || target >= end) return undefined
    const index = kept.findIndex((instruction) => instruction.address >= target)
    return index < 0 ? undefined : index
  }
  return {
    name,
    paddingNops: decoded.length - kept.length,
    instructions: kept.map((instruction) => {
      const { shape, reference } = shapeOf(instruction)
      const isJump = instruction.mnemonic.startsWith('j')
      const branch = isJump && reference !== undefined ? indexOf(reference) : undefined
      return {
        address: instruction.address,
        offset: Number(instruction.address - address),
        shape,
        reference: branch === undefined ? reference : undefined,
        branch,
        text: disassembler.format(instruction, 'go', code.nameOf),
        ...code.where(instruction.address),
      }
    }),
  }
}

function decodeAll(bytes: Uint8Array, address: bigint, disassembler: Disassembler): Decoded[] {
  const decoded: Decoded[] = []
  for (let at = 0; at < bytes.length;) {
    const next = disassembler.decode(bytes.subarray(at), address + BigInt(at))
    if (next === undefined) throw new Error(`the bytes at 0x${(address + BigInt(at)).toString(16)} are no instruction`)
    decoded.push(next)
    at += next.length
  }
  return decoded
}

/** NOP, in one byte or in several; `xchg ax, ax` and `lea rax, [rax]` are never written by Go. */
function isNop({ mnemonic }: Decoded): boolean {
  return mnemonic === 'nop' || mnemonic.endsWith(' nop')
}

function shapeOf(decoded: Decoded): { shape: string; reference: bigint | undefined } {
  let instruction: Instruction
  try {
    instruction = canonical(parseDecoded(decoded))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { shape: `${decoded.mnemonic} ${decoded.operands}`, reference: undefined }
  }
  let reference: bigint | undefined
  const operands = instruction.operands.map((operand) => {
    const address = addressOf(operand, decoded)
    if (address === undefined) return printOperand(operand)
    reference = address
    return operand.kind === 'memory' ? `[${operand.size ?? ''} address]` : 'address'
  })
  // MOVABS is how Capstone calls a MOV with eight bytes of constant.
  const mnemonic = instruction.mnemonic === 'movabs' ? 'mov' : instruction.mnemonic
  return { shape: [instruction.prefix ?? '', mnemonic, operands.join(', ')].join(' ').trim(), reference }
}

/** The address that an operand names by itself: a branch target, or memory relative to the instruction. */
function addressOf(operand: Operand, { address, length }: Decoded): bigint | undefined {
  if (operand.kind === 'target') return operand.offset
  if (operand.kind !== 'memory' || operand.index !== undefined || operand.segment !== undefined) return undefined
  if (operand.base === 'rip') return BigInt.asUintN(64, address + BigInt(length) + operand.displacement)
  return operand.base === undefined ? operand.displacement : undefined
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'register': return operand.name
    case 'immediate': return `${BigInt.asIntN(64, operand.value)}`
    case 'target': return `${operand.offset}`
    case 'memory': {
      // With a scale of 1 either register may be the base: the encodings mean the same.
      const { base, index } = operand
      const swap = operand.scale === 1 && base !== undefined && index !== undefined && index < base && index !== 'rsp'
      const [first, second] = swap ? [index, base] : [base, index]
      const { size, segment, scale, displacement } = operand
      const parts = [size, segment, first, second, scale, BigInt.asIntN(64, displacement)]
      return `[${parts.map((part) => part ?? '').join(' ')}]`
    }
  }
}
