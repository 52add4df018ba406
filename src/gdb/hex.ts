/** Bytes as two hexadecimal digits each, in their order in memory. */
export function hexOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** The bytes of `hex`; undefined when it is none, or has an odd number of digits. */
export function bytesOfHex(hex: string): Uint8Array | undefined {
  return /^([0-9a-f]{2})*$/i.test(hex) ? Buffer.from(hex, 'hex') : undefined
}

/** UTF-8. */
export function hexOfText(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex')
}

/** UTF-8. */
export function textOfHex(hex: string): string | undefined {
  const bytes = bytesOfHex(hex)
  return bytes && Buffer.from(bytes).toString('utf8')
}

/** `size` bytes of `value`, little-endian. */
export function littleEndian(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))
}

/** Unsigned. */
export function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
