/** Events in words. */
import { eflagsText } from '../emu/eflags-text.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { formatValue } from '../machine/format-value.ts'
import type { AccessRecord, EndRecord, EventRecord, HeldRecord, InstructionRecord, TrapRecord } from './trace-records.ts'

export class EventText {
  readonly #nameOf: (address: number) => string | undefined

  /** `nameOf` names what pointers into shared memory point to. */
  constructor(nameOf: (address: number) => string | undefined) {
    this.#nameOf = nameOf
  }

  /** A decimal string of the trace, as fencepost prints values; a pointer by the name of what it points to. */
  value(value: string): string {
    const number = BigInt(value)
    return this.#nameOf(Number(number)) ?? formatValue(number)
  }

  /** `h.flags = 4` of a store, `h.flags is 4` of a load. */
  access({ kind, label, value }: Pick<AccessRecord, 'kind' | 'label' | 'value'>): string {
    return `${label} ${kind === 'load' ? 'is' : '='} ${this.value(value)}`
  }

  held({ label, value }: HeldRecord): string {
    return `${label} = ${this.value(value)}`
  }

  registers({ registers }: InstructionRecord): string {
    return Object.entries(registers).map(([name, value]) => (
      name === 'eflags' ? eflagsText(BigInt(value)) : `${name}=${this.value(value)}`
    )).join(' ')
  }

  trap({ symbol, reason }: TrapRecord): string {
    return symbol === reason ? reason : `${symbol}: ${reason}`
  }

  end({ status, steps, outcome }: EndRecord): string {
    switch (status) {
      case 'running': return `the trace ends after ${steps} transitions; the run goes on`
      case 'stuck': return 'no core can go on, and not all have returned'
      case 'finished':
      case 'trapped': return `outcome: ${outcomeText(outcome)}`
    }
  }

  /** One event in a few words, for those who hear the page and for links. */
  event(event: EventRecord): string {
    switch (event.kind) {
      case 'instruction': return [`core ${event.core}: ${event.text}`, ...this.shared(event)].join('; ')
      case 'drain': return `core ${event.core} drains ${this.held(event)}`
      case 'trap': return `core ${event.core}: ${this.trap(event)}`
      case 'end': return this.end(event)
    }
  }

  shared({ accesses }: InstructionRecord): string[] {
    return accesses.filter(({ memory }) => memory === 'shared').map((access) => this.access(access))
  }
}
