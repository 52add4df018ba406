import type { DecodedInstruction } from '../instruction.ts'
import type { KnownUses } from '../liveness/known-uses.ts'
import type { Liveness } from '../liveness/liveness.ts'

export interface CoreOptions {
  /** Reaching one of these addresses is a trap with that name. */
  readonly traps: ReadonlyMap<bigint, string>
  /** Granules (address / 8) outside of the image's shared segments that are shared all the same. */
  readonly sharedGranules: ReadonlySet<number>
  /** LFENCE is a visible step (only `relaxed` orders loads by it). */
  readonly lfenceVisible: boolean
  /** Private instructions in a row that are run before a run is given up as inconclusive. */
  readonly privateInstructions: number
  /**
   * An access that crosses a cache line is two accesses, the lower part first; not under LOCK, where the processor locks the bus
   * (Intel SDM vol. 3, 9.1.1 and 9.1.2). Default: whole.
   */
  readonly splitLines?: boolean
  /**
   * The stores of an instruction that loads first are a step of their own, so that a full buffer holds up only them. Default: they
   * are part of the last load's step.
   */
  readonly storesApart?: boolean
  /** Observers are told of accesses to private and constant memory too. Default: they are not. */
  readonly watchesPrivateMemory?: boolean
  /** What is learned of who reads registers, if anybody wants to know. */
  readonly uses?: KnownUses | undefined
  /**
   * Registers that cannot be read any more are zero in local states, and arithmetic flags clear. Default: registers are what they are.
   * Throws `UsesLearned` when what is zero is read all the same.
   */
  readonly liveness?: Liveness | undefined
  readonly decode: (bytes: Uint8Array, address: bigint) => DecodedInstruction | undefined
}
