import type { BufferRow, CoreSnapshot, RegisterRow } from './snapshot.ts'
import { clip, fit, span, spread, type Line, type Look } from './styled.ts'

export interface ColumnOptions {
  readonly width: number
  readonly height: number
  readonly hasFocus: boolean
  readonly showsRegisters: boolean
  /** Buffered stores of every core: all columns have their parts at the same height. */
  readonly heights: readonly number[]
  readonly breakAddresses: ReadonlySet<number>
}

/** A register cell: mark, name, value. Narrower, and no address fits; in a wide column any value does. */
const REGISTER_WIDTH = { narrow: 19, wide: 25 }
const NAME_WIDTH = 5
/** From this width on the file of a Go line is shown with it. */
const WIDE = 56

/** Name, next step, listing, registers and buffer of one core: `height` lines. */
export function coreColumn(core: CoreSnapshot, options: ColumnOptions): Line[] {
  const { width, height } = options
  const bufferHeight = Math.max(1, Math.min(Math.max(2, ...options.heights), Math.floor(height / 3)))
  const perRow = Math.max(1, Math.floor((width - 1) / (width >= WIDE ? REGISTER_WIDTH.wide : REGISTER_WIDTH.narrow)))
  const allRegisters = Math.ceil(core.registers.length / perRow)
  const body = height - 2 - bufferHeight
  const registerHeight = options.showsRegisters ? body : Math.min(allRegisters, Math.max(1, Math.floor(body * 0.4)))
  return [
    head(core, options),
    nextLine(core, width),
    ...listing(core, options, body - registerHeight),
    ...registers(core.registers, perRow, width, registerHeight),
    ...buffer(core, width, bufferHeight),
  ]
}

function head({ core, symbol }: CoreSnapshot, { width, hasFocus }: ColumnOptions): Line {
  const name = `${hasFocus ? '▶' : ' '}core ${core} `
  const where = symbol === undefined ? '' : symbol.replace(/^runtime\./, '')
  return [span(name, { core, strong: hasFocus }), span(clip(where, width - name.length), 'bold')]
}

/** What comes next, and its Go line where there is room for both. */
function nextLine({ next, canGoOn, goLine }: CoreSnapshot, width: number): Line {
  const left: Line = [span(' '), span(clip(next, width - 1), canGoOn ? 'plain' : 'dim')]
  if (goLine === undefined || next.length + goLine.length + 3 > width) return left
  return spread(left, [span(`${goLine} `, 'dim')], width)
}

/** The next instruction stands at a third of the height, so that more is seen of what comes. */
function listing({ listing: rows, at, core }: CoreSnapshot, { width, breakAddresses }: ColumnOptions, height: number): Line[] {
  const from = Math.max(0, Math.min(at - Math.floor((height - 1) / 3), rows.length - height))
  const shown = rows.slice(from, from + height)
  const lines = shown.map((row, i): Line => {
    const isNext = from + i === at
    const above = shown[i - 1]?.goLine
    const goLine = row.goLine === undefined || row.goLine === above ? '' : width >= WIDE ? row.goLine : lineOnly(row.goLine)
    const mark = isNext ? '▸' : breakAddresses.has(row.address) ? 'b' : ' '
    const place = width >= WIDE ? `0x${row.address.toString(16)} +${row.offset.toString(16)}` : `+${row.offset.toString(16)}`
    const look: Look = isNext ? { core, strong: true } : 'plain'
    return spread(
      [
        span(mark, isNext ? { core, strong: true } : 'bad'), span(`${place.padEnd(width >= WIDE ? 14 : 5)} `, 'dim'),
        span(row.text, look),
      ],
      [span(goLine === '' ? '' : ` ${goLine} `, 'dim')], width,
    )
  })
  return Array.from({ length: height }, (_, i) => lines[i] ?? [])
}

/** `:101` of `map_fast64.go:101`. */
function lineOnly(goLine: string): string {
  return goLine.slice(goLine.lastIndexOf(':'))
}

/** Where not all fit: those that changed or that the instructions around name come before others, in their usual order. */
function registers(all: readonly RegisterRow[], perRow: number, width: number, height: number): Line[] {
  const room = perRow * height
  const wanted = all.length <= room ? all : pick(all, room)
  const cell = Math.floor((width - 1) / perRow)
  return Array.from({ length: height }, (_, row): Line => (
    wanted.slice(row * perRow, (row + 1) * perRow).flatMap((one) => registerCell(one, cell))
  ))
}

function pick(all: readonly RegisterRow[], room: number): RegisterRow[] {
  const rank = ({ isChanged, isNear, name, text }: RegisterRow): number =>
    name === 'FL' || /[SB]P$/i.test(name) ? 4 : isChanged ? 0 : isNear ? 1 : text === '0' ? 3 : 2
  const ranked = [...all.entries()].sort(([i, a], [j, b]) => rank(a) - rank(b) || i - j).slice(0, room)
  return ranked.sort(([i], [j]) => i - j).map(([, one]) => one)
}

function registerCell({ name, text, isChanged }: RegisterRow, width: number): Line {
  const value = clip(text, width - NAME_WIDTH - 2)
  const look = isChanged ? 'changed' : 'plain'
  return fit([span(isChanged ? ' *' : '  ', look), span(name.padEnd(NAME_WIDTH), 'dim'), span(value, look)], width)
}

/** A queue, the oldest store first; ▼ where one can drain. */
function buffer({ buffer: rows, core }: CoreSnapshot, width: number, height: number): Line[] {
  if (rows.length === 0) return [[span(' buffer empty', 'dim')], ...Array.from({ length: height - 1 }, (): Line => [])]
  const shown = rows.length > height ? rows.slice(0, height - 1) : rows
  const lines = shown.map((row, i) => bufferLine(row, i === 0, core))
  const more: Line[] = rows.length > height ? [[span(`        … ${rows.length - height + 1} more`, 'dim')]] : []
  return Array.from({ length: height }, (_, i) => fit([...lines, ...more][i] ?? [], width))
}

function bufferLine({ index, text, canDrain }: BufferRow, isFirst: boolean, core: number): Line {
  return [
    span(isFirst ? ' buffer ' : '        ', 'dim'), span(`${canDrain ? '▼' : ' '}${index} `, { core }),
    span(text, { core, strong: canDrain }),
  ]
}
