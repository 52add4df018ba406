/** Code of scenarios from files and from text in a test. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InputError } from '../emu/input-error.ts'
import type { ListingSource, Syntax } from '../emu/listing.ts'
import { whyUnreadable } from '../emu/unreadable.ts'

/**
 * A file of assembly text: a path, relative to the working directory, or a URL: `new URL('./lock.asm', import.meta.url)` is relative
 * to the test. Without `syntax` it is as `syntaxOfFile` says. Throws an `InputError` for a file that cannot be read.
 */
export function listing(file: string | URL, syntax?: Syntax): ListingSource {
  const path = typeof file === 'string' ? file : fileURLToPath(file)
  try {
    return { file: path, text: readFileSync(path, 'utf8'), syntax: syntax ?? syntaxOfFile(path) }
  } catch (error) {
    throw new InputError(`${path}: ${whyUnreadable(error)} (expected a listing)`)
  }
}

/** The syntax of a listing by its name's end: Go's own is `.s`, as in Go's tree. */
export function syntaxOfFile(path: string): Syntax {
  if (/\.(intel|asm|nasm)$/i.test(path)) return 'intel'
  return /\.(att|S)$/.test(path) ? 'att' : 'go'
}

let templates = 0

function template(syntax: Syntax): (parts: TemplateStringsArray, ...values: readonly unknown[]) => ListingSource {
  return (parts, ...values) => ({ file: `${syntax} template ${++templates}`, text: String.raw({ raw: parts }, ...values), syntax })
}

/** Assembly text in Intel syntax, in a test. */
export const intel = template('intel')
/** Assembly text in AT&T syntax. */
export const att = template('att')
/** Assembly text in the syntax of Go's compiler (`-S`). */
export const go = template('go')
