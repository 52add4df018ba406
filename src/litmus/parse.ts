/**
 * The parser for herd's litmus format, X86_64 and X86. A file is: the architecture and the name, a quoted description,
 * `Key=Value` lines, the initial state in braces (parse-init.ts), the code in columns (parse-program.ts and, for a
 * cell, parse-instruction.ts), then `locations`, `filter` and the condition (parse-condition.ts).
 */
import { INT } from './c-type.ts'
import type { CType } from './c-type.ts'
import { checkCores, checkLocations } from './check-test.ts'
import type { MemoryOperand } from './instruction.ts'
import type { LitmusTest } from './litmus-test.ts'
import { parseFinalSection } from './parse-condition.ts'
import { parseInit } from './parse-init.ts'
import type { InitialState } from './parse-init.ts'
import type { InstructionContext } from './parse-instruction.ts'
import { parseProgram } from './parse-program.ts'
import { registerNamed } from './registers.ts'
import { SourceText } from './source-text.ts'
import { TokenCursor } from './tokens.ts'
import { allVariables } from './variables.ts'

/** Parses one litmus file; messages call it `file`. Throws `InputError` (`file:line:column: found …, expected …`). */
export function parseLitmus(file: string, text: string): LitmusTest {
  const source = new SourceText(file, text)
  const header = parseHeader(source)
  const { info, initFrom } = parseInfo(source, header.end)
  const initTo = closingBrace(source, initFrom)
  const state = parseInit(new TokenCursor(source, initFrom, initTo))
  const code = parseProgram(source, initTo + 1, (core) => instructionContext(header.arch, state, core))
  const final = parseFinalSection(new TokenCursor(source, code.end, source.text.length))
  const { arch, name, doc } = header
  const { programs } = code
  const variables = allVariables({ ...state, programs, ...final })
  const test: LitmusTest = { name, arch, syntax: 'att', file, doc, info, ...state, variables, programs, ...final }
  checkLocations(source, code.end, test)
  checkCores(source, { init: initFrom, final: code.end }, test)
  return test
}

interface Header {
  readonly arch: 'X86_64' | 'X86'
  readonly name: string
  readonly doc: string
  readonly end: number
}

const HEADER = /^\s*(\w+)[ \t]+([\w/.+\-[\]:]+)[ \t\r]*(?:\([\w/.-]+\)[ \t\r]*)?(?:\n?[ \t\r]*"([^"]*)"[ \t\r]*)?;?/

function parseHeader(source: SourceText): Header {
  const match = HEADER.exec(source.text)
  if (match === null) {
    throw source.unexpected(0, firstWords(source.text), 'the architecture and a name, such as `X86_64 SB`')
  }
  const [all, arch = '', name = '', doc = ''] = match
  if (arch !== 'X86_64' && arch !== 'X86') {
    throw source.unexpected(source.text.indexOf(arch), `architecture ${arch}`, 'X86_64 or X86')
  }
  const base = source.file.replace(/^.*[/\\]/, '')
  return { arch, name: (name === '--' ? base : name).replace(/\.litmus$/, ''), doc, end: all.length }
}

function firstWords(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line === '' ? 'nothing' : `\`${line.slice(0, 40)}\``
}

/** The `Key=Value` lines, and the offset after the `{` that ends them. */
function parseInfo(source: SourceText, from: number): { info: Map<string, string>; initFrom: number } {
  const info = new Map<string, string>()
  let offset = from
  for (const line of source.text.slice(from).split('\n')) {
    const start = offset + line.length - line.trimStart().length
    const match = /^([A-Za-z][\w/.-]*)\s*=(.*)$/.exec(line.trim())
    if (line.trimStart().startsWith('{')) return { info, initFrom: start + 1 }
    if (match !== null) info.set(match[1] ?? '', (match[2] ?? '').trim())
    else if (line.trim() !== '') {
      throw source.unexpected(start, firstWords(line), 'a `Key=Value` line, or `{` and the initial state')
    }
    offset += line.length + 1
  }
  throw source.unexpected(source.text.length, 'the end of the file', '`{` and the initial state')
}

function closingBrace(source: SourceText, from: number): number {
  let depth = 1
  for (let offset = from; offset < source.text.length; offset++) {
    if (source.text[offset] === '{') depth++
    if (source.text[offset] === '}') depth--
    if (depth === 0) return offset
  }
  throw source.unexpected(from - 1, 'an initial state that is never closed', '`}`')
}

/** An access that names no size is as large as the variable it reaches, by name or by a register's initial value. */
function instructionContext(arch: Header['arch'], state: InitialState, core: number): InstructionContext {
  const sizeOf = (variable: string): CType['size'] => (state.variables.get(variable)?.type ?? INT).size
  const memorySize = ({ variable, base }: MemoryOperand): CType['size'] => {
    if (variable !== undefined) return sizeOf(variable)
    const name = base === undefined ? undefined : registerNamed(base)?.whole
    const initial = state.registers.find((register) => register.core === core && register.name === name)?.value
    return initial?.kind === 'address' ? sizeOf(initial.name) : INT.size
  }
  return { arch, memorySize }
}
