/** Lines of text with looks: what a view is made of, before anybody decides about colours. */
import { coreColour } from '../host/style.ts'

export type Look = 'plain' | 'dim' | 'bold' | 'changed' | 'bad' | 'bar' | CoreLook

/** The colour of a core. */
export interface CoreLook {
  readonly core: number
  readonly strong?: boolean
}

export interface Span {
  readonly text: string
  readonly look: Look
}

/** Characters are taken to be one column wide each. */
export type Line = readonly Span[]

export function span(text: string, look: Look = 'plain'): Span {
  return { text, look }
}

export function lengthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + text.length, 0)
}

/** Exactly `width` columns: filled with spaces, or cut with `…`. */
export function fit(line: Line, width: number): Line {
  const length = lengthOf(line)
  if (length <= width) return length === width ? line : [...line, span(' '.repeat(width - length))]
  const cut: Span[] = []
  let left = Math.max(0, width - 1)
  for (const { text, look } of line) {
    if (left === 0) break
    const kept = text.slice(0, left)
    left -= kept.length
    cut.push({ text: kept, look })
  }
  return width > 0 ? [...cut, span('…', cut.at(-1)?.look ?? 'plain')] : []
}

/** `text` in at most `width` columns. */
export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}

/** `left`, then spaces, then `right` at the end of `width` columns; `left` is cut where both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - lengthOf(right)
  return room <= 0 ? fit(left, width) : [...fit(left, room), ...right]
}

/** As plain text, without spaces at the end. */
export function plainText(lines: readonly Line[]): string {
  return lines.map((line) => `${line.map(({ text }) => text).join('').trimEnd()}\n`).join('')
}

/** With escape sequences for a terminal, or without any. */
export function terminalText(line: Line, colours: boolean): string {
  if (!colours) return line.map(({ text }) => text).join('')
  return line.map(({ text, look }) => {
    const codes = codesOf(look)
    return codes === '' || text === '' ? text : `\x1b[${codes}m${text}\x1b[0m`
  }).join('')
}

function codesOf(look: Look): string {
  if (typeof look === 'object') return `${look.strong ? '1;' : ''}${coreColour(look.core)}`
  switch (look) {
    case 'plain': return ''
    case 'dim': return '2'
    case 'bold': return '1'
    case 'changed': return '1;32'
    case 'bad': return '31'
    case 'bar': return '7'
  }
}
