/**
 * Witnesses as text: a schedule that a person can read, paste into a test, and replay (DESIGN section 4).
 *
 * ```
 * fencepost witness 1
 * scenario go/two-inserts-one-bucket   model x86-tso   image 5f3a09c1   options bufferEntries=128
 * 0 exec  0x410d9c   ; MOVB CL, 8(BX)          h.flags=4 -> buffer
 * 1 drain h.flags    ; =4
 * ```
 */
import { hex } from '../emu/hex.ts'
import { InputError } from '../emu/input-error.ts'
import { GRANULE } from '../emu/core/granule.ts'
import type { TransitionEvent } from './event.ts'
import { formatValue } from './format-value.ts'
import type { Machine, Transition } from './machine.ts'
import { Run } from './run.ts'

export { formatValue } from './format-value.ts'

/** A witness that no longer fits: the code, the scenario or the model is not what it was made with. Exit status 1. */
export class StaleWitness extends Error {
  override name = 'StaleWitness'
}

export interface WitnessHeader {
  readonly scenario: string
  readonly model: string
  /** 8 hexadecimal digits over code, data and initial registers. */
  readonly image: string
  readonly bufferEntries: number
  /** Absent where buffers have no limit. */
  readonly bufferCapacity?: number
  /** Absent where an access that crosses a cache line stays whole. */
  readonly splitLines?: true
  /** Ranges of addresses that became shared, `to` exclusive. */
  readonly shared: readonly { readonly from: number; readonly to: number }[]
  /** A comment under the header: how to ask for the scenario, where its name does not tell. Lost on reading. */
  readonly note?: string
}

/** The options that decide what the transitions of a machine are. */
export type WitnessOptions = Pick<WitnessHeader, 'bufferEntries' | 'bufferCapacity' | 'splitLines'>

export interface WitnessLine {
  /** Counted from 1 in the text. */
  readonly line: number
  readonly core: number
  readonly action:
    | { readonly kind: 'exec'; readonly pc: bigint; readonly back: number }
    /** A label or a hexadecimal address. */
    | { readonly kind: 'drain'; readonly where: string }
}

export interface Witness {
  readonly header: WitnessHeader
  readonly lines: readonly WitnessLine[]
}

/** Names of addresses, and the line of a listing at one. */
export interface Names {
  nameOf(address: number, size: number): string
  textAt(pc: number): string
}

const VERSION = 1
const SYNTAX = 'expected "CORE exec 0xADDRESS" or "CORE drain LABEL", as `fencepost explore` prints them'

/** The header and one line for each transition of `schedule`, which must fit the machine. */
export function formatWitness(
  header: WitnessHeader, machine: Machine, schedule: readonly Transition[], onTrap: 'stop-run' | 'stop-core', names: Names,
): string {
  const run = new Run(machine, onTrap)
  const lines = schedule.map((transition) => {
    const event = run.take(transition)
    if (!event) throw new Error('a schedule that does not fit its machine')
    return formatEvent(event, transition, names)
  })
  return `${formatHeader(header)}\n${alignComments(lines).join('\n')}\n`
}

function formatHeader(header: WitnessHeader): string {
  const { scenario, model, image, shared } = header
  const first = `scenario ${scenario}   model ${model}   image ${image}   options ${optionsText(header)}`
  const ranges = shared.map(({ from, to }) => `shared ${hex(from)}..${hex(to)}`)
  const note = header.note === undefined ? [] : [`; ${header.note}`]
  return [`fencepost witness ${VERSION}`, first, ...ranges, ...note].join('\n')
}

/** As in a header: `bufferEntries=128 splitLines`. */
export function optionsText({ bufferEntries, bufferCapacity, splitLines }: WitnessOptions): string {
  return [
    `bufferEntries=${bufferEntries}`,
    ...(bufferCapacity === undefined ? [] : [`bufferCapacity=${bufferCapacity}`]),
    ...(splitLines ? ['splitLines'] : []),
  ].join(' ')
}

/** Adjoining granules as ranges, for `WitnessHeader.shared`. */
export function sharedRanges(granules: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const granule of granules) {
    const from = granule * GRANULE
    const last = ranges.at(-1)
    if (last?.to === from) last.to = from + GRANULE
    else ranges.push({ from, to: from + GRANULE })
  }
  return ranges
}

interface Line {
  readonly action: string
  readonly text: string
  readonly effect: string
}

function formatEvent(event: TransitionEvent, transition: Transition, names: Names): Line {
  if (event.kind === 'drain') {
    const { address, size, value } = event.store
    return { action: `${event.core} drain ${names.nameOf(address, size)}`, text: '', effect: `=${formatValue(value)}` }
  }
  const { pc } = event.step
  const back = transition.kind === 'exec' && transition.back > 0 ? ` @${transition.back}` : ''
  const text = event.step.kind === 'trap' ? describeStop(event, names) : names.textAt(pc)
  return { action: `${event.core} exec  ${hex(pc)}${back}`, text, effect: effectOf(event, names) }
}

function describeStop(event: TransitionEvent & { kind: 'exec' }, names: Names): string {
  const { step } = event
  if (step.kind !== 'trap') return names.textAt(step.pc)
  const { trap } = step
  if (trap.kind === 'symbol') return `${trap.symbol}: the run ends`
  const at = trap.kind === 'fault' && trap.address !== undefined ? ` at ${hex(trap.address)}` : ''
  return `${trap.reason}${at}: the run ends`
}

/** What an executed step did, in words: `h.flags=0 from memory (core 0 holds 4 in its buffer)`. */
export function effectOf(event: TransitionEvent, names: Names): string {
  if (event.kind === 'drain') return `=${formatValue(event.store.value)}`
  const parts: string[] = []
  if (event.load) {
    const { address, size, value, from, back, hidden } = event.load
    const source = from === 'buffer' ? 'from own buffer' : from === 'both' ? 'from own buffer and memory' : 'from memory'
    const age = back > 0 ? `, ${back === 1 ? 'one store' : `${back} stores`} back` : ''
    const held = hidden
      .map(({ core, store }) => `core ${core} holds ${formatValue(store.value)} in its buffer`)
      .join(', ')
    parts.push(`${names.nameOf(address, size)}=${formatValue(value)} ${source}${age}${held ? ` (${held})` : ''}`)
  }
  for (const { address, size, value } of event.stores) {
    parts.push(`${names.nameOf(address, size)}=${formatValue(value)} -> ${event.atOnce ? 'memory' : 'buffer'}`)
  }
  if (event.step.kind === 'fence') parts.push('own buffer is empty')
  if (event.reached === 'end') parts.push('returns')
  return parts.join('; ')
}

function alignComments(lines: readonly Line[]): string[] {
  const action = Math.max(0, ...lines.map((line) => line.action.length))
  const text = Math.max(0, ...lines.map((line) => line.text.length))
  return lines.map((line) => {
    const comment = line.text === '' ? line.effect : `${line.text.padEnd(text)}  ${line.effect}`
    return `${line.action.padEnd(action)}  ; ${comment}`.trimEnd()
  })
}

/** Reads a witness. Throws an `InputError` with the line for text that is none. */
export function parseWitness(text: string, file = 'witness'): Witness {
  const lines = text.split(/\r?\n/).map((content, index) => ({ content: (content.split(';')[0] ?? '').trim(), line: index + 1 }))
  const meant = lines.filter(({ content }) => content !== '')
  const fail = (line: number, found: string, expected: string): never => {
    throw new InputError(`${file}:${line}: ${JSON.stringify(found)} is not part of a witness: ${expected}`)
  }
  const [first, second, ...rest] = meant
  const version = /^fencepost witness (\d+)$/.exec(first?.content ?? '')
  if (!version) return fail(first?.line ?? 1, first?.content ?? '', `expected "fencepost witness ${VERSION}" as the first line`)
  if (version[1] !== String(VERSION)) {
    throw new InputError(
      `${file}:${first?.line ?? 1}: witness version ${version[1] ?? ''}: this fencepost reads version ${VERSION}; ` +
        'make it again with explore',
    )
  }
  const head = /^scenario (\S+)\s+model (\S+)\s+image ([0-9a-f]{8})(?:\s+options (\S.*))?$/.exec(second?.content ?? '')
  if (!head) {
    const expected = 'expected "scenario NAME   model MODEL   image 01234567   options bufferEntries=N"'
    return fail(second?.line ?? 2, second?.content ?? '', expected)
  }
  const options = parseOptions(head[4] ?? 'bufferEntries=128')
  if (!options) {
    return fail(second?.line ?? 2, `options ${head[4] ?? ''}`, 'expected "options bufferEntries=N [bufferCapacity=N] [splitLines]"')
  }
  const shared: { from: number; to: number }[] = []
  const steps: WitnessLine[] = []
  for (const { content, line } of rest) {
    const range = /^shared 0x([0-9a-f]+)\.\.0x([0-9a-f]+)$/i.exec(content)
    if (range && steps.length === 0) {
      shared.push({ from: parseInt(range[1] ?? '', 16), to: parseInt(range[2] ?? '', 16) })
      continue
    }
    steps.push(parseLine(content, line) ?? fail(line, content, SYNTAX))
  }
  const header = { scenario: head[1] ?? '', model: head[2] ?? '', image: head[3] ?? '', ...options, shared }
  return { header, lines: steps }
}

function parseOptions(text: string): WitnessOptions | undefined {
  const found = /^bufferEntries=([1-9]\d{0,14})(?:\s+bufferCapacity=([1-9]\d{0,14}))?(\s+splitLines)?$/.exec(text)
  if (!found) return undefined
  return {
    bufferEntries: Number(found[1]),
    ...(found[2] === undefined ? {} : { bufferCapacity: Number(found[2]) }),
    ...(found[3] === undefined ? {} : { splitLines: true as const }),
  }
}

function parseLine(content: string, line: number): WitnessLine | undefined {
  const exec = /^(\d+)\s+exec\s+(0x[0-9a-f]+)(?:\s+@(\d+))?$/i.exec(content)
  if (exec) {
    return { line, core: Number(exec[1]), action: { kind: 'exec', pc: BigInt(exec[2] ?? '0'), back: Number(exec[3] ?? 0) } }
  }
  const drain = /^(\d+)\s+drain\s+(\S+)$/.exec(content)
  if (drain) return { line, core: Number(drain[1]), action: { kind: 'drain', where: drain[2] ?? '' } }
  return undefined
}

/** One replayed transition. */
export interface Replayed {
  readonly transition: Transition
  readonly event: TransitionEvent
  /** The witness line of it, with its comment. */
  readonly text: string
}

/** Takes the transitions of `witness` in `run`. Throws `StaleWitness` at the first that is not possible. */
export function replay(run: Run, witness: Witness, names: Names, file = 'witness'): Replayed[] {
  const replayed: Omit<Replayed, 'text'>[] = []
  const lines: Line[] = []
  for (const line of witness.lines) {
    const transition = findTransition(run, line, names)
    const event = transition && run.take(transition)
    if (!transition || !event) throw new StaleWitness(`${file}:${line.line}: ${whyNot(run, line, names)}`)
    replayed.push({ transition, event })
    lines.push(formatEvent(event, transition, names))
  }
  const texts = alignComments(lines)
  return replayed.map((one, index) => ({ ...one, text: texts[index] ?? '' }))
}

function findTransition(run: Run, { core, action }: WitnessLine, names: Names): Transition | undefined {
  const { machine } = run
  return run.transitions().find((transition) => {
    if (transition.core !== core || transition.kind !== action.kind) return false
    const table = machine.local(core)
    const local = run.state[core] ?? 0
    if (transition.kind === 'exec') {
      return action.kind === 'exec' && BigInt(table.visibleStep(local).pc) === action.pc && transition.back === action.back
    }
    const store = machine.stores.entry(machine.buffers.entries(table.buffer(local))[transition.index] ?? 0)
    return action.kind === 'drain' && isNamed(store, action.where, names)
  })
}

function isNamed({ address, size }: { address: number; size: number }, where: string, names: Names): boolean {
  return names.nameOf(address, size) === where || hex(address) === where.toLowerCase()
}

function whyNot(run: Run, { core, action }: WitnessLine, names: Names): string {
  const { machine } = run
  if (core >= machine.coreCount) return `there is no core ${core}: the scenario has ${machine.coreCount}`
  if (run.status !== 'running') return `the run is over (${run.status}), but the witness goes on`
  const table = machine.local(core)
  const local = run.state[core] ?? 0
  const step = table.visibleStep(local)
  const held = machine.buffers.entries(table.buffer(local)).map((id) => machine.stores.entry(id))
  const holds = held.length === 0 ? 'nothing' : held.map((s) => names.nameOf(s.address, s.size)).join(', ')
  if (action.kind === 'drain') return `core ${core} cannot drain ${action.where}: its buffer holds ${holds}`
  if (BigInt(step.pc) !== action.pc) {
    const next = `${hex(step.pc)} (${names.textAt(step.pc)})`
    return `core ${core} is not at ${hex(Number(action.pc))}: its next visible step is at ${next}`
  }
  if (step.kind === 'end') return `core ${core} has ended`
  return `core ${core} cannot take its step at ${hex(step.pc)} now: its buffer holds ${holds}`
}
