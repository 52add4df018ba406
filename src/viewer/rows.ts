import { overlaps } from '../emu/range.ts'
import type { EventRecord } from './trace-records.ts'
import { placesOf, type Place, type ViewedTrace } from './viewed-trace.ts'

/** What is shown of a trace. */
export interface Filter {
  /** Cores whose columns are hidden. */
  readonly hidden: ReadonlySet<number>
  /** Instructions that no other core can notice are shown, too. */
  readonly showsPrivate: boolean
  /** Only what touches this place. */
  readonly place: Place | undefined
}

export const EVERYTHING_VISIBLE: Filter = { hidden: new Set(), showsPrivate: false, place: undefined }

/** Positions of the events that are shown, ascending. */
export function rowsOf({ events }: ViewedTrace, filter: Filter): number[] {
  const rows: number[] = []
  for (let at = 0; at < events.length; at++) {
    const event = events[at]
    if (event && isShown(event, filter)) rows.push(at)
  }
  return rows
}

function isShown(event: EventRecord, { hidden, showsPrivate, place }: Filter): boolean {
  if (event.kind === 'end') return true
  if (hidden.has(event.core)) return false
  if (event.kind === 'trap') return true
  if (event.kind === 'instruction' && !event.visible && !showsPrivate) return false
  return place === undefined || placesOf(event).some((other) => overlaps(other, place))
}
