import type { Instruction, Operand } from './instruction.ts'
import { parseOperand } from './parse-operand.ts'
import { registerNamed } from './registers.ts'
import type { TokenCursor } from './tokens.ts'

/** What an instruction's reader needs to know of the test around it. */
export interface InstructionContext {
  readonly arch: 'X86_64' | 'X86'
  /** The size in bytes of what a memory operand points at, by its variable or its base register. */
  readonly memorySize: (operand: Extract<Operand, { kind: 'memory' }>) => 1 | 2 | 4 | 8
}

const PREFIXES = ['lock', 'rep', 'repe', 'repz', 'repne', 'repnz']

/** Words that stand alone in a cell although `;` follows: `lock ; incl (x)`. */
export function isPrefix(word: string): boolean {
  return PREFIXES.includes(word.toLowerCase())
}

/** herd's own names for two jumps; and ENDBR64, which not every assembler knows, is a NOP without shadow stacks. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['endbr64', 'nop'],
  ['jlt', 'jl'],
  ['jgt', 'jg'],
])

/** Mnemonics whose size nothing says when their only operand beside memory is an immediate or nothing. */
const UNSIZED = /^(?:mov|ad[dc]|sub|sbb|and|x?or|cmp|test|inc|dec|neg|not|i?mul|i?div|sh[lr]|sa[lr]|ro[lr]|bt[src]?)$/

/** Shifts: `%cl` is a count and says nothing about the size of the memory that is shifted. */
const SHIFTS = /^(?:sh[lr]|sa[lr]|ro[lr])$/

/**
 * Parses one instruction up to the cursor's end, and turns it to AT&T's order with a size suffix where it needs one.
 * Whether there is such an instruction is the assembler's business.
 */
export function parseInstruction(cursor: TokenCursor, context: InstructionContext): Instruction {
  const prefix = isPrefix(cursor.peek().text) ? cursor.take().text.toLowerCase() : undefined
  if (prefix !== undefined) cursor.accept(';')
  const { text, offset } = cursor.expectName('an instruction')
  const written = text.toLowerCase()
  if (/^uxch[bwlq]?$/.test(written)) {
    throw cursor.source.unexpected(offset, `\`${text}\``, 'an instruction (this one is herd\'s alone: use xchg)')
  }
  const mnemonic = ALIASES.get(written) ?? written
  const operands = parseOperands(cursor, isJump(mnemonic))
  const ordered = inAttOrder(mnemonic, context.arch === 'X86' ? operands.reverse() : operands)
  const addressed = context.arch === 'X86' ? ordered.map(withWideAddress) : ordered
  return { prefix, mnemonic: mnemonic + sizeSuffix(mnemonic, addressed, context), operands: addressed }
}

function isJump(mnemonic: string): boolean {
  return /^(?:j[a-z]+|call|callq|loop|loope|loopne)$/.test(mnemonic)
}

function parseOperands(cursor: TokenCursor, jump: boolean): Operand[] {
  const operands: Operand[] = []
  if (cursor.peek().kind === 'end') return operands
  do operands.push(parseOperand(cursor, jump))
  while (cursor.accept(',') !== undefined)
  cursor.expectEnd('`,`, `|` or `;`')
  return operands
}

/**
 * herd writes `cmpxchg (x),%ebx` and `cmovc %eax,(x)`, destination first, in its X86_64 tests too. With a memory
 * operand only one order exists in the machine, so take either; between two registers the order is AT&T's.
 */
function inAttOrder(mnemonic: string, operands: readonly Operand[]): readonly Operand[] {
  const [first, second] = operands
  if (first === undefined || second === undefined || operands.length > 2) return operands
  const cmpxchg = /^cmpxchg[bwlq]?$/.test(mnemonic) && first.kind === 'memory'
  const cmov = mnemonic.startsWith('cmov') && second.kind === 'memory'
  return cmpxchg || cmov ? [second, first] : operands
}

/** An X86 test's `[EAX]` becomes `(%rax)`: variables lie below 2^31, and writing EAX clears the rest of RAX. */
function withWideAddress(operand: Operand): Operand {
  if (operand.kind !== 'memory') return operand
  return { ...operand, base: whole(operand.base), index: whole(operand.index) }
}

function whole(name: string | undefined): string | undefined {
  return name === undefined ? undefined : registerNamed(name)?.whole
}

function sizeSuffix(mnemonic: string, operands: readonly Operand[], context: InstructionContext): string {
  if (!UNSIZED.test(mnemonic)) return ''
  const memory = operands.find((operand) => operand.kind === 'memory')
  const sized = !SHIFTS.test(mnemonic) && operands.some((operand) => operand.kind === 'register')
  if (memory === undefined || sized) return ''
  return { 1: 'b', 2: 'w', 4: 'l', 8: 'q' }[context.memorySize(memory)]
}
