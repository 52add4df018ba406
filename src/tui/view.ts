/**
 * The screen as a pure function of a snapshot, of what the terminal adds to it, and of a size.
 *
 * ```
 *  title
 *  core 0            │ core 1            listing, registers and store buffer of each core, in rows of equal height
 *  memory            │ history
 *  message
 *  keys, or the line that is being typed
 * ```
 */
import { wrap } from '../host/style.ts'
import { COMMAND_WORDS } from './command.ts'
import { coreColumn } from './core-column.ts'
import { KEYS, MARKS } from './help.ts'
import { historyPane } from './history-pane.ts'
import { memoryPane } from './memory-pane.ts'
import type { Snapshot } from './snapshot.ts'
import { clip, fit, lengthOf, span, spread, type Line, type Look } from './styled.ts'

/** What is on the screen beside the run. */
export interface ScreenState {
  readonly unit: 'instruction' | 'visible'
  readonly message: { readonly lines: readonly string[]; readonly kind: 'plain' | 'problem' }
  /** The line that is being typed, with what stands before it. */
  readonly prompt: { readonly before: string; readonly text: string } | undefined
  readonly shows: 'run' | 'registers' | 'help'
  /** Rows by which the memory is scrolled down; undefined follows what changes. */
  readonly scroll: number | undefined
  /** Rows by which the help is scrolled down. */
  readonly helpScroll: number
}

export const FIRST_SCREEN: ScreenState = {
  unit: 'instruction', message: { lines: [], kind: 'plain' }, prompt: undefined, shows: 'run', scroll: undefined, helpScroll: 0,
}

/** A column narrower than this shows nothing of use: of many cores those around the focused one are shown. */
const NARROWEST_COLUMN = 24
const SMALLEST = { width: 40, height: 12 }

/** Exactly `height` lines of exactly `width` columns. */
export function view(snapshot: Snapshot, screen: ScreenState, width: number, height: number): Line[] {
  if (width < SMALLEST.width || height < SMALLEST.height) {
    return filled([[span(`the stepper needs ${SMALLEST.width}x${SMALLEST.height}`)]], width, height).slice(0, height)
  }
  const body = height - 3
  const middle = screen.shows === 'help' ? helpPane(screen, width, body) : runPanes(snapshot, screen, width, body)
  const lines = filled([title(snapshot, width), ...filled(middle, width, body), [], bottom(screen, width)], width, height)
  // A message of several lines lies over the panes, as far as it has to: nothing moves because of it.
  const message = filled(messageLines(screen, width, height - 4), width, 0)
  return [...lines.slice(0, height - 1 - message.length), ...message, ...lines.slice(height - 1)]
}

/** Lines of `width` columns, at least `height` of them. */
function filled(lines: readonly Line[], width: number, height: number): Line[] {
  return Array.from({ length: Math.max(height, lines.length) }, (_, i) => fit(lines[i] ?? [], width))
}

function title({ scenario, model, transitions, undone, toFollow, status, outcome }: Snapshot, width: number): Line {
  const ahead = undone > 0 ? ` (→ ${undone})` : ''
  const follow = toFollow === undefined || toFollow === 0 ? '' : ` (f ${toFollow})`
  const how = outcome ?? status
  const right = ` ${transitions} ${transitions === 1 ? 'transition' : 'transitions'}${ahead}${follow} `
  const left = ` ${scenario} · ${model} · ${how}`
  const line = clip(left, width - right.length).padEnd(width - right.length) + right
  return [span(line, 'bar')]
}

function runPanes(snapshot: Snapshot, screen: ScreenState, width: number, height: number): Line[] {
  const lower = lowerHeight(height)
  const upper = height - lower - 1
  const cores = shownCores(snapshot, width)
  const widths = shares(width - (cores.length - 1), cores.length)
  const columns = cores.map((core, i) => coreColumn(core, {
    width: widths[i] ?? 0, height: upper, hasFocus: core.core === snapshot.focus, showsRegisters: screen.shows === 'registers',
    heights: snapshot.cores.map(({ buffer }) => buffer.length), breakAddresses: snapshot.breakAddresses,
  }))
  const top = Array.from({ length: upper }, (_, row) => joined(columns.map((column) => column[row] ?? []), widths))
  const left = Math.floor((width - 1) * (width < 120 ? 0.56 : 0.5))
  const right = width - 1 - left
  const memory = memoryPane(snapshot, left, lower, screen.scroll)
  const history = historyPane(snapshot, right, lower)
  const below = Array.from({ length: lower }, (_, row) => joined([memory[row] ?? [], history[row] ?? []], [left, right]))
  return [...top, divider(snapshot, left, right), ...below]
}

function lowerHeight(height: number): number {
  return Math.max(3, Math.min(24, Math.floor(height * 0.36)))
}

/** The cores there is room for, the focused one among them. */
function shownCores({ cores, focus }: Snapshot, width: number): Snapshot['cores'] {
  const room = Math.max(1, Math.floor((width + 1) / (NARROWEST_COLUMN + 1)))
  const first = Math.max(0, Math.min(focus - Math.floor(room / 2), cores.length - room))
  return cores.slice(first, first + room)
}

function shares(width: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor((width * (i + 1)) / count) - Math.floor((width * i) / count))
}

function joined(lines: readonly Line[], widths: readonly number[]): Line {
  return lines.flatMap((line, i) => [...(i > 0 ? [span('│', 'dim')] : []), ...fit(line, widths[i] ?? 0)])
}

function divider({ seenBy, history }: Snapshot, left: number, right: number): Line {
  const memory = seenBy === undefined ? ' memory ' : ` memory as core ${seenBy} sees it `
  const moves = ` history${history.length === 0 ? ' (nothing yet)' : ''} `
  return [
    span('─', 'dim'), span(memory, seenBy === undefined ? 'bold' : { core: seenBy, strong: true }),
    span(`${'─'.repeat(Math.max(0, left - memory.length - 1))}┬─`, 'dim'),
    span(moves, 'bold'), span('─'.repeat(Math.max(0, right - moves.length - 1)), 'dim'),
  ]
}

function messageLines({ message, shows }: ScreenState, width: number, most: number): Line[] {
  if (shows === 'help') return []
  const look: Look = message.kind === 'problem' ? 'bad' : 'plain'
  const lines = message.lines.flatMap((text) => wrapped(text, width - 1))
  const kept = lines.length > most ? [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`] : lines
  const above: Line[] = kept.length > 1 ? [[span('─'.repeat(width), 'dim')]] : []
  return [...above, ...kept.map((text): Line => [span(` ${text}`, look)])]
}

/** Lines of at most `width` columns, broken at spaces where there are any; what a line begins with is kept. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    const at = space > width / 2 ? space : width
    lines.push(rest.slice(0, at))
    rest = `  ${rest.slice(at).trimStart()}`
  }
  return [...lines, rest]
}

function bottom({ prompt, unit, shows }: ScreenState, width: number): Line {
  if (prompt) {
    const room = Math.max(1, width - prompt.before.length - 1)
    return [span(prompt.before, 'bold'), span(prompt.text.slice(-room)), span(' ', 'bar')]
  }
  if (shows === 'help') return hints([['↑↓', 'scroll'], ['any other key', 'back to the run']], [], width)
  return hints(unit === 'instruction' ? HINTS : [['0-9', 'visible step'], ...HINTS.slice(1)], [['?', 'help'], ['q', 'quit']], width)
}

/** The most useful first: the last are left out where there is no room. */
const HINTS: readonly Hint[] = [
  ['0-9', 'instruction'], ['d', 'drain'], ['←→', 'time'], ['f', 'follow'], ['c', 'run'], ['/', 'search'], ['v', 'unit'],
  [':', 'command'], ['s', 'save'], ['m', 'memory'], ['x', 'syntax'], ['r', 'registers'], ['@', 'moment'],
]

type Hint = readonly [key: string, what: string]

function hints(left: readonly Hint[], right: readonly Hint[], width: number): Line {
  const spans = ([key, what]: Hint): Line => [span(` ${key}`, 'bold'), span(` ${what}`, 'dim')]
  const end = [...right.flatMap(spans), span(' ')]
  let line: Line = []
  for (const hint of left) {
    const longer = [...line, ...spans(hint)]
    if (lengthOf(longer) + lengthOf(end) > width) break
    line = longer
  }
  return spread(line, end, width)
}

/** What is explained, and beside it the words, over several lines where they need them. */
function explained(rows: readonly (readonly [what: string, words: string])[], width: number): Line[] {
  const left = Math.max(...rows.map(([what]) => what.length)) + 2
  return rows.flatMap(([what, words]) => {
    const [first = '', ...more] = wrap(words, width - left - 2).split('\n')
    const rest = more.map((line): Line => [span(' '.repeat(left + 2)), span(line)])
    return [[span('  '), span(what.padEnd(left), 'bold'), span(first)], ...rest]
  })
}

function helpPane({ helpScroll }: ScreenState, width: number, height: number): Line[] {
  const commands = Object.values(COMMAND_WORDS).map(({ usage, summary }) => [usage, summary] as const)
  const all: Line[] = [
    [span(' keys', 'bold')], ...explained(KEYS, width), [span(' marks', 'bold')], ...explained(MARKS, width),
    [span(' commands, after :', 'bold')], ...explained(commands, width),
  ]
  const from = Math.max(0, Math.min(helpScroll, all.length - height))
  return all.slice(from, from + height).map((line) => fit(line, width))
}
