/** Where a value came from: from the place that holds it back to the instructions that stored it. */
import { overlaps } from '../emu/range.ts'
import type { MemoryAt } from './memory-at.ts'
import type { HeldRecord, SharedLoadRecord, SourceRecord } from './trace-records.ts'
import { placeOf, type Place, type ViewedTrace } from './viewed-trace.ts'

export interface OriginStep {
  readonly text: string
  /** Position of the event; undefined for memory as it was before the run. */
  readonly at: number | undefined
}

export interface Origin {
  readonly place: Place
  /** `h.flags is 4`. */
  readonly title: string
  /** One for each part of a value that several stores made; each from the last event back to the first. */
  readonly parts: readonly (readonly OriginStep[])[]
}

/** Of the value that a load at `at` read. */
export function originOfLoad(trace: ViewedTrace, access: SharedLoadRecord, at: number): Origin {
  return {
    place: placeOf(access),
    title: trace.words.access(access),
    parts: access.sources.map((source) => [
      { text: `${bytesText(access.sources, source)}read here${ageText(access.back)}`, at },
      ...stepsOfSource(trace, source),
    ]),
  }
}

/** Of what `memory` holds at a place. */
export function originOfMemory(trace: ViewedTrace, memory: MemoryAt, place: Place, text: string): Origin {
  const writers = memory.writers(place.address, place.size)
  return {
    place,
    title: `${place.label} is ${text} in memory`,
    parts: writers.length === 0 ? [[INITIAL]] : writers.map((at) => stepsOfWriter(trace, at, place)),
  }
}

/** Of a store in a buffer. */
export function originOfHeld(trace: ViewedTrace, held: HeldRecord): Origin {
  const life = trace.store(held.store)
  const title = `${trace.words.held(held)} in the buffer of core ${life?.core ?? 0}`
  return { place: placeOf(held), title, parts: [[issuedStep(trace, held.store)]] }
}

const INITIAL: OriginStep = { text: 'in memory before the run', at: undefined }

function stepsOfSource(trace: ViewedTrace, { from, store, event }: SourceRecord): OriginStep[] {
  if (from === 'initial' || store === undefined || event === undefined) return [INITIAL]
  if (from === 'buffer') return [{ ...issuedStep(trace, store), text: `from its own buffer: ${issuedStep(trace, store).text}` }]
  return writtenSteps(trace, store, event - 1)
}

function stepsOfWriter(trace: ViewedTrace, at: number, place: Place): OriginStep[] {
  const event = trace.events[at]
  if (event?.kind === 'drain') return writtenSteps(trace, event.store, at)
  const stores = event?.kind === 'instruction' ? event.accesses : []
  const store = stores.find((one) => one.memory === 'shared' && one.kind === 'store' && overlaps(placeOf(one), place))
  return store?.memory === 'shared' && store.kind === 'store' ? writtenSteps(trace, store.store, at) : [INITIAL]
}

/** A LOCKed instruction's store is in memory at once. */
function writtenSteps(trace: ViewedTrace, store: number, at: number): OriginStep[] {
  const life = trace.store(store)
  if (life?.issued === at) return [issuedStep(trace, store)]
  return [{ text: `in memory since core ${life?.core ?? 0} drained it`, at }, issuedStep(trace, store)]
}

function issuedStep(trace: ViewedTrace, store: number): OriginStep {
  const life = trace.store(store)
  const event = life && trace.events[life.issued]
  const what = event?.kind === 'instruction' ? `${event.text}${event.goLine === undefined ? '' : `, ${event.goLine}`}` : ''
  return { text: `stored by core ${life?.core ?? 0}: ${what}`, at: life?.issued }
}

function bytesText(sources: readonly SourceRecord[], { offset, size }: SourceRecord): string {
  if (sources.length === 1) return ''
  return size === 1 ? `byte ${offset} ` : `bytes ${offset} to ${offset + size - 1} `
}

function ageText(back: number): string {
  return back === 0 ? '' : `, as it was ${back === 1 ? 'one store' : `${back} stores`} ago`
}
