/**
 * Reads the parts of a map of Go 1.22 through a `ReadMemory`. A read that fails throws `UnreadableMap`, and nothing
 * else does.
 */
import { BUCKET, BUCKET_CELLS, HMAP, type Field } from './layout.ts'
import type { ReadMemory } from './read-memory.ts'

/** A chain of more buckets than this is garbage that happens to be mapped. */
export const LONGEST_CHAIN = 4096

/** Some part of the map could not be read: its pointers lead nowhere. */
export class UnreadableMap extends Error {
  override name = 'UnreadableMap'
}

/** The fields of an `hmap`. Pointers are 0 when nil. */
export interface MapHeader {
  readonly count: bigint
  readonly flags: number
  readonly B: number
  readonly noverflow: number
  readonly hash0: number
  readonly buckets: bigint
  readonly oldbuckets: bigint
  readonly nevacuate: bigint
  readonly extra: bigint
}

export class MapReader {
  readonly #read: ReadMemory

  constructor(read: ReadMemory) {
    this.#read = read
  }

  header(hmap: bigint): MapHeader {
    const word = (field: Field): bigint => this.#field(hmap, field, 'the hmap')
    const { count, flags, B, noverflow, hash0, buckets, oldbuckets, nevacuate, extra } = HMAP.fields
    return {
      count: BigInt.asIntN(64, word(count)),
      flags: Number(word(flags)),
      B: Number(word(B)),
      noverflow: Number(word(noverflow)),
      hash0: Number(word(hash0)),
      buckets: word(buckets),
      oldbuckets: word(oldbuckets),
      nevacuate: word(nevacuate),
      extra: word(extra),
    }
  }

  /** The eight tophash bytes of the bucket at `bucket`. */
  tophashes(bucket: bigint): number[] {
    const word = this.#field(bucket, { offset: 0, size: 8 }, 'a bucket')
    return Array.from({ length: BUCKET_CELLS }, (_, i) => Number((word >> BigInt(8 * i)) & 0xffn))
  }

  key(bucket: bigint, index: number): bigint {
    return this.#field(bucket, BUCKET.key(index), 'a bucket')
  }

  elem(bucket: bigint, index: number): bigint {
    return this.#field(bucket, BUCKET.elem(index), 'a bucket')
  }

  overflow(bucket: bigint): bigint {
    return this.#field(bucket, BUCKET.overflow, 'a bucket')
  }

  #field(base: bigint, { offset, size }: Field, what: string): bigint {
    try {
      return this.#read(BigInt.asUintN(64, base + BigInt(offset)), size)
    } catch {
      throw new UnreadableMap(`${what} at 0x${base.toString(16)} cannot be read`)
    }
  }
}
