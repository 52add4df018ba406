/**
 * The type descriptors that the code for `map[uint64]uint64` reads: constant data that the compiler puts into every
 * program.
 */
import type { Segment } from '../emu/image.ts'
import type { Label } from './label.ts'
import { BUCKET, MAPEXTRA, MAPTYPE, MAPTYPE_FLAGS, SLICE, TYPE, type Layout } from './layout.ts'

/** What `buildMapType` made. */
export interface MapTypeImage {
  /** Address of the `maptype`: the first argument of the map functions. */
  readonly type: bigint
  /** Constant; begins at `type` and bears its symbol. */
  readonly segment: Segment
  /**
   * `type:map[uint64]uint64`, `type:noalg.map.bucket[uint64]uint64`, `type:uint64`; what overflow buckets are listed in,
   * `type:runtime.mapextra`, `type:[]*runtime.bmap` and `type:*runtime.bmap`; and for panics `type:runtime.plainError`
   * and `type:runtime.errorString`, as Go's linker names them.
   */
  readonly symbols: ReadonlyMap<string, bigint>
  readonly labels: readonly Label[]
}

/** Where the descriptors go by default: read-only data of a small program, above its code. */
export const MAP_TYPE_ADDRESS = 0x4a_0000n

/** Kinds of types (internal/abi/type.go:41); `directIface` says that an interface holds the value itself. */
const KIND = { uint64: 11, map: 21, pointer: 22, slice: 23, string: 24, struct: 25, directIface: 32 } as const
/** Bits of `Type.TFlag` (internal/abi/type.go:82). */
const TFLAG = { uncommon: 1, extraStar: 2, named: 4, regularMemory: 8 } as const

const BUCKET_TYPE_OFFSET = 96
const UINT64_TYPE_OFFSET = 144
const PLAIN_ERROR_TYPE_OFFSET = 192
const ERROR_STRING_TYPE_OFFSET = 240
const MAPEXTRA_TYPE_OFFSET = 288
const BUCKET_POINTERS_TYPE_OFFSET = 336
const BUCKET_POINTER_TYPE_OFFSET = 384
const SIZE = 432

/**
 * Builds the descriptors at `address` (a multiple of 32). `hasher` is the address of the funcval of the hash function,
 * a word that holds the address of its code: the symbol `runtime.memhash64·f` of asm/go1.22; `equal` is that of the
 * function that compares keys, `runtime.memequal64·f`, which only mapaccessK calls (an iteration beside a growth). What
 * the map code never reads (Hash, GCData, Str, PtrToThis) is 0.
 */
export function buildMapType(hasher: bigint, address: bigint = MAP_TYPE_ADDRESS, equal = 0n): MapTypeImage {
  const bytes = new Uint8Array(SIZE)
  const labels: Label[] = []
  const symbols = new Map<string, bigint>()
  const record = <Name extends string>(
    offset: number, symbol: string, { fields }: Layout<Name>, values: Partial<Record<Name, bigint | number>>,
  ): bigint => {
    for (const name of Object.keys(fields) as Name[]) {
      const field = fields[name]
      const at = offset + field.offset
      labels.push({ name: `${symbol}.${name}`, address: address + BigInt(at), size: field.size })
      const value = values[name]
      if (value === undefined) continue
      for (let i = 0; i < field.size; i += 1) bytes[at + i] = Number((BigInt(value) >> BigInt(8 * i)) & 0xffn)
    }
    const start = address + BigInt(offset)
    symbols.set(symbol, start)
    return start
  }

  const mapSymbol = 'type:map[uint64]uint64'
  const bucket = record(BUCKET_TYPE_OFFSET, 'type:noalg.map.bucket[uint64]uint64', TYPE, {
    Size_: BUCKET.size, Align_: 8, FieldAlign_: 8, TFlag: TFLAG.extraStar, Kind_: KIND.struct,
  })
  const uint64 = record(UINT64_TYPE_OFFSET, 'type:uint64', TYPE, {
    Size_: 8, Align_: 8, FieldAlign_: 8, Kind_: KIND.uint64, Equal: equal,
    TFlag: TFLAG.uncommon | TFLAG.extraStar | TFLAG.named | TFLAG.regularMemory,
  })
  const text = {
    Size_: 16, PtrBytes: 8, Align_: 8, FieldAlign_: 8, Kind_: KIND.string,
    TFlag: TFLAG.uncommon | TFLAG.extraStar | TFLAG.named,
  }
  record(PLAIN_ERROR_TYPE_OFFSET, 'type:runtime.plainError', TYPE, text)
  record(ERROR_STRING_TYPE_OFFSET, 'type:runtime.errorString', TYPE, text)
  record(MAPEXTRA_TYPE_OFFSET, 'type:runtime.mapextra', TYPE, {
    Size_: MAPEXTRA.size, PtrBytes: MAPEXTRA.size, Align_: 8, FieldAlign_: 8, Kind_: KIND.struct,
    TFlag: TFLAG.uncommon | TFLAG.extraStar | TFLAG.named | TFLAG.regularMemory,
  })
  record(BUCKET_POINTERS_TYPE_OFFSET, 'type:[]*runtime.bmap', TYPE, {
    Size_: SLICE.size, PtrBytes: 8, Align_: 8, FieldAlign_: 8, Kind_: KIND.slice, TFlag: TFLAG.extraStar,
  })
  record(BUCKET_POINTER_TYPE_OFFSET, 'type:*runtime.bmap', TYPE, {
    Size_: 8, PtrBytes: 8, Align_: 8, FieldAlign_: 8, Kind_: KIND.pointer | KIND.directIface, TFlag: TFLAG.regularMemory,
  })
  const type = record(0, mapSymbol, MAPTYPE, {
    Size_: 8, PtrBytes: 8, Align_: 8, FieldAlign_: 8, TFlag: TFLAG.extraStar, Kind_: KIND.map | KIND.directIface,
    Key: uint64, Elem: uint64, Bucket: bucket, Hasher: hasher,
    KeySize: BUCKET.keySize, ValueSize: BUCKET.elemSize, BucketSize: BUCKET.size, Flags: MAPTYPE_FLAGS.reflexiveKey,
  })
  return { type, segment: { name: mapSymbol, address, bytes, kind: 'constant' }, symbols, labels }
}
