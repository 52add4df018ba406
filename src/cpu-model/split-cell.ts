/**
 * A cell that has been split. It has become the first of its parts, so `cell` is smaller now; each value that it could take is one value of
 * every part, and no two are the same values of all. So what was told apart before still is, and every number that stands for cells and
 * their values (of a memory, a store, a buffer, a local state) can stay: only what it is made of is written anew.
 */
export interface SplitCell {
  readonly cell: number
  /** By address. */
  readonly parts: readonly number[]
  /** For each part, by number of a value of what was one cell: the number of the part's. */
  readonly indices: readonly Int32Array[]
}

/** For each part the number of its value where what was one cell had value number `index`; or `index` itself, if it is negative. */
export function indicesOfParts({ indices }: SplitCell, index: number): readonly number[] {
  return indices.map((ofPart) => (index < 0 ? index : (ofPart[index] ?? 0)))
}
