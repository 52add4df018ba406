import { InputError } from '../emu/input-error.ts'

/** A file's text with its comments blanked out, which can say where in the file an offset lies. */
export class SourceText {
  /** The name that error messages carry. */
  readonly file: string
  /** The text with every `(* comment *)` replaced by spaces: offsets and line breaks are those of the file. */
  readonly text: string

  /** Throws `InputError` when a comment is not closed. */
  constructor(file: string, raw: string) {
    this.file = file
    this.text = raw
    this.text = this.#withoutComments(raw)
  }

  /** Line and column of an offset, both counted from 1; columns in UTF-16 units. */
  position(offset: number): { line: number; column: number } {
    const before = this.text.slice(0, offset)
    const lastBreak = before.lastIndexOf('\n')
    return { line: before.split('\n').length, column: offset - lastBreak }
  }

  /** The error `file:line:column: found …, expected …` for what stands at `offset`. */
  unexpected(offset: number, found: string, expected: string): InputError {
    return this.error(offset, `found ${found}, expected ${expected}`)
  }

  /** The error `file:line:column: message`. */
  error(offset: number, message: string): InputError {
    const { line, column } = this.position(offset)
    return new InputError(`${this.file}:${line}:${column}: ${message}`)
  }

  /** Comments nest, as in OCaml; a `"` before the initial state opens the quoted description, in which none begins. */
  #withoutComments(raw: string): string {
    if (!raw.includes('(*')) return raw
    let result = ''
    let offset = 0
    while (offset < raw.length) {
      let end = offset + 1
      if (raw.startsWith('(*', offset)) {
        end = this.#commentEnd(raw, offset)
        result += raw.slice(offset, end).replace(/[^\r\n]/g, ' ')
      } else {
        const closing = raw[offset] === '"' && !result.includes('{') ? raw.indexOf('"', end) : -1
        if (closing >= 0) end = closing + 1
        result += raw.slice(offset, end)
      }
      offset = end
    }
    return result
  }

  #commentEnd(raw: string, start: number): number {
    let depth = 0
    for (let offset = start; offset < raw.length; offset++) {
      if (raw.startsWith('(*', offset)) {
        depth++
        offset++
      } else if (raw.startsWith('*)', offset)) {
        depth--
        offset++
        if (depth === 0) return offset + 1
      }
    }
    throw this.unexpected(start, 'a comment that is never closed', '`*)`')
  }
}
