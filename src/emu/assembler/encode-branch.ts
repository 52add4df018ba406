import { conditionCodes, usualCondition } from './conditions.ts'
import { Refusal } from './refusal.ts'

/** A direct jump or call: how long its two forms are and what precedes the displacement in each. */
export interface BranchForm {
  /** Opcode before an 8-bit displacement; undefined where only the long form exists (`call`). */
  readonly short: Uint8Array | undefined
  /** Opcode before a 32-bit displacement; undefined where only the short form exists (`loop`, `jrcxz`). */
  readonly near: Uint8Array | undefined
}

const shortOnly: ReadonlyMap<string, readonly number[]> = new Map([
  ['jrcxz', [0xe3]], ['jecxz', [0x67, 0xe3]], ['loop', [0xe2]], ['loope', [0xe1]], ['loopz', [0xe1]],
  ['loopne', [0xe0]], ['loopnz', [0xe0]],
])

/** The encodings of a direct branch by its Intel mnemonic (SDM volume 2: CALL, JMP, Jcc, LOOP). Throws a `Refusal`. */
export function branchForm(mnemonic: string): BranchForm {
  if (mnemonic === 'jmp') return { short: Uint8Array.of(0xeb), near: Uint8Array.of(0xe9) }
  if (mnemonic === 'call') return { short: undefined, near: Uint8Array.of(0xe8) }
  const only = shortOnly.get(mnemonic)
  if (only !== undefined) return { short: Uint8Array.from(only), near: undefined }
  const code = conditionCodes.get(usualCondition(mnemonic).slice(1))
  if (!mnemonic.startsWith('j') || code === undefined) {
    throw new Refusal(`no such jump as ${mnemonic}; expected je, jne, jb, jae, …`)
  }
  return { short: Uint8Array.of(0x70 | code), near: Uint8Array.of(0x0f, 0x80 | code) }
}
