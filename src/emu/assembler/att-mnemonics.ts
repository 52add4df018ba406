import { stringInstruction } from './canonical.ts'
import type { Instruction } from './instruction.ts'
import { isGeneral, registerSize } from './registers.ts'

/** What an AT&T mnemonic stands for. */
export interface AttForm {
  /** Intel's mnemonic in lower case. */
  readonly mnemonic: string
  /** Bytes of each operand in Intel's order, where the suffix says them. */
  readonly sizes: readonly (number | undefined)[]
}

const suffixSizes: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4, q: 8 }
const suffixes: ReadonlyMap<number, string> = new Map([[1, 'b'], [2, 'w'], [4, 'l'], [8, 'q']])

/** Integer instructions whose operands all have the size of the suffix. */
const uniform = new Set([
  'add', 'adc', 'sub', 'sbb', 'and', 'or', 'xor', 'test', 'cmp', 'mov', 'xchg', 'xadd', 'cmpxchg', 'inc', 'dec', 'neg',
  'not', 'mul', 'imul', 'div', 'idiv', 'lea', 'bt', 'bts', 'btr', 'btc', 'bsf', 'bsr', 'bswap', 'popcnt', 'tzcnt',
  'lzcnt', 'push', 'pop', 'movnti', 'movbe', 'nop',
])
const shifts = new Set(['shl', 'sal', 'shr', 'sar', 'rol', 'ror', 'rcl', 'rcr'])
const doubleShifts = new Set(['shld', 'shrd'])
const noSize = new Set(['call', 'ret', 'jmp', 'leave', 'pushf', 'popf', 'iret', 'sysret'])
const toInteger = new Set(['cvtsi2sd', 'cvtsi2ss'])

/** AT&T's own names for the sign extensions of the accumulator. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['cltq', 'cdqe'], ['cqto', 'cqo'], ['cltd', 'cdq'], ['cwtl', 'cwde'], ['cbtw', 'cbw'], ['cwtd', 'cwd'],
])
const attNames: ReadonlyMap<string, string> = new Map([...renamed].map(([att, intel]) => [intel, att]))

/** What an AT&T mnemonic stands for, given whether one of its operands is an XMM register and how many there are. */
export function attForm(name: string, hasVector: boolean, operandCount: number): AttForm {
  const special = renamed.get(name)
  if (special !== undefined) return { mnemonic: special, sizes: [] }
  const string = /^(movs|cmps|stos|lods|scas)([bwlq])$/.exec(name)
  if (string !== null && operandCount === 0) {
    return { mnemonic: `${string[1]}${string[2] === 'l' ? 'd' : string[2]}`, sizes: [] }
  }
  const extension = /^mov([zs])([bwl])([wlq])$/.exec(name)
  if (extension !== null) return extensionForm(extension[1] === 'z', extension[2] ?? '', extension[3] ?? '')
  if (hasVector && (name === 'movq' || name === 'movd')) return { mnemonic: name, sizes: [] }
  if (name === 'movabsq' || name === 'movabs') return { mnemonic: 'movabs', sizes: [8, 8] }
  const size = suffixSizes[name.slice(-1)]
  const stem = name.slice(0, -1)
  if (size === undefined) return { mnemonic: name, sizes: [] }
  if (name !== 'movsl' && uniform.has(stem)) return { mnemonic: stem, sizes: [size, size, size] }
  if (shifts.has(stem)) return { mnemonic: stem, sizes: [size, 1] }
  if (doubleShifts.has(stem)) return { mnemonic: stem, sizes: [size, size, 1] }
  if (/^cmov[a-z]{1,3}$/.test(stem) && size > 1 && !isCmov(name)) return { mnemonic: stem, sizes: [size, size] }
  if (size === 8 && noSize.has(stem)) return { mnemonic: stem, sizes: [] }
  if (size >= 4 && toInteger.has(stem)) return { mnemonic: stem, sizes: [undefined, size] }
  if (size >= 4 && /^cvtt?s[ds]2si$/.test(stem)) return { mnemonic: stem, sizes: [size, undefined] }
  return { mnemonic: name, sizes: [] }
}

/** AT&T's mnemonic for an instruction in canonical form: integer instructions with their size suffix. */
export function attMnemonic(instruction: Instruction): string {
  const { mnemonic, operands } = instruction
  const special = attNames.get(mnemonic)
  if (special !== undefined) return special
  const string = stringInstruction(instruction)
  if (string !== undefined) return `${string.name}${suffixes.get(string.size) ?? ''}`
  const sizes = operands.map((o) => {
    if (o.kind === 'register') return registerSize(o.name)
    return o.kind === 'memory' ? o.size ?? 0 : 0
  })
  const suffix = suffixes.get(sizes[0] ?? 0) ?? ''
  const source = suffixes.get(sizes[1] ?? 0) ?? ''
  if (mnemonic === 'movzx') return `movz${source}${suffix}`
  if (mnemonic === 'movsx') return `movs${source}${suffix}`
  if (mnemonic === 'movsxd') return `movs${source}${suffix}`
  if (mnemonic === 'movabs') return 'movabsq'
  if (toInteger.has(mnemonic)) return `${mnemonic}${source}`
  if (/^cvtt?s[ds]2si$/.test(mnemonic)) return `${mnemonic}${suffix}`
  if ((mnemonic === 'push' || mnemonic === 'pop') && suffix === '') return `${mnemonic}q`
  const isInteger = operands.every((o) => o.kind !== 'register' || isGeneral(o.name))
  const takesSuffix = uniform.has(mnemonic) || shifts.has(mnemonic) || doubleShifts.has(mnemonic) || isCmov(mnemonic)
  return takesSuffix && isInteger ? `${mnemonic}${suffix}` : mnemonic
}

function isCmov(mnemonic: string): boolean {
  return /^cmov(n?[abceglopsz]|n?[abgl]e|p[eo])$/.test(mnemonic)
}

function extensionForm(isZero: boolean, from: string, to: string): AttForm {
  const sizes = [suffixSizes[to], suffixSizes[from]]
  if (from === 'l') return { mnemonic: isZero ? 'mov' : 'movsxd', sizes: isZero ? [4, 4] : sizes }
  return { mnemonic: isZero ? 'movzx' : 'movsx', sizes }
}
