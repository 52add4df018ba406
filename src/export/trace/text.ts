/**
 * A trace to be read: one line for each event.
 *
 *     event  step  core
 *         4     1  0    ● map_fast64.go:101   runtime.mapassign_fast64+0x1c  MOVBLZX 8(BX), CX   h.flags is 0 (initial); rcx=0
 *        31     9  0    ▼ h.flags = 4 → memory, #1 of event 12
 */
import { eflagsText } from '../../emu/eflags-text.ts'
import { formatValue } from '../../machine/format-value.ts'
import type {
  ChangedRegister, HeldStore, InstructionEvent, TraceAccess, Trace, TraceEvent, TraceHeader, TrapEvent, ValueSource,
} from '../../observe/trace/trace-event.ts'
import { outcomeText } from '../outcome-text.ts'

const LEGEND = [
  '● its visible step: other cores may notice it; ▼ a buffered store reaches memory; ✗ a trap',
  '#3 is the third store to shared memory, wherever it is: in a buffer, in memory, in what a load reads',
]

/** The lines of the trace, made as they are read. */
export function* textTrace({ header, events }: Trace): Generator<string> {
  yield* heading(header)
  for (const event of events) yield `${lineOf(event)}\n`
}

function* heading({ scenario, summary, model, image, cores }: TraceHeader): Generator<string> {
  yield `${scenario} under ${model}   image ${image}\n${summary}\n\n`
  for (const [core, entry] of cores.entries()) yield `core ${core} runs ${entry}\n`
  yield `\n${LEGEND.join('\n')}\n\n event  step  core\n`
}

function lineOf(event: TraceEvent): string {
  switch (event.kind) {
    case 'instruction': return `${place(event)} ${event.isVisible ? '●' : ' '} ${instructionText(event)}`.trimEnd()
    case 'drain': return `${place(event)} ▼ ${drainText(event)}${held(event.buffer)}`
    case 'trap': return `${place(event)} ✗ ${trapText(event)}`
    case 'end': return endText(event)
  }
}

function place({ event, step, core }: { readonly event: number; readonly step: number; readonly core: number }): string {
  const number = step === 0 ? '' : String(step)
  return `${String(event).padStart(6)} ${number.padStart(5)}  ${'    '.repeat(core)}${core}   `
}

/** The buffer is told where it may have changed: private instructions leave it as it is. */
function instructionText({ goLine, symbol, text, isVisible, isComplete, accesses, registers, buffer }: InstructionEvent): string {
  const parts = [...accesses.map(accessText), registersText(registers)].filter((part) => part !== '')
  if (!isComplete) parts.push('not completed')
  return `${(goLine ?? '').padEnd(18)} ${symbol.padEnd(34)} ${text.padEnd(32)} ${parts.join('; ')}${isVisible ? held(buffer) : ''}`
}

function trapText({ symbol, reason }: TrapEvent): string {
  return symbol === reason ? reason : `${symbol}: ${reason}`
}

function drainText({ label, value, store, issued }: HeldStore): string {
  return `${storeText({ label, value })} → memory, #${store} of event ${issued}`
}

function accessText(access: TraceAccess): string {
  const { label, value } = access
  if (access.kind === 'load') {
    const from = access.memory === 'shared' ? ` (${sourcesText(access.sources)}${ageText(access.back)})` : ''
    return `${label} is ${formatValue(value)}${from}`
  }
  const to = access.memory === 'shared' ? ` → ${access.to}, #${access.store}` : ''
  return `${label} = ${formatValue(value)}${to}`
}

function sourcesText(sources: readonly ValueSource[]): string {
  return sources.map(({ offset, size, from, store }) => {
    const bytes = sources.length > 1 ? `bytes ${offset}${size > 1 ? `-${offset + size - 1}` : ''} ` : ''
    return `${bytes}${from === 'initial' ? 'initial' : `#${store ?? 0}${from === 'buffer' ? ' in its buffer' : ''}`}`
  }).join(', ')
}

function ageText(back: number): string {
  return back === 0 ? '' : `, as it was ${back === 1 ? 'one store' : `${back} stores`} ago`
}

function storeText({ label, value }: { readonly label: string; readonly value: bigint }): string {
  return `${label} = ${formatValue(value)}`
}

function held(buffer: readonly HeldStore[]): string {
  return buffer.length === 0 ? '' : `   [${buffer.map((one) => `#${one.store} ${storeText(one)}`).join(', ')}]`
}

function registersText(registers: readonly ChangedRegister[]): string {
  return registers.map(({ name, value }) => (name === 'eflags' ? eflagsText(value) : `${name}=${formatValue(value)}`)).join(' ')
}

function endText({ status, steps, outcome }: TraceEvent & { readonly kind: 'end' }): string {
  const transitions = `${steps} transition${steps === 1 ? '' : 's'}`
  switch (status) {
    case 'running': return `\nthe trace ends after ${transitions}; the run goes on`
    case 'stuck': return `\nafter ${transitions} no core can go on, and not all have returned`
    case 'finished':
    case 'trapped': return `\noutcome   ${outcomeText(outcome)}   (${transitions})`
  }
}
