/** Bytes. Memory is found out to be shared, and own words are kept, in granules of this size. */
export const GRANULE = 8

/** The numbers (address / 8) of the granules that an access has a byte of: the first and the last. */
export function granulesOf(address: number, size: number): { readonly first: number; readonly last: number } {
  return { first: Math.floor(address / GRANULE), last: Math.floor((address + size - 1) / GRANULE) }
}
