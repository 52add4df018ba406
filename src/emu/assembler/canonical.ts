import { usualCondition } from './conditions.ts'
import { immediate, type Instruction, type MemoryOperand, type Operand, type Prefix } from './instruction.ts'
import { isGeneral, registerSize } from './registers.ts'

const shifts = new Set(['shl', 'shr', 'sar', 'rol', 'ror', 'rcl', 'rcr'])
const symmetric = new Set(['xchg', 'test'])
const predicates = ['eq', 'lt', 'le', 'unord', 'neq', 'nlt', 'nle', 'ord']

const aliases: ReadonlyMap<string, string> = new Map([
  ['sal', 'shl'], ['retn', 'ret'], ['pushf', 'pushfq'], ['popf', 'popfq'], ['ud2a', 'ud2'], ['wait', 'fwait'],
  ['xlat', 'xlatb'], ['loopz', 'loope'], ['loopnz', 'loopne'],
])

/** Whether the mnemonic is a shift or rotate, whose count has a size of its own. */
export function isShift(mnemonic: string): boolean {
  return shifts.has(mnemonic) || mnemonic === 'shld' || mnemonic === 'shrd'
}

/**
 * `movsq` as `movs` and its size in bytes, when the instruction is a string instruction and not SSE's `movsd` or
 * `cmpsd`.
 */
export function stringInstruction(instruction: Instruction): { name: string; size: number } | undefined {
  const match = /^(movs|cmps|stos|lods|scas)([bwdq])$/.exec(instruction.mnemonic)
  if (match === null) return undefined
  if (instruction.operands.some((o) => o.kind === 'register' && o.name.startsWith('xmm'))) return undefined
  return { name: match[1] ?? '', size: { b: 1, w: 2, d: 4, q: 8 }[match[2] ?? ''] ?? 0 }
}

/**
 * One spelling for each instruction, so that two spellings of the same one compare equal: Capstone's name among
 * synonyms, implied operands written out (`imul rcx, 24`, `shl rax`) or left out (string instructions), memory first
 * where the order means nothing.
 */
export function canonical(instruction: Instruction): Instruction {
  const prefix = canonicalPrefix(instruction)
  let mnemonic = usualCondition(instruction.mnemonic)
  mnemonic = aliases.get(mnemonic) ?? mnemonic
  let operands = instruction.operands
  const [first, second] = operands
  if (stringInstruction(instruction) !== undefined) operands = []
  else if (shifts.has(mnemonic) && operands.length === 1) operands = [...operands, immediate(1n)]
  else if (mnemonic === 'imul' && operands.length === 2 && first !== undefined && second?.kind === 'immediate') {
    operands = [first, first, second]
  } else if (mnemonic === 'int' && first?.kind === 'immediate' && first.value === 3n) {
    mnemonic = 'int3'
    operands = []
  } else if (symmetric.has(mnemonic) && first !== undefined && second?.kind === 'memory') operands = [second, first]
  else if (mnemonic === 'movd' && operands.some(isGeneral64)) mnemonic = 'movq'
  if (mnemonic === 'xchg' && isSame64(operands)) return { prefix, mnemonic: 'nop', operands: [] }
  const comparison = /^cmp(ps|pd|ss|sd)$/.exec(mnemonic)
  const predicate = operands[2]
  if (comparison !== null && predicate?.kind === 'immediate') {
    const name = predicates[Number(predicate.value)]
    if (name !== undefined) return { prefix, mnemonic: `cmp${name}${comparison[1]}`, operands: operands.slice(0, 2) }
  }
  return { prefix, mnemonic, operands }
}

/** What differs between the instruction asked for and the one that the bytes mean; undefined when nothing does. */
export function difference(asked: Instruction, found: Instruction): string | undefined {
  const a = canonical(asked)
  const b = canonical(found)
  const mnemonic = (m: string): string => (m === 'movabs' ? 'mov' : m)
  if (a.prefix !== b.prefix) return `prefix ${a.prefix ?? 'none'} became ${b.prefix ?? 'none'}`
  if (mnemonic(a.mnemonic) !== mnemonic(b.mnemonic)) return `${a.mnemonic} became ${b.mnemonic}`
  if (a.operands.length !== b.operands.length) return `${a.operands.length} operands became ${b.operands.length}`
  const size = operandSize(b)
  const match = (x: readonly Operand[]): number => x.findIndex((o, i) => !sameOperand(o, b.operands[i], size))
  const at = match(a.operands)
  if (at < 0 || (symmetric.has(a.mnemonic) && match([...a.operands].reverse()) < 0)) return undefined
  return `operand ${at + 1} became another one`
}

/** Bytes that a constant of the instruction is read modulo: its destination's, and one for SSE's selectors. */
function operandSize(instruction: Instruction): number {
  const [first] = instruction.operands
  if (first?.kind === 'register') return registerSize(first.name) === 16 ? 1 : registerSize(first.name)
  if (first?.kind === 'memory') return Math.min(first.size ?? 8, 8)
  return 8
}

function sameOperand(asked: Operand, found: Operand | undefined, size: number): boolean {
  if (found === undefined) return false
  switch (asked.kind) {
    case 'register': return found.kind === 'register' && found.name === asked.name
    case 'immediate': {
      return found.kind === 'immediate' && BigInt.asUintN(8 * size, found.value - asked.value) === 0n
    }
    case 'memory': return found.kind === 'memory' && sameMemory(asked, found)
    case 'target': return found.kind === 'target' && found.offset === asked.offset
  }
}

function sameMemory(asked: MemoryOperand, found: MemoryOperand): boolean {
  const straight = asked.base === found.base && asked.index === found.index && asked.scale === found.scale
  const swapped = asked.scale === 1 && found.scale === 1 && asked.base === found.index && asked.index === found.base
  return (straight || swapped)
    && asked.segment === found.segment
    && (asked.size === undefined || asked.size === found.size)
    && BigInt.asUintN(64, asked.displacement - found.displacement) === 0n
}

function canonicalPrefix(instruction: Instruction): Prefix | undefined {
  if (instruction.prefix !== 'rep' && instruction.prefix !== 'repe') return instruction.prefix
  const name = stringInstruction(instruction)?.name
  if (name === undefined) return instruction.prefix
  return name === 'cmps' || name === 'scas' ? 'repe' : 'rep'
}

function isGeneral64(operand: Operand): boolean {
  return operand.kind === 'register' && isGeneral(operand.name) && registerSize(operand.name) === 8
}

function isSame64(operands: readonly Operand[]): boolean {
  const [first, second] = operands
  return first?.kind === 'register' && second?.kind === 'register'
    && first.name === second.name && registerSize(first.name) === 8
}
