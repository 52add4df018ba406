/** What one lookup of Go 1.22 finds in memory that nobody changes meanwhile: `mapaccess2_fast64` (map_fast64.go:53). */
import { BUCKET, BUCKET_CELLS, MAP_FLAGS, isEmpty, isEvacuated } from './layout.ts'
import { MapReader, LONGEST_CHAIN, UnreadableMap } from './map-reader.ts'
import { HASH_KEY, memhash64, type HashKey } from './memhash.ts'
import type { ReadMemory } from './read-memory.ts'

/** How a lookup ends. */
export type LookupResult =
  | { readonly kind: 'found'; readonly value: bigint; /** Of the elem, 8 bytes. */ readonly address: bigint }
  | { readonly kind: 'missing' }
  /** hashWriting is set: Go ends the program with this message. */
  | { readonly kind: 'fatal'; readonly message: string }
  /** The lookup would fault or never end; `reason` says where. */
  | { readonly kind: 'corrupt'; readonly reason: string }

/**
 * Looks `key` up in the map at `hmap` (0 is Go's nil map) in the order of the real code: count, flags, the array that
 * holds the key's bucket while the map grows, then the whole chain, key before tophash and without a stop at
 * `emptyRest`. `hashKey` must be the one that the map was filled under. Never throws.
 */
export function lookup(read: ReadMemory, hmap: bigint, key: bigint, hashKey: HashKey = HASH_KEY): LookupResult {
  try {
    return find(new MapReader(read), hmap, key, hashKey)
  } catch (error) {
    if (!(error instanceof UnreadableMap)) throw error
    return { kind: 'corrupt', reason: error.message }
  }
}

function find(reader: MapReader, hmap: bigint, key: bigint, hashKey: HashKey): LookupResult {
  if (hmap === 0n) return { kind: 'missing' }
  const header = reader.header(hmap)
  if (header.count === 0n) return { kind: 'missing' }
  if ((header.flags & MAP_FLAGS.hashWriting) !== 0) {
    return { kind: 'fatal', message: 'concurrent map read and map write' }
  }
  let bucket = header.buckets
  if (header.B !== 0) {
    const hash = memhash64(key, header.hash0, hashKey)
    // bucketMask (map.go:191) takes the shift modulo 64.
    const mask = (1n << BigInt(header.B & 63)) - 1n
    bucket = element(header.buckets, hash & mask)
    if (header.oldbuckets !== 0n) {
      const oldMask = (header.flags & MAP_FLAGS.sameSizeGrow) !== 0 ? mask : mask >> 1n
      const old = element(header.oldbuckets, hash & oldMask)
      if (!isEvacuated(reader.tophashes(old)[0] ?? 0)) bucket = old
    }
  }
  const met = new Set<bigint>()
  for (; bucket !== 0n; bucket = reader.overflow(bucket)) {
    if (met.has(bucket)) return { kind: 'corrupt', reason: `the chain leads back to 0x${bucket.toString(16)}: a cycle` }
    if (met.size === LONGEST_CHAIN) {
      return { kind: 'corrupt', reason: `the chain has more than ${LONGEST_CHAIN} buckets` }
    }
    met.add(bucket)
    const tophashes = reader.tophashes(bucket)
    for (let slot = 0; slot < BUCKET_CELLS; slot += 1) {
      if (reader.key(bucket, slot) !== key || isEmpty(tophashes[slot] ?? 0)) continue
      return { kind: 'found', value: reader.elem(bucket, slot), address: bucket + BigInt(BUCKET.elem(slot).offset) }
    }
  }
  return { kind: 'missing' }
}

function element(array: bigint, index: bigint): bigint {
  return BigInt.asUintN(64, array + index * BigInt(BUCKET.size))
}
