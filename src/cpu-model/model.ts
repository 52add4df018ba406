/**
 * What makes a memory model, as far as one core's store buffer and the moments of its loads go. The machine does the rest, which is
 * the same in every model. Adding a model is one file and one line in `models.ts`.
 */
import type { Range } from '../emu/range.ts'

export type ModelName = 'sc' | 'x86-tso' | 'pso' | 'relaxed'

/** One entry of a store buffer, oldest first. */
export interface BufferedStore extends Range {
  /** Weakly ordered (MOVNTI and its kin). */
  readonly nonTemporal: boolean
  /** An SFENCE stands between this entry and the one before it. */
  readonly afterSfence: boolean
}

export interface MemoryModel {
  readonly name: ModelName
  /** In one line, for tables. */
  readonly summary: string
  /** A core may not take its next step while its buffer holds a store. */
  readonly execNeedsEmptyBuffer: boolean
  /** Stores drain in the order in which they were made, all but non-temporal ones. */
  readonly drainsInOrder: boolean
  /** Loads may be performed as of an earlier moment. */
  readonly loadsFromHistory: boolean
  /** May entry `index` reach memory before the older ones? The oldest (index 0) always may. */
  mayDrain(buffer: readonly BufferedStore[], index: number): boolean
}

/** SFENCE: an entry drains only when all entries of earlier epochs have. */
export function sameEpoch(buffer: readonly BufferedStore[], index: number): boolean {
  for (let i = 1; i <= index; i++) if (buffer[i]?.afterSfence) return false
  return true
}
