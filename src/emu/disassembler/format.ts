import { canonical } from '../assembler/canonical.ts'
import type { Instruction, Operand } from '../assembler/instruction.ts'
import { Refusal } from '../assembler/refusal.ts'
import type { Syntax } from '../listing.ts'
import type { Decoded } from './decoded.ts'
import { parseDecoded } from './parse-decoded.ts'
import { printAtt } from './print-att.ts'
import { printGo } from './print-go.ts'
import { printIntel } from './print-intel.ts'

/** The name of an address, where there is one. */
type NameOf = (address: bigint) => string | undefined

/**
 * A decoded instruction as text in one of the three syntaxes, addresses named where `nameOf` knows them. What this
 * program cannot take apart (x87, AVX and the like) is returned as Capstone printed it.
 */
export function formatDecoded(decoded: Decoded, syntax: Syntax, nameOf?: NameOf): string {
  const capstoneText = `${decoded.mnemonic} ${decoded.operands}`.trim()
  let instruction: Instruction
  try {
    instruction = named(canonical(parseDecoded(decoded)), decoded, syntax, nameOf)
  } catch (error) {
    if (error instanceof Refusal) return capstoneText
    throw error
  }
  switch (syntax) {
    case 'intel': return printIntel(instruction)
    case 'att': return printAtt(instruction)
    case 'go': return printGo(instruction) ?? printIntel(instruction)
  }
}

function named(
  instruction: Instruction, decoded: Decoded, syntax: Syntax, nameOf: NameOf | undefined,
): Instruction {
  const operands = instruction.operands.map((operand): Operand => {
    if (operand.kind === 'target' && operand.symbol === undefined) {
      const symbol = nameOf?.(operand.offset)
      return symbol === undefined ? operand : { ...operand, symbol, offset: 0n }
    }
    if (operand.kind !== 'memory' || operand.index !== undefined || operand.segment !== undefined) return operand
    if (operand.base !== 'rip' && operand.base !== undefined) return operand
    const origin = operand.base === 'rip' ? decoded.address + BigInt(decoded.length) : 0n
    const address = BigInt.asUintN(64, origin + operand.displacement)
    const symbol = nameOf?.(address)
    if (symbol !== undefined) return { ...operand, base: undefined, symbol, displacement: 0n }
    // Go's syntax has no way to count from the next instruction: it writes the address itself.
    return syntax === 'go' ? { ...operand, base: undefined, displacement: address } : operand
  })
  return { ...instruction, operands }
}
