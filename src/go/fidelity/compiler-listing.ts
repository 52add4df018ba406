/**
 * What the compiler prints with `go build -gcflags=runtime=-S -asmflags=runtime=-S`: its code in its own words, function
 * by function. Offsets are final on amd64, so a line and an instruction of the program find each other by them.
 */
import type { ComparedFunction } from './compare-function.ts'

/** One instruction in the compiler's words. */
export interface CompilerLine {
  /** Bytes from the start of the function. */
  readonly offset: number
  /** `MOVQ BX, runtime.h+72(SP)`, single spaces. Jumps name the offset that they go to: `JEQ 87`. */
  readonly text: string
  /** `map_fast64.go:94`; undefined where the compiler knows none. */
  readonly goLine: string | undefined
}

/** The flags that make `go build` print it. */
export const COMPILER_LISTING_FLAGS = ['-gcflags=all=-S', '-asmflags=all=-S']

const HEAD = /^(\S+) STEXT (.*)$/
const LINE = /^\t0x([0-9a-f]{4,}) \d+ \((.*?)(?::(\d+))?\)\t(\S+)(?:\t(.*))?$/
/** Lines that are no instructions. */
const DIRECTIVES = new Set(['TEXT', 'PCDATA', 'FUNCDATA', 'NOP'])

const PREFIXES = new Set(['LOCK', 'REP', 'REPN'])
/** Constants that the compiler numbers, and the one instruction that stands for several. */
const NO_SPELLING_OF_OURS = /\.\.stmp_|^DUFFZERO/

/** Takes the output apart. Wrappers that the linker chooses among (`dupok`) are left out. */
export function parseCompilerListing(output: string): Map<string, CompilerLine[]> {
  const functions = new Map<string, CompilerLine[]>()
  let lines: CompilerLine[] | undefined
  for (const line of output.split('\n')) {
    const head = HEAD.exec(line)
    if (head) {
      const [, name = '', attributes = ''] = head
      lines = attributes.includes('dupok') ? undefined : []
      if (lines !== undefined) functions.set(name, lines)
      continue
    }
    const match = LINE.exec(line)
    if (match === null) {
      // The bytes, relocations and data symbols that follow a function.
      if (!line.startsWith('\t0x')) lines = undefined
      continue
    }
    const [, offset = '', file = '', number, mnemonic = '', operands] = match
    if (lines === undefined || DIRECTIVES.has(mnemonic)) continue
    const goLine = number === undefined ? undefined : `${file.slice(file.lastIndexOf('/') + 1)}:${number}`
    const text = operands === undefined ? mnemonic : `${mnemonic} ${operands.replace(/\s+/g, ' ')}`
    const last = lines.at(-1)
    // A prefix has a line of its own.
    if (last !== undefined && PREFIXES.has(last.text)) {
      lines[lines.length - 1] = { ...last, text: `${last.text} ${text}` }
    } else lines.push({ offset: Number.parseInt(offset, 16), text, goLine })
  }
  return functions
}

/** The same comparison with the compiled side in the compiler's own words. */
export function inCompilerWords(
  compared: ComparedFunction, lines: readonly CompilerLine[],
): ComparedFunction {
  const byOffset = new Map(lines.map((line) => [line.offset, line]))
  const rows = compared.rows.map((row) => {
    const line = row.compiled && byOffset.get(row.compiled.offset)
    return row.compiled && line ? { ...row, compiled: { ...row.compiled, text: line.text } } : row
  })
  return { ...compared, rows }
}

/** An instruction that means the same on both sides and is written otherwise. */
export interface SpellingDifference {
  readonly place: string
  readonly listing: string
  readonly compiler: string
}

/**
 * Where the listing's words are not the compiler's: other names for stack slots, other spellings of a mnemonic. Jump
 * targets and the compiler's numbered constants have names of our own, DUFFZERO is spelt out: they are left aside.
 */
export function spellingDifferences(compared: ComparedFunction, lines: readonly CompilerLine[]): SpellingDifference[] {
  const byOffset = new Map(lines.map((line) => [line.offset, line]))
  return compared.rows.flatMap(({ kind, listing, compiled }): SpellingDifference[] => {
    if (kind !== 'same' || listing === undefined || compiled === undefined || listing.branch !== undefined) return []
    const line = byOffset.get(compiled.offset)
    if (line === undefined || NO_SPELLING_OF_OURS.test(line.text) || line.text === listing.text) return []
    return [{ place: listing.place, listing: listing.text, compiler: line.text }]
  })
}
