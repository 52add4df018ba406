import type { LitmusTest } from './litmus-test.ts'

/** In bytes. */
const PAGE = 4096

/** Bytes of a core's stack. */
export const STACK_SIZE = PAGE

/** Below 2^31, so that an address fits an instruction's sign-extended 32 bits and a 32-bit register. */
const ORIGIN = 0x10_0000

/**
 * Where a test's parts lie, one behind the other without a gap: an engine maps them in one go, and mapping is what costs most when
 * an engine is made. The stacks come first: they grow downwards, out of everything.
 */
export interface AddressLayout {
  /** Of the n-th core, in the order of the columns. */
  readonly stack: (index: number) => bigint
  readonly variables: bigint
  readonly code: bigint
}

/** `variableBytes`: size of all variables together. */
export function addressLayout(test: LitmusTest, variableBytes: number): AddressLayout {
  const variables = ORIGIN + test.programs.length * STACK_SIZE
  const code = variables + Math.ceil(variableBytes / PAGE) * PAGE
  return { stack: (index) => BigInt(ORIGIN + index * STACK_SIZE), variables: BigInt(variables), code: BigInt(code) }
}
