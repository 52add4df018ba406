/**
 * One bucket array of a map, as a quiet Go program would have built it: cells, chains and overflow buckets, not yet
 * bytes.
 */
import { BUCKET, BUCKET_CELLS, TOPHASH, isEmpty, tophashOf } from './layout.ts'
import { roundUpSize } from './size-classes.ts'

export interface Cell {
  tophash: number
  key: bigint
  elem: bigint
}

export interface Bucket {
  readonly cells: readonly Cell[]
  overflow: Bucket | undefined
  /** Position in the array, or -1 for an overflow bucket with an allocation of its own. */
  readonly position: number
}

function newBucket(position: number): Bucket {
  const cells = Array.from({ length: BUCKET_CELLS }, () => ({ tophash: TOPHASH.emptyRest, key: 0n, elem: 0n }))
  return { cells, overflow: undefined, position }
}

export class BucketArray {
  readonly B: number
  /** The 2^B buckets, then the preallocated overflow buckets. */
  readonly buckets: readonly Bucket[]
  /** Overflow buckets in use, in the order in which they were taken: what `*extra.overflow` lists. */
  readonly overflow: Bucket[] = []
  #nextPreallocated: number

  /**
   * An empty array of 2^B buckets, with as many preallocated overflow buckets as `makeBucketArray` adds (map.go:351).
   */
  constructor(B: number) {
    const base = 2 ** B
    const wanted = B >= 4 ? base + 2 ** (B - 4) : base
    const length = B >= 4 ? Math.floor(roundUpSize(wanted * BUCKET.size) / BUCKET.size) : base
    this.B = B
    this.buckets = Array.from({ length }, (_, position) => newBucket(position))
    this.#nextPreallocated = base
  }

  /** The next free preallocated overflow bucket, or undefined when there is none (left). */
  get nextOverflow(): Bucket | undefined {
    return this.buckets[this.#nextPreallocated]
  }

  /** The chain that starts at bucket number `bucket`. */
  chain(bucket: number): Bucket[] {
    const chain: Bucket[] = []
    for (let b = this.buckets[bucket]; b !== undefined; b = b.overflow) chain.push(b)
    return chain
  }

  /** Links one more overflow bucket behind `tail` (`newoverflow`, map.go:247). */
  extend(tail: Bucket): Bucket {
    const preallocated = this.nextOverflow
    if (preallocated !== undefined) this.#nextPreallocated += 1
    const bucket = preallocated ?? newBucket(-1)
    this.overflow.push(bucket)
    tail.overflow = bucket
    return bucket
  }

  /**
   * Cell `index` of the chain of `bucket`: 0 to 7 in the bucket itself, 8 to 15 in its first overflow bucket, and so
   * on.
   */
  cell(bucket: number, index: number): Cell {
    const chain = this.chain(bucket)
    const link = Math.floor(index / BUCKET_CELLS)
    while (chain.length <= link) {
      // A chain has at least its first bucket.
      chain.push(this.extend(chain.at(-1) as Bucket))
    }
    return chain[link]?.cells[index % BUCKET_CELLS] as Cell
  }

  /** The number of the first cell in the chain of `bucket` that holds nothing and is not in `taken`. */
  firstFree(bucket: number, taken: ReadonlySet<Cell>): number {
    const cells = this.chain(bucket).flatMap(({ cells }) => cells)
    const free = cells.findIndex((cell) => isEmpty(cell.tophash) && !taken.has(cell))
    return free === -1 ? cells.length : free
  }

  /** Gives every empty cell its mark: `emptyRest` when nothing follows in its chain, else `emptyOne`. */
  markEmptyCells(): void {
    for (let bucket = 0; bucket < 2 ** this.B; bucket += 1) {
      let rest = true
      for (const cell of this.chain(bucket).flatMap(({ cells }) => cells).reverse()) {
        if (!isEmpty(cell.tophash)) rest = false
        else cell.tophash = rest ? TOPHASH.emptyRest : TOPHASH.emptyOne
      }
    }
  }
}

/**
 * Moves the chain of old bucket `bucket` into `to` as `evacuate_fast64` does (map_fast64.go:376): marks stay behind,
 * and so do keys and elems, because a bucket without pointers is not cleared. `hash` gives the 64-bit hash of a key.
 */
export function evacuate(from: BucketArray, to: BucketArray, bucket: number, hash: (key: bigint) => bigint): void {
  const newBit = 2 ** from.B
  const sameSize = from.B === to.B
  const destinations = [bucket, bucket + newBit].map((number) => ({ number, next: 0 }))
  for (const cell of from.chain(bucket).flatMap(({ cells }) => cells)) {
    if (isEmpty(cell.tophash)) {
      cell.tophash = TOPHASH.evacuatedEmpty
      continue
    }
    const half = !sameSize && (hash(cell.key) & BigInt(newBit)) !== 0n ? 1 : 0
    // There are two destinations, X and Y.
    const destination = destinations[half] as { number: number; next: number }
    Object.assign(to.cell(destination.number, destination.next), cell)
    destination.next += 1
    cell.tophash = TOPHASH.evacuatedX + half
  }
}

/** Fills a cell with a live key, or (`deleted`) with the key that `mapdelete_fast64` leaves behind. */
export function fillCell(cell: Cell, key: bigint, elem: bigint, hash: bigint, deleted: boolean): void {
  cell.key = key
  cell.elem = deleted ? 0n : elem
  cell.tophash = deleted ? TOPHASH.emptyOne : tophashOf(hash)
}
