/** A small ELF executable for x86-64: sections, a symbol table, no segments. It is read by a debugger, and never run. */
import { ByteWriter } from './byte-writer.ts'

export interface ElfSection {
  readonly name: string
  /** Where it is mapped; 0 for what only a debugger reads. */
  readonly address: bigint
  readonly bytes: Uint8Array
  readonly kind: 'code' | 'constant' | 'data' | 'debug'
}

export interface ElfSymbol {
  readonly name: string
  readonly address: bigint
  /** Bytes; 0 when nobody knows. */
  readonly size: number
  readonly kind: 'function' | 'object'
}

const HEADER = 64
const SECTION_HEADER = 64
const EXECUTABLE = 2
const X86_64 = 62
const TYPES = { progbits: 1, symtab: 2, strtab: 3 } as const
const FLAGS = { code: 6, constant: 2, data: 3, debug: 0 } as const
/** Index of a symbol that belongs to no section. */
const ABSOLUTE = 0xfff1
const GLOBAL = 0x10
const SYMBOL_TYPES = { object: 1, function: 2 } as const
const SYMBOL = 24

/** A section as its header has it. */
interface SectionHeader {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
  readonly type: number
  readonly flags: number
  /** Index of a section that belongs to it. */
  readonly link?: number
  readonly info?: number
  /** Bytes. */
  readonly entrySize?: number
}

/** The file's bytes. `entry`: address of the first instruction. */
export function elfFile(entry: bigint, sections: readonly ElfSection[], symbols: readonly ElfSymbol[]): Uint8Array {
  const names = new StringTable()
  const body = new ByteWriter()
  const headers = new ByteWriter().bytes(new Uint8Array(SECTION_HEADER))
  const add = ({ name, address, bytes, type, flags, link = 0, info = 0, entrySize = 0 }: SectionHeader): void => {
    body.align(16)
    headers.u32(names.add(name)).u32(type).u64(BigInt(flags)).u64(address).u64(BigInt(HEADER + body.length))
      .u64(BigInt(bytes.length)).u32(link).u32(info).u64(1n).u64(BigInt(entrySize))
    body.bytes(bytes)
  }
  for (const { name, address, bytes, kind } of sections) add({ name, address, bytes, type: TYPES.progbits, flags: FLAGS[kind] })
  const strings = new StringTable()
  const table = symbolTable(symbols, sections, strings)
  const strtab = sections.length + 2
  // `info`: the first symbol that is not local.
  add({ name: '.symtab', address: 0n, bytes: table, type: TYPES.symtab, flags: 0, link: strtab, info: 1, entrySize: SYMBOL })
  add({ name: '.strtab', address: 0n, bytes: strings.take(), type: TYPES.strtab, flags: 0 })
  names.add('.shstrtab')
  add({ name: '.shstrtab', address: 0n, bytes: names.take(), type: TYPES.strtab, flags: 0 })
  body.align(16)
  const count = sections.length + 4
  return new ByteWriter()
    .bytes(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    .u16(EXECUTABLE).u16(X86_64).u32(1).u64(entry).u64(0n).u64(BigInt(HEADER + body.length))
    .u32(0).u16(HEADER).u16(0).u16(0).u16(SECTION_HEADER).u16(count).u16(count - 1)
    .bytes(body.take()).bytes(headers.take()).take()
}

function symbolTable(symbols: readonly ElfSymbol[], sections: readonly ElfSection[], strings: StringTable): Uint8Array {
  const table = new ByteWriter().bytes(new Uint8Array(SYMBOL))
  for (const { name, address, size, kind } of symbols) {
    const index = sections.findIndex((section) =>
      section.kind !== 'debug' && address >= section.address && address < section.address + BigInt(section.bytes.length))
    table.u32(strings.add(name)).u8(GLOBAL | SYMBOL_TYPES[kind]).u8(0).u16(index < 0 ? ABSOLUTE : index + 1)
      .u64(address).u64(BigInt(size))
  }
  return table.take()
}

/** Texts by their offset. */
class StringTable {
  readonly #bytes = new ByteWriter().u8(0)
  readonly #known = new Map<string, number>()

  add(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const offset = this.#bytes.length
    this.#known.set(text, offset)
    this.#bytes.text(text)
    return offset
  }

  take(): Uint8Array {
    return this.#bytes.take()
  }
}
