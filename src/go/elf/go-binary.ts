/** A Go program for linux/amd64, as `go build` writes it: its memory, its functions and lines, its variables and its types. */
import { readFile } from 'node:fs/promises'
import { nearNames } from '../../emu/assembler/near-names.ts'
import { InputError } from '../../emu/input-error.ts'
import { parseElf, type ElfFile, type ElfSegment } from './elf-file.ts'
import { GoTypes, type GoMapType } from './go-types.ts'
import { goVersionOf, type GoVersion } from './go-version.ts'
import { lineTableOf, type GoFunction, type GoLine, type LineTable } from './line-table.ts'
import { moduleDataOf } from './module-data.ts'
import { signatureOf, type GoSignature } from './signature.ts'

/** A name and what it stands for. */
export interface GoSymbol {
  readonly name: string
  readonly address: bigint
  /** Bytes; 0 where the linker says nothing. */
  readonly size: number
}

/** The first Go whose maps are Swiss tables (internal/runtime/maps). */
const SWISS_MAPS = 24

/**
 * Reads a Go program. Throws an `InputError` for a file that cannot be read, is no ELF executable of x86-64, is
 * position-independent, needs C libraries, or is not Go's.
 */
export async function readGoBinary(path: string): Promise<GoBinary> {
  let data: Uint8Array
  try {
    data = await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file'
      : code === 'EISDIR' ? 'this is a directory; name the program that `go build` made'
      : error instanceof Error ? error.message : String(error)
    throw new InputError(`${path}: ${why}`)
  }
  return parseGoBinary(data, path)
}

/** The same from bytes; `file` is for messages. */
export function parseGoBinary(data: Uint8Array, file: string): GoBinary {
  return new GoBinary(parseElf(data, file))
}

export class GoBinary {
  readonly file: string
  /** Undefined when the program does not say. */
  readonly version: GoVersion | undefined
  readonly segments: readonly ElfSegment[]
  /** In the order of their addresses. */
  readonly functions: readonly GoFunction[]
  /** Functions and variables; a stripped program has functions only. */
  readonly symbols: ReadonlyMap<string, GoSymbol>
  readonly #elf: ElfFile
  readonly #lines: LineTable
  /** Variables, in the order of their addresses. */
  readonly #objects: readonly GoSymbol[]
  readonly #signatures = new Map<string, GoSignature | undefined>()
  #types: GoTypes | undefined

  constructor(elf: ElfFile) {
    this.#elf = elf
    this.file = elf.file
    this.segments = elf.segments
    this.#lines = lineTableOf(elf)
    this.version = goVersionOf(elf)
    this.functions = this.#lines.functions
    const symbols = new Map<string, GoSymbol>()
    for (const { name, entry, end } of this.functions) {
      if (!symbols.has(name)) symbols.set(name, { name, address: entry, size: Number(end - entry) })
    }
    for (const { name, address, size } of elf.symbols) symbols.set(name, { name, address, size })
    this.symbols = symbols
    this.#objects = elf.symbols.filter(({ kind }) => kind === 'object').sort((a, b) => (a.address < b.address ? -1 : 1))
  }

  /** Has the program lost its symbol table? Functions and lines are still known then, variables are not. */
  get isStripped(): boolean {
    return this.#elf.symbols.length === 0
  }

  /** The function of that name. Throws an `InputError` with near names when there is none. */
  functionNamed(name: string): GoFunction {
    const address = this.symbols.get(name)?.address
    const found = address === undefined ? undefined : this.#lines.functionAt(address)
    if (found !== undefined && found.entry === address) return found
    const names = this.functions.map((f) => f.name)
    const last = name.slice(name.lastIndexOf('.') + 1)
    const sameLast = names.filter((other) => other.endsWith(`.${last}`))
      .sort((a, b) => Number(b.startsWith('main.')) - Number(a.startsWith('main.')))
    const near = [...new Set([...sameLast, ...nearNames(name, names)])].slice(0, 5)
    const hint = near.length > 0
      ? `near it are ${near.join(', ')}`
      : 'a function that is inlined everywhere leaves no code: write //go:noinline above it'
    throw new InputError(`${this.file}: there is no function ${name}: ${hint}`)
  }

  /** Parameters and results of a function; undefined when the program has no debugging information about it. */
  signatureOf(name: string): GoSignature | undefined {
    if (!this.#signatures.has(name)) {
      this.#signatures.set(name, signatureOf((section) => this.#elf.debugSection(section), name))
    }
    return this.#signatures.get(name)
  }

  /** The function whose code `address` is in. */
  functionAt(address: bigint): GoFunction | undefined {
    return this.#lines.functionAt(address)
  }

  /** The Go line of the instruction at `address`, of the innermost function inlined there. */
  lineAt(address: bigint): GoLine | undefined {
    return this.#lines.lineAt(address)
  }

  /** The variable whose bytes `address` is in. */
  objectAt(address: bigint): GoSymbol | undefined {
    return this.#objects.find((o) => address >= o.address && address < o.address + BigInt(Math.max(o.size, 1)))
  }

  /** The function, type or variable that `address` is in, with the distance from its start: `main.put+5`. */
  nameOf(address: bigint): string | undefined {
    const withOffset = (name: string, start: bigint): string => {
      return address === start ? name : `${name}+${address - start}`
    }
    const code = this.functionAt(address)
    if (code !== undefined) return withOffset(code.name, code.entry)
    const type = this.typeNameAt(address)
    if (type !== undefined) return `type:${type}`
    const object = this.objectAt(address)
    return object && withOffset(object.name, object.address)
  }

  /** The first bytes from `address` on, as many as there are up to `size`, as the program finds them when it starts. */
  bytesAt(address: bigint, size: number): Uint8Array {
    const segment = this.segmentAt(address)
    if (segment === undefined) return new Uint8Array()
    const offset = Number(address - segment.address)
    return segment.bytes.subarray(offset, offset + size)
  }

  /** The segment that `address` is in. */
  segmentAt(address: bigint): ElfSegment | undefined {
    return this.segments.find((s) => address >= s.address && address < s.address + BigInt(s.bytes.length))
  }

  /** `size` bytes (up to 8) at `address`, unsigned and little-endian. Throws a RangeError where there is no memory. */
  read(address: bigint, size: number): bigint {
    const bytes = this.bytesAt(address, size)
    if (bytes.length < size) throw new RangeError(`nothing is at 0x${address.toString(16)}`)
    return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
  }

  /** The name of the type whose descriptor is at `address`; undefined where there is none. */
  typeNameAt(address: bigint): string | undefined {
    return this.#typeSection().nameAt(address)
  }

  /** Every map type of the program. Throws an `InputError` for Go 1.24 and later, whose maps are Swiss tables. */
  mapTypes(): GoMapType[] {
    const { version } = this
    if (version !== undefined && (version.major > 1 || version.minor >= SWISS_MAPS)) {
      throw new InputError(
        `${this.file}: built with ${version.text}; since Go 1.24 maps are Swiss tables, with other code and another ` +
        'layout than the buckets of Go 1.22 that are known here: build it with Go 1.22, ' +
        'or with GOEXPERIMENT=noswissmap and an older release',
      )
    }
    return this.#typeSection().maps()
  }

  /** The map type of that name, `map[uint64]uint64`. Throws an `InputError` that lists those there are. */
  mapTypeNamed(name: string): GoMapType {
    const types = this.mapTypes()
    const found = types.find((type) => type.name === name)
    if (found !== undefined) return found
    const names = types.map((type) => type.name).join(', ')
    throw new InputError(`${this.file}: the program has no type ${name}: its maps are ${names === '' ? 'none' : names}`)
  }

  #typeSection(): GoTypes {
    this.#types ??= this.#findTypes()
    return this.#types
  }

  #findTypes(): GoTypes {
    const read = (address: bigint, size: number): bigint => this.read(address, size)
    const text = this.functions[0]?.entry ?? 0n
    const data = moduleDataOf(this.#elf, this.#lines.address, text)
    if (data !== undefined) {
      const { typelinks, types, etypes } = data
      const offsets = Array.from({ length: typelinks.count }, (_, i) => {
        return Number(BigInt.asIntN(32, read(typelinks.address + BigInt(4 * i), 4)))
      })
      return new GoTypes({ read, start: types, end: etypes, offsets })
    }
    // Other releases have another moduledata; the section and the symbols, where they are left, say the same.
    const links = this.#elf.sections.find((section) => section.name === '.typelink')
    const start = this.symbols.get('runtime.types')?.address
    const end = this.symbols.get('runtime.etypes')?.address
    if (links === undefined || start === undefined || end === undefined) {
      const version = this.version?.text ?? 'its Go'
      throw new InputError(
        `${this.file}: its types cannot be found: it is stripped, and ${version} is not one of Go 1.20 to 1.23`,
      )
    }
    const view = new DataView(links.bytes.buffer, links.bytes.byteOffset, links.bytes.byteLength)
    const offsets = Array.from({ length: Math.floor(links.size / 4) }, (_, i) => view.getInt32(4 * i, true))
    return new GoTypes({ read, start, end, offsets })
  }
}
