/** A store that reached memory. */
export interface Writer {
  readonly store: number
  /** The event that put it there. */
  readonly event: number
}

interface Written {
  readonly moment: number
  readonly writer: Writer
}

/**
 * Who wrote each byte of shared memory last: now, and under `relaxed` as of earlier moments. These are counted as `History` counts
 * them: each group of cells has a past of its own, and a store that changes nothing makes no moment.
 */
export class Writers {
  /** Moments of the past that can be asked for. */
  readonly #kept: number
  readonly #pastOf: (address: number) => number | undefined
  readonly #bytes = new Map<number, Written[]>()
  /** The moment of each past that is now. */
  readonly #now = new Map<number, number>()

  /** `pastOf` is that of the machine; not asked when `kept` is 0. */
  constructor(kept: number, pastOf: (address: number) => number | undefined) {
    this.#kept = kept
    this.#pastOf = pastOf
  }

  /** A store reaches memory; `changes`: memory is another one after it. */
  write(address: number, size: number, writer: Writer, changes: boolean): void {
    const moment = this.#kept === 0 ? 0 : this.#momentOf(address) + Number(changes)
    if (this.#kept > 0) this.#now.set(this.#pastOf(address) ?? -1, moment)
    for (let at = address; at < address + size; at++) {
      const newest = { moment, writer }
      const known = this.#bytes.get(at)
      if (!known || this.#kept === 0) this.#bytes.set(at, [newest])
      else {
        known.push(newest)
        while ((known[1]?.moment ?? Infinity) <= moment - this.#kept) known.shift()
      }
    }
  }

  /** Who wrote the byte that memory held at `address` `back` moments ago; undefined: it is as it was before the run. */
  at(address: number, back: number): Writer | undefined {
    const written = this.#bytes.get(address)
    if (back === 0) return written?.at(-1)?.writer
    const then = this.#momentOf(address) - back
    return written?.findLast(({ moment }) => moment <= then)?.writer
  }

  #momentOf(address: number): number {
    return this.#now.get(this.#pastOf(address) ?? -1) ?? 0
  }
}
