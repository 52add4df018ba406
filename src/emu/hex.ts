/** An address as people write it: `0x401000`. */
export function hex(address: number | bigint): string {
  return `0x${address.toString(16)}`
}
