/** Arrows from loads to the stores that they read, as curves in the space between the columns. */
import { svg } from './dom.ts'
import type { Reading, ViewedTrace } from './viewed-trace.ts'

/** Pixels. */
export interface Geometry {
  /** Index of the row of the event at that position, or the nearest above when it is not shown. */
  readonly rowOf: (at: number) => number
  /** Is the event shown? */
  readonly isShown: (at: number) => boolean
  readonly rowHeight: number
  /** Left and right edge of the contents of a core's column; undefined when it is hidden. */
  readonly column: (core: number) => { readonly left: number; readonly right: number } | undefined
  /** The rows in view: arrows that leave them end a little outside. */
  readonly top: number
  readonly bottom: number
}

/** Pixels that an arrow swings out of its column. */
const SWING = 16
/** Arrows into one event that are drawn at most: of thousands nobody sees one. */
const MOST_OF_ONE = 24

/** The arrows of the events that are in view. `strong`: those of the chosen event and what it goes back to. */
export function arrowsOf(
  trace: ViewedTrace, positions: readonly number[], strong: ReadonlySet<number>, onlyStrong: boolean, geometry: Geometry,
): SVGElement[] {
  const drawn = new Map<string, Reading>()
  for (const at of positions) {
    const { from, by } = trace.readingsOf(at)
    for (const reading of [...from, ...by.slice(0, MOST_OF_ONE)]) {
      const { load, source } = reading
      if (geometry.isShown(load) && geometry.isShown(source)) drawn.set(`${load}:${source}`, reading)
    }
  }
  const arrows = [...drawn.values()].map((reading) => (
    { reading, isStrong: strong.has(reading.load) && strong.has(reading.source) }
  ))
  // The strong ones last: they lie on top.
  arrows.sort((a, b) => Number(a.isStrong) - Number(b.isStrong))
  return arrows.filter(({ isStrong }) => isStrong || !onlyStrong)
    .flatMap(({ reading, isStrong }) => arrow(trace, reading, isStrong, geometry) ?? [])
}

function arrow(trace: ViewedTrace, { load, source }: Reading, isStrong: boolean, geometry: Geometry): SVGElement | undefined {
  const [reader, writer] = [trace.events[load], trace.events[source]]
  if (!reader || !writer || reader.kind === 'end' || writer.kind === 'end') return undefined
  const [to, from] = [geometry.column(reader.core), geometry.column(writer.core)]
  if (!to || !from) return undefined
  const { rowOf, rowHeight, top, bottom } = geometry
  const middle = (at: number): number => Math.min(bottom + 30, Math.max(top - 30, (rowOf(at) + 0.5) * rowHeight))
  const [y1, y2] = [middle(load), middle(source)]
  // The head is at the store: a load points to what it read.
  const [x1, x2, out1, out2] = reader.core === writer.core ? [to.left, from.left, -SWING, -SWING]
    : reader.core > writer.core ? [to.left, from.right, -SWING, SWING]
    : [to.right, from.left, SWING, -SWING]
  const path = `M ${x1} ${y1} C ${x1 + out1} ${y1} ${x2 + out2} ${y2} ${x2} ${y2}`
  const barb = x2 + Math.sign(out2) * 6
  const head = `M ${barb} ${y2 - 4} L ${x2} ${y2} L ${barb} ${y2 + 4}`
  const classes = `arrow core-${writer.core % 6}${isStrong ? ' strong' : ''}`
  return svg('g', { 'class': classes, 'data-load': load + 1, 'data-source': source + 1 },
    svg('path', { d: path }), svg('path', { d: head }), svg('circle', { cx: x1, cy: y1, r: 2 }))
}
