/** A column of a table: by row number, one small integer. */
export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array

/**
 * `column` with room for row number `row`, and for half as many rows again if it had none; new rows hold `fill`. Columns of integers take
 * a fraction of what arrays of JavaScript's objects do, and give the garbage collector nothing to look at.
 */
export function withRoom<T extends Column>(column: T, row: number, fill = 0): T {
  if (row < column.length) return column
  const length = Math.max(row + 1, Math.ceil(column.length * 1.5))
  const longer = new (column.constructor as new (length: number) => T)(length)
  longer.set(column)
  if (fill !== 0) longer.fill(fill, column.length)
  return longer
}
