/**
 * A run as a stream of events: one for each instruction, one for each drain, one for a trap, one for the end. Plain data; every format
 * of `fencepost trace`, and the viewer, are made from these.
 *
 * Numbers that link them: `event` counts events from 1, in the order of the stream. `step` counts transitions from 1; the private
 * instructions before a core's first visible step belong to no transition: 0. `store` counts the stores to shared memory from 1, in the
 * order in which they are issued; so a store, its drain and the loads that read it carry the same number.
 */
import type { Outcome } from '../../explore/outcome.ts'
import type { Label } from '../../go/label.ts'
import type { RunStatus } from '../../machine/run.ts'

export type TraceEvent = InstructionEvent | DrainEvent | TrapEvent | EndEvent

/** Where bytes of a load come from. */
export interface ValueSource {
  /** Which bytes of the access: `size` of them from byte number `offset`. */
  readonly offset: number
  readonly size: number
  /** The own buffer; memory, where a drain or a LOCKed store put it; memory as it was before the run. */
  readonly from: 'buffer' | 'memory' | 'initial'
  /** The store, unless `initial`. */
  readonly store?: number
  /** From memory the event that put it there (a drain, or a LOCKed instruction); from the buffer the instruction that issued it. */
  readonly event?: number
}

/** A load of shared memory. */
export interface SharedLoad {
  readonly kind: 'load'
  readonly memory: 'shared'
  readonly address: number
  /** Bytes. */
  readonly size: number
  /** Unsigned, little-endian in memory. */
  readonly value: bigint
  readonly label: string
  /** The transition that made it, where an instruction has several loads. */
  readonly step: number
  /** Under `relaxed`: how many stores to this place ago memory held this; 0 is now. */
  readonly back: number
  /** Ascending by `offset`; together they are the whole access. */
  readonly sources: readonly ValueSource[]
}

/** A store to shared memory. */
export interface SharedStore {
  readonly kind: 'store'
  readonly memory: 'shared'
  readonly address: number
  readonly size: number
  readonly value: bigint
  readonly label: string
  readonly store: number
  /** A LOCKed instruction's is in memory at once. */
  readonly to: 'buffer' | 'memory'
}

/** An access to the core's own stack, other private memory, or constants. */
export interface PrivateAccess {
  readonly kind: 'load' | 'store'
  readonly memory: 'private'
  readonly address: number
  readonly size: number
  readonly value: bigint
  readonly label: string
}

export type TraceAccess = SharedLoad | SharedStore | PrivateAccess

/** A store in a buffer. */
export interface HeldStore {
  readonly store: number
  readonly address: number
  readonly size: number
  readonly value: bigint
  readonly label: string
  /** The instruction that issued it. */
  readonly issued: number
}

export interface ChangedRegister {
  /** `rax`, `eflags`, `xmm0`. */
  readonly name: string
  /** Its new value, unsigned: 64 bits, or 128 of an XMM register. */
  readonly value: bigint
}

/** What is known of an instruction wherever it runs. */
export interface CodePlace {
  readonly pc: number
  /** `runtime.mapassign_fast64+0x1c`. */
  readonly symbol: string
  /** In hexadecimal. */
  readonly bytes: string
  readonly text: string
  /** The line of Go source that it was compiled from, `map_fast64.go:101`. */
  readonly goLine: string | undefined
  /** The line of the listing, or of the source that a binary's line table names. */
  readonly file: string | undefined
  readonly line: number | undefined
}

export interface InstructionEvent extends CodePlace {
  readonly kind: 'instruction'
  readonly event: number
  readonly step: number
  readonly core: number
  /** It made the visible step of its transition (or the last of them); others are private. */
  readonly isVisible: boolean
  /** False for one that has made loads or stores and then faults, or whose further loads the run does not reach. */
  readonly isComplete: boolean
  readonly registers: readonly ChangedRegister[]
  /** Loads before stores. */
  readonly accesses: readonly TraceAccess[]
  /** The core's store buffer after it, oldest first. */
  readonly buffer: readonly HeldStore[]
}

/** A buffered store reaches memory. */
export interface DrainEvent extends HeldStore {
  readonly kind: 'drain'
  readonly event: number
  readonly step: number
  readonly core: number
  /** Its position in the buffer, 0 being the oldest. */
  readonly index: number
  /** The core's store buffer after it. */
  readonly buffer: readonly HeldStore[]
}

/** A core stands at a trap: the run ends, or with `onTrap: 'stop-core'` only this core does. */
export interface TrapEvent {
  readonly kind: 'trap'
  readonly event: number
  readonly step: number
  readonly core: number
  readonly pc: number
  /** The symbol that was reached, or where the fault is. */
  readonly symbol: string
  /** The symbol that was reached, or why the processor faults. */
  readonly reason: string
}

/** The last event. */
export interface EndEvent {
  readonly kind: 'end'
  readonly event: number
  /** `running`: the trace ends before the run does. */
  readonly status: RunStatus
  /** Transitions of the run. */
  readonly steps: number
  /** What the scenario asks; undefined while the run goes on. */
  readonly outcome: Outcome
}

/** What a trace is of. */
export interface TraceHeader {
  readonly scenario: string
  readonly summary: string
  readonly model: string
  /** 8 hexadecimal digits over code, data and initial registers. */
  readonly image: string
  readonly bufferEntries: number
  readonly bufferCapacity: number | undefined
  readonly splitLines: boolean
  /** Ranges of addresses that became shared, `to` exclusive. */
  readonly shared: readonly { readonly from: number; readonly to: number }[]
  /** The syntax of `text`; undefined: as the listings have it. */
  readonly syntax: 'go' | 'intel' | 'att' | undefined
  /** For each core the function that it runs. */
  readonly cores: readonly string[]
}

/** Contents of memory. */
export interface MemoryRange {
  readonly address: number
  readonly bytes: Uint8Array
}

/** A header, and events that are made as they are read, once. */
export interface Trace {
  readonly header: TraceHeader
  /** Shared memory before the run. */
  readonly memory: readonly MemoryRange[]
  /** Names of places, in shared memory and elsewhere. */
  readonly labels: readonly Label[]
  readonly events: Iterable<TraceEvent>
}
