import type { CoreSetup } from '../emu/core.ts'
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
  /** Private instructions in a row before a run is given up as inconclusive. */
  readonly privateInstructions: number
}

export const DEFAULT_MACHINE_OPTIONS: MachineOptions = { bufferEntries: 128, historyEntries: 64, privateInstructions: 1_000_000 }
