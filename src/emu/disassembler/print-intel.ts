import type { ImmediateOperand, Instruction, MemoryOperand, Operand } from '../assembler/instruction.ts'
import { formatNumber, toSigned } from '../assembler/numbers.ts'
import { registerSize } from '../assembler/registers.ts'

const sizeNames: ReadonlyMap<number, string> = new Map([
  [1, 'byte'], [2, 'word'], [4, 'dword'], [8, 'qword'], [10, 'xword'], [16, 'xmmword'],
])

/** An instruction in Intel syntax, `lock xadd dword ptr [rbx], eax`. */
export function printIntel(instruction: Instruction): string {
  const size = constantSize(instruction)
  const operands = instruction.operands.map((operand) => printOperand(operand, size)).join(', ')
  const words = [instruction.prefix, instruction.mnemonic, operands]
  return words.filter((word) => word !== undefined && word !== '').join(' ')
}

/** Bytes of the instruction's integer operands, by which its constants are printed as signed numbers. */
export function constantSize(instruction: Instruction): number {
  const [first] = instruction.operands
  if (first?.kind === 'register') return Math.min(registerSize(first.name) || 8, 8)
  if (first?.kind === 'memory') return Math.min(first.size ?? 8, 8)
  return 8
}

/** A symbol as Intel and AT&T texts may hold it: in quotes when it has other characters than a plain name. */
export function printSymbol(symbol: string): string {
  return /^[\p{L}_.$@][\p{L}\p{N}_.$@]*$/u.test(symbol) ? symbol : `"${symbol.replace(/["\\]/g, '\\$&')}"`
}

/** ` + 8` or ` - 8`; nothing for 0. */
export function printOffset(offset: bigint, space = ' '): string {
  if (offset === 0n) return ''
  return offset < 0n ? `${space}-${space}${formatNumber(-offset)}` : `${space}+${space}${formatNumber(offset)}`
}

function printOperand(operand: Operand, size: number): string {
  switch (operand.kind) {
    case 'register': return operand.name
    case 'immediate': return printImmediate(operand, size)
    case 'memory': return printMemory(operand)
    case 'target': {
      if (operand.symbol === undefined) return formatNumber(operand.offset)
      return printSymbol(operand.symbol) + printOffset(operand.offset)
    }
  }
}

function printImmediate(operand: ImmediateOperand, size: number): string {
  if (operand.symbol !== undefined) return `offset ${printSymbol(operand.symbol)}${printOffset(operand.value)}`
  return formatNumber(toSigned(operand.value, size))
}

function printMemory(operand: MemoryOperand): string {
  const size = operand.size === undefined ? '' : `${sizeNames.get(operand.size) ?? ''} ptr `
  const segment = operand.segment === undefined ? '' : `${operand.segment}:`
  const parts = [
    operand.symbol === undefined ? undefined : printSymbol(operand.symbol),
    operand.base,
    operand.index === undefined ? undefined : `${operand.index}*${operand.scale}`,
  ].filter((part) => part !== undefined)
  const body = parts.length === 0
    ? formatNumber(operand.displacement)
    : parts.join(' + ') + printOffset(toSigned(operand.displacement, 8))
  return `${size}${segment}[${body}]`
}
