/** Compares every listing with what a Go toolchain compiled. */
import { loadAssembler } from '../../emu/assembler/assemble.ts'
import { loadDisassembler } from '../../emu/disassembler/disassemble.ts'
import type { ListingSource } from '../../emu/listing.ts'
import type { GoBinary } from '../elf/go-binary.ts'
import { compareFunction, type ComparedFunction } from './compare-function.ts'
import { OWN_SYMBOLS, WITHOUT_AVX } from './exemptions.ts'
import { functionCode, type FunctionCode } from './function-code.ts'
import { listingSide } from './listing-side.ts'
import { compareData, sameReference, type DataDifference } from './same-reference.ts'

/** What a comparison of all listings found. */
export interface Fidelity {
  /** `go1.22.12`. */
  readonly version: string
  readonly functions: readonly ComparedFunction[]
  /** Functions of the listings that the program does not have. */
  readonly missing: readonly { readonly name: string; readonly place: string }[]
  /** fencepost's own functions and data, which are not compared, with the reason. */
  readonly own: readonly { readonly name: string; readonly reason: string }[]
  readonly data: { readonly compared: readonly string[]; readonly different: readonly DataDifference[] }
}

/** The number of differences; 0 when the listings are what the toolchain compiles. */
export function differencesOf({ functions, missing, data }: Fidelity): number {
  return functions.reduce((sum, { differences }) => sum + differences, 0) + missing.length + data.different.length
}

/** Compares `listings` with the functions of the same names in `binary`. */
export async function checkFidelity(binary: GoBinary, listings: readonly ListingSource[]): Promise<Fidelity> {
  const [assembler, disassembler] = await Promise.all([loadAssembler(), loadDisassembler()])
  const side = listingSide(listings, assembler, disassembler)
  const nameOf = (address: bigint): string | undefined => binary.nameOf(address)
  const where = (address: bigint): { place: string; goLine: string | undefined } => {
    const line = binary.lineAt(address)
    const goLine = line && `${line.file.slice(line.file.lastIndexOf('/') + 1)}:${line.line}`
    return { place: goLine ?? '', goLine }
  }
  const isSameReference = (left: bigint, right: bigint): boolean => sameReference(side, binary, left, right)
  const compiled = (name: string): FunctionCode | undefined => {
    const address = binary.symbols.get(name)?.address
    const found = address === undefined ? undefined : binary.functionAt(address)
    if (found === undefined) return undefined
    const bytes = binary.bytesAt(found.entry, Number(found.end - found.entry))
    return functionCode({ name, address: found.entry, bytes, nameOf, where }, disassembler)
  }
  const functions: ComparedFunction[] = []
  const missing: { name: string; place: string }[] = []
  for (const code of side.functions.filter(({ name }) => !OWN_SYMBOLS.has(name))) {
    const theirs = compiled(code.name)
    if (theirs === undefined) missing.push({ name: code.name, place: side.places.get(code.name) ?? '' })
    else functions.push(compareFunction(code, theirs, { isSameReference, withoutAvx: WITHOUT_AVX.has(code.name) }))
  }
  const names = new Set([...side.functions, ...side.data].map(({ name }) => name))
  const own = [...OWN_SYMBOLS].filter(([name]) => names.has(name)).map(([name, reason]) => ({ name, reason }))
  return { version: binary.version?.text ?? 'unknown', functions, missing, own, data: compareData(side, binary) }
}
