/**
 * Edits of listings, as diffs that people read: what a repair, or a mistake, would change in the compiler's code. A diff's
 * context and removed lines must stand in the listing exactly once, so an edit that no longer fits is refused, never
 * applied in the wrong place.
 *
 * The text begins with what the edit is for. Then, for each listing, `--- mapassign_fast64.s`, and hunks: `@@` and a word on
 * the place, then lines that begin with a space (context), `-` (removed) or `+` (added). Comments and empty lines of the listing
 * are skipped; a context line's own comment need not be repeated.
 */
import { InputError } from '../emu/input-error.ts'
import type { ListingSource } from '../emu/listing.ts'

/** The text of an edit, and the file that it comes from. */
export interface ListingEdit {
  readonly file: string
  readonly text: string
}

interface Hunk {
  /** Line of the diff, counted from 1. */
  readonly line: number
  /** Code of the listing that must be there, one line after another. */
  readonly old: readonly string[]
  /** What replaces them: an index into `old` for context, else the text of a new line. */
  readonly now: readonly (number | string)[]
}

/** `edit` applied to the listings that it names. Throws an `InputError` when it does not fit them. */
export function editListings(listings: readonly ListingSource[], edit: ListingEdit): ListingSource[] {
  const hunks = parse(edit)
  const named = (source: ListingSource, name: string): boolean => source.file.split(' ')[0]?.endsWith(`/${name}`) ?? false
  for (const [name, { line }] of hunks) {
    if (listings.some((source) => named(source, name))) continue
    throw new InputError(`${edit.file}:${line}: there is no listing ${name} to edit`)
  }
  return listings.map((source) => {
    const [, found] = [...hunks].find(([name]) => named(source, name)) ?? []
    return found ? apply(source, found.hunks, edit.file) : source
  })
}

function parse({ file, text }: ListingEdit): Map<string, { line: number; hunks: Hunk[] }> {
  const files = new Map<string, { line: number; hunks: Hunk[] }>()
  let hunks: Hunk[] | undefined
  let hunk: { line: number; old: string[]; now: (number | string)[] } | undefined
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1
    const head = /^--- (\S+)$/.exec(content)
    if (head?.[1] !== undefined) {
      hunks = []
      hunk = undefined
      files.set(head[1], { line, hunks })
    } else if (content.startsWith('@@')) {
      if (!hunks) throw new InputError(`${file}:${line}: a hunk of no listing; expected "--- mapassign_fast64.s" above it`)
      hunk = { line, old: [], now: [] }
      hunks.push(hunk)
    } else if (hunk && content !== '') {
      const code = codeOf(content.slice(1))
      if (content.startsWith('+')) hunk.now.push(content.slice(1))
      else if (!content.startsWith(' ') && !content.startsWith('-')) {
        throw new InputError(`${file}:${line}: expected a line that begins with a space, - or +, found ${JSON.stringify(content)}`)
      } else if (code !== '') {
        if (content.startsWith(' ')) hunk.now.push(hunk.old.length)
        hunk.old.push(code)
      }
    }
  }
  if (files.size === 0) throw new InputError(`${file}: it edits no listing; expected "--- mapassign_fast64.s" and hunks`)
  return files
}

function apply(source: ListingSource, hunks: readonly Hunk[], edit: string): ListingSource {
  let lines = source.text.split('\n')
  for (const { line, old, now } of hunks) {
    const code = lines.map(codeOf)
    const places: number[][] = []
    for (let at = 0; at < lines.length; at++) {
      const place = matchAt(code, at, old)
      if (place) places.push(place)
    }
    const [place] = places
    if (!place || places.length > 1) {
      const what = place ? `${places.length} times` : 'nowhere'
      const these = `these ${old.length} lines of code`
      throw new InputError(`${edit}:${line}: ${these} stand ${what} in ${source.file}, not once: ${old.join('; ')}`)
    }
    const first = place[0] ?? 0
    const last = place.at(-1) ?? first
    const edited = now.map((part) => (typeof part === 'string' ? part : lines[place[part] ?? 0] ?? ''))
    lines = [...lines.slice(0, first), ...edited, ...lines.slice(last + 1)]
  }
  return { ...source, file: `${source.file} with ${edit}`, text: lines.join('\n') }
}

/** The lines at which `old` stands from `at` on, empty ones left out. */
function matchAt(code: readonly string[], at: number, old: readonly string[]): number[] | undefined {
  if (code[at] !== old[0]) return undefined
  const place: number[] = []
  for (let line = at; line < code.length && place.length < old.length; line++) {
    if (code[line] === '') continue
    if (code[line] !== old[place.length]) return undefined
    place.push(line)
  }
  return place.length === old.length ? place : undefined
}

function codeOf(line: string): string {
  return line.replace(/\s*\/\/.*$/, '').trim().replace(/\s+/g, ' ')
}
