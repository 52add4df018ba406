import type { Keystone } from 'keystone-wasm'
import type { Decoded, Disassembler } from '../disassembler/disassemble.ts'
import { parseDecoded } from '../disassembler/parse-decoded.ts'
import { printIntel } from '../disassembler/print-intel.ts'
import { NotLoaded } from '../not-loaded.ts'
import { difference, stringInstruction } from './canonical.ts'
import { encodeString } from './encode-string.ts'
import type { Instruction } from './instruction.ts'
import type { KeptEncodings } from './kept-encodings.ts'
import { Refusal } from './refusal.ts'
import { isBare, locateFixups, positionOf, templateOf, type Addressing, type Fixup, type Template } from './template.ts'

/** The bytes of one instruction, correct but for its fix-ups. */
export interface Encoding {
  readonly bytes: Uint8Array
  readonly fixups: readonly Fixup[]
  /** As Capstone reads it, with a stand-in for an address, where that is known without asking it. */
  readonly text?: string
}

/** Turns single instructions into bytes. */
export interface Encoder {
  /** Throws a `Refusal` for what cannot be encoded. `addressing` is for memory operands that have no register. */
  encode(instruction: Instruction, addressing: Addressing): Encoding
  /** Encodes many at once, which is faster; where that fails, `encode` does them one by one and says which is wrong. */
  prepare(instructions: readonly Instruction[]): void
}

/** What the encoder needs of Keystone. */
export type KeystoneText = Pick<Keystone, 'asm'>

/**
 * An encoder on Keystone whose every result is disassembled again and compared with what was asked, because Keystone
 * accepts some wrong text in silence. Results are kept for the process: addresses are left out of what is encoded.
 * So were those of `kept`, which are taken as they are.
 */
export function createEncoder(keystone: KeystoneText, disassembler: Disassembler, kept?: KeptEncodings): Encoder {
  const known = new Map<string, Uint8Array | Refusal>()
  const templates = { rip: new WeakMap<Instruction, Template>(), absolute: new WeakMap<Instruction, Template>() }

  const cachedTemplate = (instruction: Instruction, addressing: Addressing): Template => {
    const template = templates[addressing].get(instruction) ?? templateOf(instruction, addressing)
    templates[addressing].set(instruction, template)
    return template
  }

  const bytesOf = (template: Template): Uint8Array => {
    let result = known.get(template.text) ?? kept?.find(template.text)
    if (result === undefined) {
      result = orRefusal(() => checked(template.instruction, encodeOne(keystone, template), disassembler))
      known.set(template.text, result)
    }
    if (result instanceof Refusal) throw result
    return result
  }

  return {
    encode(instruction, addressing) {
      const template = cachedTemplate(instruction, addressing)
      const bytes = bytesOf(template)
      const fixups = locateFixups(template, bytes)
      return kept?.has(template.text) ? { bytes, fixups, text: template.text } : { bytes, fixups }
    },
    prepare(instructions) {
      const templates = instructions.map((instruction) => cachedTemplate(instruction, 'rip'))
      const fresh = templates.filter((t) => !known.has(t.text) && !kept?.has(t.text) && !needsCare(t.instruction))
      const batch = new Map(fresh.map((t) => [t.text, t.instruction]))
      for (const [text, bytes] of encodeBatch(keystone, disassembler, batch)) known.set(text, bytes)
    },
  }
}

/** Keystone takes most of its time per call: one call for all, whose bytes the disassembler cuts apart again. */
function encodeBatch(
  keystone: KeystoneText, disassembler: Disassembler, fresh: ReadonlyMap<string, Instruction>,
): ReadonlyMap<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array>()
  if (fresh.size < 2) return pieces
  let bytes: Uint8Array
  try {
    bytes = keystone.asm([...fresh.keys()].join('\n'), { address: 0 })
  } catch (error) {
    if (error instanceof NotLoaded) throw error
    return pieces
  }
  const found = disassembler.decodeAll(bytes, 0n)
  let start = 0
  let number = 0
  for (const [text, asked] of fresh) {
    const decoded = found[number++]
    // After the first wrong one nothing says where the next begins.
    if (decoded === undefined || !isSame(text, asked, decoded)) return pieces
    pieces.set(text, bytes.slice(start, start + decoded.length))
    start += decoded.length
  }
  return pieces
}

/** Do the bytes mean what was asked for? Mostly they read as its very text. */
function isSame(text: string, asked: Instruction, decoded: Decoded): boolean {
  return `${decoded.mnemonic} ${decoded.operands}` === text || difference(asked, parseDecoded(decoded)) === undefined
}

function orRefusal(work: () => Uint8Array): Uint8Array | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function encodeOne(keystone: KeystoneText, template: Template): Uint8Array {
  const { instruction } = template
  const string = encodeString(instruction)
  if (string !== undefined) return string
  if (isNopWithOperand(instruction)) return correctNop(assembleText(keystone, instruction, template.text))
  if (hasAbsoluteAddress(instruction)) return encodeAbsolute(keystone, template)
  return assembleText(keystone, instruction, template.text)
}

function assembleText(keystone: KeystoneText, instruction: Instruction, text: string): Uint8Array {
  try {
    return keystone.asm(text, { address: 0 })
  } catch (error) {
    if (error instanceof NotLoaded) throw error
    throw new Refusal(explain(error instanceof Error ? error.message : String(error), instruction))
  }
}

function explain(message: string, asked: Instruction): string {
  const code = /\((KS_ERR_\w+)\)/.exec(message)?.[1]
  if (code === 'KS_ERR_ASM_MNEMONICFAIL') {
    return `the assembler knows no instruction ${asked.mnemonic}; check its spelling`
  }
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
  throw new Refusal(
    `it would assemble to something else: asked for ${printIntel(asked)}, the bytes mean ${read} (${reason}); `
    + 'check operands and sizes',
  )
}

/** Instructions that Keystone encodes wrongly or not at all, and that are therefore never part of a batch. */
function needsCare(instruction: Instruction): boolean {
  return stringInstruction(instruction) !== undefined
    || isNopWithOperand(instruction)
    || hasAbsoluteAddress(instruction)
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

function hasAbsoluteAddress(instruction: Instruction): boolean {
  return instruction.operands.some((o) => o.kind === 'memory' && isBare(o))
}

/**
 * Keystone turns most absolute addresses into relative ones, as if its own address were the final one. So the relative
 * form is asked for and its ModRM byte changed to "SIB follows", with the SIB byte for no base and no index (SDM volume
 * 2, table 2-3).
 */
function encodeAbsolute(keystone: KeystoneText, template: Template): Uint8Array {
  const { instruction, slots } = template
  const operands = instruction.operands.map((o) => (o.kind === 'memory' ? { ...o, base: 'rip' } : o))
  const relative = assembleText(keystone, instruction, printIntel({ ...instruction, operands }))
  const memory = instruction.operands.find((o) => o.kind === 'memory')
  const slot = slots.find(({ placeholder }) => memory?.kind === 'memory' && placeholder === memory.displacement)
  if (slot === undefined) throw new Error('an absolute address without a placeholder')
  const at = positionOf(slot.placeholder, relative)
  const modrm = (relative[at - 1] ?? 0) & 0xf8 | 0x04
  return Uint8Array.of(...relative.subarray(0, at - 1), modrm, 0x25, ...relative.subarray(at))
}
