import {
  immediate, memory, register, target, type Instruction, type MemoryOperand, type Operand, type Prefix,
} from './instruction.ts'
import { looksNumeric, parseNumber } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { registerNamed, registerSize } from './registers.ts'
import { splitOperands } from './split-text.ts'

const sizes: ReadonlyMap<string, number> = new Map([
  ['byte', 1], ['word', 2], ['dword', 4], ['qword', 8], ['xword', 10], ['tbyte', 10], ['oword', 16], ['xmmword', 16],
])

const branches = /^(jmp|call|j[a-z]{1,4}|loop|loope|loopne|loopz|loopnz)$/

/** Whether the mnemonic takes a code address as its operand. */
export function isBranch(mnemonic: string): boolean {
  return branches.test(mnemonic)
}

/** Reads the words before the mnemonic: `lock`, `rep` and its kin. */
export function prefixNamed(word: string): Prefix | undefined {
  switch (word.toLowerCase()) {
    case 'lock': return 'lock'
    case 'rep': return 'rep'
    case 'repe': case 'repz': return 'repe'
    case 'repne': case 'repnz': return 'repne'
    default: return undefined
  }
}

/**
 * An instruction's prefix, its mnemonic in lower case and the rest, as GNU's assembler has them in both of its syntaxes. `example` is a
 * mnemonic, for the message of the `Refusal` that is thrown where there is none; `before`, a prefix that stands before `text`.
 */
export function splitMnemonic(text: string, example: string, before?: Prefix): SplitInstruction {
  const match = /^(\S+)\s*(.*)$/s.exec(text)
  const word = match?.[1] ?? ''
  const rest = match?.[2] ?? ''
  const found = prefixNamed(word)
  if (found !== undefined && rest !== '') {
    if (before !== undefined) throw new Refusal(`two prefixes, ${before} and ${found}; write one`)
    return splitMnemonic(rest, example, found)
  }
  const mnemonic = word.toLowerCase()
  if (!/^[a-z][a-z0-9]*$/.test(mnemonic)) {
    throw new Refusal(`"${word}" is no instruction; expected a mnemonic such as ${example}, or a label and a colon`)
  }
  return { prefix: before, mnemonic, rest }
}

interface SplitInstruction {
  readonly prefix: Prefix | undefined
  readonly mnemonic: string
  readonly rest: string
}

/** Reads one instruction in Intel syntax, as a person or Capstone writes it. Throws a `Refusal`. */
export function parseIntel(text: string, before?: Prefix): Instruction {
  const { prefix, mnemonic, rest } = splitMnemonic(text, 'mov', before)
  const operands = splitOperands(rest).map((operand) => parseOperand(operand, mnemonic))
  return { prefix, mnemonic, operands }
}

function parseOperand(text: string, mnemonic: string): Operand {
  if (text === '') throw new Refusal('an operand is missing beside a comma')
  const sized = /^(byte|word|dword|qword|xword|tbyte|oword|xmmword)(?:\s+ptr)?\b\s*(?=[^\s])(.*)$/is.exec(text)
  const size = sized === null ? undefined : sizes.get((sized[1] ?? '').toLowerCase())
  const rest = sized === null ? text : sized[2] ?? ''
  const segmented = /^([cdefgs]s)\s*:\s*(.*)$/is.exec(rest)
  const segment = segmented?.[1]?.toLowerCase()
  const body = segmented?.[2] ?? rest
  const bracket = body.indexOf('[')
  if (bracket >= 0 && !body.startsWith('"')) return parseMemory(body, size, segment)
  if (segment !== undefined || size !== undefined) {
    if (body.includes(']')) throw new Refusal(`"${text}" closes a bracket that it does not open`)
    const operand = parseMemory(`[${body}]`, size, segment)
    if (segment === undefined && operand.symbol === undefined) {
      throw new Refusal(`"${text}" gives a size to something that is not memory; write ${body} or [${body}]`)
    }
    return operand
  }
  if (body.includes(']')) throw new Refusal(`"${text}" closes a bracket that it does not open`)
  if (registerNamed(body.toLowerCase()) !== undefined) return register(body.toLowerCase())
  if (isBranch(mnemonic) && /^\d+[bf]$/.test(body)) return target(body)
  const offset = /^offset\s+(.*)$/is.exec(body)
  const sum = parseSum(offset?.[1] ?? body)
  if (sum.registers.length > 0) {
    throw new Refusal(`"${text}" adds registers outside brackets; write [${text}] for memory`)
  }
  if (isBranch(mnemonic)) return target(sum.symbol, sum.number)
  if (sum.symbol !== undefined && offset === null) {
    throw new Refusal(`"${text}" is neither a register nor a number; write [${text}] for the variable's value or `
      + `offset ${text} for its address`)
  }
  return immediate(sum.number, sum.symbol)
}

/** `[...]`, `x[...]` */
function parseMemory(text: string, size: number | undefined, segment: string | undefined): MemoryOperand {
  const match = /^([^[\]]*)\[([^[\]]*)\]$/s.exec(text.trim())
  if (match === null) {
    throw new Refusal(`"${text}" is not a memory operand; expected one closed pair of brackets, [rbx + 8]`)
  }
  const inner = (match[2] ?? '').trim()
  const inside = segment === undefined ? /^([cdefgs]s)\s*:\s*(.*)$/is.exec(inner) : null
  const head = (match[1] ?? '').trim()
  const body = (inside?.[2] ?? inner).replace(/^rel\s+/i, '')
  const sum = parseSum(head === '' ? body : `${head} + ${body}`)
  const [first, second, ...more] = sum.registers
  if (more.length > 0) {
    throw new Refusal(`"${text}" adds ${sum.registers.length} registers; an address has a base and one index`)
  }
  const chosen = chooseBase(first, second, text)
  const { number: displacement, symbol } = sum
  const parts = { size, segment: segment ?? inside?.[1]?.toLowerCase(), displacement, symbol, ...chosen }
  // [rip + x] names the variable x itself, exactly as [x] does.
  return memory(parts.base === 'rip' && parts.symbol !== undefined ? { ...parts, base: undefined } : parts)
}

interface Term { readonly name: string; readonly scale: number }

function chooseBase(
  first: Term | undefined, second: Term | undefined, text: string,
): { base: string | undefined; index: string | undefined; scale: number } {
  if (first === undefined) return { base: undefined, index: undefined, scale: 1 }
  if (second === undefined) {
    return first.scale === 1
      ? { base: first.name, index: undefined, scale: 1 }
      : { base: undefined, index: first.name, scale: first.scale }
  }
  if (first.scale !== 1 && second.scale !== 1) {
    throw new Refusal(`"${text}" scales two registers; only the index has a scale`)
  }
  const swap = first.scale !== 1 || (second.scale === 1 && second.name === 'rsp')
  const [base, index] = swap ? [second, first] : [first, second]
  return { base: base.name, index: index.name, scale: index.scale }
}

interface Sum { readonly registers: readonly Term[]; readonly symbol: string | undefined; readonly number: bigint }

/** A sum of registers (one with a scale), numbers and at most one name. */
function parseSum(text: string): Sum {
  const registers: Term[] = []
  let symbol: string | undefined
  let number = 0n
  for (const { sign, term } of terms(text)) {
    const factors = term.startsWith('"') ? [term] : term.split('*').map((f) => f.trim())
    if (factors.length > 2) throw new Refusal(`"${term}" has too many factors; expected a register times 1, 2, 4 or 8`)
    const name = factors.find((f) => registerSize(f.toLowerCase()) > 0)
    if (name !== undefined) {
      if (sign < 0) throw new Refusal(`"${text}" subtracts a register; an address only adds them`)
      const other = factors.length === 1 ? '1' : factors[0] === name ? factors[1] : factors[0]
      registers.push({ name: name.toLowerCase(), scale: Number(parseNumber(other ?? '')) })
    } else if (factors.every(looksNumeric)) {
      number += BigInt(sign) * factors.map(parseNumber).reduce((a, b) => a * b, 1n)
    } else {
      if (factors.length > 1) throw new Refusal(`"${term}" multiplies something that is no register`)
      if (symbol !== undefined) throw new Refusal(`"${text}" has two names, ${symbol} and ${term}; an operand has one`)
      if (sign < 0) throw new Refusal(`"${text}" subtracts the name ${term}`)
      symbol = symbolName(term)
    }
  }
  return { registers, symbol, number }
}

/** A name as a person wrote it, with or without quotes; a Refusal when it cannot be one. */
export function symbolName(text: string): string {
  const quoted = /^"(.*)"$/s.exec(text)
  if (quoted !== null) return (quoted[1] ?? '').replace(/\\(.)/g, '$1')
  if (!/^[\p{L}_.$@·][\p{L}\p{N}_.$@·:]*$/u.test(text)) {
    throw new Refusal(`"${text}" is neither a register, a number nor a name`)
  }
  return text
}

function terms(text: string): { sign: 1 | -1; term: string }[] {
  const found: { sign: 1 | -1; term: string }[] = []
  const pattern = /\s*([-+]?)\s*("(?:[^"\\]|\\.)*"|[^-+\s]+(?:\s*\*\s*[^-+\s]+)*)\s*/y
  let position = 0
  while (position < text.length) {
    pattern.lastIndex = position
    const match = pattern.exec(text)
    if (match === null || (found.length > 0 && match[1] === '')) {
      throw new Refusal(`"${text}" is not understood; expected registers, numbers and one name joined by + and -`)
    }
    found.push({ sign: match[1] === '-' ? -1 : 1, term: match[2] ?? '' })
    position = pattern.lastIndex
  }
  if (found.length === 0) throw new Refusal('an address is missing between the brackets')
  return found
}
