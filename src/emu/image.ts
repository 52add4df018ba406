import type { Listing, Statement } from './listing.ts'

/**
 * What a segment may be used for. Stores to `code` are refused by name. `constant` memory is taken to be written by nobody; the
 * first store to it makes its 8-byte granule shared (DESIGN: private memory). `shared` is visible to every core from the start.
 */
export type SegmentKind = 'code' | 'constant' | 'shared'

/** A piece of memory that is mapped before the run. */
export interface Segment {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
  readonly kind: SegmentKind
}

/** Everything that is mapped before the run and that all cores have in common. */
export interface Image {
  readonly segments: readonly Segment[]
  readonly symbols: ReadonlyMap<string, bigint>
  /** The listing's line for the instruction at `address`, where one is known. */
  statementAt(address: bigint): Statement | undefined
}

/** Puts a listing and further memory together. */
export function imageOf(listing: Listing, memory: readonly Segment[]): Image {
  const statements = new Map(listing.statements.map((statement) => [statement.address, statement]))
  const segments: Segment[] = [
    { name: 'code', address: listing.origin, bytes: listing.code, kind: 'code' },
    ...listing.data.map(({ name, address, bytes }) => ({ name, address, bytes, kind: 'constant' as const })),
    ...memory,
  ]
  return { segments, symbols: listing.symbols, statementAt: (address) => statements.get(address) }
}

/** 32-bit FNV-1a over code, constants, shared memory and whatever else `more` adds: the `image` field of a witness. */
export function imageHash(image: Image, more: Iterable<bigint> = []): string {
  let hash = 0x811c9dc5
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  const addWord = (word: bigint): void => {
    for (let shift = 0n; shift < 64n; shift += 8n) add(Number((word >> shift) & 0xffn))
  }
  for (const segment of image.segments) {
    addWord(segment.address)
    addWord(BigInt(segment.bytes.length))
    for (const byte of segment.bytes) add(byte)
  }
  for (const word of more) addWord(word)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
