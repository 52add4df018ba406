/** Where a memory operand points: `displacement(base, index, scale)`, or a variable plus that. */
export interface MemoryOperand {
  readonly kind: 'memory'
  readonly variable: string | undefined
  /** In bytes. */
  readonly displacement: bigint
  /** Segment, base and index as lower-case register names without `%`. */
  readonly segment: string | undefined
  readonly base: string | undefined
  readonly index: string | undefined
  readonly scale: 1 | 2 | 4 | 8
}

/** One operand. The `address` of an immediate is a variable's; `displacement` is in bytes. */
export type Operand =
  | { readonly kind: 'register'; readonly name: string }
  | { readonly kind: 'immediate'; readonly value: bigint }
  | { readonly kind: 'immediate-address'; readonly variable: string; readonly displacement: bigint }
  | { readonly kind: 'label'; readonly name: string }
  | MemoryOperand

/** One instruction: operands in AT&T's order (source first), lower-case mnemonic with a size suffix if it needs one. */
export interface Instruction {
  /** `lock`, `rep`, `repe`, `repne`, … */
  readonly prefix: string | undefined
  readonly mnemonic: string
  readonly operands: readonly Operand[]
}

/** Where a runner has placed a variable: the address of its element 0. */
export type VariablePlacement = (variable: string) => bigint

/**
 * The instruction in AT&T syntax: `lock incl x(%rip)`. With a placement the variables become absolute addresses
 * (`lock incl 0x10000`), which take a signed 32-bit displacement: place variables below 2^31.
 */
export function attText(instruction: Instruction, place?: VariablePlacement): string {
  const operands = instruction.operands.map((operand) => operandText(operand, place))
  const words = [instruction.prefix, instruction.mnemonic, operands.join(', ')]
  return words.filter((word) => word !== undefined && word !== '').join(' ')
}

function operandText(operand: Operand, place: VariablePlacement | undefined): string {
  switch (operand.kind) {
    case 'register':
      return `%${operand.name}`
    case 'immediate':
      return `$${operand.value}`
    case 'immediate-address':
      return `$${symbolText(operand.variable, operand.displacement, place)}`
    case 'label':
      return operand.name
    case 'memory':
      return memoryText(operand, place)
  }
}

function memoryText(operand: MemoryOperand, place: VariablePlacement | undefined): string {
  const { variable, displacement, segment, base, index, scale } = operand
  const prefix = segment === undefined ? '' : `%${segment}:`
  const number = displacement === 0n ? '' : `${displacement}`
  const offset = variable === undefined ? number : symbolText(variable, displacement, place)
  if (base === undefined && index === undefined) {
    return prefix + (variable !== undefined && place === undefined ? `${offset}(%rip)` : offset)
  }
  const inner = (base === undefined ? '' : `%${base}`) + (index === undefined ? '' : `,%${index},${scale}`)
  return `${prefix}${offset}(${inner})`
}

function symbolText(variable: string, displacement: bigint, place: VariablePlacement | undefined): string {
  if (place !== undefined) return `0x${(place(variable) + displacement).toString(16)}`
  const sign = displacement < 0n ? '' : '+'
  return displacement === 0n ? variable : `${variable}${sign}${displacement}`
}

/** The variables that an instruction names. */
export function variablesOf(instruction: Instruction): readonly string[] {
  return instruction.operands.flatMap((operand) => {
    if (operand.kind === 'immediate-address') return [operand.variable]
    return operand.kind === 'memory' && operand.variable !== undefined ? [operand.variable] : []
  })
}

/** Whether an operand is a variable's address itself: `movq $x,%rax`. */
export function takesAddress(instruction: Instruction): boolean {
  return instruction.operands.some(({ kind }) => kind === 'immediate-address')
}
