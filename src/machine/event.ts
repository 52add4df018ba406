/**
 * One transition, described: what ran, what was read and from where, what was stored. Narration, traces and the steppers are all
 * made from these.
 */
import type { StoreEntry } from '../cpu-model/stores.ts'
import { overlaps } from '../emu/range.ts'
import type { Trap, VisibleStep } from '../emu/visible-step.ts'
import type { Machine, State, Transition } from './machine.ts'

/** A load of shared memory, with the source of its value. */
export interface LoadEvent {
  readonly address: number
  /** Bytes. */
  readonly size: number
  readonly value: bigint
  /** `both`: some bytes from the own buffer, some from memory. */
  readonly from: 'memory' | 'buffer' | 'both'
  /** Under `relaxed`: how many stores to this place ago memory held this; 0 is now. */
  readonly back: number
  /** Stores to these bytes that other cores hold in their buffers, where this core cannot see them. */
  readonly hidden: readonly { readonly core: number; readonly store: StoreEntry }[]
}

export type TransitionEvent =
  | {
      readonly kind: 'exec'
      readonly core: number
      readonly step: VisibleStep
      readonly load: LoadEvent | undefined
      /** Appended to the own buffer; a LOCKed step's store is in memory at once. */
      readonly stores: readonly StoreEntry[]
      readonly atOnce: boolean
      /** The core got to its end or to a trap by running on. */
      readonly reached: 'end' | Trap | undefined
    }
  | { readonly kind: 'drain'; readonly core: number; readonly store: StoreEntry }

/** What `transition` does in `state`; it must be possible there. `next` is the state after it. */
export function describeTransition(machine: Machine, state: State, transition: Transition, next: State): TransitionEvent {
  const { core } = transition
  const table = machine.local(core)
  const local = state[core] ?? 0
  if (transition.kind === 'drain') {
    const id = machine.buffers.entries(table.buffer(local))[transition.index]
    if (id === undefined) throw new Error(`core ${core} holds no store ${transition.index}`)
    return { kind: 'drain', core, store: machine.stores.entry(id) }
  }
  const step = table.visibleStep(local)
  const after = next[core] ?? 0
  const reads = step.kind === 'load' || step.kind === 'locked'
  const load = reads ? describeLoad(machine, state, core, step, transition.back) : undefined
  const appended = machine.buffers.entries(table.buffer(after)).slice(machine.buffers.entries(table.buffer(local)).length)
  const value = load ? load.value : undefined
  const atOnce = step.kind === 'locked'
  const stores = atOnce
    ? table.automaton.next(table.node(local), value).stores.map((store) => machine.stores.entry(machine.stores.intern(store)))
    : appended.map((id) => machine.stores.entry(id))
  const now = table.visibleStep(after)
  const reached = now.kind === 'end' ? 'end' : now.kind === 'trap' ? now.trap : undefined
  return { kind: 'exec', core, step, load, stores, atOnce, reached }
}

function describeLoad(
  machine: Machine, state: State, core: number, { address, size }: { address: number; size: number }, back: number,
): LoadEvent {
  const table = machine.local(core)
  const local = state[core] ?? 0
  const shared = state[machine.coreCount] ?? 0
  const memory = machine.memoryRead(core, local, shared, back)
  const sources = table.sourcesRead(local)
  const from = sources.own && sources.memory ? 'both' : sources.own ? 'buffer' : 'memory'
  const hidden = machine.locals.flatMap((other, number) =>
    number === core
      ? []
      : machine.buffers
          .entries(other.buffer(state[number] ?? 0))
          .map((id) => ({ core: number, store: machine.stores.entry(id) }))
          .filter(({ store }) => overlaps(store, { address, size })),
  )
  return { address, size, value: table.valueRead(local, memory), from, back, hidden }
}
