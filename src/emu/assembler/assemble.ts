import type { Keystone } from 'keystone-wasm'
import { disassembler, loadDisassembler, type Decoded, type Disassembler } from '../disassembler/disassemble.ts'
import { parseDecoded } from '../disassembler/parse-decoded.ts'
import { printOffset } from '../disassembler/print-intel.ts'
import { NotLoaded } from '../not-loaded.ts'
import type { DataSymbol, Listing, ListingSource, Statement } from '../listing.ts'
import { branchForm, type BranchForm } from './encode-branch.ts'
import { createEncoder, type Encoder, type Encoding } from './encoder.ts'
import { formatNumber } from './numbers.ts'
import type { Instruction } from './instruction.ts'
import { isBranch } from './intel-syntax.ts'
import { readKeptEncodings } from './kept-encodings.ts'
import { branchDistance, layOut, type Fragment, type Positions } from './layout.ts'
import { parseGnuSource } from './parse-gnu-source.ts'
import { parseGoSource } from './parse-go-source.ts'
import { Refusal } from './refusal.ts'
import { locate, type InstructionItem } from './source.ts'
import { linkSymbols, type LinkedFunction, type SymbolTable } from './symbols.ts'
import type { Addressing } from './template.ts'

/** Where code and data go, and what is defined elsewhere. */
export interface AssembleOptions {
  /** Address of the first byte of code. */
  readonly origin: bigint
  /** Address of the first byte of the data that the sources define. */
  readonly dataOrigin: bigint
  /** Addresses of variables and functions that the sources use and do not define. */
  readonly symbols?: ReadonlyMap<string, bigint>
}

/** Turns assembly text into bytes. */
export interface Assembler {
  /**
   * Assembles the sources in their order and links them with each other. Jumps take their short form where it fits.
   * Every statement's bytes have been disassembled again and compared with its text.
   *
   * Throws an `InputError` that begins with `file:line:` for text that is not understood, for instructions that x86-64
   * does not have and for names that nothing defines.
   */
  assemble(sources: readonly ListingSource[], options: AssembleOptions): Listing
}

/** INT3: what lies between functions stops whoever runs into it. */
const padding = 0xcc

let keystone: Keystone | undefined
let loaded: Promise<Assembler> | undefined
let made: Assembler | undefined

/** Loads Keystone and Capstone once per process. */
export function loadAssembler(): Promise<Assembler> {
  const loadKeystone = async (): Promise<void> => {
    keystone = await (await import('./keystone.ts')).loadKeystoneEngine()
  }
  loaded ??= Promise.all([loadKeystone(), loadDisassembler()]).then(() => assemblerOfCommon())
  return loaded
}

/** The same without loading them: until somebody does, it throws `NotLoaded` for all but common instructions. */
export function assemblerOfCommon(): Assembler {
  if (made) return made
  const engine: Pick<Keystone, 'asm'> = {
    asm: (text, options) => {
      if (!keystone) throw new NotLoaded('Keystone is not loaded')
      return keystone.asm(text, options)
    },
  }
  const encoder = createEncoder(engine, disassembler, readKeptEncodings())
  made = { assemble: (sources, options) => assemble(sources, options, encoder, disassembler) }
  return made
}

/** Does `work`, and again with Keystone and Capstone where it turns out to need them. */
export async function withAssemblerIfNeeded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof NotLoaded)) throw error
    await loadAssembler()
    return await work()
  }
}

/** One instruction on its way to bytes. */
interface Unit extends Fragment {
  readonly item: InstructionItem
  readonly inside: LinkedFunction
  readonly encoding: Encoding | undefined
}

function assemble(
  sources: readonly ListingSource[], options: AssembleOptions, encoder: Encoder, disassembler: Disassembler,
): Listing {
  const parsed = sources.map((source) => (source.syntax === 'go' ? parseGoSource(source) : parseGnuSource(source)))
  const table = linkSymbols(parsed, options.dataOrigin, options.symbols ?? new Map())
  const instructions = table.functions.flatMap((f) => f.instructions).map((item) => item.instruction)
  encoder.prepare(instructions.filter((instruction) => !isDirectBranch(instruction)))
  const units = table.functions.flatMap((inside) => (
    inside.instructions.map((item, i) => unitOf(item, i === 0, inside, table, encoder, options.origin))))
  const positions = layOut(units, options.origin)
  const addressOf = (fragment: number): bigint => options.origin + BigInt(positions.offsets[fragment] ?? 0)
  const code = new Uint8Array(positions.offsets[units.length] ?? 0).fill(padding)
  const statements = units.map((unit, i): Statement => {
    const address = addressOf(i)
    const bytes = locate(unit.item, unit.item.text, () => (unit.branch === undefined
      ? patched(unit, address, table, addressOf, disassembler)
      : branchBytes(unit.branch, units, positions, i, options.origin, disassembler)))
    code.set(bytes, positions.offsets[i])
    const { text, syntax, file, line, goLine } = unit.item
    const symbol = unit.inside.source.name
    return { address, bytes, text, syntax, file, line, symbol, ...(goLine === undefined ? {} : { goLine }) }
  })
  return {
    origin: options.origin,
    code,
    statements,
    data: table.data.map((definition): DataSymbol => {
      const { name, address } = definition
      return { name, address, bytes: dataBytes(definition, table, addressOf) }
    }),
    symbols: symbolAddresses(table, addressOf),
  }
}

function unitOf(
  item: InstructionItem, isFirst: boolean, inside: LinkedFunction, table: SymbolTable, encoder: Encoder, origin: bigint,
): Unit {
  return locate(item, item.text, () => {
    const alignment = isFirst ? inside.source.alignment : 1
    const [operand] = item.instruction.operands
    if (isDirectBranch(item.instruction) && operand?.kind === 'target') {
      const meaning = operand.symbol === undefined ? { address: 0n } : table.resolve(operand.symbol, inside)
      const target = 'fragment' in meaning
        ? { fragment: meaning.fragment, address: operand.offset }
        : { fragment: undefined, address: meaning.address + operand.offset }
      const branch = branchForm(item.instruction.mnemonic)
      return { item, inside, alignment, length: 0, branch, target, encoding: undefined }
    }
    const encoding = encoder.encode(item.instruction, addressing(item.instruction, inside, table, origin))
    return { item, inside, alignment, length: encoding.bytes.length, branch: undefined, target: undefined, encoding }
  })
}

function isDirectBranch(instruction: Instruction): boolean {
  return isBranch(instruction.mnemonic) && instruction.operands[0]?.kind === 'target'
}

/**
 * Relative to the instruction unless the address is out of its reach, which is 2 GiB; some of it is kept for the code
 * itself.
 */
function addressing(instruction: Instruction, inside: LinkedFunction, table: SymbolTable, origin: bigint): Addressing {
  const operand = instruction.operands.find((o) => o.kind === 'memory')
  if (operand?.kind !== 'memory' || operand.base !== undefined || operand.index !== undefined) return 'rip'
  const meaning = operand.symbol === undefined ? { address: 0n } : table.resolve(operand.symbol, inside)
  if ('fragment' in meaning) return 'rip'
  const distance = meaning.address + operand.displacement - origin
  const reach = (1n << 31n) - (1n << 26n)
  return distance > -reach && distance < reach ? 'rip' : 'absolute'
}

function patched(
  unit: Unit, address: bigint, table: SymbolTable, addressOf: (fragment: number) => bigint, disassembler: Disassembler,
): Uint8Array {
  const bytes = Uint8Array.from(unit.encoding?.bytes ?? [])
  let text = unit.encoding?.text
  const view = new DataView(bytes.buffer)
  for (const fixup of unit.encoding?.fixups ?? []) {
    const value = resolveAddress(fixup.symbol, fixup.offset, unit.inside, table, addressOf)
    const written = fixup.kind === 'rip' ? value - address - BigInt(bytes.length) : value
    if (BigInt.asIntN(32, written) !== written) {
      throw new Refusal(
        `the address ${formatNumber(value)} is out of reach; an operand reaches 2 GiB from the code, or the `
        + 'lowest 2 GiB; put it nearer or load the address into a register with movabs',
      )
    }
    view.setInt32(fixup.at, Number(written), true)
    text = text?.replace(STAND_IN, printOffset(written))
  }
  if (text !== undefined) disassembler.note(bytes, asDecoded(text, address, bytes.length))
  return bytes
}

/** An address in the text of a common instruction. */
const STAND_IN = ' + 0x5ec0de5a'

function asDecoded(text: string, address: bigint, length: number): Decoded {
  const [mnemonic = text] = /^(?:lock )?\S+/.exec(text) ?? []
  return { address, length, mnemonic, operands: text.slice(mnemonic.length + 1) }
}

function resolveAddress(
  symbol: string | undefined, offset: bigint, inside: LinkedFunction | undefined, table: SymbolTable,
  addressOf: (fragment: number) => bigint,
): bigint {
  const meaning = symbol === undefined ? { address: 0n } : table.resolve(symbol, inside)
  return ('fragment' in meaning ? addressOf(meaning.fragment) : meaning.address) + offset
}

function branchBytes(
  form: BranchForm, units: readonly Unit[], positions: Positions, i: number, origin: bigint, disassembler: Disassembler,
): Uint8Array {
  const distance = branchDistance(units, positions, i, origin)
  const isNear = positions.isNear[i] === 1
  const opcode = isNear ? form.near : form.short
  const width = isNear ? 4 : 1
  if (opcode === undefined || BigInt.asIntN(8 * width, distance) !== distance) {
    const reach = isNear ? 'jumps reach 2 GiB' : 'this jump has 8 bits only'
    throw new Refusal(`its target is ${distance} bytes away and ${reach}; move it nearer`)
  }
  const bytes = new Uint8Array(opcode.length + width)
  bytes.set(opcode)
  for (let k = 0; k < width; k++) bytes[opcode.length + k] = Number(BigInt.asUintN(8, distance >> BigInt(8 * k)))
  const address = origin + BigInt(positions.offsets[i] ?? 0)
  const decoded = disassembler.decode(bytes, address)
  const operand = decoded === undefined ? undefined : parseDecoded(decoded).operands[0]
  const expected = address + BigInt(bytes.length) + distance
  if (operand?.kind !== 'target' || operand.offset !== expected) {
    throw new Error(`a branch to ${expected} does not decode as one`)
  }
  return bytes
}

function dataBytes(
  definition: SymbolTable['data'][0], table: SymbolTable, addressOf: (fragment: number) => bigint,
): Uint8Array {
  const bytes = Uint8Array.from(definition.bytes)
  for (const { at, width, symbol, offset } of definition.addresses) {
    locate(definition, `DATA ${definition.name}+${at}(SB)/${width}, $${symbol}(SB)`, () => {
      const address = resolveAddress(symbol, offset, undefined, table, addressOf)
      for (let i = 0; i < width; i++) bytes[at + i] = Number((address >> BigInt(8 * i)) & 255n)
    })
  }
  return bytes
}

function symbolAddresses(table: SymbolTable, addressOf: (fragment: number) => bigint): Map<string, bigint> {
  const symbols = new Map<string, bigint>()
  for (const f of table.functions) {
    symbols.set(f.source.name, addressOf(f.fragment))
    for (const [label, fragment] of f.labels) {
      if (!/^\d/.test(label)) symbols.set(`${f.source.name}.${label.replace(/^\./, '')}`, addressOf(fragment))
    }
  }
  for (const { name, address } of table.data) symbols.set(name, address)
  return symbols
}
