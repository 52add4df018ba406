/** Several calls of one core, one after another, in the few instructions of ours that make them. */
import type { PrivateSegment } from '../emu/core/core-setup.ts'
import type { ListingSource } from '../emu/listing.ts'
import type { GeneralRegister } from '../emu/registers.ts'

/** A function to call, and the registers to set before it. */
export interface PreparedCall {
  readonly entry: string
  readonly registers: Partial<Record<GeneralRegister, bigint>>
}

const RESULTS = 0x70_0000n
const CORE_SPACING = 0x1_0000n
const WORD = 8n

/** The function that a core begins with. */
export function callerName(core: number): string {
  return `calls.core${core}`
}

/** The address of the word that keeps RAX as call number `call` of the core left it. Private to the core. */
export function resultAddress(core: number, call: number): bigint {
  return RESULTS + BigInt(core) * CORE_SPACING + BigInt(call) * WORD
}

/** Room for the results of `calls` calls. */
export function resultMemory(core: number, calls: number): PrivateSegment {
  return { name: `results${core}`, address: resultAddress(core, 0), bytes: new Uint8Array(calls * Number(WORD)) }
}

/** Sets the registers of each call, calls, and keeps RAX. Other registers stay as the call before left them. */
export function caller(core: number, calls: readonly PreparedCall[]): ListingSource {
  const lines = [`${callerName(core)}:`]
  calls.forEach(({ entry, registers }, call) => {
    for (const [name, value] of Object.entries(registers)) lines.push(`  movabs ${name}, 0x${value.toString(16)}`)
    lines.push(`  call ${entry}`, `  mov qword ptr [0x${resultAddress(core, call).toString(16)}], rax`)
  })
  return { file: `calls of core ${core}`, text: `${lines.join('\n')}\n  ret\n`, syntax: 'intel' }
}
