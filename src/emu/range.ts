/** The bytes from `address` up to, and without, `address + size`. */
export interface Range {
  readonly address: number
  /** Bytes. */
  readonly size: number
}

/** Is there a byte that both have? */
export function overlaps(a: Range, b: Range): boolean {
  return a.address < b.address + b.size && b.address < a.address + a.size
}
