/**
 * What Go 1.22's runtime keeps in memory on linux/amd64, as data. Offsets and sizes are bytes, words are
 * little-endian. Go 1.24 replaced these maps by Swiss tables, so none of this holds from there on.
 */

/** Where a field lies in its structure. */
export interface Field {
  readonly offset: number
  readonly size: number
}

/** A structure: its size in bytes and its fields in the order of their offsets. */
export interface Layout<Name extends string = string> {
  readonly name: string
  readonly size: number
  readonly fields: Readonly<Record<Name, Field>>
}

function layout<const Fields extends Readonly<Record<string, readonly [offset: number, size: number]>>>(
  name: string, size: number, fields: Fields,
): Layout<Extract<keyof Fields, string>> {
  const entries = Object.entries(fields).map(([field, [offset, bytes]]) => [field, { offset, size: bytes }] as const)
  // Object.fromEntries forgets the names that `Fields` carries.
  return { name, size, fields: Object.fromEntries(entries) as Record<Extract<keyof Fields, string>, Field> }
}

/** The header of a map (map.go:117). `flags`, `B`, `noverflow` and `hash0` fill one aligned word at +8. */
export const HMAP = layout('hmap', 48, {
  count: [0, 8],
  flags: [8, 1],
  B: [9, 1],
  noverflow: [10, 2],
  hash0: [12, 4],
  buckets: [16, 8],
  oldbuckets: [24, 8],
  nevacuate: [32, 8],
  extra: [40, 8],
})

/** What only some maps have (map.go:134). `overflow` and `oldoverflow` point to slice headers. */
export const MAPEXTRA = layout('mapextra', 24, {
  overflow: [0, 8],
  oldoverflow: [8, 8],
  nextOverflow: [16, 8],
})

/** A slice header (slice.go:15); the runtime keeps `*mapextra.overflow` in one. */
export const SLICE = layout('slice', 24, {
  array: [0, 8],
  len: [8, 8],
  cap: [16, 8],
})

const TYPE_FIELDS = {
  Size_: [0, 8],
  PtrBytes: [8, 8],
  Hash: [16, 4],
  TFlag: [20, 1],
  Align_: [21, 1],
  FieldAlign_: [22, 1],
  Kind_: [23, 1],
  Equal: [24, 8],
  GCData: [32, 8],
  Str: [40, 4],
  PtrToThis: [44, 4],
} as const

/** internal/abi.Type (internal/abi/type.go:20), which every type begins with. */
export const TYPE = layout('abi.Type', 48, TYPE_FIELDS)

/** internal/abi.MapType (internal/abi/type.go:446): a `Type`, then these. `Hasher` points to a funcval. */
export const MAPTYPE = layout('abi.MapType', 88, {
  ...TYPE_FIELDS,
  Key: [48, 8],
  Elem: [56, 8],
  Bucket: [64, 8],
  Hasher: [72, 8],
  KeySize: [80, 1],
  ValueSize: [81, 1],
  BucketSize: [82, 2],
  Flags: [84, 4],
})

/** Bits of `MapType.Flags` (internal/abi/type.go:461). */
export const MAPTYPE_FLAGS = {
  indirectKey: 1, indirectElem: 2, reflexiveKey: 4, needKeyUpdate: 8, hashMightPanic: 16,
} as const

/** A map iterator (map.go:166). */
export const HITER = layout('hiter', 96, {
  key: [0, 8],
  elem: [8, 8],
  t: [16, 8],
  h: [24, 8],
  buckets: [32, 8],
  bptr: [40, 8],
  overflow: [48, 8],
  oldoverflow: [56, 8],
  startBucket: [64, 8],
  offset: [72, 1],
  wrapped: [73, 1],
  B: [74, 1],
  i: [75, 1],
  bucket: [80, 8],
  checkBucket: [88, 8],
})

/** Where `evacuate` puts the next cell (map.go:1162); two of them lie on the stack. */
export const EVAC_DST = layout('evacDst', 32, {
  b: [0, 8],
  i: [8, 8],
  k: [16, 8],
  e: [24, 8],
})

/** sync.Mutex (sync/mutex.go:34). */
export const MUTEX = layout('sync.Mutex', 8, {
  state: [0, 4],
  sema: [4, 4],
})

/** sync.RWMutex (sync/rwmutex.go:35). */
export const RWMUTEX = layout('sync.RWMutex', 24, {
  w: [0, 8],
  writerSem: [8, 4],
  readerSem: [12, 4],
  readerCount: [16, 4],
  readerWait: [20, 4],
})

/** sync.Map (sync/map.go:35); `read` points to a `readOnly`. */
export const SYNC_MAP = layout('sync.Map', 32, {
  mu: [0, 8],
  read: [8, 8],
  dirty: [16, 8],
  misses: [24, 8],
})

/** What a sync.Map reads without its lock (sync/map.go:71). */
export const READ_ONLY = layout('sync.readOnly', 16, {
  m: [0, 8],
  amended: [8, 1],
})

/** Bits of `hmap.flags` (map.go:102). */
export const MAP_FLAGS = { iterator: 1, oldIterator: 2, hashWriting: 4, sameSizeGrow: 8 } as const

/** Values of a tophash byte below `minTopHash` are marks (map.go:94). */
export const TOPHASH = {
  /** This cell is empty, and so is everything after it in its chain. */
  emptyRest: 0,
  emptyOne: 1,
  /** Moved to the first half of the larger array. */
  evacuatedX: 2,
  /** Moved to the second half. */
  evacuatedY: 3,
  /** Was empty when its bucket was evacuated. */
  evacuatedEmpty: 4,
  minTopHash: 5,
} as const

/** hiter.checkBucket when there is nothing to check (map.go:108): all bits set. */
export const NO_CHECK = 0xffff_ffff_ffff_ffffn

/** Cells of one bucket (internal/abi/map.go:11). */
export const BUCKET_CELLS = 8

/** Offset of the keys in a bucket (map.go:85): the eight tophash bytes come before them. */
export const DATA_OFFSET = 8

/** Keys and elems larger than this are kept behind a pointer of 8 bytes (internal/abi/map.go:12). */
export const MAX_INLINE_BYTES = 128

/**
 * A bucket type (`bmap`, map.go:151): tophash[8], keys[8], elems[8], overflow. Offsets in bytes from the bucket's
 * start.
 */
export interface BucketLayout {
  readonly keySize: number
  readonly elemSize: number
  readonly size: number
  readonly overflow: Field
  /** The fields of cell `index`, 0 to 7. */
  tophash(index: number): Field
  key(index: number): Field
  elem(index: number): Field
}

/**
 * The bucket of a map whose keys and elems have these sizes in bytes. Needs no padding: every part is a multiple of 8
 * bytes.
 */
export function bucketLayout(keySize: number, elemSize: number): BucketLayout {
  const key = keySize > MAX_INLINE_BYTES ? 8 : keySize
  const elem = elemSize > MAX_INLINE_BYTES ? 8 : elemSize
  const elems = DATA_OFFSET + BUCKET_CELLS * key
  const overflow = elems + BUCKET_CELLS * elem
  return {
    keySize: key,
    elemSize: elem,
    size: overflow + 8,
    overflow: { offset: overflow, size: 8 },
    tophash: (index) => ({ offset: index, size: 1 }),
    key: (index) => ({ offset: DATA_OFFSET + index * key, size: key }),
    elem: (index) => ({ offset: elems + index * elem, size: elem }),
  }
}

/** The bucket of `map[uint64]uint64`: 144 bytes, keys at 8, elems at 72, overflow at 136. */
export const BUCKET = bucketLayout(8, 8)

/** `isEmpty` (map.go:112). */
export function isEmpty(tophash: number): boolean {
  return tophash <= TOPHASH.emptyOne
}

/** `evacuated` (map.go:204): whether the first tophash of a bucket says that its cells have moved. */
export function isEvacuated(firstTophash: number): boolean {
  return firstTophash > TOPHASH.emptyOne && firstTophash < TOPHASH.minTopHash
}

/** `tophash` (map.go:196): the top byte of a 64-bit hash, kept clear of the marks. */
export function tophashOf(hash: bigint): number {
  const top = Number(hash >> 56n)
  return top < TOPHASH.minTopHash ? top + TOPHASH.minTopHash : top
}

/** The largest count with which a map of 2^B buckets takes no growth (`overLoadFactor`, map.go:1097: 13/2 a bucket). */
export function largestCount(B: number): number {
  return B === 0 ? BUCKET_CELLS : 13 * 2 ** (B - 1)
}

const LARGEST_B = 16

/** log2 of the fewest buckets that Go takes for `count` keys, at most 16. */
export function leastB(count: number): number {
  let B = 0
  while (B < LARGEST_B && largestCount(B) < count) B++
  return B
}
