import { Const, Keystone, loadKeystone } from 'keystone-wasm'
import type { Disassembler } from '../disassembler/disassemble.ts'
import { parseDecoded } from '../disassembler/parse-decoded.ts'
import { printIntel } from '../disassembler/print-intel.ts'
import { difference, stringInstruction } from './canonical.ts'
import { encodeString } from './encode-string.ts'
import type { Instruction, Operand } from './instruction.ts'
import { Refusal } from './refusal.ts'

/** Four bytes of an encoding that wait for an address. */
export interface Fixup {
  /** Byte offset of the four bytes in the instruction. */
  readonly at: number
  /** `rip`: the distance from the instruction's end; `absolute`: the address itself, which must fit in 31 bits. */
  readonly kind: 'rip' | 'absolute'
  readonly symbol: string | undefined
  readonly offset: bigint
}

/** The bytes of one instruction, correct but for its fix-ups. */
export interface Encoding {
  readonly bytes: Uint8Array
  readonly fixups: readonly Fixup[]
}

/** Turns single instructions into bytes. Throws a `Refusal` for what cannot be encoded. */
export interface Encoder {
  encode(instruction: Instruction, addressing: Addressing): Encoding
  /** Encodes many at once, which is faster; those that fail do so again, one by one, in `encode`. */
  prepare(instructions: readonly Instruction[]): void
}

/** How a memory operand without registers holds its address: relative to the next instruction, or as 31 bits. */
export type Addressing = Fixup['kind']

interface Slot { readonly placeholder: bigint, readonly fixup: Omit<Fixup, 'at'> }

/** Stand for addresses while Keystone encodes; as displacements and constants they always take four bytes. */
const placeholders = [0x5ec0de5an, 0x6b1dfacen]

let engine: Promise<Keystone> | undefined

/** Loads Keystone once per process. */
export function loadKeystoneEngine(): Promise<Keystone> {
  engine ??= loadKeystone().then(() => new Keystone(Const.KS_ARCH_X86, Const.KS_MODE_64))
  return engine
}

/**
 * An encoder on Keystone whose every result is disassembled again and compared with what was asked, because Keystone accepts
 * some wrong text in silence. Results are kept for the process: addresses are left out of what is encoded.
 */
export function createEncoder(keystone: Keystone, disassembler: Disassembler): Encoder {
  const known = new Map<string, Uint8Array | Refusal>()

  function bytesOf(text: string, asked: Instruction): Uint8Array {
    let result = known.get(text)
    if (result === undefined) {
      result = attempt(() => checked(asked, encodeString(asked) ?? assembleOne(keystone, text, asked), disassembler))
      known.set(text, result)
    }
    if (result instanceof Refusal) throw result
    return result
  }

  return {
    encode(instruction, addressing) {
      const { template, slots } = withPlaceholders(instruction, addressing)
      const bytes = bytesOf(printIntel(template), template)
      return { bytes, fixups: slots.map((slot) => ({ ...slot.fixup, at: positionOf(slot.placeholder, bytes) })) }
    },
    prepare(instructions) {
      const fresh = new Map<string, Instruction>()
      for (const instruction of instructions) {
        const { template } = withPlaceholders(instruction, 'rip')
        const text = printIntel(template)
        if (!known.has(text) && stringInstruction(template) === undefined && !isNopWithOperand(template)) fresh.set(text, template)
      }
      if (fresh.size > 1) prepareBatch(keystone, disassembler, fresh, known)
    },
  }
}

/** Keystone takes most of its time per call: one call for all, whose bytes the disassembler cuts apart again. */
function prepareBatch(
  keystone: Keystone, disassembler: Disassembler, fresh: ReadonlyMap<string, Instruction>, known: Map<string, Uint8Array | Refusal>,
): void {
  let bytes: Uint8Array
  try {
    bytes = keystone.asm([...fresh.keys()].join('\n'), { address: 0 })
  } catch {
    return
  }
  const pieces: { text: string, bytes: Uint8Array }[] = []
  let start = 0
  for (const [text, asked] of fresh) {
    const decoded = disassembler.decode(bytes.subarray(start, start + 15), 0n)
    if (decoded === undefined || difference(asked, parseDecoded(decoded)) !== undefined) return
    pieces.push({ text, bytes: bytes.slice(start, start + decoded.length) })
    start += decoded.length
  }
  if (start !== bytes.length) return
  for (const piece of pieces) known.set(piece.text, piece.bytes)
}

function attempt(work: () => Uint8Array): Uint8Array | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function assembleOne(keystone: Keystone, text: string, asked: Instruction): Uint8Array {
  try {
    const bytes = keystone.asm(text, { address: 0 })
    return isNopWithOperand(asked) ? correctNop(bytes) : bytes
  } catch (error) {
    throw new Refusal(explain(error instanceof Error ? error.message : String(error), asked))
  }
}

function explain(message: string, asked: Instruction): string {
  const code = /\((KS_ERR_\w+)\)/.exec(message)?.[1]
  if (code === 'KS_ERR_ASM_MNEMONICFAIL') return `the assembler knows no instruction ${asked.mnemonic}; check its spelling`
  if (code === 'KS_ERR_ASM_INVALIDOPERAND') {
    return `${asked.mnemonic} does not take these operands (${printIntel(asked)}); check their number, kinds and sizes`
  }
  return `the assembler refuses ${printIntel(asked)}: ${message.replace(/^Failed to assemble, error: /, '')}`
}

function checked(asked: Instruction, bytes: Uint8Array, disassembler: Disassembler): Uint8Array {
  const decoded = disassembler.decode(bytes, 0n)
  const read = decoded === undefined ? 'no instruction' : `${decoded.mnemonic} ${decoded.operands}`.trim()
  const reason = decoded === undefined || decoded.length !== bytes.length
    ? 'its bytes are not one instruction'
    : difference(asked, parseDecoded(decoded))
  if (reason === undefined) return bytes
  throw new Refusal(`it would assemble to something else: asked for ${printIntel(asked)}, the bytes mean ${read} (${reason}); `
    + 'check operands and sizes')
}

/** The instruction with a number in the place of every address that only the layout knows. */
function withPlaceholders(instruction: Instruction, addressing: Addressing): { template: Instruction, slots: Slot[] } {
  const slots: Slot[] = []
  const taken = new Set(instruction.operands.map((o) => (o.kind === 'immediate' ? o.value : o.kind === 'memory' ? o.displacement : 0n)))
  const free = placeholders.filter((p) => !taken.has(p))
  const place = (fixup: Omit<Fixup, 'at'>): bigint => {
    const placeholder = free.shift()
    if (placeholder === undefined) throw new Refusal('more than one address in one instruction')
    slots.push({ placeholder, fixup })
    return placeholder
  }
  const operands = instruction.operands.map((operand): Operand => {
    if (operand.kind === 'immediate' && operand.symbol !== undefined) {
      const value = place({ kind: 'absolute', symbol: operand.symbol, offset: operand.value })
      return { ...operand, symbol: undefined, value }
    }
    if (operand.kind !== 'memory') return operand
    const { symbol, displacement: offset } = operand
    const bare = operand.base === undefined && operand.index === undefined && operand.segment === undefined
    if (bare) {
      const base = addressing === 'rip' ? 'rip' : undefined
      return { ...operand, base, symbol: undefined, displacement: place({ kind: addressing, symbol, offset }) }
    }
    if (symbol === undefined) return operand
    return { ...operand, symbol: undefined, displacement: place({ kind: 'absolute', symbol, offset }) }
  })
  return { template: { ...instruction, operands }, slots }
}

function positionOf(placeholder: bigint, bytes: Uint8Array): number {
  const wanted = Number(placeholder)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 1; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === wanted) return at
  throw new Error('the placeholder of an address is not in the encoded bytes')
}

function isNopWithOperand(instruction: Instruction): boolean {
  return instruction.mnemonic === 'nop' && instruction.operands.length > 0
}

/** Keystone encodes `nop m` as 0F 18 /4, a hint that Intel reserves; the manual's NOP is 0F 1F /0. */
function correctNop(bytes: Uint8Array): Uint8Array {
  const at = bytes.indexOf(0x0f)
  const result = Uint8Array.from(bytes)
  result[at + 1] = 0x1f
  result[at + 2] = (result[at + 2] ?? 0) & ~0x38
  return result
}
