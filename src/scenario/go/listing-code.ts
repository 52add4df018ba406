/** Where the code of a scenario made of listings lies, and the functions that they do not define. */
import type { Segment } from '../../emu/image.ts'
import type { Listing } from '../../emu/listing.ts'
import { trapsOf } from '../../go/runtime-traps.ts'

/** Of the code, and of its constants. */
export const ORIGINS = { origin: 0x40_1000n, dataOrigin: 0x48_0000n } as const

const TRAPS = 0x40_0000n
/** Bytes between two traps. */
const TRAP_SIZE = 16
const HLT = 0xf4

/** Addresses for functions that no listing defines: a core that gets there traps. */
export function trapSymbols(names: readonly string[]): Map<string, bigint> {
  return new Map(names.map((name, index) => [name, TRAPS + BigInt(index * TRAP_SIZE)]))
}

/** The code at these addresses, for `count` of them. */
export function trapSegment(count: number): Segment {
  return { name: 'traps', address: TRAPS, bytes: new Uint8Array((count + 1) * TRAP_SIZE).fill(HLT), kind: 'code' }
}

/** What each trap is called: the functions of `undefinedSymbols`, and those of the runtime that end a program. */
export function trapNames(
  listing: Listing, undefinedSymbols: ReadonlyMap<string, bigint>, defined: ReadonlySet<string>,
): Map<bigint, string> {
  const runtimeTraps = trapsOf(new Map([...listing.symbols, ...undefinedSymbols]), (symbol) => defined.has(symbol))
  return new Map([
    ...[...undefinedSymbols].map(([symbol, address]) => [address, symbol] as const),
    ...[...runtimeTraps].map(([address, { symbol }]) => [address, symbol] as const),
  ])
}

/** The address of a symbol that the listings are known to define. */
export function symbolOf(listing: Listing, name: string): bigint {
  const address = listing.symbols.get(name)
  if (address === undefined) throw new Error(`the listings do not define ${name}`)
  return address
}
