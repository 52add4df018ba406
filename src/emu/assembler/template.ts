import { printIntel } from '../disassembler/print-intel.ts'
import type { Instruction, MemoryOperand, Operand } from './instruction.ts'
import { toSigned } from './numbers.ts'
import { Refusal } from './refusal.ts'

/** Four bytes of an encoding that wait for an address. */
export interface Fixup {
  /** Byte offset of the four bytes in the instruction. */
  readonly at: number
  /** `rip`: the distance from the instruction's end; `absolute`: the address itself as 32 signed bits. */
  readonly kind: Addressing
  readonly symbol: string | undefined
  readonly offset: bigint
}

/** How a memory operand without registers holds its address: relative to the next instruction, or as 32 signed bits. */
export type Addressing = 'rip' | 'absolute'

/** An instruction in which numbers stand for the addresses that only the layout knows. */
export interface Template {
  readonly instruction: Instruction
  /** In Intel syntax; equal texts have equal encodings. */
  readonly text: string
  readonly slots: readonly Slot[]
}

/** A stand-in and what is to come in its place. */
interface Slot {
  readonly placeholder: bigint
  readonly fixup: Omit<Fixup, 'at'>
}

/** As displacements and constants these always take four bytes, and no listing holds them by chance. */
const placeholders = [0x5ec0de5an, 0x6b1dfacen]

/** Puts numbers in the place of addresses. Throws a `Refusal` for more of them than an instruction can hold. */
export function templateOf(original: Instruction, addressing: Addressing): Template {
  const slots: Slot[] = []
  const taken = new Set(original.operands.map(numberIn))
  const free = placeholders.filter((placeholder) => !taken.has(placeholder))
  const place = (kind: Addressing, symbol: string | undefined, offset: bigint): bigint => {
    const placeholder = free.shift()
    if (placeholder === undefined) throw new Refusal('more than two addresses in one instruction')
    slots.push({ placeholder, fixup: { kind, symbol, offset } })
    return placeholder
  }
  const operands = original.operands.map((operand): Operand => {
    if (operand.kind === 'immediate' && operand.symbol !== undefined) {
      return { ...operand, symbol: undefined, value: place('absolute', operand.symbol, operand.value) }
    }
    if (operand.kind !== 'memory') return operand
    const { symbol } = operand
    const offset = toSigned(operand.displacement, 8)
    if (isBare(operand)) {
      const kind = operand.segment === undefined ? addressing : 'absolute'
      const base = kind === 'rip' ? 'rip' : undefined
      return { ...operand, base, symbol: undefined, displacement: place(kind, symbol, offset) }
    }
    if (symbol === undefined) return operand
    return { ...operand, symbol: undefined, displacement: place('absolute', symbol, offset) }
  })
  const instruction = { ...original, operands }
  return { instruction, text: printIntel(instruction), slots }
}

/** Whether the operand is an address alone, without a register. */
export function isBare(operand: MemoryOperand): boolean {
  return operand.base === undefined && operand.index === undefined
}

/** Where in the encoding the fix-ups belong. */
export function locateFixups(template: Template, bytes: Uint8Array): Fixup[] {
  return template.slots.map(({ placeholder, fixup }) => ({ ...fixup, at: positionOf(placeholder, bytes) }))
}

/** Index of the four bytes that hold a stand-in. */
export function positionOf(placeholder: bigint, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 1; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === Number(placeholder)) return at
  throw new Error('the placeholder of an address is not in the encoded bytes')
}

function numberIn(operand: Operand): bigint {
  return operand.kind === 'immediate' ? operand.value : operand.kind === 'memory' ? operand.displacement : 0n
}
