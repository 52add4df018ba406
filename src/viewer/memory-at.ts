import type { EventRecord } from './trace-records.ts'
import type { ViewedTrace } from './viewed-trace.ts'

interface Written {
  readonly value: number
  /** Position of the event that put it there. */
  readonly at: number
}

/** Shared memory at a moment of a trace. Moments that come one after another cost little; a moment before is reached from the start. */
export class MemoryAt {
  readonly #trace: ViewedTrace
  #bytes = new Map<number, Written>()
  #next = 0

  constructor(trace: ViewedTrace) {
    this.#trace = trace
  }

  /** After the event at `at`; -1: before the run. */
  moveTo(at: number): void {
    if (at + 1 < this.#next) {
      this.#bytes = new Map()
      this.#next = 0
    }
    for (; this.#next <= at; this.#next++) {
      const event = this.#trace.events[this.#next]
      if (event) this.#apply(event, this.#next)
    }
  }

  /** Unsigned, little-endian; `size` in bytes. */
  read(address: number, size: number): bigint {
    let value = 0n
    for (let at = address + size - 1; at >= address; at--) {
      value = (value << 8n) | BigInt(this.#bytes.get(at)?.value ?? this.initialByte(at))
    }
    return value
  }

  /** Positions of the events that put these bytes there, ascending; none for bytes that are as before the run. */
  writers(address: number, size: number): number[] {
    const found = new Set<number>()
    for (let at = address; at < address + size; at++) {
      const written = this.#bytes.get(at)
      if (written) found.add(written.at)
    }
    return [...found].sort((a, b) => a - b)
  }

  initialByte(address: number): number {
    const range = this.#trace.ranges.find((one) => address >= one.address && address < one.address + one.size)
    return range?.bytes[address - range.address] ?? 0
  }

  #apply(event: EventRecord, at: number): void {
    if (event.kind === 'drain') this.#write(Number(event.address), event.size, BigInt(event.value), at)
    if (event.kind !== 'instruction') return
    for (const access of event.accesses) {
      if (access.memory === 'shared' && access.kind === 'store' && access.to === 'memory') {
        this.#write(Number(access.address), access.size, BigInt(access.value), at)
      }
    }
  }

  #write(address: number, size: number, value: bigint, at: number): void {
    for (let i = 0; i < size; i++) this.#bytes.set(address + i, { value: Number((value >> BigInt(8 * i)) & 0xffn), at })
  }
}
