/**
 * What lies in the memory of a `map[uint64]uint64`, in chain order. Meant for the end of runs that raced, so nothing
 * that memory holds makes it throw or loop: what does not fit is said in `corrupt`.
 */
import { BUCKET, isEmpty, TOPHASH } from './layout.ts'
import { type MapHeader, LONGEST_CHAIN, MapReader, UnreadableMap } from './map-reader.ts'
import type { ReadMemory } from './read-memory.ts'

/** A cell that holds a key. */
export interface DecodedEntry {
  readonly key: bigint
  readonly value: bigint
  /** The array whose chain it is in. While a map grows, keys of old buckets not yet evacuated are in `oldbuckets`. */
  readonly array: 'buckets' | 'oldbuckets'
  /** Number of the bucket in which its chain begins. */
  readonly bucket: number
  /** 0 for a cell of that bucket itself, 1 for one of its first overflow bucket, and so on. */
  readonly link: number
  /** Number of the cell in its bucket, 0 to 7. */
  readonly slot: number
  readonly tophash: number
}

/** The buckets of one chain: more than one when it has overflow buckets. */
export interface DecodedChain {
  readonly array: 'buckets' | 'oldbuckets'
  readonly bucket: number
  /** Addresses of the buckets, from the one in the array on; each once. */
  readonly addresses: readonly bigint[]
  /** The chain leads back to the bucket with this address instead of ending. */
  readonly cycle: bigint | undefined
}

/** What `decodeMap` found. */
export interface DecodedMap extends MapHeader {
  /** Buckets of the old array first while the map grows, then the current array; evacuated cells are left out. */
  readonly entries: readonly DecodedEntry[]
  /** One for each bucket of each array, in the same order. */
  readonly chains: readonly DecodedChain[]
  /** What makes this no map, in words joined with `; `; undefined when the structure holds together. */
  readonly corrupt: string | undefined
}

/** More buckets than this (2^16) and `B` is taken for garbage. */
const LARGEST_B = 16

const NO_HEADER: MapHeader = {
  count: 0n, flags: 0, B: 0, noverflow: 0, hash0: 0, buckets: 0n, oldbuckets: 0n, nevacuate: 0n, extra: 0n,
}

/** Decodes the map whose `hmap` is at `hmap`; 0 is Go's nil map, which is empty. Never throws. */
export function decodeMap(read: ReadMemory, hmap: bigint): DecodedMap {
  if (hmap === 0n) return { ...NO_HEADER, entries: [], chains: [], corrupt: undefined }
  const decoder = new Decoder(new MapReader(read))
  const header = decoder.attempt(() => decoder.reader.header(hmap)) ?? NO_HEADER
  decoder.map(header)
  const { entries, chains, troubles } = decoder
  return { ...header, entries, chains, corrupt: troubles.size === 0 ? undefined : [...troubles].join('; ') }
}

class Decoder {
  readonly reader: MapReader
  readonly entries: DecodedEntry[] = []
  readonly chains: DecodedChain[] = []
  readonly troubles = new Set<string>()
  /** The chain that each bucket was first met in. */
  readonly #owners = new Map<bigint, string>()
  /** Buckets that may still be read: three times what Go would use, and one chain of garbage. */
  #bucketsLeft = LONGEST_CHAIN

  constructor(reader: MapReader) {
    this.reader = reader
  }

  /** The result of `action`, or undefined (and a trouble noted) when it reads what cannot be read. */
  attempt<T>(action: () => T): T | undefined {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof UnreadableMap)) throw error
      this.troubles.add(error.message)
      return undefined
    }
  }

  map({ B, flags, count, buckets, oldbuckets }: MapHeader): void {
    if (B > LARGEST_B) {
      this.troubles.add(`B is ${B}, which means 2^${B} buckets`)
      return
    }
    if (oldbuckets !== 0n) {
      // sameSizeGrow: map.go:1132, noldbuckets
      const oldB = (flags & 8) !== 0 ? B : B - 1
      if (oldB < 0) this.troubles.add('oldbuckets is not nil, but a map of B = 0 has grown from nothing smaller')
      else this.#array('oldbuckets', oldbuckets, oldB)
    }
    if (buckets !== 0n) this.#array('buckets', buckets, B)
    else if (B > 0 || count > 0n) this.troubles.add(`buckets is nil with B = ${B} and count = ${count}`)
  }

  #array(array: DecodedChain['array'], address: bigint, B: number): void {
    this.#bucketsLeft += 3 * 2 ** B
    // The heads are claimed first, so that a chain that runs into another bucket's head is seen as shared.
    const heads = Array.from({ length: 2 ** B }, (_, bucket) => address + BigInt(bucket * BUCKET.size))
    for (const [bucket, head] of heads.entries()) this.#owners.set(head, `${array}[${bucket}]`)
    for (const [bucket, head] of heads.entries()) this.#chain(array, bucket, head)
  }

  #chain(array: DecodedChain['array'], bucket: number, head: bigint): void {
    const name = `${array}[${bucket}]`
    const addresses: bigint[] = []
    const met = new Set<bigint>()
    let at = head
    while (at !== 0n && !met.has(at)) {
      if (this.#bucketsLeft === 0) {
        this.troubles.add(`the chains have far more buckets than a map of this size; the rest was not read`)
        at = 0n
        break
      }
      const owner = this.#owners.get(at) ?? name
      this.#owners.set(at, owner)
      if (owner !== name) this.troubles.add(`the chain of ${name} runs into that of ${owner} at 0x${at.toString(16)}`)
      this.#bucketsLeft -= 1
      const here = at
      const link = addresses.length
      const next = this.attempt(() => {
        this.#cells(array, bucket, link, here)
        return this.reader.overflow(here)
      })
      if (next === undefined) {
        at = 0n
        break
      }
      met.add(here)
      addresses.push(here)
      at = next
    }
    const cycle = at === 0n ? undefined : at
    if (cycle !== undefined) this.troubles.add(`the chain of ${name} leads back to 0x${cycle.toString(16)}: a cycle`)
    this.chains.push({ array, bucket, addresses, cycle })
  }

  #cells(array: DecodedChain['array'], bucket: number, link: number, at: bigint): void {
    for (const [slot, tophash] of this.reader.tophashes(at).entries()) {
      if (isEmpty(tophash)) continue
      if (tophash < TOPHASH.minTopHash) {
        if (array === 'oldbuckets') continue
        this.troubles.add(`buckets[${bucket}] holds the evacuation mark ${tophash} in slot ${slot}`)
        continue
      }
      this.entries.push({
        key: this.reader.key(at, slot), value: this.reader.elem(at, slot), array, bucket, link, slot, tophash,
      })
    }
  }
}
