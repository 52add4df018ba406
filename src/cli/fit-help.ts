import { wrap } from '../host/style.ts'

/** An option or command with what it does: two spaces or more before it and between the two. */
const ENTRY = /^( {2,}\S.*? {2,})(\S.*)$/
/** The rest of an entry's text stands below its beginning. */
const CONTINUATION = /^ {8,}(\S.*)$/
const USAGE = /^usage: |^ +fencepost /

/**
 * The text of `--help` with lines of at most `width` characters where words allow it: paragraphs are filled anew, and what an option
 * does stays in its column. Lines of usage and examples are left as they are.
 */
export function fitHelp(text: string, width: number): string {
  const out: string[] = []
  let head = ''
  let words = ''
  const flush = (): void => {
    if (words !== '') out.push(head + wrap(words, width, ' '.repeat(head.length)).trimStart())
    head = words = ''
  }
  for (const line of text.split('\n')) {
    const entry = ENTRY.exec(line)
    const more = /^(?=\S)(.*)$/.exec(line) ?? (words === '' ? null : CONTINUATION.exec(line))
    if (USAGE.test(line) || line === '') {
      flush()
      out.push(line)
    } else if (entry) {
      flush()
      ;[, head = '', words = ''] = entry
    } else if (more && (line.startsWith(' ') || head === '')) {
      words = `${words} ${more[1] ?? ''}`.trimStart()
    } else {
      flush()
      if (line.startsWith(' ')) out.push(line)
      else words = line
    }
  }
  flush()
  return out.join('\n')
}
