import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { END_ADDRESS } from '../../emu/engine.ts'
import type { Image } from '../../emu/image.ts'
import type { Statement } from '../../emu/listing.ts'
import type { Label } from '../../go/label.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import type { ServedFile } from '../target.ts'
import { abbreviations, debugInformation, type DebugFunction } from './debug-information.ts'
import { elfFile, type ElfSection, type ElfSymbol } from './elf-file.ts'
import { lineProgram } from './line-program.ts'

/** A function's instructions in the listing. */
interface Function {
  readonly name: string
  readonly statements: readonly Statement[]
}

/**
 * The scenario's image as a program with symbols, lines of the listings and variables (the labels of shared memory). `directory`:
 * where the listings' files are.
 */
export function programFile({ program, labels, scenario }: LoadedScenario, directory: string): ServedFile {
  const { image } = program
  const functions = functionsOf(image)
  const isLabel = (name: string): boolean => functions.some((one) => name.startsWith(`${one.name}.`))
  const symbols: ElfSymbol[] = [
    ...[...image.symbols].filter(([name]) => !isLabel(name)).map(([name, address]) => symbolOf(name, address, functions, image)),
    ...[...program.traps].filter(([, name]) => !image.symbols.has(name)).map(([address, name]) => (
      { name, address, size: 1, kind: 'function' as const }
    )),
    ...labels.all.filter(({ name }) => !image.symbols.has(name)).map((label) => ({ ...label, kind: 'object' as const })),
    { name: 'returned', address: BigInt(END_ADDRESS), size: 1, kind: 'function' },
  ]
  // A section of its own, without which GDB does not look for a symbol there.
  const end: ElfSection = { name: 'end', address: BigInt(END_ADDRESS), bytes: Uint8Array.of(0), kind: 'code' }
  const sections = [...mapped(image), end, ...debugSections(scenario.name, directory, functions, image, labels.all)]
  return { path: `/fencepost/${scenario.name}`, bytes: elfFile(program.cores[0]?.entry ?? 0n, sections, symbols) }
}

function functionsOf(image: Image): Function[] {
  const found = new Map<string, Statement[]>()
  for (const { kind, address, bytes } of image.segments) {
    if (kind !== 'code') continue
    for (let offset = 0; offset < bytes.length; offset++) {
      const statement = image.statementAt(address + BigInt(offset))
      if (!statement) continue
      const known = found.get(statement.symbol)
      if (known) known.push(statement)
      else found.set(statement.symbol, [statement])
    }
  }
  return [...found].map(([name, statements]) => ({ name, statements }))
}

function bounds({ statements }: Function): { readonly from: bigint; readonly to: bigint } {
  const last = statements.at(-1)
  return { from: statements[0]?.address ?? 0n, to: last ? last.address + BigInt(last.bytes.length) : 0n }
}

function symbolOf(name: string, address: bigint, functions: readonly Function[], image: Image): ElfSymbol {
  const code = functions.find((one) => one.name === name)
  if (code) {
    const { from, to } = bounds(code)
    return { name, address, size: Number(to - from), kind: 'function' }
  }
  const segment = image.segments.find((one) => one.address <= address && address < one.address + BigInt(one.bytes.length))
  const isObject = segment !== undefined && segment.kind !== 'code'
  const size = isObject && segment.address === address ? segment.bytes.length : 0
  return { name, address, size, kind: isObject ? 'object' : 'function' }
}

function mapped(image: Image): ElfSection[] {
  const kinds = { code: 'code', constant: 'constant', shared: 'data' } as const
  return image.segments.map(({ name, address, bytes, kind }) => (
    { name: kind === 'code' && name === 'code' ? '.text' : name, address, bytes, kind: kinds[kind] }
  ))
}

function debugSections(
  name: string, directory: string, functions: readonly Function[], image: Image, labels: readonly Label[],
): ElfSection[] {
  const statements = functions.flatMap((one) => one.statements).sort((a, b) => (a.address < b.address ? -1 : 1))
  const [first] = statements
  const last = statements.at(-1)
  if (!first || !last) return []
  // Text that was made for the run, or that stands in a test, is in no file that GDB could show.
  const files = [...new Set(statements.map(({ file }) => file))].filter((file) => existsSync(resolve(directory, file)))
  const lines = lineProgram(
    statements
      .filter(({ file }) => files.includes(file))
      .map(({ address, bytes, file, line }) => ({ address, length: bytes.length, file, line })),
    files,
  )
  const unit = debugInformation({
    name, directory, from: first.address, to: last.address + BigInt(last.bytes.length),
    functions: functions.map((one) => debugFunction(one, files, image)),
    variables: labels.map((label) => ({ ...label })),
  })
  const section = (name: string, bytes: Uint8Array): ElfSection => ({ name, address: 0n, bytes, kind: 'debug' })
  return [section('.debug_info', unit), section('.debug_abbrev', abbreviations()), section('.debug_line', lines)]
}

function debugFunction(one: Function, files: readonly string[], image: Image): DebugFunction {
  const { name, statements } = one
  const prefix = `${name}.`
  const labels = [...image.symbols]
    .filter(([symbol]) => symbol.startsWith(prefix))
    .map(([symbol, address]) => ({ name: symbol.slice(prefix.length), address, ...lineOf(image.statementAt(address), files) }))
  return { name, ...bounds(one), ...lineOf(statements[0], files), labels }
}

/** Nothing for a statement whose text stands in no file. */
function lineOf(statement: Statement | undefined, files: readonly string[]): { readonly file: number; readonly line: number } {
  const file = statement ? files.indexOf(statement.file) + 1 : 0
  return { file, line: file === 0 ? 0 : (statement?.line ?? 0) }
}
