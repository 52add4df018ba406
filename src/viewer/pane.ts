/** One trace: its events, and what is to be seen at the chosen one. */
import { lastAtOrBelow } from '../go/last-at-or-below.ts'
import { button, el, type Child } from './dom.ts'
import { MemoryAt } from './memory-at.ts'
import { originOfLoad, type Origin } from './origin.ts'
import { rowsOf, type Filter } from './rows.ts'
import type { Shown } from './shown.ts'
import { StatePanel } from './state-panel.ts'
import { Timeline } from './timeline.ts'
import { placeOf, placesOf, type Place, type ViewedTrace } from './viewed-trace.ts'

export interface PaneOptions {
  /** `good`, or nothing when there is only one. */
  readonly title: string
  readonly marks: ReadonlyMap<number, string>
  /** Another event was chosen. `byHand`: not because of another pane. */
  readonly chosen: (at: number) => void
  readonly only: (place: Place) => void
  readonly live?: (() => Child) | undefined
}

export class Pane {
  readonly element: HTMLElement
  readonly trace: ViewedTrace
  readonly #options: PaneOptions
  readonly #timeline: Timeline
  readonly #panel: StatePanel
  readonly #range = el('input', { type: 'range', min: 0, step: 1, class: 'scrubber' })
  readonly #moment = el('output', { class: 'moment' })
  #filter: Filter
  #arrows: Shown['arrows'] = 'all'
  #rows: readonly number[] = []
  #chosen = -1
  #origin: Origin | undefined
  #place: Place | undefined
  #past: number[] = []

  constructor(trace: ViewedTrace, filter: Filter, options: PaneOptions) {
    this.trace = trace
    this.#filter = filter
    this.#options = options
    this.#timeline = new Timeline(trace, { choose: (at) => this.choose(at), ask: (at, access) => this.#askAccess(at, access) })
    this.#panel = new StatePanel(trace, new MemoryAt(trace), {
      choose: (at) => this.choose(at), ask: (origin) => this.ask(origin), walk: (place, step) => this.walk(step, place),
      only: options.only,
    })
    this.#range.setAttribute('aria-label', 'moment: number of the event')
    this.#range.addEventListener('input', () => this.choose(this.#rows[Number(this.#range.value)] ?? 0))
    const { header } = trace
    const end = trace.events.at(-1)
    this.element = el('section', { 'class': 'pane', 'aria-label': options.title === '' ? header.scenario : options.title },
      el('header', { class: 'pane-head' },
        el('h1', {}, options.title === '' ? undefined : el('b', { class: 'tag' }, options.title), ` ${header.scenario} `,
          el('small', {}, `under ${header.model}`)),
        el('p', {}, header.summary),
        end?.kind === 'end' && end.status !== 'running' ? el('p', { class: 'result' }, trace.words.end(end)) : undefined),
      el('div', { class: 'scrub' },
        button('|◀', () => this.end(-1), { label: 'first event', title: 'Home' }),
        button('◀', () => this.move(-1), { label: 'previous event', title: '↑' }),
        this.#range,
        button('▶', () => this.move(1), { label: 'next event', title: '↓' }),
        button('▶|', () => this.end(1), { label: 'last event', title: 'End' }),
        this.#moment),
      el('div', { class: 'views' }, this.#timeline.element, this.#panel.element))
    this.show(filter, this.#arrows)
  }

  get chosen(): number {
    return this.#chosen
  }

  get place(): Place | undefined {
    return this.#place
  }

  focus(): void {
    this.#timeline.element.focus({ preventScroll: true })
  }

  show(filter: Filter, arrows: Shown['arrows']): void {
    this.#filter = filter
    this.#arrows = arrows
    this.#rows = rowsOf(this.trace, filter)
    this.#range.max = String(Math.max(0, this.#rows.length - 1))
    if (this.#chosen < 0) this.#chosen = this.#rows[0] ?? 0
    this.#update(true)
  }

  /** `quietly`: nobody else is told. */
  choose(at: number, quietly = false): void {
    if (at === this.#chosen) return
    if (!quietly) this.#past.push(this.#chosen)
    this.#chosen = Math.max(0, Math.min(this.trace.events.length - 1, at))
    const event = this.trace.events[this.#chosen]
    const places = event ? placesOf(event) : []
    if (places.length > 0) this.#place = places[0]
    this.#update(true)
    if (!quietly) this.#options.chosen(this.#chosen)
  }

  /** By rows that are shown. */
  move(rows: number): void {
    const row = lastAtOrBelow(this.#rows, this.#chosen)
    const isShown = this.#rows[row] === this.#chosen
    const next = Math.max(0, Math.min(this.#rows.length - 1, row + rows + (rows < 0 && !isShown ? 1 : 0)))
    this.choose(this.#rows[next] ?? 0)
  }

  end(step: 1 | -1): void {
    this.choose((step > 0 ? this.#rows.at(-1) : this.#rows[0]) ?? 0)
  }

  /** To where the choice was before. */
  back(): void {
    const before = this.#past.pop()
    if (before === undefined) return
    this.choose(before, true)
    this.#options.chosen(before)
  }

  /** To the next access of `place`, or of the one that was looked at last. */
  walk(step: 1 | -1, place: Place | undefined = this.#place): void {
    if (!place) return
    const next = this.trace.nextAccess(this.#chosen, place, step)
    if (next === undefined) {
      this.#moment.textContent = `no ${step > 0 ? 'later' : 'earlier'} access of ${place.label}`
      return
    }
    this.choose(next)
    this.#place = place
    this.#update(false)
  }

  /** Shows where a value came from; undefined: no more. */
  ask(origin: Origin | undefined): void {
    this.#origin = origin
    if (origin) this.#place = origin.place
    this.#update(false)
  }

  /** Of the first value that the chosen event reads; from a drain to the instruction that issued it. */
  source(): void {
    const event = this.trace.events[this.#chosen]
    if (event?.kind === 'drain') this.choose(event.issued - 1)
    if (event?.kind !== 'instruction') return
    const index = event.accesses.findIndex(({ kind, memory }) => kind === 'load' && memory === 'shared')
    if (index >= 0) this.#askAccess(this.#chosen, index)
  }

  /** To the store that the chosen load read. */
  follow(): void {
    const event = this.trace.events[this.#chosen]
    if (event?.kind === 'drain') this.choose(event.issued - 1)
    const [first] = this.trace.readingsOf(this.#chosen).from
    if (first) this.choose(first.source)
  }

  print(isPrinting: boolean): void {
    this.#timeline.print(isPrinting)
  }

  #askAccess(at: number, index: number): void {
    this.choose(at)
    const event = this.trace.events[at]
    if (event?.kind === 'drain') {
      const life = this.trace.store(event.store)
      this.ask({
        place: placeOf(event), title: this.trace.words.event(event),
        parts: [[{ text: 'reaches memory here', at }, { text: `stored by core ${event.core}`, at: life?.issued }]],
      })
    }
    if (event?.kind !== 'instruction') return
    const access = event.accesses[index]
    if (access?.memory !== 'shared') return
    if (access.kind === 'load') this.ask(originOfLoad(this.trace, access, at))
    else this.#askStore(access.store, at, this.trace.words.event(event))
  }

  #askStore(store: number, at: number, title: string): void {
    const event = this.trace.events[at]
    const life = this.trace.store(store)
    if (!event || !life) return
    const written = life.written === undefined || life.written === at ? []
      : [{ text: 'it reaches memory: from then on other cores can read it', at: life.written }]
    const [place] = placesOf(event)
    if (place) this.ask({ place, title, parts: [[{ text: 'stored here', at }, ...written]] })
  }

  #update(moved: boolean): void {
    const { trace } = this
    const event = trace.events[this.#chosen]
    this.#range.value = String(Math.max(0, lastAtOrBelow(this.#rows, this.#chosen)))
    this.#range.setAttribute('aria-valuetext', event ? `event ${event.event}: ${trace.words.event(event)}` : 'no event')
    this.#moment.textContent = `event ${this.#chosen + 1} of ${trace.events.length}`
    const traced = new Set(this.#origin?.parts.flatMap((steps) => steps.flatMap(({ at }) => at ?? [])) ?? [])
    this.#timeline.show({
      rows: this.#rows, cores: trace.header.cores.map((_, core) => core).filter((core) => !this.#filter.hidden.has(core)),
      chosen: this.#chosen, traced, marks: this.#options.marks, arrows: this.#arrows,
    }, moved)
    this.#panel.show({ at: this.#chosen, origin: this.#origin, place: this.#place, live: this.#options.live?.() })
  }
}
