/** Colours and widths of a terminal. */

export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  unsure(text: string): string
  /** The colour of a core, the same everywhere. */
  core(core: number, text: string): string
}

const CORE_COLOURS = [36, 33, 35, 34]

/** The number of a core's colour in an escape sequence. */
export function coreColour(core: number): number {
  return CORE_COLOURS[core % CORE_COLOURS.length] ?? 36
}

const COLOURED: Style = {
  bold: (text) => coloured(1, text),
  dim: (text) => coloured(2, text),
  good: (text) => coloured(32, text),
  bad: (text) => coloured(31, text),
  unsure: (text) => coloured(33, text),
  core: (core, text) => coloured(coreColour(core), text),
}

function coloured(code: number, text: string): string {
  return `\x1b[${code}m${text}\x1b[0m`
}

const same = (text: string): string => text

/** Text for files, logs and messages: no escape sequences. */
export const PLAIN_STYLE: Style = { bold: same, dim: same, good: same, bad: same, unsure: same, core: (_core, text) => text }

/** Colours only where a person looks (https://no-color.org). */
export function styleOf(stream: NodeJS.WriteStream): Style {
  return hasColours(stream) ? COLOURED : PLAIN_STYLE
}

export function hasColours(stream: NodeJS.WriteStream): boolean {
  const refused = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb'
  return stream.isTTY && !refused
}

/** Columns of the terminal; 80 where there is none. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? stream.columns : 80
}

/** Breaks `text` into lines of at most `width` characters, each after `indent`. Escape sequences must not be in it. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].map((content) => `${indent}${content}`).join('\n')
}
