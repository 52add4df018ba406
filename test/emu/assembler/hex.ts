import { loadAssembler } from '../../../src/emu/assembler/assemble.ts'
import type { Listing, Syntax } from '../../../src/emu/listing.ts'

const assembler = await loadAssembler()

/** Code at 0x400000, data at 0x500000, and the names that most tests here use. */
export const layout = {
  origin: 0x400000n,
  dataOrigin: 0x500000n,
  symbols: new Map([
    ['x', 0x601000n], ['y', 0x601040n], ['runtime.fatal', 0x410000n], ['runtime.writeBarrier', 0x602000n],
  ]),
}

/** Assembles one text as the file `test.s`. */
export function assemble(syntax: Syntax, text: string): Listing {
  return assembler.assemble([{ file: 'test.s', text, syntax }], layout)
}

/** Bytes as the manuals print them, `48 89 03`. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').replace(/..(?!$)/g, '$& ')
}

/** The bytes of one text, as the manuals print them. */
export function hexOf(syntax: Syntax, text: string): string {
  return hex(assemble(syntax, text).code)
}
