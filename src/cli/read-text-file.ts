import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { InputError } from '../emu/input-error.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; a file is needed',
  EACCES: 'reading it is not permitted',
}

/** The file as UTF-8 text; `-` is stdin. An `InputError` says why it cannot be read. `what` is what was expected there: `a witness`. */
export async function readTextFile(path: string, what: string): Promise<string> {
  const bytes = await (path === '-' ? buffer(process.stdin) : readFile(path)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new InputError(`${path}: ${REASONS[code] ?? String(error)} (expected ${what})`)
  })
  if (bytes.includes(0)) throw new InputError(`${path}: this is a binary file; expected ${what}, which is text`)
  return bytes.toString('utf8')
}
