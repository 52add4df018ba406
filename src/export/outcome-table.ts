/** Outcomes against models, as text. */

/** A cell: what a model says about an outcome. */
export type Verdict =
  /** Some schedule leads to it; `mark` stands in the cell. */
  | { readonly kind: 'reached'; readonly mark: string }
  /** A complete search did not find it. */
  | { readonly kind: 'forbidden' }
  /** A search that was cut short did not find it. */
  | { readonly kind: 'unknown' }

export interface TableRow {
  /** Stands before the title, right-aligned: the outcome's number. */
  readonly number: string
  readonly title: string
  readonly verdicts: readonly Verdict[]
}

/** How cells are coloured. */
export interface TableStyle {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  unsure(text: string): string
}

/** The gap between columns. */
const GAP = 2
const LEAST_TITLE = 24

/**
 * A table with a row for each outcome and a column for each model, at most `width` characters wide as far as the models' names
 * permit; titles that are too long go on in the next line.
 */
export function outcomeTable(
  head: string, models: readonly string[], rows: readonly TableRow[], width: number, style: TableStyle,
): string {
  const cells = models.map((name, i) => Math.max(name.length, ...rows.map((row) => markOf(row.verdicts[i]).length)))
  const number = Math.max(0, ...rows.map((row) => row.number.length))
  const left = number > 0 ? number + GAP : 0
  const right = cells.reduce((sum, cell) => sum + cell + GAP, 0)
  const longest = Math.max(head.length, ...rows.map((row) => row.title.length))
  const title = Math.max(LEAST_TITLE, Math.min(longest, width - left - right))
  const gap = ' '.repeat(GAP)
  const headCells = models.map((name, i) => gap + centred(name, cells[i] ?? 0)).join('')
  const lines = [
    style.bold(`${' '.repeat(left)}${head.padEnd(title)}${headCells}`.trimEnd()),
    style.dim('─'.repeat(left + title + right)),
  ]
  for (const row of rows) {
    const [first = '', ...more] = broken(row.title, title)
    const marks = row.verdicts.map((verdict, i) => gap + coloured(verdict, centred(markOf(verdict), cells[i] ?? 0), style))
    const begin = `${style.dim(row.number.padStart(number))}${left > 0 ? gap : ''}${first.padEnd(title)}`
    lines.push(`${begin}${marks.join('')}`.trimEnd())
    for (const line of more) lines.push(`${' '.repeat(left)}${line}`)
  }
  return `${lines.join('\n')}\n`
}

function markOf(verdict: Verdict | undefined): string {
  return verdict?.kind === 'reached' ? verdict.mark : verdict?.kind === 'forbidden' ? '–' : '?'
}

function coloured(verdict: Verdict, text: string, style: TableStyle): string {
  if (verdict.kind === 'reached') return style.good(text)
  return verdict.kind === 'forbidden' ? style.dim(text) : style.unsure(text)
}

function centred(text: string, width: number): string {
  const before = Math.floor((width - text.length) / 2)
  return `${' '.repeat(before)}${text}${' '.repeat(width - text.length - before)}`
}

/** Lines of at most `width` characters; what follows the first is indented. */
function broken(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `  ${word}`
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
