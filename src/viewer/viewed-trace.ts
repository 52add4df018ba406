/** A trace with what is asked of it while someone looks: who issued and drained a store, who read it, who touches a place next. */
import { overlaps } from '../emu/range.ts'
import { bucketName } from '../export/memory-blocks.ts'
import { LabelTable } from '../go/labels.ts'
import { lastAtOrBelow } from '../go/last-at-or-below.ts'
import { EventText } from './event-text.ts'
import type { DrainRecord, EventRecord, HeaderRecord, HeldRecord, InstructionRecord, SharedLoadRecord } from './trace-records.ts'

/** A piece of shared memory. */
export interface Place {
  readonly label: string
  readonly address: number
  /** Bytes. */
  readonly size: number
}

export interface InitialRange {
  readonly address: number
  readonly size: number
  /** Zeros at its end may be left out. */
  readonly bytes: Uint8Array
}

export interface InitialMemory {
  readonly ranges: readonly InitialRange[]
  readonly labels: readonly { readonly name: string; readonly address: number; readonly size: number }[]
}

/** A store to shared memory from the instruction that issues it to the event that puts it into memory: positions in the trace. */
export interface StoreLife {
  readonly store: number
  readonly core: number
  readonly issued: number
  /** Undefined while it is in the buffer. */
  written: number | undefined
  /** The stripe that stands for it in the core's column, counted from 0: free ones are taken again. */
  readonly lane: number
}

/** A load of shared memory and an event that it reads from: positions in the trace. */
export interface Reading {
  readonly load: number
  readonly source: number
}

const NONE: readonly Reading[] = []

export class ViewedTrace {
  readonly header: HeaderRecord
  readonly events: readonly EventRecord[]
  readonly ranges: readonly InitialRange[]
  readonly labels: LabelTable
  readonly coreCount: number
  readonly words: EventText
  /** Every place that some event accesses, by name. */
  readonly places: readonly Place[]
  readonly #stores = new Map<number, StoreLife>()
  readonly #readingsOfLoad = new Map<number, Reading[]>()
  readonly #readingsOfSource = new Map<number, Reading[]>()
  /** For each core the positions of its events. */
  readonly #ofCore: readonly number[][]
  readonly #lanes: readonly number[]

  /** Positions count from 0, event numbers from 1. */
  constructor(header: HeaderRecord, events: readonly EventRecord[], { ranges, labels }: InitialMemory) {
    this.header = header
    this.events = events
    this.ranges = ranges
    this.labels = new LabelTable(labels.map(({ name, address, size }) => ({ name, address: BigInt(address), size })))
    this.coreCount = header.cores.length
    this.words = new EventText((at) => (this.isShared(at, 1) ? bucketName(this.labels, at) : undefined))
    this.#ofCore = header.cores.map(() => [])
    const places = new Map<string, Place>()
    const lanes = header.cores.map(() => new Lanes())
    events.forEach((event, at) => {
      if (event.kind === 'end') return
      this.#ofCore[event.core]?.push(at)
      for (const place of placesOf(event)) if (!places.has(place.label)) places.set(place.label, place)
      if (event.kind === 'drain') this.#drain(event, at, lanes)
      if (event.kind === 'instruction') this.#instruction(event, at, lanes)
    })
    this.#lanes = lanes.map(({ most }) => most)
    this.places = [...places.values()].sort((a, b) => a.address - b.address || a.size - b.size)
  }

  /** Is it memory that cores share? `size` in bytes. */
  isShared(address: number, size: number): boolean {
    return this.ranges.some((range) => address >= range.address && address + size <= range.address + range.size)
  }

  /** The buffer of `core` after the event at `at`, oldest first. */
  buffer(core: number, at: number): readonly HeldRecord[] {
    const own = this.#ofCore[core] ?? []
    for (let i = lastAtOrBelow(own, at); i >= 0; i--) {
      const event = this.events[own[i] ?? 0]
      if (event?.kind === 'instruction' || event?.kind === 'drain') return event.buffer
    }
    return []
  }

  store(number: number): StoreLife | undefined {
    return this.#stores.get(number)
  }

  /** The most stores that the core ever holds at once. */
  lanes(core: number): number {
    return this.#lanes[core] ?? 0
  }

  /** What the event at `at` reads, and who reads what it has put into memory or into its buffer. */
  readingsOf(at: number): { readonly from: readonly Reading[]; readonly by: readonly Reading[] } {
    return { from: this.#readingsOfLoad.get(at) ?? NONE, by: this.#readingsOfSource.get(at) ?? NONE }
  }

  /** The nearest event after `at` (before it: `step` -1) that touches a byte of `place`. */
  nextAccess(at: number, place: Place, step: 1 | -1): number | undefined {
    for (let i = at + step; i >= 0 && i < this.events.length; i += step) {
      const event = this.events[i]
      if (event && placesOf(event).some((other) => overlaps(other, place))) return i
    }
    return undefined
  }

  /** Positions of the events of a core. */
  eventsOf(core: number): readonly number[] {
    return this.#ofCore[core] ?? []
  }

  #instruction(event: InstructionRecord, at: number, lanes: readonly Lanes[]): void {
    for (const access of event.accesses) {
      if (access.memory === 'private') continue
      if (access.kind === 'load') this.#load(access, at)
      else {
        const toBuffer = access.to === 'buffer'
        const lane = toBuffer ? lanes[event.core]?.take() ?? 0 : 0
        const { store } = access
        this.#stores.set(store, { store, core: event.core, issued: at, written: toBuffer ? undefined : at, lane })
      }
    }
  }

  #load({ sources }: SharedLoadRecord, at: number): void {
    for (const { event } of sources) {
      if (event === undefined) continue
      const reading = { load: at, source: event - 1 }
      append(this.#readingsOfLoad, at, reading)
      append(this.#readingsOfSource, event - 1, reading)
    }
  }

  #drain(event: DrainRecord, at: number, lanes: readonly Lanes[]): void {
    const life = this.#stores.get(event.store)
    if (!life) return
    life.written = at
    lanes[event.core]?.free(life.lane)
  }
}

/** The places in shared memory that an event touches: its loads and stores, or what it drains. */
export function placesOf(event: EventRecord): Place[] {
  if (event.kind === 'drain') return [placeOf(event)]
  if (event.kind !== 'instruction') return []
  return event.accesses.filter(({ memory }) => memory === 'shared').map(placeOf)
}

export function placeOf({ label, address, size }: Pick<HeldRecord, 'label' | 'address' | 'size'>): Place {
  return { label, address: Number(address), size }
}

class Lanes {
  readonly #taken: boolean[] = []

  get most(): number {
    return this.#taken.length
  }

  take(): number {
    const lane = this.#taken.indexOf(false)
    const taken = lane < 0 ? this.#taken.length : lane
    this.#taken[taken] = true
    return taken
  }

  free(lane: number): void {
    this.#taken[lane] = false
  }
}

function append(map: Map<number, Reading[]>, key: number, reading: Reading): void {
  const known = map.get(key)
  if (!known) map.set(key, [reading])
  else if (!known.some(({ load, source }) => load === reading.load && source === reading.source)) known.push(reading)
}
