/**
 * The next thing that a core does which other cores, or the memory model, can notice. Everything between two visible steps is
 * private: registers, the own stack, memory that nobody writes.
 */
export type VisibleStep =
  | LoadStep
  | { readonly kind: 'locked'; readonly pc: number; readonly address: number; readonly size: number }
  | { readonly kind: 'store'; readonly pc: number }
  /** MFENCE, a serialising instruction, or LOCK on private memory: waits for the own buffer, touches no shared memory. */
  | { readonly kind: 'fence'; readonly pc: number }
  /** LFENCE, where the model orders loads by it. */
  | { readonly kind: 'lfence'; readonly pc: number }
  | { readonly kind: 'trap'; readonly pc: number; readonly trap: Trap }
  /** The outermost function has returned. */
  | { readonly kind: 'end'; readonly pc: number }
  /** A loop of private instructions came back to the same local state: it never ends. */
  | { readonly kind: 'diverge'; readonly pc: number }
  /** More private instructions in a row than the bound allows: whatever follows was not explored. */
  | { readonly kind: 'bound'; readonly pc: number; readonly instructions: number }

/** The load of an instruction; `index` counts the loads of one instruction from 0 (MOVSQ with both ends shared has one, CMPSQ two). */
export interface LoadStep {
  readonly kind: 'load'
  readonly pc: number
  readonly address: number
  /** 1, 2, 4, 8 or 16 bytes; any number up to 8 for a part of an access that crosses a cache line. */
  readonly size: number
  readonly index: number
}

/** Why a core cannot go on. */
export type Trap =
  /** The code reached a symbol that ends the run, such as `runtime.fatal`. */
  | { readonly kind: 'symbol'; readonly symbol: string }
  /** The processor would fault: `reason` in words, with the address for a memory fault. */
  | { readonly kind: 'fault'; readonly reason: string; readonly address?: number }
  /** The instruction is not modelled. */
  | { readonly kind: 'refused'; readonly reason: string }

/** One store to shared memory, as the instruction makes it. */
export interface SharedStore {
  readonly address: number
  /** 1, 2, 4, 8 or 16 bytes; any number up to 8 for a part of an access that crosses a cache line. */
  readonly size: number
  /** Unsigned, little-endian in memory. */
  readonly value: bigint
  /** MOVNTI and its kin: may drain out of order with the core's other stores. */
  readonly nonTemporal: boolean
  /** An SFENCE stands between this store and the one before it. */
  readonly afterSfence: boolean
}
