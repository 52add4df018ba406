import { readdir, readFile } from 'node:fs/promises'
import type { ListingSource } from '../../emu/listing.ts'
import { editListings } from '../../go/listing-edit.ts'
import { PACKAGE_ROOT } from '../../host/package-root.ts'

const ASM = new URL('asm/', PACKAGE_ROOT)

const read = new Map<string, Promise<ListingSource[]>>()

/** The listings in a folder of `asm`, `go1.22/`, in the order of their names. They are read once. */
export function asmListings(folder: string): Promise<ListingSource[]> {
  const known = read.get(folder) ?? readListings(folder)
  read.set(folder, known)
  return known
}

/** What a scenario adds to the listings that ship. */
export interface ListingChanges {
  /** Edits, applied in order: files of a folder of `asm`, `repaired/lock-entry.diff`. */
  readonly edits?: readonly string[]
  /** More listings: files of that folder, `article/two-moves.s`. */
  readonly listings?: readonly string[]
}

/** `base` with the changes, whose files are in `folder` of `asm`; `''` is `asm` itself. */
export async function changedListings(
  base: readonly ListingSource[], folder: string, { edits = [], listings = [] }: ListingChanges,
): Promise<ListingSource[]> {
  let all = [...base]
  for (const name of edits) all = editListings(all, { file: `asm/${folder}${name}`, text: await readAsm(`${folder}${name}`) })
  return [...all, ...await Promise.all(listings.map((name) => readListing(`${folder}${name}`)))]
}

async function readListings(folder: string): Promise<ListingSource[]> {
  const names = (await readdir(new URL(folder, ASM))).filter((name) => name.endsWith('.s')).sort()
  return Promise.all(names.map((name) => readListing(`${folder}${name}`)))
}

async function readListing(name: string): Promise<ListingSource> {
  return { file: `asm/${name}`, text: await readAsm(name), syntax: 'go' }
}

function readAsm(name: string): Promise<string> {
  return readFile(new URL(name, ASM), 'utf8')
}
