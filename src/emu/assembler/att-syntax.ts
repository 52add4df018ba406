import { attForm } from './att-mnemonics.ts'
import { isShift } from './canonical.ts'
import {
  immediate, memory, register, target, type Instruction, type MemoryOperand, type Operand, type Prefix,
} from './instruction.ts'
import { isBranch, splitMnemonic, symbolName } from './intel-syntax.ts'
import { looksNumeric, parseNumber } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { isGeneral, registerNamed, registerSize } from './registers.ts'
import { splitOperands } from './split-text.ts'

/** Reads one instruction in AT&T syntax, `lock xaddl %eax, (%rbx)`. Throws a `Refusal`. */
export function parseAtt(text: string, before?: Prefix): Instruction {
  const { prefix, mnemonic: name, rest } = splitMnemonic(text, 'movq', before)
  const texts = splitOperands(rest)
  const form = attForm(name, texts.some((t) => /^%xmm/i.test(t)), texts.length)
  const branch = isBranch(form.mnemonic)
  const operands = texts.map((t) => (branch ? parseBranchOperand(t) : parseOperand(t))).reverse()
  return {
    prefix,
    mnemonic: form.mnemonic,
    operands: operands.map((operand, i) => {
      const isCount = isShift(form.mnemonic) && i === operands.length - 1
      return withSize(operand, form.sizes[i], name, isCount)
    }),
  }
}

function withSize(operand: Operand, size: number | undefined, name: string, isCount: boolean): Operand {
  if (size === undefined) return operand
  if (operand.kind === 'memory') return { ...operand, size }
  if (operand.kind === 'register' && isGeneral(operand.name) && registerSize(operand.name) !== size && !isCount) {
    throw new Refusal(
      `%${operand.name} has ${registerSize(operand.name)} bytes, ${name} works on ${size}; make them agree`,
    )
  }
  return operand
}

function parseBranchOperand(text: string): Operand {
  if (text.startsWith('*')) return parseOperand(text.slice(1).trim())
  if (/^%|\(/.test(text) && !text.startsWith('"')) {
    throw new Refusal(`an indirect branch is written with a star: *${text}`)
  }
  if (/^\d+[bf]$/.test(text)) return target(text)
  const { symbol, number } = parseSum(text)
  return target(symbol, number)
}

function parseOperand(text: string): Operand {
  if (text === '') throw new Refusal('an operand is missing beside a comma')
  if (text.startsWith('$')) {
    const { symbol, number } = parseSum(text.slice(1))
    return immediate(number, symbol)
  }
  if (/^%\w+$/.test(text)) return register(registerName(text))
  if (/^%\w+(?!\w*\s*:)/.test(text) && !/^%[cdefgs]s\s*:/i.test(text)) {
    throw new Refusal(`"${text}" is not understood; expected a register`)
  }
  return parseMemory(text)
}

function parseMemory(text: string): MemoryOperand {
  const segmented = /^%([cdefgs]s)\s*:\s*(.*)$/is.exec(text)
  const segment = segmented?.[1]?.toLowerCase()
  const body = segmented?.[2] ?? text
  const match = /^((?:"(?:[^"\\]|\\.)*"|[^()"])*)(?:\(([^()]*)\))?$/s.exec(body)
  if (match === null) {
    throw new Refusal(`"${text}" is not a memory operand; expected 8(%rbx), x(%rip) or (%rbx, %rcx, 8)`)
  }
  const head = (match[1] ?? '').trim()
  const inner = match[2]?.trim()
  const { symbol, number } = head === '' ? { symbol: undefined, number: 0n } : parseSum(head)
  if (inner === undefined) {
    if (registerNamed(head.toLowerCase()) !== undefined) {
      throw new Refusal(`"${head}" lacks its percent sign; write %${head}`)
    }
    return memory({ segment, symbol, displacement: number })
  }
  const [base = '', index = '', scale = ''] = inner.split(',').map((part) => part.trim())
  // (x) is the variable x, which litmus tests write so.
  const isName = /^[^%\d]/.test(base) && registerNamed(base.toLowerCase()) === undefined
  if (head === '' && isName && index === '') return memory({ segment, symbol: symbolName(base) })
  const parts = {
    segment,
    symbol,
    displacement: number,
    base: base === '' ? undefined : registerName(base),
    index: index === '' ? undefined : registerName(index),
    scale: scale === '' ? 1 : Number(parseNumber(scale)),
  }
  if (inner === '') throw new Refusal(`"${text}" has nothing between its parentheses; expected a register`)
  // x(%rip) names the variable x itself, exactly as x does.
  return memory(parts.base === 'rip' && symbol !== undefined ? { ...parts, base: undefined } : parts)
}

function registerName(text: string): string {
  const name = text.replace(/^%/, '').toLowerCase()
  if (registerNamed(name) === undefined) throw new Refusal(`"${text}" is no register; expected %rax, %r8d, %xmm0, …`)
  if (!text.startsWith('%')) throw new Refusal(`"${text}" lacks its percent sign; write %${text}`)
  return name
}

/** A number, a name, or a name plus or minus a number. */
function parseSum(text: string): { symbol: string | undefined; number: bigint } {
  if (looksNumeric(text)) return { symbol: undefined, number: parseNumber(text) }
  const match = /^("(?:[^"\\]|\\.)*"|[^-+\s]+)\s*(?:([-+])\s*(\S+))?$/s.exec(text.trim())
  if (match === null) throw new Refusal(`"${text}" is not understood; expected a number, or a name and an offset`)
  const name = match[1] ?? ''
  if (registerNamed(name.toLowerCase()) !== undefined) {
    throw new Refusal(`"${name}" lacks its percent sign; write %${name}`)
  }
  const offset = match[3] === undefined ? 0n : parseNumber(match[3])
  return { symbol: symbolName(name), number: match[2] === '-' ? -offset : offset }
}
