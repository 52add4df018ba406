/** The page: one trace or two, what is shown of them, and the keys. */
import { button, byId, el, refill, type Child } from './dom.ts'
import { counterpart, firstDifference, type Difference } from './difference.ts'
import { FIRST_DIFFERENCE } from './event-row.ts'
import { helpDialog } from './help.ts'
import { DIGITS, listen, type KeyBinding } from './keys.ts'
import { Pane, type PaneOptions } from './pane.ts'
import { EVERYTHING_VISIBLE, type Filter } from './rows.ts'
import type { Shown } from './shown.ts'
import { currentTheme, nextTheme } from './theme.ts'
import { MOST_PRINTED } from './timeline.ts'
import type { Place, ViewedTrace } from './viewed-trace.ts'

const ARROWS = ['all', 'chosen', 'none'] as const
/** Rows that Page Down moves on. */
const PAGE = 20

/** What a live page adds. */
export interface LiveControls {
  /** Stands above the state of the moment. */
  readonly controls: () => Child
  readonly bindings: readonly KeyBinding[]
}

export class App {
  readonly #toolbar = byId('toolbar')
  readonly #main = byId('main')
  readonly #live: LiveControls | undefined
  #panes: Pane[] = []
  #active = 0
  #filter: Filter = EVERYTHING_VISIBLE
  #arrows: Shown['arrows'] = 'all'
  #isLinked = true
  #difference: Difference | undefined

  constructor(live?: LiveControls) {
    this.#live = live
    listen(() => this.#bindings())
    const media = matchMedia('print')
    media.addEventListener('change', () => this.#print(media.matches))
    addEventListener('beforeprint', () => this.#print(true))
    addEventListener('afterprint', () => this.#print(false))
  }

  /** Shows other traces; `chosen`: the position of the event to look at. */
  open(traces: readonly ViewedTrace[], chosen?: number): void {
    const [first, second] = traces
    this.#difference = first && second ? firstDifference(first, second) : undefined
    const focused = document.activeElement?.getAttribute('data-key')
    this.#panes = traces.map((trace, index) => new Pane(trace, this.#filter, this.#optionsOf(index, traces.length)))
    this.#active = 0
    document.title = `${first?.header.scenario ?? ''} · fencepost`
    document.body.classList.toggle('compares', traces.length > 1)
    this.#main.replaceChildren(...this.#panes.map(({ element }) => element))
    this.#panes.forEach((pane, index) => pane.element.addEventListener('focusin', () => (this.#active = index)))
    this.#fillToolbar()
    const parting = this.#difference?.schedule
    this.#panes.forEach((pane, index) => {
      const at = chosen ?? parting?.[index]
      if (at !== undefined) pane.choose(at, true)
    })
    const again = [...this.#main.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset['key'] === focused)
    if (again) again.focus({ preventScroll: true })
    else this.#panes[0]?.focus()
  }

  get showsPrivate(): boolean {
    return this.#filter.showsPrivate
  }

  showPrivate(showsPrivate: boolean): void {
    this.#filter = { ...this.#filter, showsPrivate }
    this.#refresh()
  }

  // --- panes ----------------------------------------------------------------------------------------------------------

  #optionsOf(index: number, count: number): PaneOptions {
    return {
      title: count === 1 ? '' : index === 0 ? 'A' : 'B',
      marks: this.#marks(index),
      chosen: (at) => this.#chosen(index, at),
      only: (place) => this.#filterPlace(place),
      live: this.#live?.controls,
    }
  }

  #marks(index: number): Map<number, string> {
    const marks = new Map<number, string>()
    const { schedule, cores = [] } = this.#difference ?? {}
    for (const { core, at } of cores) {
      marks.set(at[index] ?? 0, `from here on core ${core} does or sees something else in the other trace`)
    }
    if (schedule) marks.set(schedule[index] ?? 0, FIRST_DIFFERENCE)
    return marks
  }

  #chosen(index: number, at: number): void {
    this.#active = index
    if (!this.#isLinked) return
    const [from] = this.#panes.slice(index)
    for (const [other, pane] of this.#panes.entries()) {
      if (other === index || !from) continue
      const same = counterpart(from.trace, at, pane.trace)
      if (same !== undefined) pane.choose(same, true)
    }
  }

  #pane(): Pane | undefined {
    return this.#panes[this.#active]
  }

  #refresh(): void {
    for (const pane of this.#panes) pane.show(this.#filter, this.#arrows)
    this.#fillToolbar()
  }

  #print(isPrinting: boolean): void {
    document.body.classList.toggle('printing', isPrinting)
    for (const pane of this.#panes) pane.print(isPrinting)
  }

  // --- what is shown --------------------------------------------------------------------------------------------------

  #filterPlace(place: Place | undefined): void {
    this.#filter = { ...this.#filter, place }
    this.#refresh()
  }

  #toggleCore(core: number): void {
    const hidden = new Set(this.#filter.hidden)
    if (!hidden.delete(core)) hidden.add(core)
    // One column stays.
    if (hidden.size >= (this.#panes[0]?.trace.coreCount ?? 0)) return
    this.#filter = { ...this.#filter, hidden }
    this.#refresh()
  }

  #nextArrows(): void {
    this.#arrows = ARROWS[(ARROWS.indexOf(this.#arrows) + 1) % ARROWS.length] ?? 'all'
    this.#refresh()
  }

  #nextDifference(step: 1 | -1): void {
    const { schedule, cores = [] } = this.#difference ?? {}
    const all = [...(schedule ? [schedule] : []), ...cores.map(({ at }) => at)]
      .sort((a, b) => (a[this.#active] ?? 0) - (b[this.#active] ?? 0))
    const here = this.#pane()?.chosen ?? 0
    const at = (pair: readonly [number, number]): number => pair[this.#active] ?? 0
    const next = step > 0 ? all.find((pair) => at(pair) > here) ?? all[0] : all.findLast((pair) => at(pair) < here) ?? all.at(-1)
    if (next) this.#panes.forEach((pane, index) => pane.choose(next[index] ?? 0, true))
  }

  // --- toolbar --------------------------------------------------------------------------------------------------------

  #fillToolbar(): void {
    const trace = this.#panes[0]?.trace
    if (!trace) return
    const { hidden, showsPrivate, place } = this.#filter
    refill(this.#toolbar,
      el('span', { class: 'brand' }, 'fencepost'),
      el('span', { class: 'group', role: 'group', 'aria-label': 'columns' }, ...trace.header.cores.map((_, core) => (
        button(`core ${core}`, () => this.#toggleCore(core), {
          class: `toggle core-${core % 6}`, key: `core-${core}`, pressed: !hidden.has(core), title: 'show or hide its column',
        })))),
      el('label', {}, 'place ', this.#placeMenu(place)),
      button('private instructions', () => this.showPrivate(!showsPrivate), {
        class: 'toggle', key: 'private', pressed: showsPrivate, title: 'those that no other core can notice (i)',
      }),
      button(`arrows: ${this.#arrows}`, () => this.#nextArrows(), {
        key: 'arrows', title: 'from loads to the stores that they read (a)',
      }),
      ...this.#comparison(),
      el('span', { class: 'space' }),
      button(`theme: ${currentTheme()}`, () => this.#nextTheme(), { key: 'theme', title: 'light or dark (t)' }),
      button('help', () => this.#help(), { key: 'help', title: '?' }))
  }

  #comparison(): Child[] {
    if (this.#panes.length < 2) return []
    const toggle = (): void => {
      this.#isLinked = !this.#isLinked
      this.#fillToolbar()
    }
    return [
      button('next difference', () => this.#nextDifference(1), { key: 'difference', title: 'd' }),
      button('linked', toggle, {
        class: 'toggle', key: 'linked', pressed: this.#isLinked, title: 'what is chosen in one is chosen in the other',
      }),
      el('span', { class: 'parting' }, this.#partingText()),
    ]
  }

  #partingText(): string {
    const schedule = this.#difference?.schedule
    if (!schedule) return 'both traces are the same'
    const [a, b] = schedule.map((at, index) => this.#panes[index]?.trace.events[at])
    const text = (event: typeof a): string => (event ? this.#panes[0]?.trace.words.event(event) ?? '' : 'it has ended')
    return `they part here: A: ${text(a)}. B: ${text(b)}`
  }

  #placeMenu(place: Place | undefined): HTMLSelectElement {
    const places = [...new Map(this.#panes.flatMap(({ trace }) => trace.places).map((one) => [one.label, one])).values()]
    const menu = el('select', { 'data-key': 'place' }, el('option', { value: '' }, 'all'),
      ...places.map(({ label }) => el('option', { value: label, selected: label === place?.label }, label)))
    menu.addEventListener('change', () => this.#filterPlace(places.find(({ label }) => label === menu.value)))
    return menu
  }

  #nextTheme(): void {
    nextTheme()
    this.#fillToolbar()
  }

  #help(): void {
    document.querySelector('dialog.help')?.remove()
    const dialog = helpDialog(this.#bindings())
    document.body.append(dialog)
    dialog.showModal()
  }

  // --- keys -----------------------------------------------------------------------------------------------------------

  #bindings(): readonly KeyBinding[] {
    const pane = (use: (one: Pane) => void) => (): void => {
      const one = this.#pane()
      if (one) use(one)
    }
    return [
      ...(this.#live?.bindings ?? []),
      { keys: ['ArrowDown', 'j'], shown: '↓ j', summary: 'next event', press: pane((one) => one.move(1)) },
      { keys: ['ArrowUp', 'k'], shown: '↑ k', summary: 'previous event', press: pane((one) => one.move(-1)) },
      { keys: ['PageDown'], shown: 'Page ↓', summary: `${PAGE} events on`, press: pane((one) => one.move(PAGE)) },
      { keys: ['PageUp'], shown: 'Page ↑', summary: `${PAGE} events back`, press: pane((one) => one.move(-PAGE)) },
      { keys: ['Home'], shown: 'Home', summary: 'first event', press: pane((one) => one.end(-1)) },
      { keys: ['End'], shown: 'End', summary: 'last event', press: pane((one) => one.end(1)) },
      { keys: ['Enter', 's'], shown: 'Enter s', summary: 'where its value came from', press: pane((one) => one.source()) },
      { keys: ['g'], shown: 'g', summary: 'to the store that it read', press: pane((one) => one.follow()) },
      { keys: ['b', 'Backspace'], shown: 'b', summary: 'back to where you were', press: pane((one) => one.back()) },
      { keys: ['n'], shown: 'n', summary: 'next access of the same place', press: pane((one) => one.walk(1)) },
      { keys: ['p'], shown: 'p', summary: 'previous access of the same place', press: pane((one) => one.walk(-1)) },
      { keys: ['o'], shown: 'o', summary: 'only the events of this place, or all', press: () => this.#onlyPlace() },
      { keys: ['i'], shown: 'i', summary: 'private instructions, too', press: () => this.showPrivate(!this.#filter.showsPrivate) },
      { keys: ['a'], shown: 'a', summary: 'arrows: all, of the chosen event, none', press: () => this.#nextArrows() },
      ...(this.#live ? [] : [{
        keys: DIGITS, shown: '0 … 9', summary: 'show or hide the column of a core',
        press: (key: string) => { if (Number(key) < (this.#panes[0]?.trace.coreCount ?? 0)) this.#toggleCore(Number(key)) },
      }]),
      ...(this.#panes.length < 2 ? [] : [
        { keys: ['d'], shown: 'd', summary: 'next difference', press: () => this.#nextDifference(1) },
        { keys: ['D'], shown: 'D', summary: 'previous difference', press: () => this.#nextDifference(-1) },
        { keys: ['x'], shown: 'x', summary: 'the other trace', press: () => this.#otherPane() },
      ]),
      { keys: ['t'], shown: 't', summary: 'theme: as the system has it, light, dark', press: () => this.#nextTheme() },
      { keys: ['Escape'], shown: 'Esc', summary: 'close what is open, show everything', press: () => this.#escape() },
      { keys: ['?'], shown: '?', summary: `this help. On paper: at most ${MOST_PRINTED} events`, press: () => this.#help() },
    ]
  }

  #onlyPlace(): void {
    this.#filterPlace(this.#filter.place ? undefined : this.#pane()?.place)
  }

  #otherPane(): void {
    this.#active = 1 - this.#active
    this.#pane()?.focus()
  }

  #escape(): void {
    this.#pane()?.ask(undefined)
    if (this.#filter.place) this.#filterPlace(undefined)
  }
}
