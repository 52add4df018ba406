/**
 * The past of one group of cells (`CellGroups`), as far as some core can still read it. For the `relaxed` model.
 */
import type { MemoryId } from './memory.ts'

/** For each cell that has a floor above the first moment: the earliest moment that may still be read there. Ascending cells. */
export type Floors = readonly (readonly [cell: number, moment: number])[]

export interface Timeline {
  /** What the group's cells held at each moment, the last being now; all other cells are as before the run. Adjacent ones differ. */
  readonly moments: readonly MemoryId[]
  /** The cells that the store of each moment wrote. */
  readonly written: readonly (readonly number[])[]
  /** Of each core. */
  readonly floors: readonly Floors[]
}

/** Nothing has happened yet. */
export function initialTimeline(cores: number): Timeline {
  return { moments: [0], written: [[]], floors: Array.from({ length: cores }, () => []) }
}

/** How many moments back a load of `cells` by `core` may be performed: 0 (now) up to this number. */
export function momentsBack({ moments, floors }: Timeline, core: number, cells: readonly number[]): number {
  let floor = 0
  for (const [cell, moment] of floors[core] ?? []) if (cells.includes(cell)) floor = Math.max(floor, moment)
  return moments.length - 1 - floor
}

/** `core` has read `cells` as they were `back` moments before now. */
export function afterRead(timeline: Timeline, core: number, cells: readonly number[], back: number): Timeline {
  const moment = timeline.moments.length - 1 - back
  const raised = cells.map((cell) => [cell, lastWrite(timeline, cell, moment)] as const)
  return raise(timeline, core, raised)
}

/** A store of `core` to `cells` has reached memory; `memory` is what the group holds now. */
export function afterDrain(timeline: Timeline, core: number, cells: readonly number[], memory: MemoryId): Timeline {
  // A store that changes nothing makes no moment of its own: its moment and the one before have equal content.
  const next =
    memory === timeline.moments.at(-1)
      ? timeline
      : { ...timeline, moments: [...timeline.moments, memory], written: [...timeline.written, cells] }
  const moment = next.moments.length - 1
  return raise(next, core, cells.map((cell) => [cell, moment] as const))
}

/** The floors of `core` for `cells` have risen to now. */
export function afterFence(timeline: Timeline, core: number, cells: readonly number[]): Timeline {
  const now = timeline.moments.length - 1
  return raise(timeline, core, cells.map((cell) => [cell, now] as const))
}

function raise(timeline: Timeline, core: number, raised: Floors): Timeline {
  const floors = new Map(timeline.floors[core] ?? [])
  for (const [cell, moment] of raised) if (moment > (floors.get(cell) ?? 0)) floors.set(cell, moment)
  const sorted = [...floors].sort(([a], [b]) => a - b)
  return { ...timeline, floors: timeline.floors.map((f, i) => (i === core ? sorted : f)) }
}

/**
 * Without the moments below every floor, and the oldest of more than `entries`. `cells`: all of the group. `bounded`: one of those
 * could still have been read.
 */
export function trimmed(timeline: Timeline, cells: readonly number[], entries: number): { timeline: Timeline; bounded: boolean } {
  let keep = timeline.moments.length - 1
  for (const floors of timeline.floors) {
    // A cell that is not named has its floor at the first moment.
    const lowest = floors.length < cells.length ? 0 : Math.min(...floors.map(([, moment]) => moment))
    keep = Math.min(keep, lowest)
  }
  const excess = timeline.moments.length - keep - entries
  const drop = keep + Math.max(0, excess)
  if (drop === 0) return { timeline, bounded: false }
  return {
    timeline: {
      moments: timeline.moments.slice(drop),
      // Nobody asks what the first moment's store wrote: a floor is not below it.
      written: [[], ...timeline.written.slice(drop + 1)],
      floors: timeline.floors.map((floors) =>
        floors.map(([cell, moment]) => [cell, Math.max(0, moment - drop)] as const).filter(([, moment]) => moment > 0),
      ),
    },
    bounded: excess > 0,
  }
}

/** Equal for equal timelines and only for those. */
export function timelineKey({ moments, written, floors }: Timeline): string {
  return [moments.join(), written.join(';'), floors.map((f) => f.join(':')).join(';')].join('|')
}

/** The moment of the newest store to `cell` at or before `moment`; the first moment kept, if it is older. */
function lastWrite(timeline: Timeline, cell: number, moment: number): number {
  for (let m = moment; m > 0; m--) if (timeline.written[m]?.includes(cell)) return m
  return 0
}
