/**
 * A name for a piece of memory: `size` bytes from `address`. Labels may lie inside one another; the smallest one names
 * an access.
 */
export interface Label {
  readonly name: string
  readonly address: bigint
  readonly size: number
}
