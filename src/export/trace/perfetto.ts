/**
 * A trace for https://ui.perfetto.dev: TrackEvent protobuf. An event is a microsecond. Each core is a process: one track for its
 * instructions, one for its store buffer (a slice for each store from issue to drain), and a counter of the stores in it; one more
 * process is shared memory, with a slice for each store that reaches it. Two flows for each store: from the instruction through the
 * moment at which it reaches memory to the loads that read it there, and from the instruction to the loads that read it in the own
 * buffer.
 */
import { formatValue } from '../../machine/witness.ts'
import type {
  DrainEvent, HeldStore, InstructionEvent, Trace, TraceAccess, TraceEvent, TraceHeader,
} from '../../observe/trace/trace-event.ts'
import { outcomeText } from '../outcome-text.ts'
import {
  encodePackets, INCREMENTAL_STATE_CLEARED, TRACK_EVENT_TYPE,
  type DebugAnnotation, type TracePacket, type TrackDescriptor, type TrackEvent,
} from './perfetto-messages.ts'

const NANOSECONDS_OF_EVENT = 1000
/** All packets come from one writer. */
const SEQUENCE = 1
/** Packets that are encoded together. */
const BATCH = 512

/** Numbers of tracks; those of core n begin at `TRACKS_OF_CORE` · (n + 1). */
const TRACKS_OF_CORE = 1000
const TRACK = { process: 0, instructions: 1, depth: 2, firstLane: 10 } as const
const MEMORY_PROCESS = 1
const MEMORY_TRACK = 2

/** The encoded trace, made as it is read. */
export function* perfettoTrace({ header, events }: Trace): Generator<Uint8Array> {
  const writer = new PerfettoWriter(header)
  for (const event of events) {
    writer.add(event)
    if (writer.packets.length >= BATCH) yield encodePackets(writer.packets.splice(0))
  }
  if (writer.packets.length > 0) yield encodePackets(writer.packets.splice(0))
}

class PerfettoWriter {
  readonly packets: TracePacket[] = []
  /** For each core the lane of each buffered store: slices that overlap need tracks of their own. */
  readonly #lanes: (number | undefined)[][]
  readonly #depths: number[]

  constructor({ scenario, model, cores }: TraceHeader) {
    this.#lanes = cores.map(() => [])
    this.#depths = cores.map(() => 0)
    this.packets.push({ trustedPacketSequenceId: SEQUENCE, sequenceFlags: INCREMENTAL_STATE_CLEARED })
    for (const [core, entry] of cores.entries()) {
      const pid = core + 1
      const process = trackOf(core, TRACK.process)
      this.#describe({ uuid: process, process: { pid, processName: `core ${core}: ${entry}` } })
      const thread = { pid, tid: pid, threadName: 'instructions' }
      this.#describe({ uuid: trackOf(core, TRACK.instructions), parentUuid: process, thread })
      this.#describe({ uuid: trackOf(core, TRACK.depth), parentUuid: process, name: 'stores in the buffer', counter: {} })
    }
    const name = `shared memory (${scenario}, ${model})`
    this.#describe({ uuid: MEMORY_PROCESS, process: { pid: cores.length + 1, processName: name } })
    this.#describe({ uuid: MEMORY_TRACK, parentUuid: MEMORY_PROCESS, name: 'stores reach memory' })
  }

  add(event: TraceEvent): void {
    switch (event.kind) {
      case 'instruction': this.#instruction(event); break
      case 'drain': this.#drain(event); break
      case 'trap':
        this.#instant(event.event, trackOf(event.core, TRACK.instructions), event.reason)
        break
      case 'end': this.#end(event); break
    }
  }

  #instruction(event: InstructionEvent): void {
    const { core, accesses } = event
    const stores = accesses.flatMap((access) => (access.kind === 'store' && access.memory === 'shared' ? [access] : []))
    const flowIds = new Set(stores.flatMap(({ store, to }) => [toMemory(store), ...(to === 'buffer' ? [toOwnLoads(store)] : [])]))
    for (const access of accesses) {
      if (access.kind !== 'load' || access.memory !== 'shared') continue
      for (const { from, store } of access.sources) {
        if (store !== undefined) flowIds.add(from === 'buffer' ? toOwnLoads(store) : toMemory(store))
      }
    }
    this.#slice(event.event, {
      trackUuid: trackOf(core, TRACK.instructions), name: event.text, categories: [event.isVisible ? 'visible' : 'private'],
      flowIds: [...flowIds], debugAnnotations: annotationsOf(event),
    })
    for (const access of stores) {
      if (access.to === 'memory') this.#reachesMemory(event.event, access, core)
      else this.#issue(event, event.buffer.find(({ store }) => store === access.store))
    }
    this.#countStores(event.event, core, event.buffer.length)
  }

  #issue({ core, event }: InstructionEvent, held: HeldStore | undefined): void {
    if (!held) return
    const lanes = this.#lanesOf(core)
    const free = lanes.indexOf(undefined)
    const lane = free < 0 ? lanes.length : free
    const trackUuid = trackOf(core, TRACK.firstLane + lane)
    // Tracks of one parent with equal names are shown as one.
    if (lane === lanes.length) this.#describe({ uuid: trackUuid, parentUuid: trackOf(core, TRACK.process), name: 'store buffer' })
    lanes[lane] = held.store
    this.#event(event, {
      type: TRACK_EVENT_TYPE.sliceBegin, trackUuid, name: storeText(held), categories: ['buffer'],
      debugAnnotations: storeAnnotations(held),
    })
  }

  #drain(event: DrainEvent): void {
    const { core, store } = event
    const lanes = this.#lanesOf(core)
    const lane = lanes.indexOf(store)
    lanes[lane] = undefined
    this.#event(event.event, { type: TRACK_EVENT_TYPE.sliceEnd, trackUuid: trackOf(core, TRACK.firstLane + lane) })
    this.#reachesMemory(event.event, event, core)
    this.#countStores(event.event, core, event.buffer.length)
  }

  #reachesMemory(event: number, store: HeldStore | (TraceAccess & { readonly store: number }), core: number): void {
    this.#slice(event, {
      trackUuid: MEMORY_TRACK, name: storeText(store), categories: ['memory'], flowIds: [toMemory(store.store)],
      debugAnnotations: [{ name: 'core', uintValue: core }, ...storeAnnotations(store)],
    })
  }

  /** Stores that never drain end with the trace. */
  #end({ event, status, outcome }: TraceEvent & { readonly kind: 'end' }): void {
    for (const [core, lanes] of this.#lanes.entries()) {
      for (const [lane, store] of lanes.entries()) {
        if (store === undefined) continue
        this.#event(event, { type: TRACK_EVENT_TYPE.sliceEnd, trackUuid: trackOf(core, TRACK.firstLane + lane) })
      }
    }
    this.#instant(event, MEMORY_TRACK, outcome === undefined ? status : outcomeText(outcome))
  }

  #countStores(event: number, core: number, depth: number): void {
    if (this.#depths[core] === depth) return
    this.#depths[core] = depth
    this.#event(event, { type: TRACK_EVENT_TYPE.counter, trackUuid: trackOf(core, TRACK.depth), counterValue: depth })
  }

  #lanesOf(core: number): (number | undefined)[] {
    return (this.#lanes[core] ??= [])
  }

  #slice(event: number, begin: Omit<TrackEvent, 'type'>): void {
    this.#event(event, { type: TRACK_EVENT_TYPE.sliceBegin, ...begin })
    this.#event(event + 1, { type: TRACK_EVENT_TYPE.sliceEnd, trackUuid: begin.trackUuid })
  }

  #instant(event: number, trackUuid: number, name: string): void {
    this.#event(event, { type: TRACK_EVENT_TYPE.instant, trackUuid, name })
  }

  #event(event: number, trackEvent: TrackEvent): void {
    this.packets.push({ timestamp: event * NANOSECONDS_OF_EVENT, trustedPacketSequenceId: SEQUENCE, trackEvent })
  }

  #describe(trackDescriptor: TrackDescriptor): void {
    this.packets.push({ trustedPacketSequenceId: SEQUENCE, trackDescriptor })
  }
}

function trackOf(core: number, track: number): number {
  return TRACKS_OF_CORE * (core + 1) + track
}

/** The flow of a store through memory, and of that through the own buffer. */
function toMemory(store: number): number {
  return 2 * store
}

function toOwnLoads(store: number): number {
  return 2 * store + 1
}

function storeText({ label, value }: { readonly label: string; readonly value: bigint }): string {
  return `${label} = ${formatValue(value)}`
}

function storeAnnotations({ store, address, size }: { store: number; address: number; size: number }): DebugAnnotation[] {
  return [
    { name: 'store', uintValue: store },
    { name: 'address', stringValue: `0x${address.toString(16)}` },
    { name: 'size', uintValue: size },
  ]
}

function annotationsOf({ step, pc, symbol, goLine, bytes, accesses, registers }: InstructionEvent): DebugAnnotation[] {
  const changed = registers.map(({ name, value }) => `${name}=0x${value.toString(16)}`).join(' ')
  return [
    { name: 'step', uintValue: step },
    { name: 'pc', stringValue: `0x${pc.toString(16)}` },
    { name: 'symbol', stringValue: symbol },
    ...(goLine === undefined ? [] : [{ name: 'source', stringValue: goLine }]),
    { name: 'bytes', stringValue: bytes },
    ...(changed === '' ? [] : [{ name: 'registers', stringValue: changed }]),
    ...accesses.map((access) => ({ name: access.kind, stringValue: accessText(access) })),
  ]
}

function accessText(access: TraceAccess): string {
  return `${storeText(access)} (${access.memory}, ${access.size} bytes at 0x${access.address.toString(16)})`
}
