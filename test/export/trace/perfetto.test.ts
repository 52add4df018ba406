import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { perfettoTrace } from '../../../src/export/trace/perfetto.ts'
import type { Trace } from '../../../src/observe/trace/trace-event.ts'
import { drain, exec, loadMessagePassing, SEEN, traceOf } from './traces.ts'

/** Written from Perfetto's documentation ("Synthetic track events"), not from the writer's own description. */
const { root } = protobuf.parse(`
  syntax = "proto2";
  message Trace { repeated TracePacket packet = 1; }
  message TracePacket {
    optional uint64 timestamp = 8;
    optional uint32 trusted_packet_sequence_id = 10;
    optional TrackEvent track_event = 11;
    optional uint32 sequence_flags = 13;
    optional TrackDescriptor track_descriptor = 60;
  }
  message TrackDescriptor {
    optional uint64 uuid = 1;
    optional string name = 2;
    optional ProcessDescriptor process = 3;
    optional ThreadDescriptor thread = 4;
    optional uint64 parent_uuid = 5;
    optional CounterDescriptor counter = 8;
  }
  message ProcessDescriptor { optional int32 pid = 1; optional string process_name = 6; }
  message ThreadDescriptor { optional int32 pid = 1; optional int32 tid = 2; optional string thread_name = 5; }
  message CounterDescriptor { optional string unit_name = 6; }
  message TrackEvent {
    enum Type { TYPE_UNSPECIFIED = 0; TYPE_SLICE_BEGIN = 1; TYPE_SLICE_END = 2; TYPE_INSTANT = 3; TYPE_COUNTER = 4; }
    repeated DebugAnnotation debug_annotations = 4;
    optional Type type = 9;
    optional uint64 track_uuid = 11;
    repeated string categories = 22;
    optional string name = 23;
    optional int64 counter_value = 30;
    repeated fixed64 flow_ids = 47;
  }
  message DebugAnnotation { optional uint64 uint_value = 3; optional string string_value = 6; optional string name = 10; }
`)

interface Packet {
  readonly timestamp?: number
  readonly trackEvent?: {
    readonly type: string
    readonly trackUuid: number
    readonly name?: string
    readonly counterValue?: number
    readonly flowIds?: readonly number[]
  }
  readonly trackDescriptor?: {
    readonly uuid: number
    readonly name?: string
    readonly parentUuid?: number
    readonly process?: { readonly pid: number; readonly processName: string }
    readonly thread?: { readonly pid: number; readonly threadName: string }
    readonly counter?: object
  }
}

function decode(trace: Trace): Packet[] {
  const Type = root.lookupType('Trace')
  const message = Type.decode(Buffer.concat([...perfettoTrace(trace)]))
  return (Type.toObject(message, { longs: Number, enums: String }) as { packet: Packet[] }).packet
}

/** For each flow the names of its events, in their order. */
function flowsOf(packets: readonly Packet[]): string[][] {
  const flows = new Map<number, string[]>()
  for (const { trackEvent } of packets) {
    for (const id of trackEvent?.flowIds ?? []) flows.set(id, [...(flows.get(id) ?? []), trackEvent?.name ?? ''])
  }
  return [...flows.values()]
}

describe('perfetto', () => {
  test('has a process for each core with its tracks, and one for memory', async () => {
    const loaded = await loadMessagePassing()
    const tracks = decode(traceOf(loaded, 'x86-tso', SEEN)).flatMap(({ trackDescriptor }) => trackDescriptor ?? [])
    const processes = tracks.filter(({ process }) => process)
    expect(processes.map(({ process }) => process?.processName)).toEqual([
      'core 0: p0', 'core 1: p1', 'shared memory (test/mp, x86-tso)',
    ])
    const ofCore0 = tracks.filter(({ parentUuid }) => parentUuid === processes[0]?.uuid)
    // Two stores are in the buffer at once: two tracks of one name, which are shown as one.
    expect(ofCore0.map(({ name, thread }) => thread?.threadName ?? name)).toEqual([
      'instructions', 'stores in the buffer', 'store buffer', 'store buffer',
    ])
    expect(new Set(tracks.map(({ uuid }) => uuid)).size).toBe(tracks.length)
    loaded.close()
  })

  test('has flows from each store through memory to the loads that read it, and to those that read the own buffer', async () => {
    const loaded = await loadMessagePassing()
    const flows = flowsOf(decode(traceOf(loaded, 'x86-tso', SEEN))).filter((names) => names.length > 1)
    expect(flows).toEqual([
      ['mov [data], rcx', 'data = 7', 'mov rbx, [data]'],
      ['mov qword ptr [flag], 1', 'flag = 1', 'mov rax, [flag]'],
      ['mov qword ptr [flag], 1', 'mov rdx, [flag]'],
    ])
    loaded.close()
  })

  test('has no flow to a load that reads what was there before the run', async () => {
    const loaded = await loadMessagePassing()
    const flows = flowsOf(decode(traceOf(loaded, 'pso', [exec(0), exec(0), drain(0, 1), exec(1), exec(1)])))
    expect(flows.filter((names) => names.length > 1)).toEqual([['mov qword ptr [flag], 1', 'flag = 1', 'mov rax, [flag]']])
    loaded.close()
  })

  test('has a slice for each buffered store, from issue to drain or to the end, and counts them', async () => {
    const loaded = await loadMessagePassing()
    const packets = decode(traceOf(loaded, 'pso', [exec(0), exec(0), drain(0, 1), exec(1)]))
    const lanes = packets.flatMap(({ trackDescriptor: track }) => (track?.name === 'store buffer' ? [track.uuid] : []))
    const onLanes = packets.flatMap(({ timestamp, trackEvent }) =>
      trackEvent && lanes.includes(trackEvent.trackUuid) ? [[lanes.indexOf(trackEvent.trackUuid), trackEvent.type, timestamp]] : [])
    // Events: 1 mov ecx, 2 and 3 the stores, 4 drain, 5 a load, 6 the end.
    expect(onLanes).toEqual([
      [0, 'TYPE_SLICE_BEGIN', 2000], [1, 'TYPE_SLICE_BEGIN', 3000], [1, 'TYPE_SLICE_END', 4000], [0, 'TYPE_SLICE_END', 6000],
    ])
    const counts = packets.flatMap(({ timestamp, trackEvent }) =>
      trackEvent?.type === 'TYPE_COUNTER' ? [[timestamp, trackEvent.counterValue]] : [])
    expect(counts).toEqual([[2000, 1], [3000, 2], [4000, 1]])
    loaded.close()
  })

  test('ends every slice that it begins, after it', async () => {
    const loaded = await loadMessagePassing()
    const open = new Map<number, number[]>()
    for (const { timestamp = 0, trackEvent } of decode(traceOf(loaded, 'x86-tso', SEEN))) {
      if (!trackEvent) continue
      const begun = open.get(trackEvent.trackUuid) ?? []
      if (trackEvent.type === 'TYPE_SLICE_BEGIN') begun.push(timestamp)
      if (trackEvent.type === 'TYPE_SLICE_END') expect(begun.pop()).toBeLessThan(timestamp)
      open.set(trackEvent.trackUuid, begun)
    }
    expect([...open.values()].flat()).toEqual([])
    loaded.close()
  })
})
