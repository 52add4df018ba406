import { loadAssembler } from '../emu/assembler/assemble.ts'
import { InputError } from '../emu/input-error.ts'
import type { Syntax } from '../emu/listing.ts'
import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { listingText } from '../export/listing-text.ts'
import { readListing } from '../host/read-text-file.ts'
import { print } from './output.ts'
import { syntaxOfFile } from '../scenario/listing.ts'
import { SYNTAXES } from './syntax.ts'

/** Where Go's linker begins the text of a program on linux/amd64. */
export const DEFAULT_ORIGIN = 0x40_1000n
/** Data goes here, as in a small Go program. */
export const DATA_ORIGIN = 0x48_0000n

export const asm: Command = {
  help: `usage: fencepost asm FILE [--syntax go|intel|att] [--origin ADDRESS]

Assembles a listing (- is stdin) and prints each instruction's address, bytes and text.

  --syntax S     the syntax of FILE; without it go, intel for .intel and .asm, att for .att and .S
  --origin A     the address of the first byte; without it 0x${DEFAULT_ORIGIN.toString(16)}
`,
  run: async (args) => {
    const { values, positionals } = readArguments('asm', args, {
      syntax: { type: 'string' }, origin: { type: 'string' },
    }, ['FILE'])
    const [file = ''] = positionals
    const syntax: Syntax = values.syntax === undefined ? syntaxOfFile(file) : choiceOption('--syntax', values.syntax, SYNTAXES)
    const origin = values.origin === undefined ? DEFAULT_ORIGIN : addressOption('--origin', values.origin)
    const text = await readListing(file)
    const listing = (await loadAssembler()).assemble([{ file, text, syntax }], { origin, dataOrigin: DATA_ORIGIN })
    print(listingText(listing))
    return 0
  },
}

/** An address given for `option`: `0x401000` or decimal, below 2^47. */
export function addressOption(option: string, text: string): bigint {
  if (/^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text)) {
    const address = BigInt(text)
    if (address < 1n << 47n) return address
  }
  throw new InputError(`${option}: expected an address below 0x800000000000, such as 0x401000, found ${JSON.stringify(text)}`)
}
