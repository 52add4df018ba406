/** All that the screen shows, as plain data: the view is a pure function of it and of the terminal's size. */
import type { Syntax } from '../emu/listing.ts'
import type { MemoryBlock } from '../export/memory-blocks.ts'
import type { RunStatus } from '../machine/run.ts'
import type { ListingRow } from './listing-window.ts'

export interface RegisterRow {
  readonly name: string
  readonly text: string
  /** The last command has changed it. */
  readonly isChanged: boolean
  /** The next instruction, or the last one, names it. */
  readonly isNear: boolean
}

export interface BufferRow {
  /** 0 is the oldest. */
  readonly index: number
  /** `h.flags = 4`. */
  readonly text: string
  readonly canDrain: boolean
}

export interface CoreSnapshot {
  readonly core: number
  /** Undefined where the core is at no instruction: after its end, and at a trap. */
  readonly symbol: string | undefined
  readonly goLine: string | undefined
  readonly listing: readonly ListingRow[]
  /** Index of the next instruction in `listing`. */
  readonly at: number
  /** What it does next, or why it cannot: `reads h.flags: 4`. */
  readonly next: string
  readonly canGoOn: boolean
  readonly registers: readonly RegisterRow[]
  readonly buffer: readonly BufferRow[]
}

export interface HistoryRow {
  /** Transitions up to and including it. */
  readonly number: number
  readonly core: number
  readonly mark: string
  readonly text: string
  readonly effect: string
}

export interface Snapshot {
  readonly scenario: string
  readonly model: string
  readonly syntax: Syntax
  readonly transitions: number
  readonly status: RunStatus
  /** What came out, when the run is over. */
  readonly outcome: string | undefined
  /** Moves taken back that can be made again. */
  readonly undone: number
  /** Transitions of a followed schedule that are still to come; undefined without one, or when the run has left it. */
  readonly toFollow: number | undefined
  readonly focus: number
  readonly cores: readonly CoreSnapshot[]
  /** A core's number when memory is shown as that core sees it. */
  readonly seenBy: number | undefined
  readonly memory: readonly MemoryBlock[]
  /** Keys of the cells that the last command has changed. */
  readonly changed: ReadonlySet<string>
  /** By key of a cell: what cores hold for it in their buffers. */
  readonly held: ReadonlyMap<string, readonly { readonly core: number; readonly text: string }[]>
  /** The latest last; only the end of it. */
  readonly history: readonly HistoryRow[]
  readonly breakAddresses: ReadonlySet<number>
}
