/**
 * What a page shows, as it is handed to it: the header and the events of a trace are the lines of `fencepost trace --format jsonl`, as
 * schema/trace-1.schema.json describes them.
 */

/** What stands in the page. */
export interface PageData {
  /** One trace, or two side by side. */
  readonly traces?: readonly PageTrace[]
  /** The page asks the server that it came from. */
  readonly live?: true
}

export interface PageTrace {
  readonly header: object
  readonly memory: MemoryRecord
  /** Lines of JSON, one an event; each piece is packed with gzip, in base64. */
  readonly events: readonly string[]
}

/** Shared memory before the run, and the names of places. */
export interface MemoryRecord {
  /** `size` bytes, of which those that are zero at the end are left out of `bytes`, in base64. */
  readonly ranges: readonly { readonly address: number; readonly size: number; readonly bytes: string }[]
  readonly labels: readonly { readonly name: string; readonly address: number; readonly size: number }[]
}

/** A run as it is now. */
export interface LiveState {
  readonly header: object
  readonly memory: MemoryRecord
  readonly events: readonly object[]
  readonly cores: readonly LiveCore[]
  /** Moves that can be taken back, and made again. */
  readonly done: number
  readonly undone: number
  readonly status: 'running' | 'finished' | 'trapped' | 'stuck'
}

/** What a server answers: a run as it is now, without what the page that asks has of it already. */
export interface LiveAnswer extends Omit<LiveState, 'header' | 'memory'> {
  /** Answers are counted. */
  readonly answer: number
  /** Left out, and `memory` with it, where both are as they were. */
  readonly header?: object
  readonly memory?: MemoryRecord
  /** So many of the events that the page has still hold, from the first; `events` are those after them. */
  readonly kept: number
}

export interface LiveCore {
  /** Of its instruction events, the last so many are still ahead of it: private instructions that its last transition leads over. */
  readonly ahead: number
  /** What it does next, or why it cannot. */
  readonly next: string
  readonly canStep: boolean
  /** What the load of its next visible step reads: under `relaxed` each value that it can, newest first; none without a load. */
  readonly reads: readonly string[]
  /** Which of its buffered stores can drain, by their places in the buffer. */
  readonly drains: readonly number[]
}

/** What a page asks for: a POST of a move, with the number of the last answer that the page has. */
export type LiveRequest = LiveMove & { readonly known?: number | undefined }

export type LiveMove =
  | { readonly move: 'step' | 'exec'; readonly core: number; readonly back?: number }
  | { readonly move: 'drain'; readonly core: number; readonly index: number }
  | { readonly move: 'back' | 'forward' | 'start' }
