import { el, type Child } from './dom.ts'
import type { EventText } from './event-text.ts'
import type { Shown } from './shown.ts'
import type { AccessRecord, DrainRecord, EventRecord, HeldRecord, InstructionRecord } from './trace-records.ts'
import type { ViewedTrace } from './viewed-trace.ts'

export interface RowContext {
  readonly trace: ViewedTrace
  readonly shown: Shown
  readonly idPrefix: string
}

/** Said of the row where two traces part. */
export const FIRST_DIFFERENCE = 'the first difference: until here both traces are the same'

type CoreEvent = Exclude<EventRecord, { kind: 'end' }>

/** Stripes in a column; stores beyond them are in the list beside. */
export const MOST_LANES = 8

/** The row of the event at `at`, which is row number `row`. */
export function rowElement({ trace, shown, idPrefix }: RowContext, at: number, row: number): HTMLElement {
  const event = trace.events[at]
  if (!event) throw new Error(`no event at ${at}`)
  const mark = shown.marks.get(at)
  const classes = ['row', event.kind, at === shown.chosen && 'chosen', shown.traced.has(at) && 'traced',
    mark !== undefined && 'marked', mark === FIRST_DIFFERENCE && 'first-difference']
  return el('div', {
    'class': classes.filter(Boolean).join(' '), 'role': 'row', 'id': `${idPrefix}-${at}`, 'data-at': at, 'aria-rowindex': row + 1,
    'aria-selected': String(at === shown.chosen), 'title': mark,
  },
  el('div', { class: 'gutter', role: 'rowheader' }, String(event.event), el('small', {}, stepText(event))),
  event.kind === 'end'
    ? el('div', { 'class': 'cell outcome', 'role': 'gridcell', 'aria-colspan': shown.cores.length }, trace.words.end(event))
    : shown.cores.map((core) => cell(trace, event, at, core, mark)))
}

function stepText(event: EventRecord): string {
  return event.kind === 'end' || event.step === 0 ? '' : ` · ${event.step}`
}

function cell(trace: ViewedTrace, event: CoreEvent, at: number, core: number, mark: string | undefined): HTMLElement {
  const own = event.core === core
  const lanes = Math.min(MOST_LANES, trace.lanes(core))
  return el('div', { class: `cell core-${core % 6}${own ? ' own' : ''}`, role: 'gridcell', style: `--lanes: ${lanes}` },
    own && mark !== undefined ? el('span', { class: 'difference' }, mark === FIRST_DIFFERENCE ? '≠!' : '≠') : undefined,
    own ? contents(trace.words, event) : undefined,
    stripes(trace, event, at, core))
}

function contents(words: EventText, event: CoreEvent): Child[] {
  switch (event.kind) {
    case 'instruction': return instruction(words, event)
    case 'drain': return drain(words, event)
    case 'trap': return [sign('✗'), el('span', { class: 'text' }, words.trap(event))]
  }
}

function instruction(words: EventText, event: InstructionRecord): Child[] {
  const shared = event.accesses.flatMap((access, index) => (access.memory === 'shared' ? [value(words, access, index)] : []))
  const rest = shared.length > 0 ? [] : [el('span', { class: 'registers' }, words.registers(event))]
  return [sign(event.visible ? '●' : ''), el('span', { class: 'text', title: words.event(event) }, event.text), ...shared, ...rest]
}

function drain(words: EventText, event: DrainRecord): Child[] {
  return [sign('▼'), valueButton(words.held(event), 0, 'store'), el('span', { class: 'text' }, 'reaches memory')]
}

function value(words: EventText, access: AccessRecord, index: number): HTMLElement {
  return valueButton(words.access(access), index, access.kind)
}

/** Not a stop of the Tab key, there may be thousands: Enter on the chosen row, or the list beside, ask for the same. */
function valueButton(text: string, access: number, kind: string): HTMLElement {
  const title = `${text}: where this value ${kind === 'load' ? 'came from' : 'goes'}`
  return el('button', { 'type': 'button', 'class': `value ${kind}`, 'tabindex': -1, 'data-access': access, title }, text)
}

function sign(text: string): HTMLElement {
  return el('span', { 'class': 'sign', 'aria-hidden': 'true' }, text)
}

/** What the core's buffer holds in this row: a stripe from the instruction that issues a store to its drain. */
function stripes(trace: ViewedTrace, event: EventRecord, at: number, core: number): Child[] {
  const held = trace.buffer(core, at)
  const ends = event.kind === 'drain' && event.core === core ? [event.store] : []
  return [...held.map(({ store }) => store), ...ends].flatMap((store) => {
    const life = trace.store(store)
    if (!life || life.lane >= MOST_LANES) return []
    const part = life.issued === at ? ' first' : life.written === at ? ' last' : ''
    return [el('i', { class: `lane${part}`, style: `--lane: ${life.lane}`, title: stripeTitle(held, store) })]
  })
}

function stripeTitle(held: readonly HeldRecord[], store: number): string {
  const found = held.find((one) => one.store === store)
  return found ? `in the buffer: ${found.label}` : 'drains'
}
