/** ELF64 files of x86-64, little-endian (System V ABI, chapter 4; AMD64 supplement, chapter 4). */
import { inflateSync } from 'node:zlib'
import { InputError } from '../../emu/input-error.ts'

/** A PT_LOAD program header: memory that the program has from its start. */
export interface ElfSegment {
  readonly address: bigint
  /** `memorySize` bytes: those of the file, then zeroes (BSS). */
  readonly bytes: Uint8Array
  /** Bytes that the file holds. */
  readonly fileSize: number
  readonly executable: boolean
  readonly writable: boolean
}

/** A section that lies in memory. Stripped programs may have none. */
export interface ElfSection {
  readonly name: string
  readonly address: bigint
  /** Empty for a section without bytes in the file. */
  readonly bytes: Uint8Array
  /** Bytes in memory. */
  readonly size: number
}

/** An entry of `.symtab`. */
export interface ElfSymbol {
  readonly name: string
  readonly address: bigint
  /** Bytes; 0 where the linker says nothing. */
  readonly size: number
  readonly kind: 'function' | 'object'
}

/** The parts of an ELF file that a program is run from. */
export interface ElfFile {
  readonly file: string
  readonly entry: bigint
  readonly segments: readonly ElfSegment[]
  readonly sections: readonly ElfSection[]
  /** In the order of the file; empty when the program is stripped. */
  readonly symbols: readonly ElfSymbol[]
  /** The contents of a section that lies in the file only, such as `.debug_info`; compressed ones are inflated. */
  debugSection(name: string): Uint8Array | undefined
}

const HEADER_SIZE = 64
const PROGRAM_HEADER_SIZE = 56
const SECTION_HEADER_SIZE = 64
const SYMBOL_SIZE = 24
const MAGIC = 0x7f45_4c46
const CLASS_64 = 2
const LITTLE_ENDIAN = 1
const MACHINE_X86_64 = 62
const TYPE = { relocatable: 1, executable: 2, shared: 3, core: 4 } as const
const SEGMENT = { load: 1, interpreter: 3 } as const
const SEGMENT_FLAG = { executable: 1, writable: 2 } as const
const SECTION = { symbols: 2, noBits: 8 } as const
const SECTION_FLAG_ALLOC = 2n
const SECTION_FLAG_COMPRESSED = 0x800n
/** Elf64_Chdr, before compressed contents. */
const COMPRESSION_HEADER_SIZE = 24
const COMPRESSION_ZLIB = 1
const SYMBOL_KIND = { object: 1, function: 2 } as const
/** A segment larger than this is not what Go's linker writes. */
const LARGEST_SEGMENT = 1 << 30

const MACHINES: Readonly<Record<number, string>> = {
  3: '32-bit x86', 8: 'MIPS', 21: 'PowerPC', 22: 'S/390', 40: 'ARM', 183: 'ARM64', 243: 'RISC-V', 258: 'LoongArch',
}

/**
 * Reads an executable that is linked to fixed addresses. `file` is for messages. Throws an `InputError` for anything
 * else, saying what it is.
 */
export function parseElf(data: Uint8Array, file: string): ElfFile {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  refuseOthers(view, file)
  const reader = new Reader(view, file)
  const segments = reader.segments()
  if (!segments.some(({ executable }) => executable)) {
    throw new InputError(`${file}: it has no executable segment, so there is nothing to run`)
  }
  return {
    file,
    entry: view.getBigUint64(24, true),
    segments,
    sections: reader.sections(),
    symbols: reader.symbols(),
    debugSection: (name) => reader.debugSection(name),
  }
}

function refuseOthers(view: DataView, file: string): void {
  if (view.byteLength < 4 || view.getUint32(0) !== MAGIC) {
    throw new InputError(`${file}: not an ELF file; expected a linux/amd64 program, as \`go build\` makes it`)
  }
  if (view.byteLength < HEADER_SIZE) throw new InputError(`${file}: the ELF header is cut off`)
  const machine = view.getUint16(18, view.getUint8(5) === LITTLE_ENDIAN)
  if (view.getUint8(4) !== CLASS_64 || view.getUint8(5) !== LITTLE_ENDIAN || machine !== MACHINE_X86_64) {
    const found = MACHINES[machine] ?? `machine number ${machine}`
    throw new InputError(`${file}: a program for ${found}, not for x86-64; build it with GOOS=linux GOARCH=amd64`)
  }
  const type = view.getUint16(16, true)
  if (type === TYPE.shared) {
    throw new InputError(
      `${file}: position-independent (PIE or a shared library), so its addresses are not fixed; ` +
      'build it with `go build -buildmode=exe`',
    )
  }
  if (type === TYPE.relocatable) throw new InputError(`${file}: a relocatable object; link it into a program first`)
  if (type === TYPE.core) throw new InputError(`${file}: a core dump; expected the program itself`)
  if (type !== TYPE.executable) throw new InputError(`${file}: ELF type ${type}; expected an executable (type 2)`)
}

class Reader {
  readonly #view: DataView
  readonly #file: string

  constructor(view: DataView, file: string) {
    this.#view = view
    this.#file = file
  }

  segments(): ElfSegment[] {
    const view = this.#view
    const count = view.getUint16(56, true)
    const headers = this.#table('program headers', view.getBigUint64(32, true), count, PROGRAM_HEADER_SIZE)
    if (headers.some((at) => view.getUint32(at, true) === SEGMENT.interpreter)) {
      throw new InputError(
        `${this.#file}: needs a dynamic linker (it uses C code); build it with CGO_ENABLED=0`,
      )
    }
    return headers.filter((at) => view.getUint32(at, true) === SEGMENT.load).map((at) => this.#segment(at))
  }

  #segment(at: number): ElfSegment {
    const view = this.#view
    const flags = view.getUint32(at + 4, true)
    const fileSize = Number(view.getBigUint64(at + 32, true))
    const memorySize = Number(view.getBigUint64(at + 40, true))
    if (memorySize > LARGEST_SEGMENT || memorySize < fileSize) {
      throw new InputError(`${this.#file}: a segment of ${memorySize} bytes with ${fileSize} in the file is damaged`)
    }
    const bytes = new Uint8Array(memorySize)
    bytes.set(this.#bytes('a segment', view.getBigUint64(at + 8, true), fileSize))
    return {
      address: view.getBigUint64(at + 16, true),
      bytes,
      fileSize,
      executable: (flags & SEGMENT_FLAG.executable) !== 0,
      writable: (flags & SEGMENT_FLAG.writable) !== 0,
    }
  }

  sections(): ElfSection[] {
    const view = this.#view
    const headers = this.#sectionHeaders()
    const names = headers[view.getUint16(62, true)]
    if (names === undefined) return []
    return headers
      .filter((at) => (view.getBigUint64(at + 8, true) & SECTION_FLAG_ALLOC) !== 0n)
      .map((at) => {
        const size = Number(view.getBigUint64(at + 32, true))
        const isEmpty = view.getUint32(at + 4, true) === SECTION.noBits
        return {
          name: this.#string(names, view.getUint32(at, true)),
          address: view.getBigUint64(at + 16, true),
          bytes: this.#bytes('a section', view.getBigUint64(at + 24, true), isEmpty ? 0 : size),
          size,
        }
      })
  }

  debugSection(name: string): Uint8Array | undefined {
    const view = this.#view
    const headers = this.#sectionHeaders()
    const names = headers[view.getUint16(62, true)]
    const at = headers.find((h) => names !== undefined && this.#string(names, view.getUint32(h, true)) === name)
    if (at === undefined) return undefined
    const size = Number(view.getBigUint64(at + 32, true))
    const bytes = this.#bytes(name, view.getBigUint64(at + 24, true), size)
    if ((view.getBigUint64(at + 8, true) & SECTION_FLAG_COMPRESSED) === 0n) return bytes
    const isZlib = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === COMPRESSION_ZLIB
    return isZlib ? new Uint8Array(inflateSync(bytes.subarray(COMPRESSION_HEADER_SIZE))) : undefined
  }

  symbols(): ElfSymbol[] {
    const view = this.#view
    const headers = this.#sectionHeaders()
    const table = headers.find((at) => view.getUint32(at + 4, true) === SECTION.symbols)
    const strings = table === undefined ? undefined : headers[view.getUint32(table + 40, true)]
    if (table === undefined || strings === undefined) return []
    const start = view.getBigUint64(table + 24, true)
    const count = Math.floor(Number(view.getBigUint64(table + 32, true)) / SYMBOL_SIZE)
    return this.#table('symbols', start, count, SYMBOL_SIZE).flatMap((at): ElfSymbol[] => {
      const type = view.getUint8(at + 4) & 15
      if (type !== SYMBOL_KIND.function && type !== SYMBOL_KIND.object) return []
      return [{
        name: this.#string(strings, view.getUint32(at, true)),
        address: view.getBigUint64(at + 8, true),
        size: Number(view.getBigUint64(at + 16, true)),
        kind: type === SYMBOL_KIND.function ? 'function' : 'object',
      }]
    })
  }

  #sectionHeaders(): number[] {
    const view = this.#view
    return this.#table('section headers', view.getBigUint64(40, true), view.getUint16(60, true), SECTION_HEADER_SIZE)
  }

  /** Offsets of the entries of a table. */
  #table(what: string, start: bigint, count: number, size: number): number[] {
    this.#bytes(`the table of ${what}`, start, count * size)
    return Array.from({ length: count }, (_, i) => Number(start) + i * size)
  }

  #string(stringSection: number, offset: number): string {
    const start = Number(this.#view.getBigUint64(stringSection + 24, true)) + offset
    let end = start
    while (end < this.#view.byteLength && this.#view.getUint8(end) !== 0) end++
    return new TextDecoder().decode(this.#bytes('a name', BigInt(start), end - start))
  }

  #bytes(what: string, offset: bigint, size: number): Uint8Array {
    // A section without bytes in the file may claim any offset.
    if (size === 0) return new Uint8Array()
    if (offset + BigInt(size) > BigInt(this.#view.byteLength)) {
      throw new InputError(`${this.#file}: cut off: ${what} should end ${offset + BigInt(size)} bytes into the file, `
        + `which has ${this.#view.byteLength}`)
    }
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + Number(offset), size)
  }
}
