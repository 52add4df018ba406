import type { Trace } from '../../observe/trace/trace-event.ts'
import { htmlTrace } from './html.ts'
import { jsonlTrace } from './jsonl.ts'
import { perfettoTrace } from './perfetto.ts'
import { textTrace } from './text.ts'

/** One way to write a trace. */
export interface TraceFormat {
  readonly name: string
  /** For `--help`. */
  readonly summary: string
  /** Nothing that a terminal should be sent. */
  readonly isBinary: boolean
  /** Shows two traces side by side. */
  readonly comparesTraces?: true
  /** The whole file, in pieces that are made as they are read. `compared`: only where the format compares traces. */
  readonly pieces: (trace: Trace, compared?: Trace) => Iterable<string | Uint8Array>
}

/** Every format of `fencepost trace`. */
export const TRACE_FORMATS: readonly TraceFormat[] = [
  { name: 'text', summary: 'to be read: one line for each event', isBinary: false, pieces: textTrace },
  {
    name: 'jsonl', summary: 'one JSON object a line, described by schema/trace-1.schema.json; fencepost replay checks it',
    isBinary: false, pieces: jsonlTrace,
  },
  { name: 'perfetto', summary: 'TrackEvent protobuf for https://ui.perfetto.dev', isBinary: true, pieces: perfettoTrace },
  {
    name: 'html', summary: 'a page to look at in a browser: buffers, memory, and which load read which store',
    isBinary: false, comparesTraces: true, pieces: htmlTrace,
  },
]
