/**
 * A Go program as an image: its code, its constants and variables, our shims over the functions that need an operating
 * system, and the traps.
 */
import type { Assembler } from '../../../emu/assembler/assemble.ts'
import type { Disassembler } from '../../../emu/disassembler/disassemble.ts'
import { InputError } from '../../../emu/input-error.ts'
import type { Image, Segment } from '../../../emu/image.ts'
import type { Listing, ListingSource, Statement } from '../../../emu/listing.ts'
import type { GoBinary } from '../../../go/elf/go-binary.ts'
import { UNMODELLED_FUNCTIONS } from '../../../go/elf/unmodelled.ts'
import type { HashKey } from '../../../go/memhash.ts'
import { RUNTIME_TRAPS, trapsOf } from '../../../go/runtime-traps.ts'

/** A binary, made ready to run. */
export interface ElfProgram {
  readonly image: Image
  /** Addresses at which a core ends. */
  readonly traps: ReadonlyMap<bigint, string>
  /** Functions and variables of the program, and functions of ours. */
  readonly symbols: ReadonlyMap<string, bigint>
}

/** What an `ElfProgram` is made from. */
export interface ElfProgramParts {
  readonly binary: GoBinary
  /** The listings, which have the shims. */
  readonly listings: readonly ListingSource[]
  /** Functions of ours that cores begin with; they call functions of the binary by name. */
  readonly drivers: readonly ListingSource[]
  /** Functions of the binary that `drivers` call: the names that they use, and the addresses. */
  readonly callees: ReadonlyMap<string, bigint>
  /** What goes into `runtime.hashkey`; without it zeroes stay there. */
  readonly hashKey: HashKey | undefined
  readonly assembler: Assembler
  readonly disassembler: Disassembler
}

/** Functions that a listing of ours stands in for (GO-MAP: allocation, and randomness that must repeat). */
const SHIMS = ['runtime.mallocgc', 'runtime.rand'] as const
/** `runtime.rand` is of Go 1.22; before, maps drew from these. */
const OLDER_RANDOM = ['runtime.fastrand', 'runtime.fastrand64', 'runtime.fastrandn']
/** What the shims end in. */
const THROW = 'runtime.throw'
/** Code of ours begins at a multiple of this above the program, with its data behind it. */
const ALIGNMENT = 0x1_0000n
const DATA_DISTANCE = 0x1_0000n
const JUMP_SIZE = 5

/** Puts the program together. Throws an `InputError` when a function that a shim stands in for has another name. */
export function elfProgram(parts: ElfProgramParts): ElfProgram {
  const { binary, listings, drivers, callees, hashKey, assembler } = parts
  const shims = listings.filter(({ text }) => SHIMS.some((name) => text.includes(`\nTEXT ${name}(SB)`)))
  const end = binary.segments.reduce((last, { address, bytes }) => {
    const after = address + BigInt(bytes.length)
    return after > last ? after : last
  }, 0n)
  const origin = (end / ALIGNMENT + 1n) * ALIGNMENT
  const symbols = new Map([...callees, [THROW, binary.functionNamed(THROW).entry] as const])
  const own = assembler.assemble([...shims, ...drivers], { origin, dataOrigin: origin + DATA_DISTANCE, symbols })
  const segments: Segment[] = [
    ...binary.segments.map(({ address, bytes, executable }): Segment => {
      const [name, kind] = executable ? ['text', 'code' as const] : ['data', 'constant' as const]
      return { name, address, bytes: Uint8Array.from(bytes), kind }
    }),
    { name: 'shims', address: own.origin, bytes: own.code, kind: 'code' },
    ...own.data.map(({ name, address, bytes }): Segment => ({ name, address, bytes, kind: 'constant' })),
  ]
  for (const name of SHIMS) jumpTo(segments, binary, name, own)
  const hashKeyAt = binary.symbols.get('runtime.hashkey')?.address
  hashKey?.forEach((word, i) => writeWord(segments, (hashKeyAt ?? 0n) + BigInt(8 * i), word))
  const ours = [...new Set(own.statements.map(({ symbol }) => symbol))]
  return {
    image: {
      segments,
      symbols: own.symbols,
      statementAt: statements(parts, own),
    },
    traps: trapAddresses(binary),
    symbols: new Map([
      ...[...binary.symbols.values()].map(({ name, address }) => [name, address] as const),
      ...ours.map((name) => [`shim:${name}`, own.symbols.get(name) ?? 0n] as const),
    ]),
  }
}

/** Writes `JMP shim` over the first bytes of the function. It never ran, so no engine has translated it. */
function jumpTo(segments: readonly Segment[], binary: GoBinary, name: string, own: Listing): void {
  const from = binary.symbols.get(name)?.address
  if (from === undefined) {
    if (name === 'runtime.rand' && OLDER_RANDOM.some((older) => binary.symbols.has(older))) return
    throw new InputError(`${binary.file}: the program has no ${name}, so there is nothing to allocate from: `
      + 'it makes no map; build one that does')
  }
  const target = own.symbols.get(name)
  if (target === undefined) throw new Error(`the listings do not define ${name}`)
  const distance = Number(target - from) - JUMP_SIZE
  const bytes = new Uint8Array(JUMP_SIZE)
  bytes[0] = 0xe9
  new DataView(bytes.buffer).setInt32(1, distance, true)
  write(segments, from, bytes)
}

function writeWord(segments: readonly Segment[], address: bigint, word: bigint): void {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, word, true)
  write(segments, address, bytes)
}

function write(segments: readonly Segment[], address: bigint, bytes: Uint8Array): void {
  const segment = segments.find((s) => address >= s.address && address < s.address + BigInt(s.bytes.length))
  if (segment === undefined) throw new Error(`0x${address.toString(16)} is in no segment`)
  segment.bytes.set(bytes, Number(address - segment.address))
}

function trapAddresses(binary: GoBinary): Map<bigint, string> {
  const addresses = new Map([...RUNTIME_TRAPS.keys(), ...UNMODELLED_FUNCTIONS.keys()].flatMap((name) => {
    const address = binary.symbols.get(name)?.address
    return address === undefined ? [] : [[name, address] as const]
  }))
  const runtime = trapsOf(addresses, (name) => binary.symbols.has(name))
  const unmodelled = [...addresses].filter(([name]) => UNMODELLED_FUNCTIONS.has(name))
  return new Map([
    ...unmodelled.map(([name, address]) => [address, name] as const),
    ...[...runtime].map(([address, { symbol }]) => [address, symbol] as const),
  ])
}

/** Instructions of the binary, disassembled when they are asked for, with their Go lines. */
function statements({ binary, disassembler }: ElfProgramParts, own: Listing): Image['statementAt'] {
  const known = new Map<bigint, Statement | undefined>(own.statements.map((ours) => [ours.address, ours]))
  const nameOf = (address: bigint): string | undefined => binary.nameOf(address)
  return (address) => {
    if (known.has(address)) return known.get(address)
    const inside = binary.functionAt(address)
    const bytes = inside && binary.bytesAt(address, Math.min(15, Number(inside.end - address)))
    const decoded = bytes && disassembler.decode(bytes, address)
    let statement: Statement | undefined
    if (inside !== undefined && decoded !== undefined && bytes !== undefined) {
      const line = binary.lineAt(address)
      const goLine = line && `${line.file.slice(line.file.lastIndexOf('/') + 1)}:${line.line}`
      statement = {
        address, bytes: bytes.slice(0, decoded.length), text: disassembler.format(decoded, 'go', nameOf), syntax: 'go',
        file: line?.file ?? binary.file, line: line?.line ?? 0, symbol: inside.name,
        ...(goLine === undefined ? {} : { goLine }),
      }
    }
    known.set(address, statement)
    return statement
  }
}
