/**
 * The memory of a `map[uint64]uint64` in a chosen state, byte for byte what a quiet Go 1.22 program would have: marks,
 * hash bits, overflow chains, the sentinel of the last preallocated bucket, and a growth under way with some old
 * buckets evacuated.
 */
import { InputError } from '../emu/input-error.ts'
import type { Segment } from '../emu/image.ts'
import { type Bucket, BucketArray, type Cell, evacuate, fillCell } from './bucket-array.ts'
import { HEAP_START, HeapPlacer } from './heap-placer.ts'
import type { Label } from './label.ts'
import {
  BUCKET, BUCKET_CELLS, HMAP, MAPEXTRA, MAP_FLAGS, SLICE, isEmpty, largestCount, type Field, type Layout,
} from './layout.ts'
import { HASH_KEY, memhash64, type HashKey } from './memhash.ts'
import { HEAP_PAGE } from './size-classes.ts'

/** One key of the map. */
export interface MapEntry {
  readonly key: bigint
  readonly value: bigint
  /**
   * Where it lies; by default in the first free cell of its bucket. `bucket` must be the one that the key hashes to;
   * an `index` of 8 or more is in an overflow bucket. Cells before it that stay empty are marked as deleted
   * (`emptyOne`).
   */
  readonly slot?: { readonly bucket: number; readonly index: number }
  /**
   * The key was deleted: its cell is empty, but still holds the key, as `mapdelete_fast64` leaves it. `value` is not
   * used.
   */
  readonly deleted?: boolean
}

/** A growth under way. */
export interface Growth {
  /** log2 of the number of old buckets: `B - 1` (the default), or `B` for a growth to the same size. */
  readonly oldB?: number
  /** Old buckets already moved, in the order in which that happened. Not all of them: then the growth would be over. */
  readonly evacuated?: readonly number[]
  /** `hmap.nevacuate`; by default the first old bucket that is not evacuated, as `advanceEvacuationMark` leaves it. */
  readonly nevacuate?: number
  /** Keys inserted since the growth began: they lie in the new array, so their old buckets must be evacuated. */
  readonly entries?: readonly MapEntry[]
}

/** The state of the map. Sizes follow from it as in Go: `count`, `noverflow`, `extra` and the chains are not given. */
export interface MapSpec {
  /** log2 of the number of buckets, 0 to 16. */
  readonly B: number
  /** With a growth under way: the keys that were in the map when it began. */
  readonly entries: readonly MapEntry[]
  /** `nil` is how a map starts: only with B = 0 and no entries. The default is `allocated`. */
  readonly buckets?: 'allocated' | 'nil'
  /** The map's hash seed, 32 bits; default 0x5eed. */
  readonly hash0?: number
  /** `hmap.flags`; `sameSizeGrow` is added where `growing` says so. Default 0. */
  readonly flags?: number
  readonly growing?: Growth
  /**
   * The map came to its size by a growth that is over, not by `make(map, hint)`: `nevacuate` still holds the number of
   * the old buckets, 2^(B-1), until the next growth sets it to 0, after it has set the
   * pointers (map.go:1074). Default false.
   */
  readonly grown?: boolean
  /** The first page of the heap to use; default 0xc000000000. A multiple of 8192. */
  readonly address?: bigint
  /** The process's hash key; default `HASH_KEY`. */
  readonly hashKey?: HashKey
}

/** What `buildMap` made. */
export interface MapImage {
  /** Address of the `hmap`: the value of a Go map variable. */
  readonly hmap: bigint
  /** One segment for each allocation, all `shared`. */
  readonly segments: readonly Segment[]
  /**
   * In the order of their addresses: `h.flags`, `bucket[0].key[3]`, `old[1].tophash[0]`, `overflow[0].elem[7]`,
   * `extra.nextOverflow`, …
   */
  readonly labels: readonly Label[]
  /** The first address after the pages that the map uses. */
  readonly end: bigint
}

const DEFAULT_HASH0 = 0x5eed
const LARGEST_B = 16
const WORD = 8

/** Lays the map out. Throws `InputError` when no quiet Go program can reach the state that `spec` asks for. */
export function buildMap(spec: MapSpec): MapImage {
  const { B, entries, growing, buckets = 'allocated', hash0 = DEFAULT_HASH0, flags = 0, address = HEAP_START } = spec
  requireInteger('B', B, 0, LARGEST_B)
  requireInteger('hash0', hash0, 0, 0xffff_ffff)
  requireInteger('flags', flags, 0, 15)
  if (address % BigInt(HEAP_PAGE) !== 0n) {
    throw new InputError(`a map's address must be a multiple of ${HEAP_PAGE}, not 0x${address.toString(16)}`)
  }
  const hash = (key: bigint): bigint => memhash64(key, hash0, spec.hashKey ?? HASH_KEY)

  const live = [...entries, ...(growing?.entries ?? [])].filter((entry) => entry.deleted !== true)
  refuseDuplicates(live)
  if (buckets === 'nil' && (B !== 0 || entries.length > 0 || growing !== undefined)) {
    throw new InputError('a map has nil buckets only before its first insert: with B = 0, no entries and no growth')
  }

  const table = buckets === 'nil' ? undefined : new BucketArray(B)
  const old = table === undefined || growing === undefined ? undefined : oldArray(table, growing, entries, hash)
  if (table !== undefined) {
    fill(table, old === undefined ? entries : growing?.entries ?? [], hash)
    if (live.length > largestCount(B)) throw tooMany(live.length, B)
  }

  const memory = new MapMemory(address)
  const hmap = memory.allocate('h', HMAP.size)
  const needsExtra = [table, old?.array].some((array) => array !== undefined && array.overflow.length > 0) ||
    table?.nextOverflow !== undefined
  const extra = needsExtra ? memory.allocate('extra', MAPEXTRA.size) : undefined
  const oldAt = old === undefined ? undefined : memory.bucketArray(old.array, 'oldbuckets', 'old', 'oldoverflow')
  const tableAt = table === undefined ? undefined : memory.bucketArray(table, 'buckets', 'bucket', 'overflow')

  memory.record(hmap, 'h', HMAP, {
    count: BigInt(live.length),
    flags: BigInt(flags | (old !== undefined && old.array.B === B ? MAP_FLAGS.sameSizeGrow : 0)),
    B: BigInt(B),
    noverflow: BigInt(table?.overflow.length ?? 0),
    hash0: BigInt(hash0),
    buckets: tableAt?.address ?? 0n,
    oldbuckets: oldAt?.address ?? 0n,
    nevacuate: BigInt(old?.nevacuate ?? (spec.grown === true && B > 0 ? 2 ** (B - 1) : 0)),
    extra: extra ?? 0n,
  })
  if (extra !== undefined) {
    memory.record(extra, 'extra', MAPEXTRA, {
      overflow: memory.pointerSlice('overflow', tableAt?.overflow ?? []),
      oldoverflow: memory.pointerSlice('oldoverflow', oldAt?.overflow ?? []),
      nextOverflow: tableAt?.nextOverflow ?? 0n,
    })
  }
  const labels = memory.labels.sort((a, b) => Number(a.address - b.address))
  return { hmap, segments: memory.segments, labels, end: memory.end }
}

/** The old array of a growth, with the buckets that `growing` names moved into `table`. */
function oldArray(
  table: BucketArray, growing: Growth, entries: readonly MapEntry[], hash: (key: bigint) => bigint,
): { array: BucketArray; nevacuate: number } {
  const { oldB = table.B - 1, evacuated = [], entries: later = [] } = growing
  if ((oldB !== table.B - 1 && oldB !== table.B) || oldB < 0) {
    throw new InputError(`a map of B = ${table.B} grows from B = ${table.B - 1} or ${table.B}, not from ${oldB}`)
  }
  const array = new BucketArray(oldB)
  const count = entries.filter((entry) => entry.deleted !== true).length
  if (count > largestCount(oldB)) throw tooMany(count, oldB, '; list the later ones in growing.entries')
  fill(array, entries, hash)
  const moved = new Set<number>()
  for (const bucket of evacuated) {
    requireInteger('an evacuated bucket', bucket, 0, 2 ** oldB - 1)
    if (moved.has(bucket)) throw new InputError(`old bucket ${bucket} is listed twice in growing.evacuated`)
    moved.add(bucket)
    evacuate(array, table, bucket, hash)
  }
  const numbers = Array.from({ length: 2 ** oldB }, (_, bucket) => bucket)
  const first = numbers.find((bucket) => !moved.has(bucket))
  if (first === undefined) {
    throw new InputError('every old bucket is evacuated, so the growth is over: leave `growing` out')
  }
  for (const { key } of later) {
    const bucket = bucketOf(hash(key), oldB)
    if (!moved.has(bucket)) {
      throw new InputError(
        `key ${key} came after the growth began, so its old bucket ${bucket} must be in growing.evacuated`,
      )
    }
  }
  const nevacuate = growing.nevacuate ?? first
  requireInteger('growing.nevacuate', nevacuate, 0, 2 ** oldB - 1)
  return { array, nevacuate }
}

function bucketOf(hash: bigint, B: number): number {
  return Number(hash & ((1n << BigInt(B)) - 1n))
}

/**
 * Puts entries with a slot of their own there, then the others into the first free cells, and marks what stays empty.
 */
function fill(array: BucketArray, entries: readonly MapEntry[], hash: (key: bigint) => bigint): void {
  const taken = new Set<Cell>()
  const put = (entry: MapEntry, bucket: number, index: number): void => {
    const cell = array.cell(bucket, index)
    if (taken.has(cell) || !isEmpty(cell.tophash)) {
      throw new InputError(`key ${entry.key}: cell ${index} of bucket ${bucket} is taken by key ${cell.key}`)
    }
    taken.add(cell)
    fillCell(cell, entry.key, entry.value, hash(entry.key), entry.deleted === true)
  }
  for (const entry of entries) {
    requireWord(`key ${entry.key}`, entry.key)
    requireWord(`the value ${entry.value} of key ${entry.key}`, entry.value)
    if (entry.slot === undefined) continue
    const { bucket, index } = entry.slot
    const right = bucketOf(hash(entry.key), array.B)
    if (bucket !== right) {
      throw new InputError(
        `key ${entry.key} hashes to bucket ${right} of ${2 ** array.B}, so it cannot lie in bucket ${bucket}`,
      )
    }
    requireInteger(`the index of key ${entry.key}`, index, 0, 8 * BUCKET_CELLS - 1)
    put(entry, bucket, index)
  }
  for (const entry of entries) {
    if (entry.slot !== undefined) continue
    const bucket = bucketOf(hash(entry.key), array.B)
    put(entry, bucket, array.firstFree(bucket, taken))
  }
  array.markEmptyCells()
}

/** Where a bucket array went. */
interface PlacedArray {
  readonly address: bigint
  /** Its overflow buckets in use, in the order in which they were taken. */
  readonly overflow: readonly bigint[]
  readonly nextOverflow: bigint | undefined
}

/** Addresses, bytes and labels of what the map allocates. */
class MapMemory {
  readonly segments: Segment[] = []
  readonly labels: Label[] = []
  readonly #heap: HeapPlacer

  constructor(start: bigint) {
    this.#heap = new HeapPlacer(start)
  }

  get end(): bigint {
    return this.#heap.end
  }

  allocate(name: string, size: number): bigint {
    const address = this.#heap.place(size)
    this.segments.push({ name, address, bytes: new Uint8Array(size), kind: 'shared' })
    return address
  }

  /** Stores the fields of a structure and labels them `name.field`. */
  record<Name extends string>(
    address: bigint, name: string, { fields }: Layout<Name>, values: Readonly<Record<Name, bigint>>,
  ): void {
    for (const field of Object.keys(fields) as Name[]) {
      this.#field(address, fields[field], `${name}.${field}`, values[field])
    }
  }

  /** Stores an array and its overflow buckets. `element` and `link` name the buckets in labels. */
  bucketArray(array: BucketArray, segment: string, element: string, link: string): PlacedArray {
    const base = 2 ** array.B
    const address = this.allocate(segment, array.buckets.length * BUCKET.size)
    const at = new Map<Bucket, bigint>()
    const names = new Map<Bucket, string>()
    for (const bucket of array.buckets) {
      const { position } = bucket
      at.set(bucket, address + BigInt(position * BUCKET.size))
      names.set(bucket, position < base ? `${element}[${position}]` : `${link}[${position - base}]`)
    }
    let links = array.buckets.length - base
    for (const bucket of array.overflow) {
      if (bucket.position >= 0) continue
      const name = `${link}[${links}]`
      names.set(bucket, name)
      at.set(bucket, this.allocate(name, BUCKET.size))
      links += 1
    }
    const last = array.buckets.length > base ? array.buckets.at(-1) : undefined
    const lastIsFree = last !== undefined && !array.overflow.includes(last)
    for (const [bucket, bucketAt] of at) {
      // The last preallocated bucket, until it is used, points to the array: not nil, so "the last one" (map.go:386).
      const sentinel = lastIsFree && bucket === last ? address : 0n
      const overflow = bucket.overflow === undefined ? sentinel : at.get(bucket.overflow) ?? 0n
      // Every bucket has its name from above.
      this.#bucket(bucketAt, names.get(bucket) as string, bucket.cells, overflow)
    }
    const addressOf = (bucket: Bucket): bigint => at.get(bucket) ?? 0n
    const next = array.nextOverflow
    const nextOverflow = next === undefined ? undefined : addressOf(next)
    return { address, overflow: array.overflow.map(addressOf), nextOverflow }
  }

  /**
   * A `*[]*bmap` in `extra`: nil for an empty list, else a slice header whose array has grown by doubling, as `append`
   * does.
   */
  pointerSlice(field: 'overflow' | 'oldoverflow', pointers: readonly bigint[]): bigint {
    if (pointers.length === 0) return 0n
    const name = `(*extra.${field})`
    const capacity = 2 ** Math.ceil(Math.log2(pointers.length))
    const header = this.allocate(name, SLICE.size)
    const array = this.allocate(`${name}.array`, capacity * WORD)
    this.record(header, name, SLICE, { array, len: BigInt(pointers.length), cap: BigInt(capacity) })
    for (let i = 0; i < capacity; i += 1) {
      this.#field(array, { offset: i * WORD, size: WORD }, `${name}[${i}]`, pointers[i] ?? 0n)
    }
    return header
  }

  #bucket(address: bigint, name: string, cells: readonly Cell[], overflow: bigint): void {
    for (const [i, cell] of cells.entries()) {
      this.#field(address, BUCKET.tophash(i), `${name}.tophash[${i}]`, BigInt(cell.tophash))
      this.#field(address, BUCKET.key(i), `${name}.key[${i}]`, cell.key)
      this.#field(address, BUCKET.elem(i), `${name}.elem[${i}]`, cell.elem)
    }
    this.#field(address, BUCKET.overflow, `${name}.overflow`, overflow)
  }

  #field(base: bigint, { offset, size }: Field, name: string, value: bigint): void {
    const address = base + BigInt(offset)
    this.labels.push({ name, address, size })
    if (value === 0n) return
    const segment = this.segments.find(({ address: start, bytes }) => {
      return address >= start && address < start + BigInt(bytes.length)
    })
    if (segment === undefined) throw new Error(`0x${address.toString(16)} (${name}) was never allocated`)
    storeWord(segment.bytes, Number(address - segment.address), size, value)
  }
}

function storeWord(bytes: Uint8Array, at: number, size: number, value: bigint): void {
  for (let i = 0; i < size; i += 1) bytes[at + i] = Number((value >> BigInt(8 * i)) & 0xffn)
}

function requireInteger(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new InputError(`${what} must be a whole number from ${least} to ${most}, not ${value}`)
}

function requireWord(what: string, value: bigint): void {
  if (BigInt.asUintN(64, value) !== value) throw new InputError(`${what} does not fit into 64 bits without a sign`)
}

function refuseDuplicates(entries: readonly MapEntry[]): void {
  const seen = new Set<bigint>()
  for (const { key } of entries) {
    if (seen.has(key)) throw new InputError(`key ${key} is in the map twice; a deleted one is marked \`deleted: true\``)
    seen.add(key)
  }
}

function tooMany(count: number, B: number, hint = ''): InputError {
  return new InputError(`${count} keys are too many for B = ${B}: Go grows the map beyond ${largestCount(B)}${hint}`)
}
