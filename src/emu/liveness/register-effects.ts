import { parseDecoded } from '../disassembler/parse-decoded.ts'
import type { DecodedInstruction } from '../instruction.ts'
import { conditionCodes } from '../assembler/conditions.ts'
import type { MemoryOperand, Operand } from '../assembler/instruction.ts'
import { registerNamed } from '../assembler/registers.ts'
import { Refusal } from '../assembler/refusal.ts'
import { ALL_REGISTERS, ARITHMETIC_FLAGS, NO_REGISTERS, setOf, type RegisterSet } from './register-set.ts'

/** What an instruction does to registers, said with care: it reads no other, and what it overwrites it overwrites whole, always. */
export interface RegisterEffects {
  readonly reads: RegisterSet
  readonly overwrites: RegisterSet
}

const READS_ALL: RegisterEffects = { reads: ALL_REGISTERS, overwrites: NO_REGISTERS }

const set = (...names: string[]): RegisterSet => names.reduce((all, name) => all | setOf(name), NO_REGISTERS)

/** The first operand becomes something that does not depend on what it was, but for a part of a register. No flags. */
const MOVES = new Set([
  'mov', 'movabs', 'movzx', 'movsx', 'movsxd', 'lea', 'movd', 'movq', 'movups', 'movupd', 'movaps', 'movapd', 'movdqu', 'movdqa',
  'lddqu', 'pshufd', 'pmovmskb', 'movmskps', 'movmskpd',
])
/** The first operand is read and written, the others read; all arithmetic flags are set anew. */
const ARITHMETIC = new Set(['add', 'sub', 'and', 'or', 'xor', 'adc', 'sbb', 'neg', 'xadd'])
const COMPARISONS = new Set(['cmp', 'test'])
/** All operands are read; some may be written, and some flags. */
const READ_AND_WRITE = new Set([
  'inc', 'dec', 'not', 'bswap', 'shl', 'sal', 'shr', 'sar', 'rol', 'ror', 'shld', 'shrd', 'bt', 'bts', 'btr', 'btc', 'bsf', 'bsr',
  'tzcnt', 'lzcnt', 'popcnt', 'xchg', 'imul', 'push', 'pop', 'movnti', 'movntdq', 'movss', 'movlps', 'movhps', 'movlpd', 'movhpd',
  'paddb', 'paddw', 'paddd', 'paddq', 'psubb', 'psubw', 'psubd', 'psubq', 'por', 'pand', 'pandn', 'pxor', 'xorps', 'xorpd', 'orps',
  'andps', 'pcmpeqb', 'pcmpeqw', 'pcmpeqd', 'pminub', 'pshufb',
  'punpcklbw', 'punpckldq', 'punpcklqdq', 'punpckhqdq', 'pshuflw', 'pshufhw',
  'aesenc', 'aesenclast', 'aesdec', 'aesimc', 'aeskeygenassist', 'pinsrd', 'pinsrq', 'pinsrw', 'psrldq', 'pslldq', 'pclmulqdq',
])
/** The result does not depend on a register that is both operands. */
const ZEROES = new Set(['xor', 'sub', 'pxor', 'xorps', 'xorpd'])
/** Neither general registers nor flags matter to them. */
const NOTHING = new Set([
  'nop', 'endbr64', 'pause', 'mfence', 'lfence', 'sfence', 'int3', 'ud2', 'std', 'cld', 'prefetcht0', 'prefetcht1', 'prefetcht2',
  'prefetchnta', 'prefetchw', 'clflush', 'clflushopt', 'clwb', 'leave', 'jmp', 'call', 'ret',
])
/** What they read and overwrite besides what stands there. `leave` takes RSP from RBP and RBP from the stack. */
const IMPLIED = new Map<string, RegisterEffects>([
  ['leave', { reads: set('rbp'), overwrites: set('rbp') }],
  ['cdqe', { reads: set('rax'), overwrites: NO_REGISTERS }],
  ['cwde', { reads: set('rax'), overwrites: NO_REGISTERS }],
  ['cqo', { reads: set('rax'), overwrites: set('rdx') }],
  ['cdq', { reads: set('rax'), overwrites: set('rdx') }],
  ['cmpxchg', { reads: set('rax'), overwrites: NO_REGISTERS }],
  ['cmpxchg8b', { reads: set('rax', 'rbx', 'rcx', 'rdx'), overwrites: NO_REGISTERS }],
  ['cmpxchg16b', { reads: set('rax', 'rbx', 'rcx', 'rdx'), overwrites: NO_REGISTERS }],
  ['mul', { reads: set('rax'), overwrites: NO_REGISTERS }],
  ['div', { reads: set('rax', 'rdx'), overwrites: NO_REGISTERS }],
  ['idiv', { reads: set('rax', 'rdx'), overwrites: NO_REGISTERS }],
  ['jrcxz', { reads: set('rcx'), overwrites: NO_REGISTERS }],
  ['jecxz', { reads: set('rcx'), overwrites: NO_REGISTERS }],
  ['loop', { reads: set('rcx'), overwrites: NO_REGISTERS }],
  ...['movs', 'stos', 'lods', 'scas', 'cmps'].flatMap((name) => ['b', 'w', 'd', 'q'].map((size): [string, RegisterEffects] => [
    name + size, { reads: set('rax', 'rcx', 'rsi', 'rdi'), overwrites: NO_REGISTERS },
  ])),
])

const STRINGS = /^(movs|stos|lods|scas|cmps)[bwdq]$/
const STRING_PREFIX = /^rep/
/** Where a jump leads: nothing that it takes from registers. */
const ADDRESS = /^0x[0-9a-f]+$/

/** What the instruction does to registers. One that is not known here reads all and overwrites none, which is never wrong. */
export function effectsOf(decoded: Pick<DecodedInstruction, 'mnemonic' | 'operands'>): RegisterEffects {
  const words = decoded.mnemonic.split(' ')
  const mnemonic = words.at(-1) ?? ''
  // MOVSD and CMPSD are two instructions each.
  if (STRINGS.test(mnemonic) && (STRING_PREFIX.test(words[0] ?? '') || !decoded.operands.includes('xmm'))) {
    return IMPLIED.get(mnemonic) ?? READS_ALL
  }
  if (/^(j|call$)/.test(mnemonic) && ADDRESS.test(decoded.operands)) return ofParts(mnemonic, [])
  let operands: readonly Operand[]
  try {
    ({ operands } = parseDecoded({ address: 0n, length: 0, ...decoded }))
  } catch (error) {
    if (error instanceof Refusal) return READS_ALL
    throw error
  }
  return ofParts(mnemonic, operands)
}

function ofParts(mnemonic: string, operands: readonly Operand[]): RegisterEffects {
  const [first, second] = operands
  const rest = readBy(...operands.slice(1))
  const isSame = first?.kind === 'register' && second?.kind === 'register' && first.name === second.name
  if (isSame && ZEROES.has(mnemonic) && isWhole(first)) {
    const flags = ARITHMETIC.has(mnemonic) ? ARITHMETIC_FLAGS : NO_REGISTERS
    return { reads: NO_REGISTERS, overwrites: named(first) | flags }
  }
  if (MOVES.has(mnemonic)) {
    return isWhole(first)
      ? { reads: rest, overwrites: named(first) }
      : { reads: rest | readBy(first), overwrites: NO_REGISTERS }
  }
  if (ARITHMETIC.has(mnemonic)) {
    const carry = mnemonic === 'adc' || mnemonic === 'sbb' ? ARITHMETIC_FLAGS : NO_REGISTERS
    return { reads: readBy(...operands) | carry, overwrites: ARITHMETIC_FLAGS }
  }
  if (COMPARISONS.has(mnemonic)) return { reads: readBy(...operands), overwrites: ARITHMETIC_FLAGS }
  if (mnemonic === 'imul' && operands.length === 3 && isWhole(first)) return { reads: rest, overwrites: named(first) }
  if (mnemonic === 'imul' && operands.length === 1) return { reads: readBy(first) | set('rax'), overwrites: NO_REGISTERS }
  if (mnemonic === 'pop' && isWhole(first)) return { reads: NO_REGISTERS, overwrites: named(first) }
  if (mnemonic === 'ptest') return { reads: readBy(...operands), overwrites: ARITHMETIC_FLAGS }
  if (READ_AND_WRITE.has(mnemonic) || NOTHING.has(mnemonic) || IMPLIED.has(mnemonic)) {
    const implied = IMPLIED.get(mnemonic)
    return { reads: readBy(...operands) | (implied?.reads ?? NO_REGISTERS), overwrites: implied?.overwrites ?? NO_REGISTERS }
  }
  const condition = /^(j|set|cmov)(.+)$/.exec(mnemonic)?.[2]
  if (condition !== undefined && conditionCodes.has(condition)) {
    return { reads: readBy(...operands) | ARITHMETIC_FLAGS, overwrites: NO_REGISTERS }
  }
  return READS_ALL
}

/** Is the operand a register that a write of its size leaves nothing of? Writes of 4 bytes clear the upper half. */
function isWhole(operand: Operand | undefined): operand is Extract<Operand, { kind: 'register' }> {
  if (operand?.kind !== 'register') return false
  const register = registerNamed(operand.name)
  return register !== undefined && register.size >= 4
}

function named({ name }: { readonly name: string }): RegisterSet {
  return setOf(registerNamed(name)?.family ?? name)
}

/** The registers that the operands consist of, those of addresses among them. */
function readBy(...operands: readonly (Operand | undefined)[]): RegisterSet {
  return operands.reduce((all, operand) => {
    if (operand?.kind === 'register') return all | named(operand)
    return operand?.kind === 'memory' ? all | addressOf(operand) : all
  }, NO_REGISTERS)
}

function addressOf({ base, index }: MemoryOperand): RegisterSet {
  return [base, index].reduce((all, name) => (name === undefined ? all : all | named({ name })), NO_REGISTERS)
}
