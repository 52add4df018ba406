/** One decoded instruction. */
export interface Decoded {
  readonly address: bigint
  /** Bytes. */
  readonly length: number
  /** Capstone's mnemonic in Intel syntax with its prefixes, `lock xadd`. */
  readonly mnemonic: string
  /** Capstone's operands in Intel syntax, `dword ptr [rbx], eax`; branch targets are absolute. */
  readonly operands: string
}
