import type { Row, Program } from './litmus-test.ts'
import { isPrefix, parseInstruction } from './parse-instruction.ts'
import type { InstructionContext } from './parse-instruction.ts'
import type { SourceText } from './source-text.ts'
import { TokenCursor } from './tokens.ts'

/** The code of all processors, and the offset at which the rest of the file (`locations`, `exists`, …) begins. */
export interface Code {
  readonly programs: readonly Program[]
  readonly end: number
}

interface Cell {
  readonly from: number
  readonly to: number
}

/** What can follow the code: the words that end it. */
const FINAL_SECTION = /(?:locations|filter|exists|forall|final|[Oo]bserved)\b|~\s*exists\b|not\s+exists\b|\(/y

/** The same words at the start of a line inside a cell: a `;` is missing before them. */
const SWALLOWED = /\n\s*((?:locations|filter|exists|forall|final|observed|~\s*exists|not\s+exists)\b)/

/**
 * Parses `P0 | P1 ;` and the rows below it, from the offset after the initial state. `context` gives each core's own
 * knowledge of what its registers point at.
 */
export function parseProgram(source: SourceText, from: number, context: (core: number) => InstructionContext): Code {
  const header = nextRow(source, skipSemicolon(source, from))
  const cores = header.cells.map((cell) => parseCore(source, cell))
  const rows: Row[][] = cores.map(() => [])
  let end = header.end
  for (let start = codeStart(source, end); start !== undefined; start = codeStart(source, end)) {
    const row = nextRow(source, end)
    if (row.cells.length !== cores.length) {
      const found = `a row with ${row.cells.length} column${row.cells.length === 1 ? '' : 's'}`
      throw source.unexpected(start, found, `${cores.length}, one for each processor (an empty one may be blank)`)
    }
    row.cells.forEach((cell, column) => rows[column]?.push(...parseCell(source, cell, context(cores[column] ?? 0))))
    end = row.end
  }
  const programs = cores.map((core, column) => ({ core, rows: rows[column] ?? [] }))
  programs.forEach((program, i) => {
    if (cores.indexOf(program.core) !== i) throw source.unexpected(from, `two columns P${program.core}`, 'one')
    checkLabels(source, program)
  })
  return { programs, end: skipSpace(source, end) }
}

function skipSpace(source: SourceText, offset: number): number {
  return offset + (/^\s*/.exec(source.text.slice(offset))?.[0].length ?? 0)
}

/** herd lets a `;` stand between the initial state and the code. */
function skipSemicolon(source: SourceText, offset: number): number {
  const start = skipSpace(source, offset)
  return source.text[start] === ';' ? start + 1 : start
}

/** Where the next row starts, or undefined when the code is over. */
function codeStart(source: SourceText, offset: number): number | undefined {
  const start = skipSpace(source, offset)
  FINAL_SECTION.lastIndex = start
  return start === source.text.length || FINAL_SECTION.test(source.text) ? undefined : start
}

function parseCore(source: SourceText, cell: Cell): number {
  const text = source.text.slice(cell.from, cell.to)
  const match = /^P(\d+)$/.exec(text)
  if (match !== null) return Number(match[1])
  throw source.unexpected(cell.from, text === '' ? 'no code' : `\`${text}\``, 'the processors, such as `P0 | P1 ;`')
}

/** The cells up to the `;` that ends the row, each without the white space around it. */
function nextRow(source: SourceText, from: number): { cells: readonly Cell[]; end: number } {
  const cells: Cell[] = []
  let start = from
  for (let offset = from; offset < source.text.length; offset++) {
    const char = source.text[offset]
    if (char !== ';' && char !== '|') continue
    const cell = trimmed(source, start, offset)
    if (char === ';' && endsInPrefix(source, cell)) continue
    cells.push(cell)
    start = offset + 1
    if (char === ';') return { cells, end: start }
  }
  const at = skipSpace(source, start)
  const found = at === source.text.length ? 'the end of the file' : `\`${firstLine(source, at)}\``
  throw source.unexpected(at, found, '`;` at the end of the row')
}

function firstLine(source: SourceText, offset: number): string {
  return source.text.slice(offset).split('\n', 1)[0]?.trim() ?? ''
}

function trimmed(source: SourceText, start: number, end: number): Cell {
  const text = source.text.slice(start, end)
  const swallowed = SWALLOWED.exec(text)
  if (swallowed?.[1] !== undefined) {
    throw source.unexpected(start + swallowed.index + swallowed[0].length - swallowed[1].length, `\`${swallowed[1]}\``,
      '`;` at the end of the row before it')
  }
  const from = start + text.length - text.trimStart().length
  return { from, to: Math.max(from, start + text.trimEnd().length) }
}

function endsInPrefix(source: SourceText, cell: Cell): boolean {
  const word = /(?:^|[\s:])([A-Za-z]+)$/.exec(source.text.slice(cell.from, cell.to))?.[1]
  return word !== undefined && isPrefix(word)
}

/** One row for a label, an instruction or both; `a: b: instruction` gives two. */
function parseCell(source: SourceText, cell: Cell, context: InstructionContext): Row[] {
  const rows: Row[] = []
  const text = source.text.slice(cell.from, cell.to).replace(/\s+/g, ' ')
  const place = source.position(cell.from)
  const cursor = new TokenCursor(source, cell.from, cell.to)
  let label: string | undefined
  while (cursor.peek().kind === 'name' && cursor.peek(1).text === ':') {
    if (label !== undefined) rows.push({ label, instruction: undefined, source: `${label}:`, ...place })
    label = cursor.take().text
    cursor.take()
  }
  const instruction = cursor.peek().kind === 'end' ? undefined : parseInstruction(cursor, context)
  if (label !== undefined || instruction !== undefined) rows.push({ label, instruction, source: text, ...place })
  return rows
}

function checkLabels(source: SourceText, program: Program): void {
  const labels = new Set<string>()
  for (const { label, line, column } of program.rows) {
    if (label === undefined) continue
    if (labels.has(label)) throw located(source, line, column, `a second label \`${label}\``, `one in P${program.core}`)
    labels.add(label)
  }
  for (const { instruction, line, column } of program.rows) {
    for (const operand of instruction?.operands ?? []) {
      if (operand.kind === 'label' && !labels.has(operand.name)) {
        const known = labels.size === 0 ? 'which has no label' : `which has ${[...labels].join(', ')}`
        throw located(source, line, column, `a jump to \`${operand.name}\``, `a label of P${program.core}, ${known}`)
      }
    }
  }
}

function located(source: SourceText, line: number, column: number, found: string, expected: string): Error {
  const before = source.text.split('\n').slice(0, line - 1)
  return source.unexpected(before.reduce((sum, text) => sum + text.length + 1, column - 1), found, expected)
}
