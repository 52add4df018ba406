/** Whether an address in the listings and one in the compiled program stand for the same thing. */
import type { GoBinary } from '../elf/go-binary.ts'
import { OWN_SYMBOLS } from './exemptions.ts'
import type { ListingSide } from './listing-side.ts'

const WORD = 8
const TYPE_PREFIX = 'type:'
/** Pointers in constant data are followed this far. */
const DEEPEST = 4

/**
 * Code is the same by name and offset, types by their name, variables by theirs. Constants are the same by their
 * contents, pointers in them followed: the compiler only numbers them, and merges strings into one symbol.
 */
export function sameReference(listing: ListingSide, binary: GoBinary, left: bigint, right: bigint, depth = 0): boolean {
  const reference = listing.resolve(left)
  if (reference === undefined || depth > DEEPEST) return left === right
  const { name, offset, bytes } = reference
  const start = right - BigInt(offset)
  if (name.startsWith(TYPE_PREFIX)) return binary.typeNameAt(start) === name.slice(TYPE_PREFIX.length)
  const symbol = binary.symbols.get(name)
  if (symbol !== undefined) return symbol.address === start
  return bytes !== undefined && sameContents(listing, binary, bytes, start, depth)
}

/** Whether the program has at `start` what the listing defines as `bytes`. */
export function sameContents(
  listing: ListingSide, binary: GoBinary, bytes: Uint8Array, start: bigint, depth = 0,
): boolean {
  const found = binary.bytesAt(start, bytes.length)
  if (found.length !== bytes.length) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length;) {
    const word = at % WORD === 0 && at + WORD <= bytes.length ? view.getBigUint64(at, true) : undefined
    if (word !== undefined && listing.resolve(word) !== undefined) {
      if (!sameReference(listing, binary, word, binary.read(start + BigInt(at), WORD), depth + 1)) return false
      at += WORD
    } else if (found[at] === bytes[at]) at++
    else return false
  }
  return true
}

/** A data symbol of the listings whose contents are not those of the program. */
export interface DataDifference {
  readonly name: string
  readonly problem: string
}

/** Compares the data that has the same name on both sides: tables of constants, and variables as they start. */
export function compareData(
  listing: ListingSide, binary: GoBinary,
): { compared: string[]; different: DataDifference[] } {
  const compared: string[] = []
  const different: DataDifference[] = []
  for (const { name, bytes } of listing.data) {
    const symbol = binary.symbols.get(name)
    // Constants with names of our own are compared where code refers to them.
    if (OWN_SYMBOLS.has(name) || symbol === undefined) continue
    compared.push(name)
    if (symbol.size !== 0 && symbol.size !== bytes.length) {
      different.push({ name, problem: `${bytes.length} bytes in the listings, ${symbol.size} in the program` })
    } else if (!sameContents(listing, binary, bytes, symbol.address)) {
      different.push({ name, problem: 'other contents than in the program' })
    }
  }
  return { compared, different }
}
