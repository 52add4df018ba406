import { conditionToGo, goConditions } from './conditions.ts'
import type { Instruction, Operand } from './instruction.ts'
import { isGeneral, registerSize } from './registers.ts'
import { stringInstruction } from './canonical.ts'

/** What a Go mnemonic stands for. */
export interface GoForm {
  /** Intel's mnemonic in lower case. */
  readonly mnemonic: string
  /**
   * Bytes of each operand in Intel's order; a size of 16 is an X register or memory of the size that the mnemonic
   * implies.
   */
  readonly sizes: readonly number[]
  /** CMP alone has its operands in Intel's order. */
  readonly keepsOrder: boolean
}

const suffixes = [['B', 1], ['W', 2], ['L', 4], ['Q', 8]] as const

const forms = new Map<string, GoForm>()
const names = new Map<string, string>()

/** Go's usual name is the one that is defined first. */
function define(go: string, mnemonic: string, sizes: readonly number[], keepsOrder = false): void {
  forms.set(go, { mnemonic, sizes, keepsOrder })
  const key = keyOf(mnemonic, sizes)
  if (!names.has(key)) names.set(key, go)
}

function keyOf(mnemonic: string, sizes: readonly number[]): string {
  return `${mnemonic}:${(convertsSize(mnemonic) ? sizes.slice(0, 2) : sizes.slice(0, 1)).join(':')}`
}

function convertsSize(mnemonic: string): boolean {
  return /^(movzx|movsx|movsxd|cvt.*|movd|movq|pinsr.|pextr.|crc32)$/.test(mnemonic)
}

const uniform = [
  'add', 'adc', 'sub', 'sbb', 'and', 'or', 'xor', 'test', 'mov', 'xchg', 'xadd', 'cmpxchg', 'inc', 'dec', 'neg', 'not',
  'mul', 'imul', 'div', 'idiv',
]
for (const [suffix, size] of suffixes) {
  for (const mnemonic of uniform) define(`${mnemonic.toUpperCase()}${suffix}`, mnemonic, [size, size, size])
  define(`CMP${suffix}`, 'cmp', [size, size], true)
  for (const shift of ['shl', 'shr', 'sar', 'rol', 'ror', 'rcl', 'rcr']) {
    define(`${shift.toUpperCase()}${suffix}`, shift, [size, 1])
  }
  define(`SAL${suffix}`, 'shl', [size, 1])
  // With three operands these are the double shifts, which share the names.
  for (const shift of ['shl', 'shr']) names.set(keyOf(`${shift}d`, [size]), `${shift.toUpperCase()}${suffix}`)
  const intelSuffix = { B: 'b', W: 'w', L: 'd', Q: 'q' }[suffix]
  for (const string of ['movs', 'stos', 'lods', 'scas', 'cmps']) {
    define(`${string.toUpperCase()}${suffix}`, `${string}${intelSuffix}`, [])
  }
  if (size === 1) continue
  for (const mnemonic of ['lea', 'bt', 'bts', 'btr', 'btc', 'bsf', 'bsr', 'popcnt', 'tzcnt', 'lzcnt', 'bswap', 'nop']) {
    define(`${mnemonic.toUpperCase()}${suffix}`, mnemonic, [size, size])
  }
  define(`IMUL3${suffix}`, 'imul3', [size, size, size])
  for (const [go, intel] of conditionToGoPairs()) define(`CMOV${suffix}${go}`, `cmov${intel}`, [size, size])
  if (size !== 4) {
    define(`PUSH${suffix}`, 'push', [size])
    define(`POP${suffix}`, 'pop', [size])
  }
}

for (const [from, fromSize] of suffixes) {
  for (const [to, toSize] of suffixes) {
    if (toSize <= fromSize || fromSize > 2) continue
    define(`MOV${from}${to}ZX`, 'movzx', [toSize, fromSize])
    define(`MOV${from}${to}SX`, 'movsx', [toSize, fromSize])
  }
}
define('MOVLQSX', 'movsxd', [8, 4])
define('MOVLQZX', 'mov', [4, 4])
define('MOVNTIL', 'movnti', [4, 4])
define('MOVNTIQ', 'movnti', [8, 8])
define('CMPXCHG8B', 'cmpxchg8b', [8])
define('CMPXCHG16B', 'cmpxchg16b', [16])
for (const [go, intel] of conditionToGoPairs()) define(`SET${go}`, `set${intel}`, [1])
define('PUSHFQ', 'pushfq', [])
define('POPFQ', 'popfq', [])
define('INT', 'int', [1])
define('UNDEF', 'ud2', [])
define('XCHGL', 'xchg', [4, 4])

const plain = [
  'ret', 'pause', 'cpuid', 'rdtsc', 'rdtscp', 'mfence', 'lfence', 'sfence', 'xgetbv', 'syscall', 'hlt', 'cld', 'std',
  'clc', 'stc', 'cmc', 'cqo', 'cdq', 'cwd', 'cbw', 'cwde', 'cdqe', 'ud2', 'leave',
]
for (const mnemonic of plain) define(mnemonic.toUpperCase(), mnemonic, mnemonic === 'ret' ? [2] : [])

const memoryOnly = ['prefetcht0', 'prefetcht1', 'prefetcht2', 'prefetchnta', 'clflush', 'clflushopt', 'clwb']
for (const mnemonic of memoryOnly) define(mnemonic.toUpperCase(), mnemonic, [16])

const vectorSameName = [
  'movups', 'movupd', 'movaps', 'movapd', 'movsd', 'movss', 'movhps', 'movlps', 'movhpd', 'movlpd', 'movddup',
  'movntps', 'movntpd', 'xorps', 'xorpd', 'andps', 'andpd', 'andnps', 'andnpd', 'orps', 'orpd', 'pxor', 'pand', 'pandn',
  'por', 'pcmpeqb', 'pcmpeqw', 'pcmpgtb', 'pcmpgtw', 'pshufb', 'pshufhw', 'pshuflw', 'punpcklbw', 'punpckhbw',
  'punpcklqdq', 'punpckhqdq', 'paddb', 'paddw', 'paddq', 'psubb', 'psubw', 'psubq', 'psllw', 'psllq', 'psrlw', 'psrlq',
  'pmuludq', 'ptest', 'palignr', 'aesenc', 'aesenclast', 'aesdec', 'aesdeclast', 'aesimc', 'aeskeygenassist', 'addsd',
  'addss', 'addpd', 'addps', 'subsd', 'subss', 'subpd', 'subps', 'mulsd', 'mulss', 'mulpd', 'mulps', 'divsd', 'divss',
  'divpd', 'divps', 'sqrtsd', 'sqrtss', 'minsd', 'minss', 'maxsd', 'maxss', 'ucomisd', 'ucomiss', 'comisd', 'comiss',
  'cvtsd2ss', 'cvtss2sd', 'shufps', 'shufpd', 'unpcklps', 'unpcklpd', 'pblendw', 'pclmulqdq',
]
for (const mnemonic of vectorSameName) define(mnemonic.toUpperCase(), mnemonic, [16, 16, 16])
const vectorOtherName = [
  ['MOVOU', 'movdqu'], ['MOVO', 'movdqa'], ['MOVOA', 'movdqa'], ['MOVNTO', 'movntdq'], ['PSHUFL', 'pshufd'],
  ['PSHUFD', 'pshufd'], ['PCMPEQL', 'pcmpeqd'], ['PCMPGTL', 'pcmpgtd'], ['PADDL', 'paddd'], ['PSUBL', 'psubd'],
  ['PSLLL', 'pslld'], ['PSRLL', 'psrld'], ['PSRAL', 'psrad'], ['PSLLO', 'pslldq'], ['PSLLDQ', 'pslldq'],
  ['PSRLO', 'psrldq'], ['PSRLDQ', 'psrldq'], ['PUNPCKLWL', 'punpcklwd'], ['PUNPCKHWL', 'punpckhwd'],
  ['PUNPCKLLQ', 'punpckldq'], ['PUNPCKHLQ', 'punpckhdq'], ['PMULULQ', 'pmuludq'],
] as const
for (const [go, intel] of vectorOtherName) define(go, intel, [16, 16, 16])

const betweenFiles = [
  ['CVTSL2SD', 'cvtsi2sd', 16, 4], ['CVTSQ2SD', 'cvtsi2sd', 16, 8], ['CVTSL2SS', 'cvtsi2ss', 16, 4],
  ['CVTSQ2SS', 'cvtsi2ss', 16, 8], ['CVTTSD2SL', 'cvttsd2si', 4, 16], ['CVTTSD2SQ', 'cvttsd2si', 8, 16],
  ['CVTTSS2SL', 'cvttss2si', 4, 16], ['CVTTSS2SQ', 'cvttss2si', 8, 16], ['CVTSD2SL', 'cvtsd2si', 4, 16],
  ['CVTSD2SQ', 'cvtsd2si', 8, 16], ['PMOVMSKB', 'pmovmskb', 4, 16], ['MOVMSKPS', 'movmskps', 4, 16],
  ['MOVMSKPD', 'movmskpd', 4, 16], ['PINSRB', 'pinsrb', 16, 4], ['PINSRW', 'pinsrw', 16, 4],
  ['PINSRD', 'pinsrd', 16, 4], ['PINSRQ', 'pinsrq', 16, 8], ['PEXTRB', 'pextrb', 4, 16], ['PEXTRW', 'pextrw', 4, 16],
  ['PEXTRD', 'pextrd', 4, 16], ['PEXTRQ', 'pextrq', 8, 16],
] as const
for (const [go, intel, to, from] of betweenFiles) define(go, intel, [to, from, 1])

/** What a Go mnemonic stands for; undefined when it is none of those here. Jumps are looked up by their condition. */
export function goForm(name: string): GoForm | undefined {
  return forms.get(name)
}

/** Intel's mnemonic for Go's conditional jump, `JLS` as `jbe`; undefined for any other. */
export function goJump(name: string): string | undefined {
  const condition = /^J(\w+)$/.exec(name)
  const intel = goConditions.get(condition?.[1] ?? '')
  if (intel !== undefined) return `j${intel}`
  return { JCXZL: 'jecxz', JCXZQ: 'jrcxz', LOOP: 'loop', LOOPEQ: 'loope', LOOPNE: 'loopne' }[name]
}

/** Every Go mnemonic that is understood, for suggestions. */
export function goMnemonics(): string[] {
  const jumps = [...goConditions.keys()].map((condition) => `J${condition}`)
  return [...forms.keys(), ...jumps, 'JMP', 'CALL', 'NOP', 'LOCK', 'REP', 'DUFFZERO', 'DUFFCOPY']
}

/** Go's name for an instruction in canonical form, apart from jumps; undefined when it has none. */
export function goNameOf(instruction: Instruction): string | undefined {
  const { mnemonic, operands } = instruction
  if (mnemonic === 'jmp' || mnemonic === 'call') return mnemonic.toUpperCase()
  // Go's NOP marks a place and has no bytes; the byte 90 is this exchange in its listings.
  if (mnemonic === 'nop' && operands.length === 0) return 'XCHGL AX, AX'
  if (mnemonic === 'int3') return 'INT $3'
  if (mnemonic === 'ret' && operands.length === 0) return 'RET'
  const sizes = operands.map(sizeOf)
  if (mnemonic === 'movd' || (mnemonic === 'movq' && stringInstruction(instruction) === undefined)) {
    return mnemonic === 'movd' ? 'MOVL' : 'MOVQ'
  }
  if (mnemonic === 'movabs') return 'MOVQ'
  if (mnemonic === 'imul' && operands.length === 3) return names.get(keyOf('imul3', sizes))
  if (mnemonic === 'lea' || mnemonic === 'movntdq') return names.get(keyOf(mnemonic, sizes))
  const exact = names.get(keyOf(mnemonic, sizes))
  if (exact !== undefined) return exact
  const isVector = names.get(keyOf(mnemonic, [16, 16]))
  return isVector ?? names.get(keyOf(mnemonic, []))
}

function sizeOf(operand: Operand): number {
  if (operand.kind === 'register') return isGeneral(operand.name) ? registerSize(operand.name) : 16
  return operand.kind === 'memory' ? operand.size ?? 16 : 8
}

function conditionToGoPairs(): [string, string][] {
  const usual = [...conditionToGo].map(([intel, go]): [string, string] => [go, intel])
  return [...usual, ...[...goConditions].filter(([go]) => !usual.some(([name]) => name === go))]
}
