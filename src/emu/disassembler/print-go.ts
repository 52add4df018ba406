import { isShift } from '../assembler/canonical.ts'
import { conditionToGo } from '../assembler/conditions.ts'
import { goNameOf } from '../assembler/go-mnemonics.ts'
import type { Instruction, MemoryOperand, Operand } from '../assembler/instruction.ts'
import { toSigned } from '../assembler/numbers.ts'
import { registerToGo } from '../assembler/registers.ts'
import { constantSize } from './print-intel.ts'

/**
 * An instruction as the Go compiler's `-S` prints it, `MOVBLZX 8(BX), CX`: source first, except that CMP keeps Intel's
 * order. Undefined when Go's assembler has no name for it.
 */
export function printGo(instruction: Instruction): string | undefined {
  const name = nameOf(instruction)
  if (name === undefined) return undefined
  const size = constantSize(instruction)
  const operands = instruction.operands.map((operand, i) => (
    size > 1 && isCount(instruction, i) ? 'CX' : printOperand(operand, size)))
  if (operands.includes(undefined)) return undefined
  const ordered = instruction.mnemonic === 'cmp' ? operands : operands.reverse()
  const prefix = instruction.prefix === undefined ? '' : `${goPrefix(instruction.prefix)} `
  return `${prefix}${name} ${ordered.join(', ')}`.trim()
}

/** The register that holds a shift's count, which Go writes CX except beside bytes. */
function isCount(instruction: Instruction, i: number): boolean {
  const operand = instruction.operands[i]
  return isShift(instruction.mnemonic) && i > 0 && operand?.kind === 'register' && operand.name === 'cl'
}

function goPrefix(prefix: string): string {
  return { lock: 'LOCK', rep: 'REP', repe: 'REP', repne: 'REPN' }[prefix] ?? prefix.toUpperCase()
}

function nameOf(instruction: Instruction): string | undefined {
  const jump = /^j([a-z]{1,2})$/.exec(instruction.mnemonic)
  const condition = conditionToGo.get(jump?.[1] ?? '')
  if (condition !== undefined) return `J${condition}`
  return goNameOf(instruction)
}

function printOperand(operand: Operand, size: number): string | undefined {
  switch (operand.kind) {
    case 'register': return registerToGo(operand.name)
    case 'immediate': {
      if (operand.symbol !== undefined) return `$${operand.symbol}${goOffset(operand.value)}(SB)`
      return `$${toSigned(operand.value, size)}`
    }
    case 'memory': return printMemory(operand)
    case 'target': {
      if (operand.symbol === undefined) return `0x${operand.offset.toString(16)}`
      return isLabel(operand.symbol) ? operand.symbol : `${operand.symbol}${goOffset(operand.offset)}(SB)`
    }
  }
}

function printMemory(operand: MemoryOperand): string | undefined {
  if (operand.segment !== undefined) return isThreadLocalG(operand) ? '(TLS)' : undefined
  const displacement = toSigned(operand.displacement, 8)
  const index = operand.index === undefined ? '' : `(${registerToGo(operand.index)}*${operand.scale})`
  if (operand.symbol !== undefined) return `${operand.symbol}${goOffset(displacement)}(SB)${index}`
  if (operand.base === undefined && operand.index === undefined) return `0x${operand.displacement.toString(16)}(SB)`
  const base = operand.base === undefined ? '' : `(${registerToGo(operand.base)})`
  return `${displacement === 0n ? '' : displacement}${base}${index}`
}

/** On Linux the current g lies eight bytes below the thread's base (cmd/internal/obj/x86/asm6.go, "tls"). */
function isThreadLocalG(operand: MemoryOperand): boolean {
  const isBare = operand.base === undefined && operand.index === undefined
  return operand.segment === 'fs' && isBare && toSigned(operand.displacement, 8) === -8n
}

function goOffset(offset: bigint): string {
  return offset === 0n ? '' : offset < 0n ? `${offset}` : `+${offset}`
}

/** A name without a package is a label of the function; a name with one is a symbol. */
function isLabel(symbol: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(symbol)
}
