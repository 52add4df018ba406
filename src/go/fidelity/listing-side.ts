/** The listings as code to compare: assembled, and every address named. */
import type { Assembler } from '../../emu/assembler/assemble.ts'
import type { Disassembler } from '../../emu/disassembler/disassemble.ts'
import type { Listing, ListingSource, Statement } from '../../emu/listing.ts'
import { listingClosure } from '../listing-closure.ts'
import { functionCode, type FunctionCode } from './function-code.ts'

/** What an address of the listings stands for. */
export interface ListingReference {
  readonly name: string
  /** Bytes from the start of `name`. */
  readonly offset: number
  /** The whole symbol, when the listings define it as data. */
  readonly bytes: Uint8Array | undefined
}

/** The listings' functions and names. */
export interface ListingSide {
  readonly functions: readonly FunctionCode[]
  /** File and line of each function's first instruction. */
  readonly places: ReadonlyMap<string, string>
  /** Data symbols with names of their own, not those named after their contents. */
  readonly data: readonly { readonly name: string; readonly address: bigint; readonly bytes: Uint8Array }[]
  /** What lies at `address`; undefined for an address that is none of the listings'. */
  resolve(address: bigint): ListingReference | undefined
}

// Addresses that no constant of the listings is likely to equal, so that a word of data is known for a pointer.
const CODE = 0x5a10_0000n
const DATA = 0x5a40_0000n
const EXTERNS = 0x5a80_0000n
const EXTERN_SIZE = 0x1_0000n

/** Assembles all listings and cuts them into functions. */
export function listingSide(
  sources: readonly ListingSource[], assembler: Assembler, disassembler: Disassembler,
): ListingSide {
  const symbols = definedFunctions(sources)
  const { missing } = listingClosure(sources, symbols)
  const externs = new Map(missing.map((name, i) => [name, EXTERNS + BigInt(i) * EXTERN_SIZE]))
  const listing = assembler.assemble(sources, { origin: CODE, dataOrigin: DATA, symbols: externs })
  const resolve = resolver(listing, externs)
  const nameOf = (address: bigint): string | undefined => {
    const found = resolve(address)
    return found === undefined ? undefined : found.offset === 0 ? found.name : `${found.name}+${found.offset}`
  }
  const byFunction = new Map<string, Statement[]>()
  for (const statement of listing.statements) {
    const statements = byFunction.get(statement.symbol) ?? []
    byFunction.set(statement.symbol, statements)
    statements.push(statement)
  }
  const functions = [...byFunction].map(([name, statements]) => {
    // A function has at least one statement.
    const [first, last] = [statements[0] as Statement, statements.at(-1) as Statement]
    const from = Number(first.address - listing.origin)
    const to = Number(last.address - listing.origin) + last.bytes.length
    const at = new Map(statements.map((statement) => [statement.address, statement]))
    const where = (address: bigint): { place: string; goLine: string | undefined; text?: string } => {
      const statement = at.get(address)
      if (statement === undefined) throw new Error(`no statement of ${name} is at 0x${address.toString(16)}`)
      return { place: `${statement.file}:${statement.line}`, goLine: statement.goLine, text: statement.text }
    }
    const bytes = listing.code.subarray(from, to)
    return functionCode({ name, address: first.address, bytes, nameOf, where }, disassembler)
  })
  const places = new Map([...byFunction].map(([name, [first]]) => [name, `${first?.file ?? ''}:${first?.line ?? 0}`]))
  const data = listing.data.filter(({ name }) => !/^go:string\.|^\$f/.test(name))
  return { functions, places, data, resolve }
}

function definedFunctions(sources: readonly ListingSource[]): string[] {
  const head = /^TEXT\s+(.+?)(?:<[^>\n]*>)?\(SB\)/gm
  return sources.flatMap(({ text }) => [...text.matchAll(head)].map((match) => match[1] ?? ''))
}

function resolver(listing: Listing, externs: ReadonlyMap<string, bigint>): ListingSide['resolve'] {
  interface Place {
    readonly name: string
    readonly from: bigint
    readonly to: bigint
    readonly bytes: Uint8Array | undefined
  }
  const names = [...new Set(listing.statements.map(({ symbol }) => symbol))]
  const starts = names.map((name) => listing.symbols.get(name) ?? 0n)
  const codeEnd = listing.origin + BigInt(listing.code.length)
  const places: Place[] = [
    ...names.map((name, i) => ({ name, from: starts[i] ?? 0n, to: starts[i + 1] ?? codeEnd, bytes: undefined })),
    ...listing.data.map(({ name, address: from, bytes }) => ({ name, from, to: from + BigInt(bytes.length), bytes })),
    ...[...externs].map(([name, from]) => ({ name, from, to: from + EXTERN_SIZE, bytes: undefined })),
  ]
  return (address) => {
    if (address < CODE) return undefined
    const place = places.find(({ from, to }) => address >= from && address < to)
    return place && { name: place.name, offset: Number(address - place.from), bytes: place.bytes }
  }
}
