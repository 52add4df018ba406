/**
 * What the memory model must know of an instruction before it runs, read from its decoding. Hooks cannot tell: LOCK is invisible
 * to them, and fences fire none.
 */

/** An instruction as a disassembler gives it. */
export interface DecodedInstruction {
  /** Bytes. */
  readonly length: number
  /** Lower case, with its prefixes: `lock inc`, `rep movsq`. */
  readonly mnemonic: string
  /** Intel syntax, destination first: `qword ptr [rbx], rax`. */
  readonly operands: string
}

/** The fence that an instruction is by itself, whatever its operands. */
export type Fence = 'mfence' | 'lfence' | 'sfence' | 'serialising'

export interface Instruction {
  readonly address: number
  readonly length: number
  readonly mnemonic: string
  readonly operands: string
  /** LOCK prefix, or XCHG with memory, which is locked without it (Intel SDM vol. 3, 9.1.2.2). */
  readonly locked: boolean
  readonly fence: Fence | undefined
  /** Stores of this instruction are weakly ordered (MOVNTI and its kin). */
  readonly nonTemporal: boolean
  /** Has a memory operand, written or implicit, so that hooks may fire. */
  readonly touchesMemory: boolean
  /** Its memory operand has 16 bytes. */
  readonly wide: boolean
  /** RIP after it need not be the next address: branches, calls, returns, REP. */
  readonly jumps: boolean
  /** Where the operand of a jump or call says that it leads. */
  readonly target: number | undefined
  /** What comes after it is told by its address and its operand. A repeated instruction is one that may be run again. */
  readonly leadsWhereItSays: boolean
  /** Uses XMM registers, which are part of the local state only then. */
  readonly usesXmm: boolean
  /** RDTSC and RDTSCP read a counter of the core. */
  readonly readsCounter: boolean
  /** Why fencepost does not run it, if it does not. */
  readonly refused: string | undefined
}

const SERIALISING = new Set(['cpuid', 'serialize', 'iretq', 'iret', 'iretd'])
const NON_TEMPORAL = new Set([
  'movnti', 'movntq', 'movntdq', 'movntps', 'movntpd', 'movntss', 'movntsd', 'maskmovdqu', 'maskmovq',
])
const IMPLICIT_MEMORY = /^(push|pop|call|ret|leave|enter|movs|cmps|scas|lods|stos|xlat|maskmov)/
const JUMPS = /^(j|call|ret|loop|rep|iret)/
const DIRECT = /^(j|call$|loop)/
const ADDRESS = /^(0x[0-9a-f]+|\d+)$/
const SYSTEM = new Map([
  ['syscall', 'system calls are not modelled'],
  ['sysenter', 'system calls are not modelled'],
  ['int', 'software interrupts are not modelled'],
  ['hlt', 'HLT: a core that sleeps is not modelled'],
  ['rdrand', 'RDRAND is not deterministic'],
  ['rdseed', 'RDSEED is not deterministic'],
  ['xbegin', 'transactional memory is not modelled'],
  ['ldmxcsr', 'MXCSR is not part of the local state'],
  ['fxrstor', 'x87 state is not modelled'],
  ['fxrstor64', 'x87 state is not modelled'],
  ['fxsave', 'x87 state is not modelled'],
  ['fxsave64', 'x87 state is not modelled'],
  ['xrstor', 'extended state is not modelled'],
  ['xsave', 'extended state is not modelled'],
  ['emms', 'MMX is not modelled'],
])

function refusal(mnemonic: string, operands: string): string | undefined {
  const named = SYSTEM.get(mnemonic)
  if (named) return named
  if (/^f(?!xsave|xrstor)/.test(mnemonic)) return 'x87 instructions are not modelled'
  if (/\bmm[0-7]\b/.test(operands)) return 'MMX is not modelled'
  if (/\b[yz]mm\d/.test(operands)) return 'AVX is not modelled'
  if (/\b[fg]s:/.test(operands)) return 'FS and GS segments are not modelled'
  return undefined
}

/** Reads the memory-order facts of one decoded instruction. */
export function classify(address: number, decoded: DecodedInstruction): Instruction {
  const { mnemonic, operands } = decoded
  const words = mnemonic.split(' ')
  const bare = words.at(-1) ?? mnemonic
  const hasOperand = operands.includes('[') && bare !== 'lea' && bare !== 'nop' && !bare.startsWith('prefetch')
  const touchesMemory = hasOperand || IMPLICIT_MEMORY.test(bare)
  const fence: Fence | undefined =
    bare === 'mfence' || bare === 'lfence' || bare === 'sfence' ? bare : SERIALISING.has(bare) ? 'serialising' : undefined
  const jumps = JUMPS.test(words[0] ?? '') || JUMPS.test(bare)
  const target = jumps && DIRECT.test(mnemonic) && ADDRESS.test(operands) ? Number(operands) : undefined
  return {
    address,
    length: decoded.length,
    mnemonic,
    operands,
    locked: words.includes('lock') || (bare === 'xchg' && hasOperand),
    fence,
    nonTemporal: NON_TEMPORAL.has(bare),
    touchesMemory,
    wide: touchesMemory && (/xmmword ptr/.test(operands) || bare === 'cmpxchg16b' || bare === 'maskmovdqu'),
    jumps,
    target,
    leadsWhereItSays: !jumps || target !== undefined || mnemonic.startsWith('rep'),
    usesXmm: /\bxmm\d/.test(operands),
    readsCounter: bare === 'rdtsc' || bare === 'rdtscp',
    refused: refusal(bare, operands),
  }
}
