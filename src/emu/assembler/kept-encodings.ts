import { readFileSync } from 'node:fs'

/**
 * What Keystone made of common instructions when the program was built (common-instructions.ts), and Capstone has read again as the same
 * text: a text and its bytes in a line. A program of these alone, as most litmus tests are, needs neither of the two.
 */
export class KeptEncodings {
  readonly #lines: string
  readonly #found = new Map<string, Uint8Array | undefined>()

  constructor(lines: string) {
    this.#lines = `\n${lines}`
  }

  has(text: string): boolean {
    return this.find(text) !== undefined
  }

  find(text: string): Uint8Array | undefined {
    const known = this.#found.get(text)
    if (known !== undefined || this.#found.has(text)) return known
    const line = `\n${text}\t`
    const at = this.#lines.indexOf(line)
    const from = at + line.length
    const bytes = at < 0 ? undefined : Uint8Array.from(Buffer.from(this.#lines.slice(from, this.#lines.indexOf('\n', from)), 'hex'))
    this.#found.set(text, bytes)
    return bytes
  }
}

/** Beside the built program. */
export const KEPT_FILE = 'encodings.txt'

/** None where the program was not built, or was not built with them. */
export function readKeptEncodings(): KeptEncodings | undefined {
  try {
    return new KeptEncodings(readFileSync(new URL(`./${KEPT_FILE}`, import.meta.url), 'utf8'))
  } catch {
    return undefined
  }
}
