/**
 * `.gopclntab`, the table by which Go's runtime names functions and lines in its own stack traces: it is there without
 * DWARF and in stripped programs. Layout: runtime/symtab.go, pcHeader and _func, of Go 1.18 to 1.25.
 */
import { InputError } from '../../emu/input-error.ts'
import type { ElfFile, ElfSegment } from './elf-file.ts'

/** A function of the program. */
export interface GoFunction {
  /** `runtime.mapassign_fast64`, `main.put`, `runtime.(*hmap).newoverflow`. */
  readonly name: string
  readonly entry: bigint
  /** The address after its last byte, padding included. */
  readonly end: bigint
}

/** A line of Go source; `file` is the path at compile time. */
export interface GoLine {
  readonly file: string
  readonly line: number
}

/** pcHeader.magic (debug/gosym, go118magic and go120magic). */
const MAGICS = [0xffff_fff0, 0xffff_fff1]
const OLDER_MAGICS: Readonly<Record<number, string>> = { 0xffff_fffa: '1.16 or 1.17', 0xffff_fffb: '1.15 or older' }
const HEADER_SIZE = 72
const MIN_INSTRUCTION = 1
const POINTER_SIZE = 8

/** Functions and lines by address. */
export class LineTable {
  /** In the order of their addresses. */
  readonly functions: readonly GoFunction[]
  /** Address of the table itself: moduledata begins with a pointer to it. */
  readonly address: bigint
  readonly #view: DataView
  /** Where the parts of the table begin, in bytes from its header. */
  readonly #offsets: Readonly<Record<'names' | 'units' | 'files' | 'values' | 'functions', number>>
  readonly #infos: readonly number[]

  /** `bytes` begin with the header, which lies at `address`. */
  constructor(bytes: Uint8Array, address: bigint, textStart: bigint) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const word = (at: number): number => Number(view.getBigUint64(at, true))
    this.#view = view
    this.address = address
    this.#offsets = { names: word(32), units: word(40), files: word(48), values: word(56), functions: word(64) }
    const count = word(8)
    // Go 1.26 leaves the field zero.
    const start = view.getBigUint64(24, true) || textStart
    const at = (i: number): number => this.#offsets.functions + 8 * i
    const infos = Array.from({ length: count }, (_, i) => this.#offsets.functions + view.getUint32(at(i) + 4, true))
    this.#infos = infos
    this.functions = infos.map((info, i) => ({
      name: this.#string(this.#offsets.names + view.getInt32(info + 4, true)),
      entry: start + BigInt(view.getUint32(at(i), true)),
      end: start + BigInt(view.getUint32(at(i + 1), true)),
    }))
  }

  /** The function that `address` is in. */
  functionAt(address: bigint): GoFunction | undefined {
    return this.functions[this.#indexAt(address)]
  }

  /** The line that the instruction at `address` was compiled from: of the innermost function that was inlined there. */
  lineAt(address: bigint): GoLine | undefined {
    const index = this.#indexAt(address)
    const info = this.#infos[index]
    const entry = this.functions[index]?.entry
    if (info === undefined || entry === undefined) return undefined
    const offset = Number(address - entry)
    const file = this.#value(this.#view.getUint32(info + 20, true), offset)
    const line = this.#value(this.#view.getUint32(info + 24, true), offset)
    if (file === undefined || line === undefined) return undefined
    const unit = this.#view.getUint32(info + 32, true)
    const name = this.#view.getUint32(this.#offsets.units + 4 * (unit + file), true)
    return name === 0xffff_ffff ? undefined : { file: this.#string(this.#offsets.files + name), line }
  }

  #indexAt(address: bigint): number {
    let low = 0
    let high = this.functions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.functions[middle]?.entry ?? address) <= address) low = middle + 1
      else high = middle
    }
    const found = this.functions[low - 1]
    return found !== undefined && address < found.end ? low - 1 : -1
  }

  /** A value that changes with the PC (runtime.pcvalue): pairs of a zigzag difference and a distance in code. */
  #value(table: number, offset: number): number | undefined {
    if (table === 0) return undefined
    let at = this.#offsets.values + table
    const varint = (): number => {
      let value = 0
      for (let shift = 0; ; shift += 7) {
        const byte = this.#view.getUint8(at++)
        value |= (byte & 0x7f) << shift
        if (byte < 0x80) return value >>> 0
      }
    }
    let value = -1
    let pc = 0
    for (let first = true; ; first = false) {
      const difference = varint()
      if (difference === 0 && !first) return undefined
      value += (difference & 1) !== 0 ? -((difference >>> 1) + 1) : difference >>> 1
      pc += varint() * MIN_INSTRUCTION
      if (offset < pc) return value
    }
  }

  #string(at: number): string {
    let end = at
    while (this.#view.getUint8(end) !== 0) end++
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, end - at))
  }
}

/**
 * Finds the table by its section, or else by its header in constant data. Throws an `InputError` when there is none or
 * when its format is too old; then the file is no Go program, or one of before Go 1.18.
 */
export function lineTableOf(elf: ElfFile): LineTable {
  const text = elf.sections.find(({ name }) => name === '.text')?.address ?? 0n
  const section = elf.sections.find(({ name }) => name === '.gopclntab')
  const places = section !== undefined && isHeader(section.bytes, 0)
    ? [section]
    : elf.segments.flatMap(headers)
  for (const { bytes, address } of places) {
    try {
      const table = new LineTable(bytes, address, text)
      if (isPlausible(table, elf)) return table
    } catch (error) {
      // Bytes that only look like a header lead out of the data.
      if (!(error instanceof RangeError)) throw error
    }
  }
  const old = section === undefined || section.bytes.length < 4
    ? undefined
    : OLDER_MAGICS[new DataView(section.bytes.buffer, section.bytes.byteOffset).getUint32(0, true)]
  if (old !== undefined) {
    throw new InputError(`${elf.file}: built with Go ${old}; the table of functions is read from Go 1.18 on`)
  }
  throw new InputError(`${elf.file}: not a Go program: it has no table of Go functions (.gopclntab)`)
}

/** Everything in a segment that looks like the header of a table. */
function headers({ address, bytes }: ElfSegment): { readonly address: bigint; readonly bytes: Uint8Array }[] {
  const found: { address: bigint; bytes: Uint8Array }[] = []
  for (let at = 0; at + HEADER_SIZE <= bytes.length; at += POINTER_SIZE) {
    if (isHeader(bytes, at)) found.push({ address: address + BigInt(at), bytes: bytes.subarray(at) })
  }
  return found
}

function isHeader(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 3] !== 0xff || bytes[at + 6] !== MIN_INSTRUCTION || bytes[at + 7] !== POINTER_SIZE) return false
  return MAGICS.includes(new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true))
}

function isPlausible({ functions }: LineTable, { segments }: ElfFile): boolean {
  const [first] = functions
  return first !== undefined && segments.some(({ address, bytes, executable }) =>
    executable && first.entry >= address && first.entry < address + BigInt(bytes.length))
}
