import type { CoreSetup } from '../emu/core/core-setup.ts'
import type { Image } from '../emu/image.ts'

/** What the machine runs: one image, and where each core begins. */
export interface Program {
  readonly name: string
  readonly image: Image
  readonly cores: readonly CoreSetup[]
  /** Symbols that end a run when a core reaches them, by address. */
  readonly traps: ReadonlyMap<bigint, string>
  /** Core `later` takes its first step only after core `earlier` has returned. Orders steps only; it drains nothing. */
  readonly order: readonly { readonly earlier: number; readonly later: number }[]
}

export interface MachineOptions {
  /** Stores that a buffer may hold. A search that meets this bound is incomplete. */
  readonly bufferEntries: number
  /** Moments of the past that `relaxed` keeps. A search that meets this bound is incomplete. */
  readonly historyEntries: number
  /** Distinct contents of shared memory that are kept. A search that meets this bound, or for which there is no room, is incomplete. */
  readonly memories: number
  /** Private instructions in a row before a run is given up as inconclusive. */
  readonly privateInstructions: number
  /**
   * Stores that a buffer has room for: a rule of the modelled processor, not a bound. A store waits for room; an instruction that
   * makes more stores than that (two, when its access is split) waits for an empty buffer.
   */
  readonly bufferCapacity: number
  /** An access that crosses a 64-byte cache line is two, the lower part first, unless it is LOCKed. */
  readonly splitLines: boolean
}

export const DEFAULT_MACHINE_OPTIONS: MachineOptions = {
  bufferEntries: 128, historyEntries: 64, memories: Infinity, privateInstructions: 1_000_000, bufferCapacity: Infinity,
  splitLines: false,
}
