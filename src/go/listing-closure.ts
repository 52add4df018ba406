import type { ListingSource } from '../emu/listing.ts'

/** What a set of listings needs: the files, and what they mention and do not define. */
export interface ListingClosure {
  readonly sources: readonly ListingSource[]
  /** Symbols with code or data in `sources`. */
  readonly defined: ReadonlySet<string>
  /** Symbols that are mentioned and that nothing defines, in the order of their first use; Go's string constants aside. */
  readonly missing: readonly string[]
}

const FUNCTION = /^TEXT\s+(.+?)(?:<[^>\n]*>)?\(SB\)/gm
const DEFINITION = /^(?:TEXT|GLOBL)\s+(.+?)(?:<[^>\n]*>)?\(SB\)/gm
/** The functions that `listings` define. */
export function functionsIn(listings: readonly ListingSource[]): string[] {
  return listings.flatMap(({ text }) => matches(text, FUNCTION))
}

const STRING_CONSTANT = 'go:string.'
/**
 * What stands before `(SB)`: `runtime.hashkey`, `go:string."…"`, `type:map[uint64]uint64`, with `$` and `+8` around it. Only the name of
 * a type has spaces in it: `type:map[interface {}]*sync.entry`.
 */
const REFERENCE = /(?:^|[\s,$])(type:[^,$\n(]+?|[^\s,$]+?)(?:[+-]\d+)?\(SB\)/gm

/**
 * The listings of `all` that are needed to run the functions `roots`: the files that define them, those that define what these
 * mention, and so on. What nothing defines is named, so that the caller can make traps of it.
 */
export function listingClosure(all: readonly ListingSource[], roots: readonly string[]): ListingClosure {
  const fileOf = new Map<string, ListingSource>()
  for (const source of all) for (const name of matches(source.text, DEFINITION)) fileOf.set(name, source)
  const needed = new Set<ListingSource>()
  const missing = new Set<string>()
  const queue = [...roots]
  const seen = new Set(queue)
  const want = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    queue.push(name)
  }
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const source = fileOf.get(name)
    if (!source || needed.has(source)) continue
    needed.add(source)
    const code = source.text.replace(/\/\/.*$/gm, '')
    for (const reference of matches(code, REFERENCE)) {
      if (fileOf.has(reference)) want(reference)
      else if (!reference.startsWith(STRING_CONSTANT)) missing.add(reference)
    }
  }
  for (const root of roots) if (!fileOf.has(root)) missing.add(root)
  const sources = all.filter((source) => needed.has(source))
  const defined = new Set(sources.flatMap((source) => matches(source.text, DEFINITION)))
  return { sources, defined, missing: [...missing] }
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
