import { loadAssembler } from '../emu/assembler/assemble.ts'
import { nearNames } from '../emu/assembler/near-names.ts'
import { loadDisassembler } from '../emu/disassembler/disassemble.ts'
import { InputError } from '../emu/input-error.ts'
import type { Listing } from '../emu/listing.ts'
import { readGoBinary } from '../go/elf/go-binary.ts'
import { listingText } from '../export/listing-text.ts'
import { readListing } from '../host/read-text-file.ts'
import { choiceOption, readArguments } from './arguments.ts'
import { DATA_ORIGIN, DEFAULT_ORIGIN } from './asm.ts'
import type { Command } from './command.ts'
import { disassembleFunction } from './disasm-binary.ts'
import { isElf } from './is-elf.ts'
import { print } from './output.ts'
import { syntaxOfFile } from '../scenario/listing.ts'
import { SYNTAXES } from './syntax.ts'

export const disasm: Command = {
  help: `usage: fencepost disasm FILE [SYMBOL] [--syntax go|intel|att] [--from go|intel|att]
       fencepost disasm BINARY SYMBOL [--syntax go|intel|att]

Prints the machine code of a listing (- is stdin), or of one function of it, as text in another syntax: the bytes are disassembled,
so that what is printed is what runs. Of a Go program (linux/amd64, go build, stripped or not): the function SYMBOL, main.put or
runtime.mapassign_fast64, with the Go line that each instruction was compiled from.

  --syntax S   the syntax to print; without it intel, and go for a Go program
  --from S     the syntax of FILE; without it go, intel for .intel and .asm, att for .att and .S
`,
  run: async (args) => {
    const { values, positionals } = readArguments('disasm', args, {
      syntax: { type: 'string' }, from: { type: 'string' },
    }, ['FILE', '[SYMBOL]'])
    const [file = '', symbol] = positionals
    const isProgram = await isElf(file)
    const syntax = choiceOption('--syntax', values.syntax ?? (isProgram ? 'go' : 'intel'), SYNTAXES)
    if (isProgram) {
      if (values.from !== undefined) throw new InputError(`disasm: --from is for listings, and ${file} is a program`)
      if (symbol === undefined) throw new InputError(`disasm: ${file} is a program: which function of it? Such as main.main`)
      print(await disassembleFunction(await readGoBinary(file), symbol, syntax))
      return 0
    }
    const from = values.from === undefined ? syntaxOfFile(file) : choiceOption('--from', values.from, SYNTAXES)
    const text = await readListing(file)
    const [assembler, disassembler] = await Promise.all([loadAssembler(), loadDisassembler()])
    const listing = assembler.assemble([{ file, text, syntax: from }], { origin: DEFAULT_ORIGIN, dataOrigin: DATA_ORIGIN })
    const names = new Map([...listing.symbols].map(([name, address]) => [address, name]))
    print(listingText(symbol === undefined ? listing : only(listing, symbol, file), ({ bytes, address }) => {
      const decoded = disassembler.decode(bytes, address)
      return decoded ? disassembler.format(decoded, syntax, (at) => names.get(at)) : '(no instruction)'
    }))
    return 0
  },
}

/** The part of a listing that is function `symbol`. */
function only(listing: Listing, symbol: string, file: string): Listing {
  const statements = listing.statements.filter((statement) => statement.symbol === symbol)
  if (statements.length > 0) return { ...listing, statements }
  const functions = [...new Set(listing.statements.map((statement) => statement.symbol))]
  const near = nearNames(symbol, functions)
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `it has ${functions.join(', ')}`
  throw new InputError(`${file}: no function ${JSON.stringify(symbol)} in this listing: ${hint}`)
}
