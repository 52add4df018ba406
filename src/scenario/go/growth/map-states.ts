/** The maps that the scenarios of this folder begin with. */
import type { MapEntry, MapSpec } from '../../../go/map-image.ts'
import { memhash64 } from '../../../go/memhash.ts'

/** The seed of these maps; where keys lie depends on it. */
const HASH0 = 0x5eed

/** Keys from `first` on; the value of a key is 100 more than the key. */
export function keys(first: number, count: number): MapEntry[] {
  return Array.from({ length: count }, (_, i) => ({ key: BigInt(first + i), value: BigInt(100 + first + i) }))
}

/** One bucket with keys 0, 1 and 2. */
export const THREE_KEYS: MapSpec = { B: 0, hash0: HASH0, entries: keys(0, 3) }

/** One bucket with keys 0 to 7, and not a cell left: the next insert doubles the map. */
export const FULL_BUCKET: MapSpec = { B: 0, hash0: HASH0, entries: keys(0, 8) }

/** The number of the bucket of a key among 2^B. */
export function bucketOf(key: bigint, B: number): number {
  return Number(memhash64(key, HASH0) & ((1n << BigInt(B)) - 1n))
}

/** The bucket of key 26, whose insert began the growth of `GROWING` and moved it, beside bucket 0 or the one after it. */
export const FIRST_MOVED = bucketOf(26n, 2)
/** The old bucket that was moved with it. */
export const ALSO_MOVED = FIRST_MOVED === 0 ? 1 : 0

/** Buckets of four in `GROWING` that are still to be moved, the one that any writer moves next first. */
export const TO_MOVE: readonly number[] = [0, 1, 2, 3].filter((b) => b !== FIRST_MOVED && b !== ALSO_MOVED)

/**
 * 27 keys, 0 to 26, on the way from 4 buckets to 8: two old buckets are evacuated, as the insert that began the growth
 * leaves them (map_fast64.go:154, :114), and two are not.
 */
export const GROWING: MapSpec = {
  B: 3,
  hash0: HASH0,
  entries: keys(0, 26),
  growing: { evacuated: [FIRST_MOVED, ALSO_MOVED], entries: keys(26, 1) },
}

/** The first key from `from` on in old bucket `bucket` of `GROWING`. */
export function keyIn(bucket: number, from: bigint): bigint {
  let key = from
  while (bucketOf(key, 2) !== bucket) key++
  return key
}
