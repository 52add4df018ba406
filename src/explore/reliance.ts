import type { SplitCell } from '../cpu-model/split-cell.ts'

/**
 * What a lone transition of a core relies on, as a number: that no other core can write a cell any more, or (`access`) not even read it.
 * Of a state it is kept what the ways from it relied on, a set of such numbers; when cores turn out to do what they were not known to
 * do, that tells which states have to be expanded again.
 */
export function reliance(cores: number, core: number, cell: number, access: boolean): number {
  return (cell * cores + core) * 2 + (access ? 1 : 0)
}

/** Words that have a bit for each such number. */
export function relianceWords(cores: number, cells: number): number {
  return Math.ceil((cells * cores * 2) / 32)
}

/** What becomes of such numbers where a cell is split: who relied on it has relied on all of its parts. */
export function splitReliances(cores: number, { cell, parts }: SplitCell): Pick<SplitCell, 'cell' | 'parts'>[] {
  return Array.from({ length: 2 * cores }, (_, i) => {
    const of = (part: number): number => reliance(cores, i >> 1, part, (i & 1) === 1)
    return { cell: of(cell), parts: parts.map(of) }
  })
}
