/** What a core of a Go scenario calls, and the few instructions of ours that make the calls. */
import type { ListingSource } from '../../emu/listing.ts'
import { ARGUMENT_REGISTERS, G_REGISTER } from '../../go/abi.ts'

/** A call that a core makes: a function of Go, with integer or pointer arguments. `map` stands for the map's address. */
export interface GoCall {
  /** `main.put`, `main.get`, `runtime.growWork_fast64`, … */
  readonly function: string
  readonly arguments: readonly (bigint | 'map' | 'type')[]
  /** Words that it returns, in RAX and RBX; without it 2. What it does not return is not kept: it would tell equal states apart. */
  readonly resultWords?: 0 | 1 | 2
}

/** The same where there is no map: `{ symbol }` stands for the address of a variable, or of something that the listings define. */
export interface SymbolCall {
  readonly function: string
  readonly arguments: readonly (bigint | { readonly symbol: string })[]
  readonly resultWords?: GoCall['resultWords']
}

/** The function that core `core` begins with. */
export function driverName(core: number): string {
  return `core${core}`
}

/**
 * Results of the calls, two words each, in the core's private page; the fields of `g` and of the shims end below. There is
 * room for those of 192 calls.
 */
export function resultOffset(call: number): number {
  return 0x400 + 16 * call
}

/**
 * The function that a core begins with: its calls, each followed by saving its results. Its frame is the room in which a callee may
 * save its register arguments (ABIInternal: spill space belongs to the caller). Registers and that room are dead between calls and
 * at the end, and are cleared, so that states that differ only in them are one.
 */
export function driver(core: number, calls: readonly (GoCall | SymbolCall)[], map: bigint, type: bigint): ListingSource {
  const spilled = Math.max(0, ...calls.map((call) => call.arguments.length))
  const frame = 16 * Math.ceil(spilled / 2)
  const lines = [`TEXT ${driverName(core)}(SB), $${frame}-0`, `\tSUBQ $${frame}, SP`]
  calls.forEach((call, index) => {
    call.arguments.forEach((argument, i) => {
      if (typeof argument === 'object') {
        lines.push(`\tLEAQ ${argument.symbol}(SB), ${goName(ARGUMENT_REGISTERS[i] ?? 'rax')}`)
        return
      }
      const value = argument === 'map' ? map : argument === 'type' ? type : argument
      lines.push(`\tMOVQ $0x${BigInt.asUintN(64, value).toString(16)}, ${goName(ARGUMENT_REGISTERS[i] ?? 'rax')}`)
    })
    lines.push(`\tCALL ${call.function}(SB)`)
    const { resultWords = 2 } = call
    if (resultWords > 0) lines.push(`\tMOVQ AX, ${resultOffset(index)}(${goName(G_REGISTER)})`)
    if (resultWords > 1) lines.push(`\tMOVQ BX, ${resultOffset(index) + 8}(${goName(G_REGISTER)})`)
    for (const name of ['AX', 'BX', 'CX', 'DX', 'SI', 'DI', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R15', 'BP']) {
      lines.push(`\tXORL ${name}, ${name}`)
    }
    call.arguments.forEach((_, i) => lines.push(`\tMOVQ AX, ${8 * i}(SP)`))
  })
  lines.push(`\tADDQ $${frame}, SP`, '\tRET')
  return { file: `core ${core}`, text: `${lines.join('\n')}\n`, syntax: 'go' }
}

/** `rax` is AX to Go's assembler. */
function goName(register: string): string {
  return /^r\d/.test(register) ? register.toUpperCase() : register.slice(1).toUpperCase()
}
