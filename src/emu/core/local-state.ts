import type { SharedStore, VisibleStep } from '../visible-step.ts'
import type { RegisterValues } from './register-values.ts'

/** A core just before a visible step, with everything that decides what it does next. */
export interface LocalState extends RegisterValues {
  readonly step: VisibleStep
  /** Stack bytes from the lowest one that is alive up to its end. */
  readonly stack: Uint8Array
  /** Granules of other private memory that differ from their initial value: address, value, address, value… */
  readonly privateWords: readonly bigint[]
  /** Values that earlier loads of the same instruction have read. */
  readonly supplied: readonly bigint[]
  /** An SFENCE has run and no store since. */
  readonly sfencePending: boolean
  /** What RDTSC reads next. */
  readonly counter: number
}

/** What a visible step did, and the state before the next one. */
export interface Evaluation {
  readonly stores: readonly SharedStore[]
  readonly next: LocalState
}
