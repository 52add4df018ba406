/** How often CMPXCHG failed, by function: an observer of the instructions of a trace. */
import type { InstructionEvent, TraceEvent } from './trace/trace-event.ts'

/** What a function did with LOCKed instructions and CMPXCHG. */
export interface AtomicReport {
  /** `sync.(*Mutex).lockSlow`. */
  readonly function: string
  /** CMPXCHG instructions, LOCKed or not, and those that found another value than the expected one. */
  readonly compareAndSwaps: number
  readonly failures: number
  /** Other LOCKed instructions and exchanges with memory, which cannot fail: XADD, XCHG, OR, … */
  readonly others: number
}

/** EFLAGS, the zero flag: CMPXCHG sets it when it has exchanged (Intel SDM, vol. 2A). */
const ZERO_FLAG = 1n << 6n
/** What a core starts with. */
const FIRST_EFLAGS = 2n

interface Counts {
  compareAndSwaps: number
  failures: number
  others: number
}

export class CompareAndSwaps {
  readonly #eflags = new Map<number, bigint>()
  readonly #functions = new Map<string, Counts>()

  see(event: TraceEvent): void {
    if (event.kind !== 'instruction') return
    const changed = event.registers.find(({ name }) => name === 'eflags')?.value
    if (changed !== undefined) this.#eflags.set(event.core, changed)
    if (!event.isComplete) return
    if (/\bcmpxchg/i.test(event.text)) {
      const counts = this.#of(event)
      counts.compareAndSwaps++
      if (((this.#eflags.get(event.core) ?? FIRST_EFLAGS) & ZERO_FLAG) === 0n) counts.failures++
    } else if (isAtomic(event)) this.#of(event).others++
  }

  /** In the order of their first atomic instruction. */
  get functions(): readonly AtomicReport[] {
    return [...this.#functions].map(([name, counts]) => ({ function: name, ...counts }))
  }

  #of({ symbol }: InstructionEvent): Counts {
    const name = functionOf(symbol)
    const known = this.#functions.get(name)
    if (known) return known
    const counts = { compareAndSwaps: 0, failures: 0, others: 0 }
    this.#functions.set(name, counts)
    return counts
  }
}

/** `runtime.mapassign_fast64+0x1c` without the distance. */
export function functionOf(symbol: string): string {
  return symbol.replace(/\+0x[0-9a-f]+$/, '')
}

function isAtomic({ text, accesses }: InstructionEvent): boolean {
  return /^lock\b/i.test(text) || (/^xchg/i.test(text) && accesses.length > 0)
}
