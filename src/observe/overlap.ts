/**
 * Calls of a function that overlap: what a probe at its entry and its return would see that missed nothing (a uprobe and a uretprobe that
 * cost no time). The runtime's flag looks for the same thing from inside.
 */
import { functionOf } from './compare-and-swaps.ts'
import type { TraceEvent } from './trace/trace-event.ts'

/** One call, by the numbers of its first and last event; `to` undefined: it has not returned. */
export interface Call {
  readonly core: number
  readonly from: number
  readonly to: number | undefined
}

export class Overlap {
  readonly #function: string
  readonly #calls: { core: number; from: number; to: number | undefined }[] = []
  #pairs = 0

  /** `runtime.mapassign_fast64`; one that does not call itself. */
  constructor(name: string) {
    this.#function = name
  }

  see(event: TraceEvent): void {
    if (event.kind !== 'instruction' || functionOf(event.symbol) !== this.#function) return
    const open = this.#calls.find(({ core, to }) => core === event.core && to === undefined)
    if (event.symbol === this.#function && !open) {
      this.#pairs += this.#calls.filter(({ to }) => to === undefined).length
      this.#calls.push({ core: event.core, from: event.event, to: undefined })
    } else if (open && /^ret\b/i.test(event.text)) open.to = event.event
  }

  get calls(): readonly Call[] {
    return this.#calls
  }

  /** Pairs of calls that were under way at the same time. */
  get overlaps(): number {
    return this.#pairs
  }
}
