/** A pair of positions that correspond, or one that has no counterpart on the other side. */
export interface Aligned {
  readonly left: number | undefined
  readonly right: number | undefined
}

/**
 * The longest common subsequence of two lists as pairs, in order; what has no counterpart stands between them, left
 * before right. Takes time and memory of the product of the lengths.
 */
export function align(left: number, right: number, isEqual: (left: number, right: number) => boolean): Aligned[] {
  const width = right + 1
  const lengths = new Uint16Array((left + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = left - 1; i >= 0; i--) {
    for (let j = right - 1; j >= 0; j--) {
      lengths[i * width + j] = isEqual(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const aligned: Aligned[] = []
  let i = 0
  let j = 0
  while (i < left || j < right) {
    const fits = i < left && j < right && isEqual(i, j)
    if (fits) aligned.push({ left: i++, right: j++ })
    else if (i < left && (j >= right || at(i + 1, j) >= at(i, j + 1))) aligned.push({ left: i++, right: undefined })
    else aligned.push({ left: undefined, right: j++ })
  }
  return aligned
}
