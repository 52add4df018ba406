import type { ListingSource } from '../listing.ts'
import { unquote, type AddressSlot, type DataDefinition } from './go-data.ts'
import { expandDuff, goPrefix, goSymbol } from './go-syntax.ts'
import type { Prefix } from './instruction.ts'
import { toUnsigned, parseNumber } from './numbers.ts'
import { Refusal } from './refusal.ts'
import {
  locate, parseInstruction, type FunctionSource, type InstructionItem, type LabelItem, type ParsedSource, type Place,
} from './source.ts'
import { splitOperands, splitText, TextRules, type TextPart } from './split-text.ts'

/**
 * Go aligns functions to 32 bytes on amd64 (cmd/link/internal/amd64/l.go, funcAlign); 16 serves as well and is denser.
 */
const functionAlignment = 16

const RULES = new TextRules(['//'], ';')

interface OpenFunction extends Place { readonly name: string; readonly items: (LabelItem | InstructionItem)[] }
interface OpenData extends Place { readonly name: string; size: number; readonly pieces: Piece[] }
interface Piece { readonly at: number; readonly bytes: Uint8Array; readonly address: AddressSlot | undefined }

/**
 * Reads a source in Go's syntax: functions with TEXT, data with DATA and GLOBL, or the compiler's `-S` output as it
 * stands, whose jumps name positions and whose lines carry the line of Go. Throws an `InputError`.
 */
export function parseGoSource(source: ListingSource): ParsedSource {
  const functions: OpenFunction[] = []
  const data = new Map<string, OpenData>()
  let prefix: { name: Prefix; line: number; text: string } | undefined
  let current: OpenFunction | undefined

  const inFunction = (place: Place): OpenFunction => {
    if (current === undefined) {
      current = { name: fileStem(source.file), items: [], ...place }
      functions.push(current)
    }
    return current
  }

  const statement = (part: TextPart): void => {
    const raw = compilerLine(part.text)
    const place = { file: source.file, line: part.line }
    let text = raw?.text ?? part.text
    const goLine = raw?.goLine ?? goLineOf(part.comment)
    if (raw !== undefined && !text.startsWith('TEXT')) {
      inFunction(place).items.push({ kind: 'label', name: raw.label, ...place })
    }
    for (let label = labelOf(text); label !== undefined; label = labelOf(text)) {
      inFunction(place).items.push({ kind: 'label', name: label.name, ...place })
      text = label.rest
    }
    const word = /^\S+/.exec(text)?.[0] ?? ''
    if (word === '' || isIgnored(word)) return
    locate(place, text, () => {
      if (word === 'TEXT') {
        current = { name: functionName(text), items: [], ...place }
        functions.push(current)
        if (raw !== undefined) current.items.push({ kind: 'label', name: raw.label, ...place })
      } else if (word === 'DATA') addData(data, text, place)
      else if (word === 'GLOBL') addGlobal(data, text, place)
      else if (goPrefix(text) !== undefined) {
        if (prefix !== undefined) throw new Refusal(`a second prefix after ${prefix.text}`)
        prefix = { name: goPrefix(text) ?? 'lock', line: part.line, text }
      } else {
        const { items } = inFunction(place)
        for (const single of expandDuff(text) ?? [text]) {
          const instruction = parseInstruction('go', single, prefix?.name)
          const whole = prefix === undefined ? single : `${prefix.text} ${single}`
          const line = prefix?.line ?? part.line
          items.push({ kind: 'instruction', instruction, text: whole, syntax: 'go', goLine, file: source.file, line })
        }
        prefix = undefined
      }
    })
  }

  for (const part of splitText(withoutDumps(source.text), RULES)) statement(part)
  const loose = prefix as { line: number; text: string } | undefined
  if (loose !== undefined) {
    locate({ file: source.file, line: loose.line }, loose.text, () => {
      throw new Refusal('no instruction follows the prefix')
    })
  }
  return {
    functions: functions.map((f): FunctionSource => ({ ...f, alignment: functionAlignment })),
    data: [...data.values()].map(closeData),
  }
}

/** A source's name without folders and ending: the function that code before any label belongs to. */
export function fileStem(file: string): string {
  const base = file.replace(/^.*[/\\]/, '')
  return base.replace(/(.)\.[^.\s]*$/, '$1')
}

/** `0x0004 00004 (map_fast64.go:93) JLS 350` */
function compilerLine(text: string): { label: string; goLine: string; text: string } | undefined {
  const match = /^0x[0-9a-f]{4,} (\d{5,}) \(([^)]*)\) (.*)$/.exec(text)
  if (match === null) return undefined
  return { label: String(Number(match[1])), goLine: (match[2] ?? '').replace(/^.*\//, ''), text: match[3] ?? '' }
}

function goLineOf(comment: string): string | undefined {
  return /^([\w./-]+\.(?:go|s):\d+)(?=$|\s)/.exec(comment)?.[1]
}

function labelOf(text: string): { name: string; rest: string } | undefined {
  const match = /^([\p{L}\p{N}_·.]+):(?:\s+|$)(.*)$/su.exec(text)
  return match === null ? undefined : { name: match[1] ?? '', rest: match[2] ?? '' }
}

/** Lines that make no code: the garbage collector's tables and marks of inlined calls. */
function isIgnored(word: string): boolean {
  return ['PCDATA', 'FUNCDATA', 'NO_LOCAL_POINTERS', '#include', 'NOP'].includes(word)
}

/** Blanks what `-S` prints beside the instructions: the header of each symbol, its bytes and its relocations. */
function withoutDumps(text: string): string {
  return text.replace(/^(?:\S.* S[A-Z]+ .*size=\d.*|\t0x[0-9a-f]{4,}(?: [0-9a-f]{2})+ .*|\trel \d+\+\d+ t=.*)$/gm, '')
}

function functionName(text: string): string {
  const match = /^TEXT (.+?)\(SB\)\s*(?:,.*)?$/.exec(text)
  if (match === null) throw new Refusal('expected TEXT name(SB), $frame-arguments')
  return goSymbol(match[1] ?? '')
}

function addGlobal(data: Map<string, OpenData>, text: string, place: Place): void {
  const operands = splitOperands(text.slice('GLOBL'.length).trim())
  const name = /^(.+)\(SB\)$/.exec(operands[0] ?? '')?.[1]
  const size = /^\$(\S+)$/.exec(operands.at(-1) ?? '')?.[1]
  if (name === undefined || size === undefined) throw new Refusal('expected GLOBL name(SB), RODATA, $size')
  const symbol = openData(data, goSymbol(name), place)
  symbol.size = Math.max(symbol.size, Number(parseNumber(size)))
}

function addData(data: Map<string, OpenData>, text: string, place: Place): void {
  const match = /^DATA (.+?)(?:\+(\w+))?\(SB\)\/(\d+), ?\$(.+)$/.exec(text)
  if (match === null) throw new Refusal('expected DATA name+offset(SB)/width, $value or $"text"')
  const at = match[2] === undefined ? 0 : Number(parseNumber(match[2]))
  const width = Number(match[3])
  const symbol = openData(data, goSymbol(match[1] ?? ''), place)
  const end = at + width
  if (symbol.pieces.some((p) => at < p.at + p.bytes.length && p.at < end)) {
    throw new Refusal('these bytes have a value already')
  }
  symbol.pieces.push({ at, ...dataValue(match[4] ?? '', at, width) })
  symbol.size = Math.max(symbol.size, end)
}

function dataValue(value: string, at: number, width: number): { bytes: Uint8Array; address: AddressSlot | undefined } {
  const bytes = new Uint8Array(width)
  const symbol = /^(.+?)([-+]\d+)?\(SB\)$/.exec(value)
  if (value.startsWith('"')) {
    const text = unquote(value)
    if (text.length > width) throw new Refusal(`the text has ${text.length} bytes, the width is ${width}`)
    bytes.set(text)
    return { bytes, address: undefined }
  }
  if (![1, 2, 4, 8].includes(width)) throw new Refusal(`a number of ${width} bytes; expected 1, 2, 4 or 8`)
  if (symbol !== null) {
    const offset = symbol[2] === undefined ? 0n : parseNumber(symbol[2])
    return { bytes, address: { at, width, symbol: goSymbol(symbol[1] ?? ''), offset } }
  }
  const number = parseNumber(value)
  if (number < -(1n << BigInt(8 * width - 1)) || number >= 1n << BigInt(8 * width)) {
    throw new Refusal(`the value ${value} does not fit in ${width} bytes`)
  }
  for (let i = 0; i < width; i++) bytes[i] = Number((toUnsigned(number, width) >> BigInt(8 * i)) & 255n)
  return { bytes, address: undefined }
}

function openData(data: Map<string, OpenData>, name: string, place: Place): OpenData {
  const found = data.get(name) ?? { name, size: 0, pieces: [], ...place }
  data.set(name, found)
  return found
}

function closeData(open: OpenData): DataDefinition {
  const bytes = new Uint8Array(open.size)
  for (const piece of open.pieces) bytes.set(piece.bytes, piece.at)
  const addresses = open.pieces.map((piece) => piece.address).filter((address) => address !== undefined)
  return { name: open.name, bytes, addresses, file: open.file, line: open.line }
}
