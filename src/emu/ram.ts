/** Bytes and the address of the first; `to` is exclusive. */
export interface PlacedBytes {
  readonly from: number
  readonly to: number
  readonly bytes: Uint8Array
}

/** The memory of an engine as its guest sees it, little-endian. Addresses that are not mapped throw. */
export class Ram {
  readonly #maps: readonly PlacedBytes[]

  constructor(maps: readonly PlacedBytes[]) {
    this.#maps = maps
  }

  /** Not a copy: what is written there the guest reads. */
  view(address: number, size: number): Uint8Array {
    const map = this.#maps.find(({ from, to }) => address >= from && address + size <= to)
    if (!map) throw new Error(`0x${address.toString(16)} is not mapped`)
    return map.bytes.subarray(address - map.from, address - map.from + size)
  }

  /** Unsigned. */
  read(address: number, size: number): bigint {
    return this.view(address, size).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
  }

  /** 8 bytes. */
  readWord(address: number): bigint {
    const view = this.view(address, 8)
    return new DataView(view.buffer, view.byteOffset).getBigUint64(0, true)
  }

  write(address: number, size: number, value: bigint): void {
    const view = this.view(address, size)
    let rest = value
    for (let i = 0; i < size; i++) {
      view[i] = Number(rest & 0xffn)
      rest >>= 8n
    }
  }

  /** 8 bytes. */
  writeWord(address: number, value: bigint): void {
    this.write(address, 8, value)
  }
}
