import type { ListingSource } from '../listing.ts'
import type { Instruction, Operand, Prefix } from './instruction.ts'
import { isBranch, prefixNamed } from './intel-syntax.ts'
import { fileStem } from './parse-go-source.ts'
import { Refusal } from './refusal.ts'
import {
  locate, parseInstruction, type InstructionItem, type LabelItem, type ParsedSource, type Place,
} from './source.ts'
import { splitText, TextRules, type TextPart } from './split-text.ts'

interface OpenFunction extends Place { readonly name: string; readonly items: (LabelItem | InstructionItem)[] }

/** Directives that say nothing about code: accepted, so that a compiler's output can be pasted. */
const ignoredDirectives = new Set([
  '.text', '.globl', '.global', '.type', '.size', '.p2align', '.align', '.balign', '.file', '.loc', '.ident',
  '.intel_syntax', '.att_syntax', '.section', '.local', '.hidden', '.weak', '.code64',
])

const INTEL = new TextRules([';', '#', '//'])
const ATT = new TextRules(['#', '//'], ';')

/**
 * Reads a source in Intel or AT&T syntax with labels as GNU's assembler has them. The first label starts a function,
 * and so does every later one that stands further left than the instructions and has no leading dot; where `.globl`
 * names functions, only those do. Labels are seen from the whole source. Throws an `InputError`.
 */
export function parseGnuSource(source: ListingSource): ParsedSource {
  const parts = splitText(source.text, source.syntax === 'intel' ? INTEL : ATT)
  const startsFunction = functionRule(parts)
  const functions: OpenFunction[] = []
  const numeric = new Map<string, number>()
  let prefix: { name: Prefix; line: number; text: string } | undefined

  const inFunction = (place: Place): OpenFunction => {
    const open = functions.at(-1) ?? { name: fileStem(source.file), items: [], ...place }
    if (functions.length === 0) functions.push(open)
    return open
  }

  const addLabel = (name: string, part: TextPart, place: Place): void => {
    if (/^\d+$/.test(name)) {
      const count = numeric.get(name) ?? 0
      numeric.set(name, count + 1)
      inFunction(place).items.push({ kind: 'label', name: numericLabel(name, count), ...place })
    } else if (startsFunction(name, part.column, functions.length === 0)) functions.push({ name, items: [], ...place })
    else inFunction(place).items.push({ kind: 'label', name, ...place })
  }

  for (const part of parts) {
    const place = { file: source.file, line: part.line }
    let text = part.text
    for (let label = labelOf(text); label !== undefined; label = labelOf(text)) {
      addLabel(label.name, part, place)
      text = label.rest
    }
    if (text === '' || isIgnored(text)) continue
    locate(place, text, () => {
      if (text.startsWith('.')) {
        throw new Refusal('this directive is not supported; declare variables where the code is used')
      }
      const alone = prefixNamed(text)
      if (alone !== undefined) {
        if (prefix !== undefined) throw new Refusal(`a second prefix after ${prefix.text}`)
        prefix = { name: alone, line: part.line, text }
        return
      }
      inFunction(place).items.push({
        kind: 'instruction',
        instruction: withNumericLabels(parseInstruction(source.syntax, text, prefix?.name), numeric),
        text: prefix === undefined ? text : `${prefix.text} ${text}`,
        syntax: source.syntax,
        goLine: undefined,
        file: source.file,
        line: prefix?.line ?? part.line,
      })
      prefix = undefined
    })
  }
  if (prefix !== undefined) {
    locate({ file: source.file, line: prefix.line }, prefix.text, () => {
      throw new Refusal('no instruction follows the prefix')
    })
  }
  return { functions: functions.map((f) => ({ ...f, alignment: 1 })), data: [] }
}

/** Whether a label is one of the numbered ones, which may repeat and are no symbols. */
export function isNumericLabel(name: string): boolean {
  return name.includes('#')
}

function numericLabel(name: string, count: number): string {
  return `${name}#${count}`
}

/** `1b` is the nearest label 1 before, `1f` the next one. */
function withNumericLabels(instruction: Instruction, seen: ReadonlyMap<string, number>): Instruction {
  if (!isBranch(instruction.mnemonic)) return instruction
  const operands = instruction.operands.map((operand): Operand => {
    const match = operand.kind === 'target' ? /^(\d+)([bf])$/.exec(operand.symbol ?? '') : null
    if (operand.kind !== 'target' || match === null) return operand
    const name = match[1] ?? ''
    const count = seen.get(name) ?? 0
    if (match[2] === 'b' && count === 0) throw new Refusal(`no label ${name}: stands before this line`)
    return { ...operand, symbol: numericLabel(name, match[2] === 'b' ? count - 1 : count) }
  })
  return { ...instruction, operands }
}

function functionRule(parts: readonly TextPart[]): (name: string, column: number, isFirst: boolean) => boolean {
  const globals = new Set(parts.flatMap((p) => /^\.(?:globl|global) (\S+)/.exec(p.text)?.[1] ?? []))
  const code = parts.filter((p) => !p.text.startsWith('.'))
  const leftmost = Math.min(...code.map((p) => p.column))
  const isIndented = code.some((p) => p.column > leftmost && labelOf(p.text) === undefined)
  return (name, column, isFirst) => isFirst
    || (globals.size > 0 ? globals.has(name) : isIndented && column === leftmost && !name.startsWith('.'))
}

function labelOf(text: string): { name: string; rest: string } | undefined {
  const match = /^(\d+|[\p{L}_.$·][\p{L}\p{N}_.$@·]*|"(?:[^"\\]|\\.)+")\s*:(?:\s+|$)(.*)$/su.exec(text)
  if (match === null) return undefined
  const name = match[1] ?? ''
  return { name: name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name, rest: match[2] ?? '' }
}

function isIgnored(text: string): boolean {
  const word = /^\S+/.exec(text)?.[0] ?? ''
  return ignoredDirectives.has(word) || word.startsWith('.cfi_')
}
