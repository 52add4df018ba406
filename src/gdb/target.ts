/**
 * What a `Stub` drives: threads that can be looked at and resumed. An ability that a target may lack is an optional member, and what
 * GDB is told of (`qSupported`) follows from which are there. Threads count from 1, as GDB needs it.
 */
import type { PointKind } from './command.ts'

/** GDB's numbers of signals. */
export type Signal = 'SIGINT' | 'SIGILL' | 'SIGTRAP' | 'SIGABRT' | 'SIGSEGV'

/** Why all threads stand, and which one GDB is to show. */
export interface Stop {
  readonly thread: number
  readonly signal: Signal
  readonly why?:
    | { readonly kind: 'breakpoint'; readonly isHardware: boolean }
    | { readonly kind: 'watchpoint'; readonly point: 'watch' | 'rwatch' | 'awatch'; readonly address: number }
    /** There is nothing further in that direction. */
    | { readonly kind: 'end-of-history'; readonly end: 'begin' | 'end' }
}

/** What the threads that are named may do until the next stop; the others stand. */
export interface Resume {
  readonly step: readonly number[]
  readonly continue: readonly number[]
  /** The thread that GDB looks at. */
  readonly current: number
}

/** How a target that runs is heard and asked to stop. */
export interface Running {
  /** Aborted by Ctrl-C, and when nobody is there any more. */
  readonly signal: AbortSignal
  /** Text for the user, ending with a newline. */
  readonly say: (text: string) => void
}

export interface Thread {
  readonly id: number
  readonly core: number
  readonly name: string
  /** A few words on what it does. */
  readonly information: string
}

/** The target does not do that, in words for the user. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** A file that GDB opens over the wire. */
export interface ServedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface Target {
  readonly threads: readonly Thread[]
  /** The last stop. */
  readonly stop: Stop

  /** Register number `number` of `REGISTERS`, little-endian; undefined when it has no value. */
  readRegister(thread: number, number: number): Uint8Array | undefined
  /** Throws a `Refusal`. */
  writeRegister?(thread: number, number: number, value: Uint8Array): void

  /** As `thread` sees it. Fewer bytes than asked for where memory ends, none where there is none. */
  readMemory(thread: number, address: number, size: number): Uint8Array
  /** Throws a `Refusal`. */
  writeMemory?(thread: number, address: number, bytes: Uint8Array): void

  resume(what: Resume, running: Running): Promise<Stop>
  /** Backwards: `thread` by one instruction. */
  reverseStep?(thread: number, running: Running): Promise<Stop>
  /** Backwards, until something stops it. */
  reverseContinue?(thread: number, running: Running): Promise<Stop>

  /** False: not possible there. */
  addPoint?(point: PointKind, address: number, size: number): boolean
  removePoint?(point: PointKind, address: number, size: number): void

  /** What `monitor` was asked; the answer in words. Throws a `Refusal`. */
  monitor?(text: string, running: Running): Promise<string>
  /** Program and symbols. */
  readonly program?: ServedFile
  /** Begins again. */
  restart?(): Stop
}
