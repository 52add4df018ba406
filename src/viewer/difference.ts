/** Where two runs of one scenario part. */
import type { EventRecord, InstructionRecord } from './trace-records.ts'
import type { ViewedTrace } from './viewed-trace.ts'

/** Positions in the one trace and in the other. */
export type Pair = readonly [number, number]

export interface Difference {
  /** The first visible event that is another one; until then the traces are the same. Undefined when they are to the end. */
  readonly schedule: Pair | undefined
  /** Of each core the first instruction that is another one, or that reads or stores another value. */
  readonly cores: readonly { readonly core: number; readonly at: Pair }[]
}

export function firstDifference(a: ViewedTrace, b: ViewedTrace): Difference {
  const [seen, other] = [visibleEvents(a), visibleEvents(b)]
  const first = seen.findIndex((at, i) => !sameEvent(a.events[at], b.events[other[i] ?? -1]))
  const parting = [seen[first], other[first]]
  const cores = a.header.cores.flatMap((_, core) => {
    const [own, other] = [instructionsOf(a, core), instructionsOf(b, core)]
    for (let i = 0; i < Math.min(own.length, other.length); i++) {
      const [x = 0, y = 0] = [own[i], other[i]]
      if (!sameInstruction(a.events[x], b.events[y])) return [{ core, at: [x, y] as const }]
    }
    return []
  })
  const [x = a.events.length - 1, y = b.events.length - 1] = parting
  return { schedule: first < 0 ? undefined : [x, y], cores }
}

function instructionsOf(trace: ViewedTrace, core: number): number[] {
  return trace.eventsOf(core).filter((at) => trace.events[at]?.kind === 'instruction')
}

/** What other cores may notice, and the end. */
function visibleEvents({ events }: ViewedTrace): number[] {
  return events.flatMap((event, at) => (event.kind === 'instruction' && !event.visible ? [] : [at]))
}

function sameEvent(a: EventRecord | undefined, b: EventRecord | undefined): boolean {
  if (!a || !b || a.kind === 'end' || b.kind === 'end') return JSON.stringify(a) === JSON.stringify(b)
  if (a.core !== b.core) return false
  if (a.kind === 'drain' && b.kind === 'drain') return a.store === b.store && a.value === b.value
  if (a.kind === 'trap' && b.kind === 'trap') return a.pc === b.pc
  return sameInstruction(a, b)
}

function sameInstruction(a: EventRecord | undefined, b: EventRecord | undefined): boolean {
  return a?.kind === 'instruction' && b?.kind === 'instruction' && a.pc === b.pc && valuesOf(a) === valuesOf(b)
}

/** What it reads and stores in shared memory, not when. */
function valuesOf({ accesses }: InstructionRecord): string {
  return accesses.flatMap(({ memory, kind, address, value }) => (
    memory === 'shared' ? [`${kind} ${address} ${value}`] : []
  )).join()
}

/** The event of `to` that corresponds to the one at `at` in `from`: of the same core, the same number among those of its kind. */
export function counterpart(from: ViewedTrace, at: number, to: ViewedTrace): number | undefined {
  const event = from.events[at]
  if (!event || event.kind === 'end') return event ? to.events.length - 1 : undefined
  const sameKind = (trace: ViewedTrace): number[] => trace.eventsOf(event.core).filter((i) => trace.events[i]?.kind === event.kind)
  return sameKind(to)[sameKind(from).indexOf(at)]
}
