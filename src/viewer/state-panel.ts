/** What is to be seen at the chosen moment: its event, the store buffers, shared memory. */
import { overlaps } from '../emu/range.ts'
import { memoryBlocks, type MemoryBlock, type MemoryCell } from '../export/memory-blocks.ts'
import { button, el, refill, type Child } from './dom.ts'
import type { MemoryAt } from './memory-at.ts'
import { originOfHeld, originOfLoad, originOfMemory, type Origin, type OriginStep } from './origin.ts'
import type { EventRecord, InstructionRecord } from './trace-records.ts'
import { placeOf, placesOf, type Place, type ViewedTrace } from './viewed-trace.ts'

export interface PanelEvents {
  readonly choose: (at: number) => void
  readonly ask: (origin: Origin | undefined) => void
  readonly walk: (place: Place, step: 1 | -1) => void
  readonly only: (place: Place) => void
}

export interface Moment {
  readonly at: number
  readonly origin: Origin | undefined
  readonly place: Place | undefined
  /** Above everything else. */
  readonly live: Child
}

export class StatePanel {
  readonly #parts = el('div')
  readonly element = el('section', { 'class': 'state', 'aria-label': 'the moment after the chosen event' }, this.#parts)
  readonly #trace: ViewedTrace
  readonly #memory: MemoryAt
  readonly #events: PanelEvents

  constructor(trace: ViewedTrace, memory: MemoryAt, events: PanelEvents) {
    this.#trace = trace
    this.#memory = memory
    this.#events = events
  }

  show(moment: Moment): void {
    const event = this.#trace.events[moment.at]
    this.#memory.moveTo(moment.at)
    refill(this.#parts,
      moment.live,
      event && this.#event(event, moment),
      this.#origin(moment),
      this.#buffers(moment.at),
      this.#memorySection(moment, event))
  }

  // --- the event ------------------------------------------------------------------------------------------------------

  #event(event: EventRecord, { at, place }: Moment): HTMLElement {
    if (event.kind === 'end') return part('Event', `${event.event}`, el('p', {}, this.#trace.words.event(event)))
    const step = event.step === 0 ? 'before its first visible step' : `step ${event.step}`
    const head = el('p', { class: `what core-${event.core % 6}` }, el('b', {}, `core ${event.core}`), ` · ${step}`)
    const details = event.kind === 'instruction' ? this.#instruction(event, at)
      : event.kind === 'drain' ? this.#drain(event.store, this.#trace.words.event(event))
      : [el('p', {}, this.#trace.words.event(event))]
    const walked = place ?? placesOf(event)[0]
    return part('Event', String(event.event), head, ...details, walked && this.#walk(walked))
  }

  #instruction(event: InstructionRecord, at: number): Child[] {
    const where = [event.goLine, event.symbol].filter((one) => one !== undefined).join(' · ')
    const accesses = event.accesses.map((access, index) => {
      const text = access.memory === 'private' ? `${this.#trace.words.access(access)} (private)` : this.#trace.words.access(access)
      if (access.memory === 'private') return el('li', { class: 'private' }, text)
      if (access.kind === 'load') {
        const ask = (): void => this.#events.ask(originOfLoad(this.#trace, access, at))
        return el('li', {}, button(text, ask, { class: 'value load', title: 'where this value came from', key: `access-${index}` }))
      }
      const life = this.#trace.store(access.store)
      return el('li', {}, el('span', { class: 'value store' }, text), ' → ', access.to,
        ...(life?.written !== undefined && life.written !== at ? [' · ', this.#link('drains at', life.written)] : []))
    })
    const registers = this.#trace.words.registers(event)
    return [
      el('p', { class: 'code' }, el('code', {}, event.text)),
      el('p', { class: 'where' }, where, ' ', el('code', { title: `bytes of the instruction at ${event.pc}` }, event.bytes)),
      accesses.length > 0 ? el('ul', { class: 'accesses' }, ...accesses) : undefined,
      registers === '' ? undefined : el('p', { class: 'registers' }, registers),
      event.complete ? undefined : el('p', {}, 'not completed'),
      this.#readers(at),
    ]
  }

  #drain(store: number, text: string): Child[] {
    const life = this.#trace.store(store)
    return [
      el('p', {}, text),
      life && el('p', {}, this.#link('issued at', life.issued)),
      life?.written === undefined ? undefined : this.#readers(life.written),
    ]
  }

  #readers(at: number): Child {
    const { by } = this.#trace.readingsOf(at)
    if (by.length === 0) return undefined
    const shown = by.slice(0, 6)
    const more = by.length > shown.length ? ` and ${by.length - shown.length} more` : ''
    const links = shown.flatMap(({ load }, i) => [i > 0 ? ', ' : '', this.#link('', load)])
    return el('p', { class: 'readers' }, 'read at ', ...links, more)
  }

  #walk(place: Place): HTMLElement {
    const walk = (step: 1 | -1) => (): void => this.#events.walk(place, step)
    return el('p', { class: 'walk' },
      el('code', {}, place.label), ' ',
      button('◂ previous access', walk(-1), { key: 'previous-access', title: 'p' }),
      button('next access ▸', walk(1), { key: 'next-access', title: 'n' }),
      button('only this', () => this.#events.only(place), { key: 'only-place', title: 'show only the events that touch it' }))
  }

  // --- where a value came from ----------------------------------------------------------------------------------------

  #origin({ origin }: Moment): Child {
    if (!origin) return undefined
    const close = button('×', () => this.#events.ask(undefined), { key: 'close-origin', label: 'close', class: 'close' })
    return el('section', { 'class': 'part origin', 'aria-live': 'polite' },
      el('h2', {}, 'Where it came from ', close),
      el('p', { class: 'what' }, el('b', {}, origin.title)),
      ...origin.parts.map((steps) => el('ol', {}, ...steps.map((step, index) => el('li', {}, this.#step(step, index))))))
  }

  #step({ text, at }: OriginStep, index: number): Child {
    return at === undefined ? text : [this.#link('', at, `origin-${index}`), ` ${text}`]
  }

  // --- buffers --------------------------------------------------------------------------------------------------------

  #buffers(at: number): HTMLElement {
    const { header } = this.#trace
    return part('Store buffers', 'oldest first', ...header.cores.map((_, core) => {
      const held = this.#trace.buffer(core, at)
      const entries = held.map((one) => {
        const ask = (): void => this.#events.ask(originOfHeld(this.#trace, one))
        return el('li', {}, button(this.#trace.words.held(one), ask, {
          class: `value store core-${core % 6}`, title: 'where this value came from', key: `held-${one.store}`,
        }))
      })
      const queue = held.length === 0 ? el('span', { class: 'empty' }, 'empty')
        : el('ol', { 'aria-label': `store buffer of core ${core}` }, ...entries)
      return el('div', { class: `buffer core-${core % 6}` }, el('b', {}, `core ${core}`), queue)
    }))
  }

  // --- memory ---------------------------------------------------------------------------------------------------------

  #memorySection({ at, place }: Moment, event: EventRecord | undefined): HTMLElement {
    const changed = event ? writtenBy(event) : []
    const blocks = memoryBlocks({
      labels: this.#trace.labels,
      read: (address, size) => this.#memory.read(address, size),
      isMapped: (address, size) => this.#trace.isShared(address, size),
      isShared: (address, size) => this.#trace.isShared(address, size),
      initialByte: (address) => this.#memory.initialByte(address),
      touched: this.#trace.places,
    })
    const look = { at, changed, place }
    return part('Shared memory', 'as it is, whatever is buffered', ...blocks.map((block) => this.#block(block, look)))
  }

  #block(block: MemoryBlock, look: Look): HTMLElement {
    if (block.kind === 'fields') {
      return el('div', { class: 'block' }, block.title === '' ? undefined : el('h3', {}, block.title),
        el('dl', { class: 'fields' }, ...block.cells.map((one) => (
          el('div', {}, el('dt', {}, one.name), el('dd', {}, this.#cell(one, one.name, look, block.title)))
        ))))
    }
    const { title, rows, overflow } = block
    return el('div', { class: 'block bucket' }, el('h3', {}, title),
      el('table', {}, ...rows.map(({ head, cells }) => el('tr', {}, el('th', { scope: 'row' }, head),
        ...cells.map((one) => el('td', {}, this.#cell(one, one.name, look, title)))))),
      overflow.text === '0' ? undefined : el('p', {}, 'overflow ', this.#cell(overflow, 'overflow', look, title)))
  }

  #cell(cell: MemoryCell, name: string, { at, changed, place }: Look, title: string): HTMLElement {
    const here: Place = { label: this.#trace.labels.nameOf(cell.address, cell.size), address: cell.address, size: cell.size }
    const held = this.#trace.header.cores.flatMap((_, core) => this.#trace.buffer(core, at)
      .filter((one) => overlaps(placeOf(one), here)).map((one) => ({ core, text: this.#trace.words.value(one.value) })))
    const ask = (): void => this.#events.ask(originOfMemory(this.#trace, this.#memory, here, cell.text))
    const classes = ['cell-value', changed.some((one) => overlaps(one, here)) && 'changed',
      place && overlaps(place, here) && 'followed', cell.text === '0' && 'zero']
    return el('span', {}, button(cell.text, ask, {
      class: classes.filter(Boolean).join(' '), key: `cell-${cell.key}`, title: 'where this value came from',
      label: `${title} ${name}: ${cell.text}`,
    }), ...held.map(({ core, text }) => (
      el('span', { class: `held core-${core % 6}`, title: `core ${core} holds ${text} in its buffer` }, text)
    )))
  }

  #link(text: string, at: number, key = `link-${text}-${at}`): HTMLElement {
    const event = this.#trace.events[at]
    return button(`${text === '' ? '' : `${text} `}event ${at + 1}`, () => this.#events.choose(at), {
      class: 'link', key, title: event ? this.#trace.words.event(event) : undefined,
    })
  }
}

interface Look {
  readonly at: number
  readonly changed: readonly Place[]
  readonly place: Place | undefined
}

/** What an event changes in memory. */
function writtenBy(event: EventRecord): Place[] {
  if (event.kind === 'drain') return [placeOf(event)]
  if (event.kind !== 'instruction') return []
  return event.accesses.flatMap((one) => (
    one.memory === 'shared' && one.kind === 'store' && one.to === 'memory' ? [placeOf(one)] : []
  ))
}

function part(title: string, note: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { class: 'part' }, el('h2', {}, title, ' ', el('small', {}, note)), ...children)
}
