/** A register operand by its Intel name in lower case, `eax`; the name carries the size. */
export interface RegisterOperand {
  readonly kind: 'register'
  readonly name: string
}

/** A constant, or the address of `symbol` plus `value`. */
export interface ImmediateOperand {
  readonly kind: 'immediate'
  readonly value: bigint
  readonly symbol: string | undefined
}

/**
 * A memory operand: segment:[base + index * scale + symbol + displacement]. With neither base nor index it is an
 * absolute address; base `rip` with no symbol counts from the next instruction.
 */
export interface MemoryOperand {
  readonly kind: 'memory'
  /** Bytes; undefined where the mnemonic alone decides (`lea`, most SSE instructions). */
  readonly size: number | undefined
  readonly segment: string | undefined
  readonly base: string | undefined
  readonly index: string | undefined
  readonly scale: number
  readonly displacement: bigint
  readonly symbol: string | undefined
}

/** Where a direct jump or call goes: `symbol` plus `offset`, or the absolute address `offset`. */
export interface TargetOperand {
  readonly kind: 'target'
  readonly symbol: string | undefined
  readonly offset: bigint
}

/** One operand, in no syntax in particular. */
export type Operand = RegisterOperand | ImmediateOperand | MemoryOperand | TargetOperand

/** The prefixes that a person writes. */
export type Prefix = 'lock' | 'rep' | 'repe' | 'repne'

/**
 * One instruction in no syntax in particular: Intel's mnemonic in lower case, Intel's operand order (destination
 * first).
 */
export interface Instruction {
  readonly prefix: Prefix | undefined
  readonly mnemonic: string
  readonly operands: readonly Operand[]
}

/** A register operand. */
export function register(name: string): RegisterOperand {
  return { kind: 'register', name }
}

/** A constant operand. */
export function immediate(value: bigint, symbol?: string): ImmediateOperand {
  return { kind: 'immediate', value, symbol }
}

/** A memory operand of the parts given. */
export function memory(parts: Partial<Omit<MemoryOperand, 'kind'>>): MemoryOperand {
  return {
    kind: 'memory',
    size: parts.size,
    segment: parts.segment,
    base: parts.base,
    index: parts.index,
    scale: parts.scale ?? 1,
    displacement: parts.displacement ?? 0n,
    symbol: parts.symbol,
  }
}

/** A direct branch target. */
export function target(symbol: string | undefined, offset = 0n): TargetOperand {
  return { kind: 'target', symbol, offset }
}
