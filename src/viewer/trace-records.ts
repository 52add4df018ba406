/** The lines of a trace, as schema/trace-1.schema.json describes them. Addresses are hexadecimal, values decimal strings. */

export interface HeaderRecord {
  readonly scenario: string
  readonly summary: string
  readonly model: string
  readonly image: string
  /** For each core the function that it runs. */
  readonly cores: readonly string[]
}

/** Where bytes of a load come from. */
export interface SourceRecord {
  readonly offset: number
  readonly size: number
  readonly from: 'buffer' | 'memory' | 'initial'
  readonly store?: number
  readonly event?: number
}

interface AccessFields {
  readonly address: string
  /** Bytes. */
  readonly size: number
  readonly value: string
  readonly label: string
}

export interface SharedLoadRecord extends AccessFields {
  readonly kind: 'load'
  readonly memory: 'shared'
  readonly back: number
  readonly sources: readonly SourceRecord[]
}

export interface SharedStoreRecord extends AccessFields {
  readonly kind: 'store'
  readonly memory: 'shared'
  readonly store: number
  readonly to: 'buffer' | 'memory'
}

export interface PrivateAccessRecord extends AccessFields {
  readonly kind: 'load' | 'store'
  readonly memory: 'private'
}

export type AccessRecord = SharedLoadRecord | SharedStoreRecord | PrivateAccessRecord

/** A store in a buffer. */
export interface HeldRecord extends AccessFields {
  readonly store: number
  /** The event that issued it. */
  readonly issued: number
}

interface CoreEvent {
  /** Counts from 1. */
  readonly event: number
  /** The transition, from 1; 0 before a core's first. */
  readonly step: number
  readonly core: number
}

export interface InstructionRecord extends CoreEvent {
  readonly kind: 'instruction'
  readonly pc: string
  readonly symbol: string
  readonly goLine?: string
  readonly file?: string
  readonly line?: number
  readonly bytes: string
  readonly text: string
  readonly visible: boolean
  readonly complete: boolean
  readonly registers: Readonly<Record<string, string>>
  readonly accesses: readonly AccessRecord[]
  readonly buffer: readonly HeldRecord[]
}

export interface DrainRecord extends CoreEvent, HeldRecord {
  readonly kind: 'drain'
  readonly index: number
  readonly buffer: readonly HeldRecord[]
}

export interface TrapRecord extends CoreEvent {
  readonly kind: 'trap'
  readonly pc: string
  readonly symbol: string
  readonly reason: string
}

export interface EndRecord {
  readonly kind: 'end'
  readonly event: number
  readonly status: 'running' | 'finished' | 'trapped' | 'stuck'
  readonly steps: number
  readonly outcome: unknown
}

export type EventRecord = InstructionRecord | DrainRecord | TrapRecord | EndRecord
