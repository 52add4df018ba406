import { attMnemonic } from '../assembler/att-mnemonics.ts'
import type { Instruction, MemoryOperand, Operand } from '../assembler/instruction.ts'
import { formatNumber, toSigned } from '../assembler/numbers.ts'
import { isBranch } from '../assembler/intel-syntax.ts'
import { constantSize, printOffset, printSymbol } from './print-intel.ts'

/** An instruction in AT&T syntax, `lock xaddl %eax, (%rbx)`; integer instructions always carry their size suffix. */
export function printAtt(instruction: Instruction): string {
  const size = constantSize(instruction)
  const indirect = isBranch(instruction.mnemonic) ? '*' : ''
  const operands = instruction.operands.map((operand) => printOperand(operand, size, indirect)).reverse()
  const words = [instruction.prefix, attMnemonic(instruction), operands.join(', ')]
  return words.filter((word) => word !== undefined && word !== '').join(' ')
}

function printOperand(operand: Operand, size: number, indirect: string): string {
  switch (operand.kind) {
    case 'register': return `${indirect}%${operand.name}`
    case 'immediate': {
      if (operand.symbol !== undefined) return `$${printSymbol(operand.symbol)}${printOffset(operand.value, '')}`
      return `$${formatNumber(toSigned(operand.value, size))}`
    }
    case 'memory': return indirect + printMemory(operand)
    case 'target': {
      if (operand.symbol === undefined) return formatNumber(operand.offset)
      return printSymbol(operand.symbol) + printOffset(operand.offset, '')
    }
  }
}

function printMemory(operand: MemoryOperand): string {
  const segment = operand.segment === undefined ? '' : `%${operand.segment}:`
  const displacement = toSigned(operand.displacement, 8)
  const bare = operand.base === undefined && operand.index === undefined
  const head = operand.symbol === undefined
    ? (displacement === 0n && !bare ? '' : formatNumber(displacement))
    : printSymbol(operand.symbol) + printOffset(displacement, '')
  if (bare) return segment + head + (operand.symbol === undefined ? '' : '(%rip)')
  const base = operand.base === undefined ? '' : `%${operand.base}`
  const index = operand.index === undefined ? '' : `, %${operand.index}, ${operand.scale}`
  return `${segment}${head}(${base}${index})`
}
