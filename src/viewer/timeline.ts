/** The events, one a row, time downwards, a column for each core. Only the rows in view are in the document. */
import { lastAtOrBelow } from '../go/last-at-or-below.ts'
import { arrowsOf, type Geometry } from './arrows.ts'
import { el, svg } from './dom.ts'
import { rowElement, type RowContext } from './event-row.ts'
import type { Shown } from './shown.ts'
import type { ViewedTrace } from './viewed-trace.ts'

/** Pixels; page.css has the same. */
export const ROW_HEIGHT = 26
/** Rows above and below those in view. */
const OVERSCAN = 12
/** Rows that are printed at most. */
export const MOST_PRINTED = 2_000

export interface TimelineEvents {
  readonly choose: (at: number) => void
  /** A value of the event was clicked: its access of that number. */
  readonly ask: (at: number, access: number) => void
}

let timelines = 0

export class Timeline {
  readonly element: HTMLElement
  readonly #trace: ViewedTrace
  readonly #events: TimelineEvents
  readonly #head = el('div', { class: 'head row', role: 'row' })
  readonly #body = el('div', { class: 'rows', role: 'presentation' })
  readonly #arrows = svg('svg', { 'class': 'arrows', 'aria-hidden': 'true' })
  readonly #prefix = `timeline-${++timelines}`
  #shown: Shown = { rows: [], cores: [], chosen: -1, traced: new Set(), marks: new Map(), arrows: 'all' }
  #elements = new Map<number, HTMLElement>()
  #isPrinting = false
  #isPlanned = false

  constructor(trace: ViewedTrace, events: TimelineEvents) {
    this.#trace = trace
    this.#events = events
    this.element = el('div', {
      'class': 'timeline', 'role': 'grid', 'tabindex': 0, 'aria-label': 'events, time downwards', 'aria-readonly': 'true',
    }, this.#head, this.#body)
    this.#body.append(this.#arrows)
    this.element.addEventListener('scroll', () => this.#plan())
    new ResizeObserver(() => this.#plan()).observe(this.element)
    this.#body.addEventListener('click', (click) => this.#click(click))
  }

  /** `moved`: the chosen row is brought into view. */
  show(shown: Shown, moved: boolean): void {
    const sameColumns = shown.cores.join() === this.#shown.cores.join()
    this.#shown = shown
    this.#elements.clear()
    if (!sameColumns || this.#head.childElementCount === 0) this.#fillHead()
    this.element.style.setProperty('--cores', String(shown.cores.length))
    this.element.setAttribute('aria-rowcount', String(shown.rows.length))
    this.#body.style.height = `${shown.rows.length * ROW_HEIGHT}px`
    if (moved) this.#reveal()
    this.#render()
  }

  /** For print: all rows, as far as that is sensible. */
  print(isPrinting: boolean): void {
    this.#isPrinting = isPrinting
    this.#elements.clear()
    this.#body.style.height = `${(isPrinting ? this.#range()[1] - this.#range()[0] : this.#shown.rows.length) * ROW_HEIGHT}px`
    this.#render()
  }

  #fillHead(): void {
    const { header } = this.#trace
    this.#head.replaceChildren(
      el('div', { class: 'gutter', role: 'columnheader', title: 'number of the event, number of the transition' }, 'event · step'),
      ...this.#shown.cores.map((core) => el('div', { class: `cell core-${core % 6}`, role: 'columnheader' },
        el('b', {}, `core ${core}`), ` runs ${header.cores[core] ?? ''}`, el('span', { class: 'lane-head' }, 'buffer'))),
    )
  }

  #reveal(): void {
    const row = this.#rowOf(this.#shown.chosen)
    const { scrollTop, clientHeight } = this.element
    const height = clientHeight - ROW_HEIGHT
    const top = row * ROW_HEIGHT
    if (top >= scrollTop + ROW_HEIGHT && top + 2 * ROW_HEIGHT <= scrollTop + height) return
    // A step over the edge moves a little, a jump goes to the middle.
    const isStep = top >= scrollTop - 2 * ROW_HEIGHT && top <= scrollTop + height + 2 * ROW_HEIGHT
    if (!isStep) this.element.scrollTop = top - height / 2
    else if (top < scrollTop + ROW_HEIGHT) this.element.scrollTop = top - ROW_HEIGHT
    else this.element.scrollTop = top + 2 * ROW_HEIGHT - height
  }

  #plan(): void {
    if (this.#isPlanned) return
    this.#isPlanned = true
    requestAnimationFrame(() => {
      this.#isPlanned = false
      this.#render()
    })
  }

  /** First row in the document, and the one behind the last. */
  #range(): readonly [number, number] {
    const { rows, chosen } = this.#shown
    if (this.#isPrinting) {
      const from = Math.max(0, Math.min(this.#rowOf(chosen) - MOST_PRINTED / 2, rows.length - MOST_PRINTED))
      return [from, Math.min(rows.length, from + MOST_PRINTED)]
    }
    const from = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - OVERSCAN)
    return [from, Math.min(rows.length, from + Math.ceil(this.element.clientHeight / ROW_HEIGHT) + 2 * OVERSCAN)]
  }

  #render(): void {
    const [from, to] = this.#range()
    const { rows } = this.#shown
    const context: RowContext = { trace: this.#trace, shown: this.#shown, idPrefix: this.#prefix }
    const elements = new Map<number, HTMLElement>()
    const first = this.#isPrinting ? from : 0
    for (let row = from; row < to; row++) {
      const at = rows[row] ?? 0
      const made = this.#elements.get(at) ?? rowElement(context, at, row)
      made.style.top = `${(row - first) * ROW_HEIGHT}px`
      elements.set(at, made)
    }
    this.#elements = elements
    this.#body.replaceChildren(this.#arrows, ...elements.values())
    const chosen = elements.get(this.#shown.chosen)
    if (chosen) this.element.setAttribute('aria-activedescendant', chosen.id)
    else this.element.removeAttribute('aria-activedescendant')
    this.#drawArrows(from, to, first)
  }

  #drawArrows(from: number, to: number, first: number): void {
    const { rows, arrows, chosen, traced } = this.#shown
    this.#arrows.replaceChildren()
    if (arrows === 'none') return
    const strong = new Set([chosen, ...traced, ...this.#trace.readingsOf(chosen).from.map(({ source }) => source),
      ...this.#trace.readingsOf(chosen).by.map(({ load }) => load)])
    const cells = [...this.#head.querySelectorAll<HTMLElement>('.cell')]
    const { offsetWidth } = this.#body
    // No larger drawing than the rows that are there, however far down they are.
    const [top, height] = [(from - first) * ROW_HEIGHT, (to - from) * ROW_HEIGHT]
    this.#arrows.style.top = `${top}px`
    this.#arrows.setAttribute('width', String(offsetWidth))
    this.#arrows.setAttribute('height', String(height))
    this.#arrows.setAttribute('viewBox', `0 ${top} ${offsetWidth} ${height}`)
    const geometry: Geometry = {
      rowOf: (at) => this.#rowOf(at) - first,
      isShown: (at) => rows[this.#rowOf(at)] === at,
      rowHeight: ROW_HEIGHT,
      column: (core) => {
        const cell = cells[this.#shown.cores.indexOf(core)]
        return cell && { left: cell.offsetLeft + GAP, right: cell.offsetLeft + cell.offsetWidth - 2 }
      },
      top: (from - first) * ROW_HEIGHT,
      bottom: (to - first) * ROW_HEIGHT,
    }
    this.#arrows.replaceChildren(...arrowsOf(this.#trace, rows.slice(from, to), strong, arrows === 'chosen', geometry))
  }

  #rowOf(at: number): number {
    return Math.max(0, lastAtOrBelow(this.#shown.rows, at))
  }

  #click(click: MouseEvent): void {
    if (!(click.target instanceof Element)) return
    const row = click.target.closest<HTMLElement>('[data-at]')
    if (!row) return
    const at = Number(row.dataset['at'])
    const value = click.target.closest<HTMLElement>('[data-access]')
    if (value) this.#events.ask(at, Number(value.dataset['access']))
    else this.#events.choose(at)
  }
}

/** Pixels at the left of a column that are for arrows. */
const GAP = 26
