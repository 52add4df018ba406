/**
 * A run as a person reads it: one transition a line, a lane for each core.
 *
 *      0 1
 *      ●   first check  MOVBLZX 8(BX), CX   h.flags is 0
 *        ● first check  MOVBLZX 8(BX), CX   h.flags is 0 ‹core 0: 4›
 *      ▼                                    h.flags = 4 → memory
 */
import type { StoreEntry } from '../cpu-model/stores.ts'
import type { Trap } from '../emu/visible-step.ts'
import type { LoadEvent, TransitionEvent } from '../machine/event.ts'
import { formatValue, type Names } from '../machine/witness.ts'

export interface NarrationStyle {
  dim(text: string): string
  bold(text: string): string
  core(core: number, text: string): string
}

export interface NarrationOptions {
  readonly cores: number
  /** Columns. Notes are left out where they do not fit. */
  readonly width: number
  readonly style: NarrationStyle
  /** A word or two about an executed step: a line of Go, or what it is for. */
  readonly note?: (event: TransitionEvent & { readonly kind: 'exec' }) => string
}

interface Row {
  readonly core: number
  readonly mark: string
  readonly note: string
  readonly text: string
  readonly effect: string
}

/** What the marks mean, in one line for each. */
export const LEGEND = [
  '● a core runs on to its next visible step; ■ and then it returns',
  '▼ a store of its buffer reaches memory',
  '‹core 0: 4› core 0 holds 4 in its store buffer, where the others do not see it',
]

/** The events as lines, with the cores' numbers above their lanes. */
export function narration(events: readonly TransitionEvent[], names: Names, options: NarrationOptions): string {
  const rows = events.map((event) => rowOf(event, names, options))
  const lanes = 2 * options.cores
  const text = widest(rows, ({ text }) => text)
  const effect = widest(rows, ({ effect }) => effect)
  const wanted = widest(rows, ({ note }) => note)
  const note = 1 + lanes + wanted + 1 + text + 2 + effect <= options.width ? wanted : 0
  const head = ` ${Array.from({ length: options.cores }, (_, core) => options.style.core(core, `${core} `)).join('')}`
  const lines = rows.map((row) => {
    const lane = `${' '.repeat(1 + 2 * row.core)}${options.style.core(row.core, row.mark)}${' '.repeat(lanes - 2 * row.core - 1)}`
    const words = note > 0 ? `${options.style.dim(row.note.padEnd(note))} ` : ''
    return `${lane}${words}${row.text.padEnd(text)}  ${row.effect}`.trimEnd()
  })
  return `${[head.trimEnd(), ...lines].join('\n')}\n`
}

function widest(rows: readonly Row[], part: (row: Row) => string): number {
  return Math.max(0, ...rows.map((row) => part(row).length))
}

function rowOf(event: TransitionEvent, names: Names, { note }: NarrationOptions): Row {
  const { core } = event
  if (event.kind === 'drain') return { core, mark: '▼', note: '', text: '', effect: `${storeText(event.store, names)} → memory` }
  const { step } = event
  if (step.kind === 'trap') return { core, mark: '✗', note: '', text: trapText(step.trap), effect: 'the run ends' }
  const mark = event.reached === 'end' ? '■' : '●'
  return { core, mark, note: note?.(event) ?? '', text: names.textAt(step.pc), effect: effectText(event, names) }
}

/** What an event did, in a few words: `h.flags is 0`, `h.flags = 4 → memory`. */
export function eventText(event: TransitionEvent, names: Names): string {
  if (event.kind === 'drain') return `${storeText(event.store, names)} → memory`
  if (event.step.kind === 'trap') return trapText(event.step.trap)
  return effectText(event, names)
}

function effectText({ step, load, stores, atOnce, reached }: TransitionEvent & { readonly kind: 'exec' }, names: Names): string {
  const to = atOnce ? 'memory' : 'buffer'
  const parts = load ? [loadText(load, names)] : []
  for (const store of stores) {
    const isSame = load?.address === store.address && load.size === store.size
    parts.push(`${isSame ? formatValue(store.value) : storeText(store, names)} → ${to}`)
  }
  if (step.kind === 'fence') parts.push('its buffer is empty')
  if (reached !== undefined && reached !== 'end') parts.push(reached.kind === 'symbol' ? `calls ${reached.symbol}` : 'faults')
  return parts.join(', ')
}

function loadText({ address, size, value, from, back, hidden }: LoadEvent, names: Names): string {
  const source = from === 'buffer' ? ' (own buffer)' : from === 'both' ? ' (own buffer and memory)' : ''
  const age = back > 0 ? ` (as ${back === 1 ? 'one store' : `${back} stores`} ago)` : ''
  const unseen = new Map<number, string[]>()
  // What the own buffer answers, no other core's buffer could have.
  for (const { core, store } of from === 'buffer' ? [] : hidden) {
    unseen.set(core, [...(unseen.get(core) ?? []), formatValue(store.value)])
  }
  const held = [...unseen].map(([core, values]) => ` ‹core ${core}: ${values.join(', ')}›`).join('')
  return `${names.nameOf(address, size)} is ${formatValue(value)}${source}${age}${held}`
}

/** `h.flags = 4`. */
export function storeText({ address, size, value }: StoreEntry, names: Names): string {
  return `${names.nameOf(address, size)} = ${formatValue(value)}`
}

export function trapText(trap: Trap): string {
  if (trap.kind === 'symbol') return trap.symbol
  const at = trap.kind === 'fault' && trap.address !== undefined ? ` at 0x${trap.address.toString(16)}` : ''
  return `${trap.reason}${at}`
}
