import type { Syntax } from '../emu/listing.ts'

/** The syntaxes that `--syntax` takes. */
export const SYNTAXES: readonly Syntax[] = ['go', 'intel', 'att']

/** The syntax of a listing by its name's end: Go's own is `.s`, as in Go's tree. */
export function syntaxOfFile(path: string): Syntax {
  if (/\.(intel|asm|nasm)$/i.test(path)) return 'intel'
  return /\.(att|S)$/.test(path) ? 'att' : 'go'
}
