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
 * Who wrote each byte of shared memory last: now, and under `relaxed` as of earlier moments, counted as `History` counts them (a store
 * that changes nothing makes no moment of its own).
 */
export class Writers {
  /** Moments of the past that can be asked for. */
  readonly #kept: number
  readonly #bytes = new Map<number, Written[]>()
  #moment = 0

  constructor(kept: number) {
    this.#kept = kept
  }

  /** A store reaches memory; `changes`: memory is another one after it. */
  write(address: number, size: number, writer: Writer, changes: boolean): void {
    if (changes) this.#moment++
    for (let at = address; at < address + size; at++) {
      const newest = { moment: this.#moment, writer }
      const known = this.#bytes.get(at)
      if (!known || this.#kept === 0) this.#bytes.set(at, [newest])
      else {
        known.push(newest)
        while ((known[1]?.moment ?? Infinity) <= this.#moment - this.#kept) known.shift()
      }
    }
  }

  /** Who wrote the byte that memory held at `address` `back` moments ago; undefined: it is as it was before the run. */
  at(address: number, back: number): Writer | undefined {
    return this.#bytes.get(address)?.findLast(({ moment }) => moment <= this.#moment - back)?.writer
  }
}
