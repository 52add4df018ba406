import type { Listing, Statement } from '../emu/listing.ts'

/** How many bytes of an instruction stand beside its address; longer ones push their text to the right. */
const BYTES_SHOWN = 10

/**
 * Assembled code as text: for each function its name, then address, bytes and text of each instruction. `textOf` may give another
 * text than the listing's own.
 */
export function listingText(listing: Listing, textOf: (statement: Statement) => string = ({ text }) => text): string {
  const lines: string[] = []
  let symbol: string | undefined
  for (const statement of listing.statements) {
    if (statement.symbol !== symbol) {
      if (symbol !== undefined) lines.push('')
      symbol = statement.symbol
      lines.push(`${symbol}:`)
    }
    const bytes = [...statement.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    lines.push(`  0x${statement.address.toString(16)}  ${bytes.padEnd(3 * BYTES_SHOWN - 1)}  ${textOf(statement)}`)
  }
  return lines.map((line) => `${line}\n`).join('')
}
