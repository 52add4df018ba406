import type { SourceText } from './source-text.ts'

/** One lexical unit of an initial state, an operand or a condition. */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end'
  readonly text: string
  /** Where it starts, counted in UTF-16 units from the start of the file. */
  readonly offset: number
}

const NUMBER = /(-?(?:0[xX][0-9a-fA-F]+|\d+))(?!\w)/
const NAME = /([A-Za-z_.][\w.]*)/
const SYMBOL = /(\/\\|\\\/|==|!=|<>|=>|[=~[\](){};:,&*%$+])/
const PATTERN = new RegExp([/\s+/, NUMBER, NAME, SYMBOL].map(({ source }) => source).join('|'), 'y')

/**
 * A cursor over the tokens of one part of a litmus file: `from` to `to` (exclusive), offsets into `source.text`.
 * Every method that expects something throws `InputError` with file, line and column when it finds something else.
 */
export class TokenCursor {
  readonly source: SourceText
  readonly #tokens: readonly Token[]
  /** Where the part ends. */
  readonly #to: number
  #end: Token | undefined
  #next = 0

  constructor(source: SourceText, from: number, to: number) {
    this.source = source
    this.#tokens = tokenize(source, from, to)
    this.#to = to
  }

  /** The token `ahead` places on (0: the next one), without taking it; past the last one a token of kind `end`. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? (this.#end ??= this.#endToken())
  }

  #endToken(): Token {
    const { text } = this.source
    let offset = this.#to
    while (offset < text.length && text.charAt(offset).trim() === '') offset++
    return { kind: 'end', text: '', offset }
  }

  take(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.#next++
    return token
  }

  /** Whether the next token is one of these symbols or words. */
  at(...texts: readonly string[]): boolean {
    const token = this.peek()
    return token.kind !== 'end' && token.kind !== 'number' && texts.includes(token.text)
  }

  /** Takes the next token when it is one of these symbols or words. */
  accept(...texts: readonly string[]): Token | undefined {
    return this.at(...texts) ? this.take() : undefined
  }

  expect(text: string, why = `\`${text}\``): Token {
    const token = this.accept(text)
    if (token === undefined) throw this.unexpected(why)
    return token
  }

  /** A name, in an error message called `what`. */
  expectName(what: string): Token {
    if (this.peek().kind !== 'name') throw this.unexpected(what)
    return this.take()
  }

  /** A decimal or hexadecimal number of at most 64 bits, in an error message called `what`. */
  expectNumber(what: string): bigint {
    const token = this.peek()
    if (token.kind !== 'number') throw this.unexpected(what)
    const value = token.text.startsWith('-') ? -BigInt(token.text.slice(1)) : BigInt(token.text)
    if (value < -(2n ** 63n) || value >= 2n ** 64n) throw this.unexpected(`${what} of at most 64 bits`)
    this.take()
    return value
  }

  expectEnd(expected: string): void {
    if (this.peek().kind !== 'end') throw this.unexpected(expected)
  }

  /** The error about the next token. */
  unexpected(expected: string): Error {
    const token = this.peek()
    const found = token.kind === 'end' ? endName(this.source, token.offset) : `\`${token.text}\``
    return this.source.unexpected(token.offset, found, expected)
  }
}

function tokenize(source: SourceText, from: number, to: number): Token[] {
  const tokens: Token[] = []
  const text = source.text.slice(0, to)
  PATTERN.lastIndex = from
  while (PATTERN.lastIndex < to) {
    const offset = PATTERN.lastIndex
    const match = PATTERN.exec(text)
    if (match === null) throw source.unexpected(offset, `\`${strange(text, offset)}\``, 'a number, a name or a symbol')
    const [, number, name, symbol] = match
    const found = number ?? name ?? symbol
    if (found === undefined) continue
    tokens.push({ kind: number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol', text: found, offset })
  }
  return tokens
}

function strange(text: string, offset: number): string {
  return /^(?:\w+|.)/u.exec(text.slice(offset))?.[0] ?? ''
}

function endName(source: SourceText, offset: number): string {
  const next = source.text[offset]
  return next === undefined ? 'the end of the file' : `\`${next}\``
}
