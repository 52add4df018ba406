/**
 * The part of Perfetto's trace format that is written, by the numbers of its fields
 * (https://github.com/google/perfetto, protos/perfetto/trace).
 */
import protobuf from 'protobufjs/light.js'

/** Perfetto's TrackEvent.Type. */
export const TRACK_EVENT_TYPE = { sliceBegin: 1, sliceEnd: 2, instant: 3, counter: 4 } as const

/** TracePacket.SequenceFlags: what was said before on this sequence is void. */
export const INCREMENTAL_STATE_CLEARED = 1

export interface TrackDescriptor {
  readonly uuid: number
  readonly name?: string
  readonly parentUuid?: number
  readonly process?: { readonly pid: number; readonly processName: string }
  readonly thread?: { readonly pid: number; readonly tid: number; readonly threadName: string }
  readonly counter?: { readonly unitName?: string }
}

export interface DebugAnnotation {
  readonly name: string
  readonly stringValue?: string
  readonly uintValue?: number
}

export interface TrackEvent {
  readonly type: number
  readonly trackUuid: number
  readonly name?: string
  readonly categories?: readonly string[]
  readonly counterValue?: number
  readonly flowIds?: readonly number[]
  readonly debugAnnotations?: readonly DebugAnnotation[]
}

export interface TracePacket {
  /** Nanoseconds. */
  readonly timestamp?: number
  readonly trustedPacketSequenceId: number
  readonly sequenceFlags?: number
  readonly trackDescriptor?: TrackDescriptor
  readonly trackEvent?: TrackEvent
}

const root = protobuf.Root.fromJSON({
  nested: {
    Trace: { fields: { packet: { rule: 'repeated', type: 'TracePacket', id: 1 } } },
    TracePacket: {
      fields: {
        timestamp: { type: 'uint64', id: 8 },
        trustedPacketSequenceId: { type: 'uint32', id: 10 },
        trackEvent: { type: 'TrackEvent', id: 11 },
        sequenceFlags: { type: 'uint32', id: 13 },
        trackDescriptor: { type: 'TrackDescriptor', id: 60 },
      },
    },
    TrackDescriptor: {
      fields: {
        uuid: { type: 'uint64', id: 1 },
        name: { type: 'string', id: 2 },
        process: { type: 'ProcessDescriptor', id: 3 },
        thread: { type: 'ThreadDescriptor', id: 4 },
        parentUuid: { type: 'uint64', id: 5 },
        counter: { type: 'CounterDescriptor', id: 8 },
      },
    },
    ProcessDescriptor: { fields: { pid: { type: 'int32', id: 1 }, processName: { type: 'string', id: 6 } } },
    ThreadDescriptor: {
      fields: { pid: { type: 'int32', id: 1 }, tid: { type: 'int64', id: 2 }, threadName: { type: 'string', id: 5 } },
    },
    CounterDescriptor: { fields: { unitName: { type: 'string', id: 6 } } },
    TrackEvent: {
      fields: {
        debugAnnotations: { rule: 'repeated', type: 'DebugAnnotation', id: 4 },
        type: { type: 'uint32', id: 9 },
        trackUuid: { type: 'uint64', id: 11 },
        categories: { rule: 'repeated', type: 'string', id: 22 },
        name: { type: 'string', id: 23 },
        counterValue: { type: 'int64', id: 30 },
        flowIds: { rule: 'repeated', type: 'fixed64', id: 47, options: { packed: false } },
      },
    },
    DebugAnnotation: {
      fields: { uintValue: { type: 'uint64', id: 3 }, stringValue: { type: 'string', id: 6 }, name: { type: 'string', id: 10 } },
    },
  },
})

const Trace = root.lookupType('Trace')

/** Bytes that may follow one another: messages of protobuf that are joined are one with the fields of all. */
export function encodePackets(packet: readonly TracePacket[]): Uint8Array {
  return Trace.encode({ packet }).finish()
}
