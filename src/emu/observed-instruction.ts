import type { Instruction } from './instruction.ts'

/** A load or store that an instruction has made. */
export interface MemoryAccess {
  readonly address: number
  /** Bytes. */
  readonly size: number
  /** Unsigned, little-endian in memory. */
  readonly value: bigint
  /** Memory that the model owns; otherwise the own stack, other private memory, or constants. */
  readonly isShared: boolean
}

/**
 * One instruction that a core has completed. Of an instruction with several loads there is one such record, when its last load has
 * been made; of one that faults there is none. A REP string instruction has one for each element, with `nextPc` its own address
 * until the last.
 */
export interface ObservedInstruction {
  readonly instruction: Instruction
  /** In the order of `SAVED_REGISTERS`. `after` is the next record's `before`. */
  readonly before: BigUint64Array
  readonly after: BigUint64Array
  /** Two words a register, low half first; undefined while the core has met no instruction that uses them: all are 0. */
  readonly xmmBefore: BigUint64Array | undefined
  readonly xmmAfter: BigUint64Array | undefined
  /** Shared ones in the order in which they are made, then others. */
  readonly loads: readonly MemoryAccess[]
  readonly stores: readonly MemoryAccess[]
  /** Where the core is now. */
  readonly nextPc: number
}

/** Called after each instruction that has completed. */
export type InstructionObserver = (observed: ObservedInstruction) => void
