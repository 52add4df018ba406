import type { CType } from './c-type.ts'
import type { Address, Location, Proposition, Quantifier } from './proposition.ts'
import type { Instruction } from './instruction.ts'

/** What a variable, an element or a register holds at the start. */
export type InitialValue = { readonly kind: 'number'; readonly value: bigint } | Address

/** A shared variable, declared or only mentioned. Place each apart from the others, so that no access reaches two. */
export interface Variable {
  readonly name: string
  /** The type of one element. */
  readonly type: CType
  /** The number of elements of an array; undefined for a plain variable. */
  readonly length: number | undefined
  /** One value per element; one for a plain variable. */
  readonly values: readonly InitialValue[]
  /** False for a variable that code, condition or `locations` mention and the initial state does not: an `int` 0. */
  readonly declared: boolean
}

/** A register that the initial state mentions; every other one starts at 0 and is an `int` when printed. */
export interface InitialRegister {
  readonly core: number
  /** The 64-bit name, lower case. */
  readonly name: string
  /** How the final state compares and prints it; the initial value fills all 64 bits whatever the type. */
  readonly type: CType
  readonly value: InitialValue
}

/** One cell of the code: a label, an instruction, or both. Empty cells are left out. */
export interface Row {
  readonly label: string | undefined
  readonly instruction: Instruction | undefined
  /** The cell as the file has it, white space made single: `lock ; incl (x)`. */
  readonly source: string
  /** Where the cell's first character stands, counted from 1. */
  readonly line: number
  readonly column: number
}

/** What one processor runs. */
export interface Program {
  /** The n of `Pn`. */
  readonly core: number
  readonly rows: readonly Row[]
}

/** A herd litmus test, parsed: plain data. */
export interface LitmusTest {
  readonly name: string
  /** The first word of the file. The code of an X86 file, which has Intel's order, is turned to AT&T's order. */
  readonly arch: 'X86_64' | 'X86'
  /** The syntax of every instruction's text, whatever the file has. */
  readonly syntax: 'att'
  readonly file: string
  /** The quoted description after the name; empty when there is none. */
  readonly doc: string
  /** The `Key=Value` lines, in the file's order; of a repeated key the last. */
  readonly info: ReadonlyMap<string, string>
  /** By name: declared ones in the order of their declaration, then the others in the order of mention. */
  readonly variables: ReadonlyMap<string, Variable>
  readonly registers: readonly InitialRegister[]
  /** In the order of the file's columns. */
  readonly programs: readonly Program[]
  /** Final states in which this does not hold are not counted at all. */
  readonly filter: Proposition | undefined
  /** What `locations [ … ]` asks to show beside what the condition mentions. */
  readonly locations: readonly Location[]
  readonly quantifier: Quantifier
  readonly condition: Proposition
}
