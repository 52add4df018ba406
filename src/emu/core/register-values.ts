/** The registers of a core at one moment. */
export interface RegisterValues {
  /** In the order of `SAVED_REGISTERS`. */
  readonly registers: BigUint64Array
  /** Two words a register; absent while no instruction has used them. */
  readonly xmm: BigUint64Array | undefined
}
