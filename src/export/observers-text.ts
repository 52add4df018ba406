/** What observers saw in a run, as text. */
import type { AtomicReport } from '../observe/compare-and-swaps.ts'
import type { LineReport } from '../observe/cache-lines.ts'
import type { PageReport } from '../observe/pages.ts'

/** What `fencepost observe` prints. */
export interface Observed {
  readonly lines: readonly LineReport[]
  /** By core. */
  readonly pages: readonly PageReport[]
  readonly atomics: readonly AtomicReport[]
}

const INITIALS = { modified: 'M', exclusive: 'E', shared: 'S', invalid: 'I' } as const
/** Names of a line that are listed; there may be dozens. */
const MOST_NAMES = 4

export function observersText({ lines, pages, atomics }: Observed): string {
  const cacheLines = table(
    ['cache line', 'loads', 'stores', 'invalidations', 'true sharing', 'false sharing', 'at the end', 'what lies there'],
    lines.map((line) => [
      `0x${line.address.toString(16)}`, line.loads, line.stores, line.invalidations, line.trueSharing, line.falseSharing,
      line.states.map((state) => INITIALS[state]).join(' '), namesOf(line.labels),
    ]),
  )
  const touched = table(
    ['core', 'accesses', 'pages of data', 'pages of code'],
    pages.map(({ accesses, data, code }, core) => [core, accesses, data.length, code.length]),
  )
  const swaps = table(
    ['function', 'CMPXCHG', 'failed', 'other LOCKed'],
    atomics.map(({ function: name, compareAndSwaps, failures, others }) => [name, compareAndSwaps, failures, others]),
  )
  return [cacheLines, touched, atomics.length > 0 ? swaps : 'no LOCKed instruction\n'].join('\n')
}

function namesOf(labels: readonly string[]): string {
  const more = labels.length - MOST_NAMES
  return labels.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Numbers to the right, text to the left. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => String(row[i]).length)))
  const line = (cells: readonly (string | number)[]): string => cells
    .map((cell, i) => (typeof cell === 'number' ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
    .join('  ')
    .trimEnd()
  return `${[line(head), ...rows.map(line)].join('\n')}\n`
}
