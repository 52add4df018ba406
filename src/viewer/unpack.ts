import type { MemoryRecord, PageTrace } from './page-data.ts'
import type { EventRecord, HeaderRecord } from './trace-records.ts'
import { ViewedTrace } from './viewed-trace.ts'

/** The trace that stands in the page. */
export async function unpackTrace({ header, memory, events }: PageTrace): Promise<ViewedTrace> {
  const unpacked: EventRecord[] = []
  for (const piece of events) {
    for (const line of (await unpackPiece(piece)).split('\n')) if (line !== '') unpacked.push(JSON.parse(line) as EventRecord)
  }
  return viewedTrace(header, memory, unpacked)
}

export function viewedTrace(header: object, { ranges, labels }: MemoryRecord, events: readonly object[]): ViewedTrace {
  return new ViewedTrace(header as HeaderRecord, events as EventRecord[], {
    ranges: ranges.map(({ address, size, bytes }) => ({ address, size, bytes: fromBase64(bytes) })),
    labels,
  })
}

async function unpackPiece(piece: string): Promise<string> {
  const packed = new Blob([fromBase64(piece)]).stream()
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text()
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
