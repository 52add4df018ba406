import type { MemoryBlock, MemoryCell } from '../export/memory-blocks.ts'
import type { Snapshot } from './snapshot.ts'
import { clip, lengthOf, span, spread, type Line, type Span } from './styled.ts'

const HEAD_WIDTH = 8

/** Memory by name: `height` lines, from line `scroll` on, or where something has changed. */
export function memoryPane(snapshot: Snapshot, width: number, height: number, scroll: number | undefined): Line[] {
  const rows = snapshot.memory.flatMap((block) => blockRows(block, snapshot, width))
  const most = Math.max(0, rows.length - height)
  const from = scroll === undefined ? followed(rows, height) : Math.min(scroll, most)
  const lines = rows.slice(from, from + height).map(({ line }) => line)
  const below = rows.length - from - height
  const last = lines.at(-1)
  if (below > 0 && last && lengthOf(last) < width - 12) {
    lines[lines.length - 1] = spread(last, [span(`↓ ${below} more `, 'dim')], width)
  }
  return lines
}

interface Row {
  readonly line: Line
  readonly isChanged: boolean
}

/** The first line, unless all that has changed lies below the pane. */
function followed(rows: readonly Row[], height: number): number {
  const first = rows.findIndex(({ isChanged }) => isChanged)
  return first < height ? 0 : Math.min(first - Math.floor(height / 2), rows.length - height)
}

function blockRows(block: MemoryBlock, snapshot: Snapshot, width: number): Row[] {
  return block.kind === 'fields' ? fieldRows(block, snapshot, width) : bucketRows(block, snapshot, width)
}

/** `name=value` one after another, as many in a line as fit. */
function fieldRows({ title, cells }: MemoryBlock & { readonly kind: 'fields' }, snapshot: Snapshot, width: number): Row[] {
  const indent = title === '' ? 1 : title.length + 2
  const rows: { line: Span[]; isChanged: boolean }[] = []
  for (const one of cells) {
    const spans = fieldSpans(one, snapshot)
    const last = rows.at(-1)
    if (last && lengthOf(last.line) + 1 + lengthOf(spans) <= width) {
      last.line.push(span(' '), ...spans)
      last.isChanged ||= snapshot.changed.has(one.key)
    } else {
      const start = rows.length === 0 && title !== '' ? span(` ${title} `, 'bold') : span(' '.repeat(indent))
      rows.push({ line: [start, ...spans], isChanged: snapshot.changed.has(one.key) })
    }
  }
  return rows
}

function fieldSpans({ key, name, text }: MemoryCell, { changed, held, seenBy }: Snapshot): Span[] {
  const isChanged = changed.has(key)
  const unseen = seenBy === undefined ? held.get(key) ?? [] : []
  return [
    span(`${name}=`, 'dim'), span(`${isChanged ? '*' : ''}${text}`, isChanged ? 'changed' : 'plain'),
    ...unseen.map(({ core, text: value }) => span(`‹${core}:${value}›`, { core })),
  ]
}

/** A grid with a column for each slot. */
function bucketRows(
  { title, rows, overflow }: MemoryBlock & { readonly kind: 'bucket' }, snapshot: Snapshot, width: number,
): Row[] {
  const slots = rows[0]?.cells.length ?? 0
  const natural = Array.from({ length: slots }, (_, slot) => (
    Math.max(...rows.map(({ cells }) => (cells[slot] ? shown(cells[slot], snapshot).length : 0)))
  ))
  const widest = Math.max(3, Math.floor((width - HEAD_WIDTH - 1) / Math.max(1, slots)) - 1)
  // Wide values are cut only where the whole row does not fit.
  const fits = natural.reduce((sum, one) => sum + one + 1, 0) <= width - HEAD_WIDTH - 1
  const isEmpty = overflow.text === '0' && !snapshot.changed.has(overflow.key)
  const top: Row = {
    line: [
      span(` ${title}`, 'bold'),
      ...(isEmpty ? [] : [span(' overflow=', 'dim'), cellSpan(overflow, snapshot, 40)]),
    ],
    isChanged: snapshot.changed.has(overflow.key),
  }
  const grid = rows.map(({ head, cells }): Row => ({
    line: [
      span(` ${head.padEnd(HEAD_WIDTH - 1)}`, 'dim'),
      ...cells.flatMap((one, slot) => {
        const room = fits ? natural[slot] ?? 0 : Math.min(natural[slot] ?? 0, widest)
        const found = cellSpan(one, snapshot, room)
        return [span(' '.repeat(Math.max(0, room - found.text.length) + 1)), found]
      }),
    ],
    isChanged: cells.some(({ key }) => snapshot.changed.has(key)),
  }))
  return [top, ...grid]
}

function shown({ key, text }: MemoryCell, { changed }: Snapshot): string {
  return `${changed.has(key) ? '*' : ''}${text}`
}

/** In the colour of a core that holds another value for it in its buffer. */
function cellSpan(one: MemoryCell, snapshot: Snapshot, width: number): Span {
  const text = clip(shown(one, snapshot), width)
  if (snapshot.changed.has(one.key)) return span(text, 'changed')
  const [held] = snapshot.seenBy === undefined ? snapshot.held.get(one.key) ?? [] : []
  return span(text, held ? { core: held.core } : one.text === '0' ? 'dim' : 'plain')
}
