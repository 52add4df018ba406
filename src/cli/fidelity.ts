import { InputError } from '../emu/input-error.ts'
import { checkFidelity, differencesOf, type Fidelity } from '../go/fidelity/check-fidelity.ts'
import {
  COMPILER_LISTING_FLAGS, inCompilerWords, parseCompilerListing, spellingDifferences,
} from '../go/fidelity/compiler-listing.ts'
import { formatFidelity } from '../go/fidelity/format-fidelity.ts'
import { buildGoProgram, goToolchain } from '../go/fidelity/toolchain.ts'
import { goListings } from '../scenario/go/go-scenario.ts'
import { referenceProgram } from '../scenario/go/reference-program.ts'
import { syncListings } from '../scenario/go/sync/sync-scenario.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'

/** The release that the listings transcribe. */
const TRANSCRIBED = '1.22'

/** The folders of listings that transcribe it; each has its program beside it. */
const TRANSCRIPTIONS = [{ folder: 'go1.22', listings: goListings }, { folder: 'sync', listings: syncListings }] as const

/** The version of the format, a field of every line. */
const VERSION = 1

export const fidelity: Command = {
  help: `usage: fencepost fidelity --go PATH [--S] [--all] [--json]

Compiles two small programs with the Go toolchain at PATH (the go command itself) and compares each function of the
listings in asm/go1.22 and asm/sync with the bytes in the program: every mnemonic, operand, size, jump, call and constant, in order.
NOPs that align, addresses, and encodings that mean the same do not count. What differs is shown side by side, with the
listing's line and Go's.

  --go PATH   for example /usr/lib/go-1.22/bin/go (make references installs it)
  --S         show the compiler's own listing (go build -gcflags=-S) on the right, and where its spelling is not ours
  --all       list the functions without differences too
  --json      one JSON object a function: {"version","function","instructions","differences","leftOut","lineDifferences"}

Exit status: 0 no differences, 1 differences, 2 no such toolchain. Go ${TRANSCRIBED}.12 is what the listings transcribe;
any other release shows what its compiler or its runtime does otherwise, and that is no failure: the status is 0 then.
`,
  run: async (args) => {
    const { values } = readArguments('fidelity', args, {
      go: { type: 'string' }, S: { type: 'boolean' }, all: { type: 'boolean' }, json: { type: 'boolean' },
    }, [])
    if (values.go === undefined) {
      throw new InputError('fidelity: --go is missing: name a go command, such as --go /usr/lib/go-1.22/bin/go')
    }
    return runFidelity({
      go: values.go, compilerListing: values.S ?? false, all: values.all ?? false, json: values.json ?? false, print,
    })
  },
}

export interface FidelityOptions {
  /** Path of the go command. */
  readonly go: string
  /** Show the compiler's own listing beside ours. */
  readonly compilerListing: boolean
  readonly all: boolean
  readonly json: boolean
  readonly print: (text: string) => void
}

/** Compares the listings with what the toolchain compiles, prints the result and gives the exit status. */
export async function runFidelity(options: FidelityOptions): Promise<number> {
  const { go, compilerListing, all, json, print: write } = options
  const toolchain = await goToolchain(go)
  let differences = 0
  for (const { folder, listings } of TRANSCRIPTIONS) {
    const flags = compilerListing ? COMPILER_LISTING_FLAGS : []
    const { binary, output } = await buildGoProgram(toolchain, await referenceProgram(folder), flags)
    const found = await checkFidelity(binary, await listings())
    differences += differencesOf(found)
    if (json) {
      for (const { name, instructions, differences: count, leftOut, lineDifferences } of found.functions) {
        const line = { version: VERSION, function: name, instructions, differences: count, leftOut, lineDifferences }
        write(`${JSON.stringify(line)}\n`)
      }
    } else {
      write(`asm/${folder}\n`)
      write(compilerListing ? withCompilerListing(found, output, all) : formatFidelity(found, { all, source: 'program' }))
    }
  }
  const { major, minor, text } = toolchain.version
  if (`${major}.${minor}` === TRANSCRIBED) return differences === 0 ? 0 : 1
  if (!json) write(`${text} is not what the listings transcribe (Go ${TRANSCRIBED}.12): this is information only\n`)
  return 0
}

function withCompilerListing(found: Fidelity, output: string, all: boolean): string {
  const listing = parseCompilerListing(output)
  const lines = found.functions.map((compared) => ({ compared, lines: listing.get(compared.name) ?? [] }))
  const inWords = { ...found, functions: lines.map(({ compared, lines: l }) => inCompilerWords(compared, l)) }
  const spelling = lines.flatMap(({ compared, lines: l }) => spellingDifferences(compared, l))
  return [
    formatFidelity(inWords, { all, source: 'compiler' }),
    ...spelling.map(({ place, listing: ours, compiler }) => `${place}: ${ours} is ${compiler} to the compiler\n`),
    `spelling: ${spelling.length} instructions that are the same and written otherwise than by the compiler\n`,
  ].join('')
}
