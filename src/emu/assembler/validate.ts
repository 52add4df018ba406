import { isShift, stringInstruction } from './canonical.ts'
import type { Instruction, MemoryOperand, Operand } from './instruction.ts'
import { mayLock } from './lockable.ts'
import { formatNumber, toSigned } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { isGeneral, registerSize } from './registers.ts'

/** Bytes of the memory operand where the mnemonic fixes it. */
const fixedSizes: ReadonlyMap<string, number> = new Map([
  ['push', 8], ['pop', 8], ['call', 8], ['jmp', 8], ['movsxd', 4], ['cmpxchg8b', 8], ['cmpxchg16b', 16],
])

/** Mnemonics whose memory operand may have several sizes: it must be written when no register says it. */
const sized = new Set([
  'adc', 'add', 'and', 'bsf', 'bsr', 'bt', 'btc', 'btr', 'bts', 'cmp', 'cmpxchg', 'crc32', 'cvtsi2sd', 'cvtsi2ss',
  'dec', 'div', 'idiv', 'imul', 'inc', 'lzcnt', 'mov', 'movbe', 'movnti', 'movsx', 'movzx', 'mul', 'neg', 'nop', 'not',
  'or', 'popcnt', 'rcl', 'rcr', 'rol', 'ror', 'sal', 'sar', 'sbb', 'shl', 'shld', 'shr', 'shrd', 'sub', 'test', 'tzcnt',
  'xadd', 'xchg', 'xor',
])

/** Mnemonics whose register operand says nothing about the size of their memory operand. */
const independent = new Set(['movzx', 'movsx', 'cvtsi2sd', 'cvtsi2ss', 'crc32'])

const sizeNames: ReadonlyMap<number, string> = new Map([[1, 'byte'], [2, 'word'], [4, 'dword'], [8, 'qword']])

/**
 * The instruction with the sizes of its memory operands filled in from its registers, or a `Refusal` that says which
 * rule of the processor it breaks: a size that nothing tells, LOCK where it is undefined, a constant that does not fit.
 */
export function validate(instruction: Instruction): Instruction {
  if (instruction.operands.filter((o) => o.kind === 'memory').length > 1) {
    throw new Refusal(
      'two memory operands; an instruction takes one at most, so load one of them into a register first',
    )
  }
  const complete = withSizes(instruction)
  checkPrefix(complete)
  complete.operands.forEach((operand) => {
    if (operand.kind === 'memory') checkMemory(operand)
    if (operand.kind === 'immediate' && operand.symbol === undefined) checkImmediate(complete, operand.value)
  })
  return complete
}

function withSizes(instruction: Instruction): Instruction {
  const { mnemonic, operands } = instruction
  if (!operands.some((o) => o.kind === 'memory')) return instruction
  if (mnemonic === 'lea' || mnemonic.startsWith('prefetch') || mnemonic.startsWith('clflush')) {
    return { ...instruction, operands: operands.map((o) => (o.kind === 'memory' ? { ...o, size: undefined } : o)) }
  }
  const told = fixedSizes.get(mnemonic) ?? (/^set[a-z]{1,3}$/.test(mnemonic) ? 1 : sizeFromRegister(instruction))
  return {
    ...instruction,
    operands: operands.map((operand) => {
      if (operand.kind !== 'memory' || operand.size !== undefined) return operand
      if (told === undefined && sized.has(mnemonic)) {
        throw new Refusal(
          'nothing tells how many bytes of memory are meant; give the size: byte, word, dword or qword ptr '
          + 'in Intel syntax, the suffix b, w, l or q in AT&T syntax',
        )
      }
      return told === undefined ? operand : { ...operand, size: told }
    }),
  }
}

function sizeFromRegister({ mnemonic, operands }: Instruction): number | undefined {
  const isCmov = /^cmov[a-z]{1,3}$/.test(mnemonic)
  if ((!sized.has(mnemonic) && !isCmov) || independent.has(mnemonic)) return undefined
  const candidates = isShift(mnemonic) ? operands.slice(0, -1) : operands
  const found = candidates.find((o) => o.kind === 'register' && isGeneral(o.name))
  return found?.kind === 'register' ? registerSize(found.name) : undefined
}

function checkPrefix(instruction: Instruction): void {
  if (instruction.prefix === 'lock' && !mayLock(instruction)) {
    throw new Refusal(
      'LOCK here raises #UD: it stands only before ADD, ADC, AND, BTC, BTR, BTS, CMPXCHG, CMPXCHG8B, '
      + 'CMPXCHG16B, DEC, INC, NEG, NOT, OR, SBB, SUB, XOR, XADD and XCHG, and only when their destination is memory',
    )
  }
  const isRepeat = instruction.prefix !== undefined && instruction.prefix !== 'lock'
  if (isRepeat && stringInstruction(instruction) === undefined) {
    throw new Refusal('REP stands only before string instructions: MOVS, STOS, LODS, CMPS and SCAS')
  }
}

function checkMemory(operand: MemoryOperand): void {
  for (const name of [operand.base, operand.index]) {
    if (name === undefined || (name === 'rip' && name === operand.base)) continue
    if (!isGeneral(name) || registerSize(name) < 4) {
      throw new Refusal(`"${name}" cannot be part of an address; use a 64-bit register such as rax or r8`)
    }
  }
  if (operand.index === 'rsp' || operand.index === 'esp') {
    throw new Refusal('the stack pointer cannot be an index; make it the base')
  }
  if (operand.base === 'rip' && operand.index !== undefined) throw new Refusal('rip takes no index')
  if (![1, 2, 4, 8].includes(operand.scale)) throw new Refusal(`a scale of ${operand.scale}; only 1, 2, 4 and 8 exist`)
  const hasRegister = operand.base !== undefined || operand.index !== undefined
  if (hasRegister && operand.displacement !== toSigned(operand.displacement, 4)) {
    throw new Refusal(`the displacement ${formatNumber(operand.displacement)} does not fit in 32 signed bits`)
  }
}

function checkImmediate(instruction: Instruction, value: bigint): void {
  const { mnemonic } = instruction
  if (isShift(mnemonic) || mnemonic === 'int') {
    if (value < 0n || value > 255n) throw new Refusal(`the constant ${value} does not fit in 8 bits; expected 0 to 255`)
    return
  }
  const size = immediateSize(instruction)
  if (size === undefined) return
  const bits = BigInt(8 * size)
  if (value < -(1n << (bits - 1n)) || value >= 1n << bits) {
    throw new Refusal(`the constant ${value} does not fit in ${bits} bits (${sizeNames.get(size)}); expected `
      + `${-(1n << (bits - 1n))} to ${(1n << bits) - 1n}`)
  }
  const wide = mnemonic === 'movabs' || (mnemonic === 'mov' && instruction.operands[0]?.kind === 'register')
  if (size === 8 && !wide && toSigned(value, 8) !== toSigned(value, 4)) {
    throw new Refusal(
      `the constant ${value} is sign-extended from 32 bits and does not fit; expected -2147483648 to `
      + '2147483647; load it into a register with mov first',
    )
  }
}

/** Bytes of the integer that a constant stands for; undefined where it is a selector that the decoding checks. */
function immediateSize({ mnemonic, operands }: Instruction): number | undefined {
  if (mnemonic === 'push') return 8
  if (mnemonic === 'ret' || mnemonic === 'enter') return 2
  const first: Operand | undefined = operands[0]
  if (first?.kind === 'register' && isGeneral(first.name) && (sized.has(mnemonic) || mnemonic === 'movabs')) {
    return registerSize(first.name)
  }
  return first?.kind === 'memory' && sized.has(mnemonic) ? first.size : undefined
}
