/** An access of the instruction that is running, as the memory model sees it. */
export interface Access {
  readonly address: number
  /** Bytes. */
  readonly size: number
}

/** Bytes of a cache line, in every x86-64 processor so far. */
const CACHE_LINE = 64

/** The access itself, or its parts below and above the beginning of a cache line. */
export function splitAtLine(address: number, size: number): readonly Access[] {
  const line = Math.ceil((address + 1) / CACHE_LINE) * CACHE_LINE
  if (line >= address + size) return [{ address, size }]
  return [{ address, size: line - address }, { address: line, size: address + size - line }]
}

/** Does `whole` have all the bytes of `part`? */
export function covers(whole: Access, part: Access): boolean {
  return part.address >= whole.address && part.address + part.size <= whole.address + whole.size
}
