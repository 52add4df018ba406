/** Small values in decimal, large ones in hexadecimal. */
export function formatValue(value: bigint): string {
  return value < 4096n ? value.toString() : `0x${value.toString(16)}`
}
