import { overlaps } from '../emu/range.ts'
import type { TransitionEvent } from '../machine/event.ts'

/**
 * A run without the loads of memory that nobody writes in it: they give the same value in every schedule of these stores. Steps
 * that store, drain, wait, return or trap stay.
 */
export function withoutConstantLoads(events: readonly TransitionEvent[]): TransitionEvent[] {
  const stores = events.flatMap((event) => (event.kind === 'drain' ? [event.store] : event.stores))
  return events.filter((event) => {
    if (event.kind === 'drain' || !event.load || event.stores.length > 0 || event.reached !== undefined) return true
    const { load } = event
    return stores.some((store) => overlaps(store, load))
  })
}
