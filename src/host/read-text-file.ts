import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { InputError } from '../emu/input-error.ts'
import { whyUnreadable } from '../emu/unreadable.ts'

/**
 * The file as UTF-8 text, without a byte order mark; `-` is stdin. An `InputError` says why it cannot be read. `what` is what was
 * expected there: `a witness`.
 */
export async function readTextFile(path: string, what: string): Promise<string> {
  const bytes = await (path === '-' ? buffer(process.stdin) : readFile(path)).catch((error: unknown) => {
    throw new InputError(`${path}: ${whyUnreadable(error)} (expected ${what})`)
  })
  if (bytes.includes(0)) throw new InputError(`${path}: this is a binary file; expected ${what}, which is text`)
  return bytes.toString('utf8').replace(/^\ufeff/, '')
}

/** The same for a listing, of which an empty file is none. */
export async function readListing(path: string): Promise<string> {
  const text = await readTextFile(path, 'a listing')
  if (text.trim() === '') throw new InputError(`${path}: this file is empty; expected a listing`)
  return text
}
