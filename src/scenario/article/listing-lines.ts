import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PACKAGE_ROOT } from '../../host/package-root.ts'
import type { Instruction, ListingLines } from './claim.ts'

const ASM = new URL('asm/', PACKAGE_ROOT)

/** The instructions of a listing, in order. Throws when there is no such file. */
export async function readInstructions(listing: string): Promise<Instruction[]> {
  const text = await readFile(fileURLToPath(new URL(pathOf(listing), ASM)), 'utf8')
  return text.split('\n').flatMap((content, index) => {
    const [code = '', comment = ''] = content.split('//')
    const instruction = code.trim().replace(/\s+/g, ' ')
    if (!/^[A-Z][A-Z0-9]+( |$)/.test(instruction) || /^(TEXT|DATA|GLOBL)\b/.test(instruction)) return []
    const go = /(\w+\.go:\d+)/.exec(comment)?.[1]
    return [{ text: instruction, go, line: index + 1 }]
  })
}

/** Where a listing lies below `asm`: that of Go unless it says otherwise (`sync/rwmutex`). */
export function pathOf(listing: string): string {
  return `${listing.includes('/') ? listing : `go1.22/${listing}`}.s`
}

/** The instructions that `lines` means. Throws when there are none: evidence must exist. */
export function findLines({ listing, go, has }: ListingLines, instructions: readonly Instruction[]): Instruction[] {
  const found = instructions.filter((one) => one.go === go && (has === undefined || one.text.includes(has)))
  if (found.length > 0) return found
  throw new Error(`asm/${pathOf(listing)} has no instruction${has === undefined ? '' : ` with "${has}"`} of ${go}`)
}
