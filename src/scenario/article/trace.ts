/** What one core does to shared memory, access by access: for claims about the order of stores, where no other core matters. */
import { modelNamed } from '../../cpu-model/models.ts'
import { Machine } from '../../machine/machine.ts'
import { Run } from '../../machine/run.ts'
import { loadScenario, type Scenario } from '../scenario.ts'

export interface Access {
  readonly kind: 'load' | 'store'
  /** `h.flags`, `bucket[0].tophash[1]`. */
  readonly name: string
  /** Unsigned. */
  readonly value: bigint
  /** Load and store at once. */
  readonly locked: boolean
  /** The function whose instruction it is, without `runtime.`: `hashGrow`. */
  readonly in: string
  /** `map.go:1072`. */
  readonly go: string | undefined
}

export interface Trace {
  readonly accesses: readonly Access[]
  /** `returned`, or the symbol or fault that ended the run: `runtime.gopanic`. */
  readonly end: string
}

/** The scenario's core 0, alone, to its end. Any other core never starts. */
export async function traceScenario(scenario: Scenario): Promise<Trace> {
  const loaded = await loadScenario(scenario)
  try {
    const run = new Run(new Machine(loaded.automata, modelNamed('sc'), loaded.options))
    const accesses: Access[] = []
    let end = 'returned'
    for (;;) {
      const possible = run.transitions().filter(({ core }) => core === 0)
      const next = possible.find(({ kind }) => kind === 'drain') ?? possible[0]
      const event = next && run.take(next)
      if (!event) return { accesses, end }
      if (event.kind !== 'exec') continue
      const { step, load, stores, atOnce, reached } = event
      const statement = loaded.program.image.statementAt(BigInt(step.pc))
      const where = { locked: atOnce, in: (statement?.symbol ?? '').replace(/^runtime\./, ''), go: statement?.goLine }
      const { labels } = loaded
      if (load) accesses.push({ kind: 'load', name: labels.nameOf(load.address, load.size), value: load.value, ...where })
      for (const { address, size, value } of stores) {
        accesses.push({ kind: 'store', name: labels.nameOf(address, size), value, ...where })
      }
      const trap = step.kind === 'trap' ? step.trap : reached
      if (typeof trap === 'object') end = trap.kind === 'symbol' ? trap.symbol : trap.reason
    }
  } finally {
    loaded.close()
  }
}

/** The names of what is stored to, in order. */
export function storesOf({ accesses }: Trace): string[] {
  return accesses.flatMap(({ kind, name }) => (kind === 'store' ? [name] : []))
}
