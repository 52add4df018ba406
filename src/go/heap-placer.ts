/**
 * Gives objects addresses as Go's allocator does: a span of pages for every size class, objects packed in it without a
 * gap.
 */
import { HEAP_PAGE, roundUpSize } from './size-classes.ts'

/** Where the Go heap begins on linux/amd64 (runtime/malloc.go, mallocinit's arena hints). */
export const HEAP_START = 0xc0_0000_0000n

export class HeapPlacer {
  #end: bigint
  readonly #spans = new Map<number, { next: bigint; readonly end: bigint }>()

  /** `start` is the address of the first span; a multiple of the page. */
  constructor(start: bigint) {
    this.#end = start
  }

  /** The first address that no span covers yet. */
  get end(): bigint {
    return this.#end
  }

  /** The address of a new object of `size` bytes. */
  place(size: number): bigint {
    const bytes = roundUpSize(size)
    let span = this.#spans.get(bytes)
    if (span === undefined || span.next + BigInt(bytes) > span.end) {
      const length = BigInt(Math.ceil(bytes / HEAP_PAGE) * HEAP_PAGE)
      span = { next: this.#end, end: this.#end + length }
      this.#spans.set(bytes, span)
      this.#end += length
    }
    const address = span.next
    span.next += BigInt(bytes)
    return address
  }
}
