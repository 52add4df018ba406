/** A trace as long as one likes: two cores in turn, one counts in `n`, the other reads it. */
import type { Trace, TraceEvent } from '../../src/observe/trace/trace-event.ts'

const ADDRESS = 0x10_0000
const PLACE = { address: ADDRESS, size: 8, label: 'n' }
const CODE = { bytes: '90', goLine: undefined, file: undefined, line: undefined }

/** `events` counts all but the last, which is the end; it is a multiple of 4. */
export function longTrace(events: number): Trace {
  return {
    header: {
      scenario: 'test/long', summary: 'one core counts, another reads', model: 'x86-tso', image: '00000000', bufferEntries: 128,
      bufferCapacity: undefined, splitLines: false, shared: [], syntax: undefined, cores: ['count', 'read'],
    },
    memory: [{ address: ADDRESS, bytes: new Uint8Array(8) }],
    labels: [{ name: 'n', address: BigInt(ADDRESS), size: 8 }],
    events: longEvents(events),
  }
}

/** Rounds of four: the store, its drain, the load that reads it, a private instruction. */
function* longEvents(events: number): Generator<TraceEvent> {
  for (let round = 0; round < events / 4; round++) {
    const event = 4 * round + 1
    const step = 3 * round + 1
    const store = round + 1
    const value = BigInt(store)
    const held = { ...PLACE, store, value, issued: event }
    const fields = { isVisible: true, isComplete: true, registers: [], buffer: [] }
    yield {
      kind: 'instruction', event, step, core: 0, pc: 0x1000, symbol: 'count', text: 'mov [n], rax', ...CODE, ...fields,
      accesses: [{ kind: 'store', memory: 'shared', ...PLACE, value, store, to: 'buffer' }], buffer: [held],
    }
    yield { kind: 'drain', event: event + 1, step: step + 1, core: 0, index: 0, ...held, buffer: [] }
    const reader = { kind: 'instruction', step: step + 2, core: 1, ...CODE, ...fields } as const
    yield {
      ...reader, event: event + 2, pc: 0x2000, symbol: 'read', text: 'mov rax, [n]',
      accesses: [{
        kind: 'load', memory: 'shared', ...PLACE, value, step: step + 2, back: 0,
        sources: [{ offset: 0, size: 8, from: 'memory', store, event: event + 1 }],
      }],
    }
    yield {
      ...reader, event: event + 3, pc: 0x2004, symbol: 'read+0x4', text: 'inc rbx',
      isVisible: false, accesses: [], registers: [{ name: 'rbx', value }],
    }
  }
  yield { kind: 'end', event: events + 1, status: 'finished', steps: (3 * events) / 4, outcome: { n: BigInt(events / 4) } }
}
