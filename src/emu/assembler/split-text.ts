/** One statement's worth of text: a line without its comment, or a part of it between semicolons. */
export interface TextPart {
  /** White space made single, trimmed; never empty. */
  readonly text: string
  /** Counted from 1. */
  readonly line: number
  /** Columns of white space before the line's first character; only the line's first part has a column of its own. */
  readonly column: number
  /** The line's comment without its mark, trimmed; empty where there is none. */
  readonly comment: string
}

/** How a syntax separates comments and statements. */
export class TextRules {
  /** What begins a comment. */
  readonly comments: readonly string[]
  /** Each of these marks, and what protects them. */
  readonly special: RegExp

  constructor(comments: readonly string[], separator?: string) {
    this.comments = comments
    const marks = separator === undefined ? comments : [...comments, separator]
    this.special = new RegExp(['["{}]', ...marks].join('|'), 'g')
  }
}

/** Cuts a text into statements; quotes protect comment marks and separators, and block comments may span lines. */
export function splitText(text: string, rules: TextRules): TextPart[] {
  const parts: TextPart[] = []
  withoutBlockComments(text).split(/\r\n|\n|\r/).forEach((line, index) => {
    const { pieces, comment } = splitLine(line, rules)
    const column = /^\s*/.exec(line)?.[0].length ?? 0
    pieces.forEach((piece, i) => {
      const text = singleSpaced(piece)
      if (text !== '') parts.push({ text, line: index + 1, column: i === 0 ? column : column + 1, comment })
    })
  })
  return parts
}

/** The text between top-level commas; brackets and quotes protect theirs. Empty text has no operands. */
export function splitOperands(text: string): string[] {
  if (text.trim() === '') return []
  const operands: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === '"') i = endOfQuote(text, i)
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (char === ',' && depth <= 0) {
      operands.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  operands.push(text.slice(start).trim())
  return operands
}

/** Index of the quote that closes the one at `start`, or of the last character. */
export function endOfQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text.charAt(i) === '\\') i++
    else if (text.charAt(i) === '"') return i
  }
  return text.length - 1
}

function splitLine(line: string, { comments, special }: TextRules): { pieces: string[]; comment: string } {
  const pieces: string[] = []
  let start = 0
  let depth = 0
  special.lastIndex = 0
  for (let match = special.exec(line); match; match = special.exec(line)) {
    const [mark] = match
    if (mark === '"') special.lastIndex = endOfQuote(line, match.index) + 1
    // The names of Go's anonymous types hold semicolons: type:struct { F uintptr; X int }.
    else if (mark === '{') depth++
    else if (mark === '}') depth--
    else if (comments.includes(mark)) {
      pieces.push(line.slice(start, match.index))
      return { pieces, comment: line.slice(match.index + mark.length).trim() }
    } else if (depth <= 0) {
      pieces.push(line.slice(start, match.index))
      start = match.index + mark.length
    }
  }
  pieces.push(line.slice(start))
  return { pieces, comment: '' }
}

function withoutBlockComments(text: string): string {
  if (!text.includes('/*')) return text
  let result = ''
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) === '"') {
      const newline = text.indexOf('\n', i)
      const end = endOfQuote(newline < 0 ? text : text.slice(0, newline), i)
      result += text.slice(i, end + 1)
      i = end
    } else if (text.startsWith('//', i)) {
      const newline = text.indexOf('\n', i)
      const end = newline < 0 ? text.length : newline
      result += text.slice(i, end)
      i = end - 1
    } else if (text.startsWith('/*', i)) {
      const close = text.indexOf('*/', i + 2)
      const end = close < 0 ? text.length : close + 2
      result += text.slice(i, end).replace(/[^\n]/g, ' ')
      i = end - 1
    } else {
      result += text.charAt(i)
    }
  }
  return result
}

function singleSpaced(text: string): string {
  if (!text.includes('"')) return text.replace(/\s+/g, ' ').trim()
  let result = ''
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === '"') {
      const end = endOfQuote(text, i)
      result += text.slice(i, end + 1)
      i = end
    } else if (/\s/.test(char)) {
      if (!result.endsWith(' ')) result += ' '
    } else {
      result += char
    }
  }
  return result.trim()
}
