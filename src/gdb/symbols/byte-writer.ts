/** Bytes one after the other, little-endian, in the forms of ELF and DWARF. */
export class ByteWriter {
  #bytes: number[] = []

  get length(): number {
    return this.#bytes.length
  }

  u8(value: number): this {
    this.#bytes.push(value & 0xff)
    return this
  }

  u16(value: number): this {
    return this.u8(value).u8(value >> 8)
  }

  u32(value: number): this {
    return this.u16(value).u16(value >>> 16)
  }

  u64(value: bigint): this {
    return this.u32(Number(value & 0xffff_ffffn)).u32(Number((value >> 32n) & 0xffff_ffffn))
  }

  /** Unsigned LEB128. */
  uleb(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    return this.u8(rest)
  }

  /** Signed LEB128, of 32 bits. */
  sleb(value: number): this {
    let rest = value
    for (;;) {
      const low = rest & 0x7f
      rest >>= 7
      if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return this.u8(low)
      this.u8(low | 0x80)
    }
  }

  /** UTF-8, ended by a zero. */
  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf8')).u8(0)
  }

  bytes(value: Uint8Array): this {
    for (const byte of value) this.#bytes.push(byte)
    return this
  }

  /** Zeroes up to a multiple of `size`. */
  align(size: number): this {
    while (this.#bytes.length % size !== 0) this.#bytes.push(0)
    return this
  }

  take(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}

/** `content` after its length in 4 bytes, as DWARF begins a unit. */
export function withLength(content: Uint8Array): Uint8Array {
  return new ByteWriter().u32(content.length).bytes(content).take()
}
