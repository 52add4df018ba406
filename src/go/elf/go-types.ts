/** Type descriptors of a Go program (internal/abi/type.go), found without symbols: all of them are one symbol to the linker. */
import { MAPTYPE, TYPE, type Field } from '../layout.ts'
import type { ReadMemory } from '../read-memory.ts'

/** What a program's type descriptors are read from. */
export interface TypeSection {
  readonly read: ReadMemory
  /** The first address of the descriptors and their names, and the address after the last. */
  readonly start: bigint
  readonly end: bigint
  /** Offsets from `start` of the types that reflection can look up by name: all maps are among them. */
  readonly offsets: readonly number[]
}

/** A map type: `abi.MapType`, in bytes and addresses. */
export interface GoMapType {
  /** As the linker spells it: `map[uint64]uint64`. */
  readonly name: string
  readonly address: bigint
  readonly keySize: number
  readonly elemSize: number
  readonly bucketSize: number
  /** The elems or keys hold pointers, so that the collector knows the buckets. */
  readonly bucketHasPointers: boolean
  /** Address of the code of the hash function. */
  readonly hasher: bigint
}

const KIND_MASK = 31
const KIND_MAP = 21
/** Type.TFlag: the name has a `*` in front that does not belong to it (internal/abi/type.go:92). */
const EXTRA_STAR = 2
/** Names longer than this are garbage. */
const LONGEST_NAME = 4096

/** Names types by their addresses, and finds map types by their names. */
export class GoTypes {
  readonly #section: TypeSection

  constructor(section: TypeSection) {
    this.#section = section
  }

  /** The name of the type whose descriptor is at `address`; undefined where there is none. */
  nameAt(address: bigint): string | undefined {
    const { start, end } = this.#section
    if (address < start || address + BigInt(TYPE.size) > end) return undefined
    try {
      const name = this.#name(address)
      // What is no name often has control characters.
      return name === '' || /[\x00-\x1f\ufffd]/.test(name) ? undefined : name
    } catch {
      // Not a descriptor: it leads out of the program.
      return undefined
    }
  }

  /** Every map type of the program, in the order of the linker. */
  maps(): GoMapType[] {
    return this.#section.offsets
      .map((offset) => this.#section.start + BigInt(offset))
      .filter((address) => (this.#number(address, TYPE.fields.Kind_) & KIND_MASK) === KIND_MAP)
      .map((address) => this.#mapType(address))
  }

  #mapType(address: bigint): GoMapType {
    const { KeySize, ValueSize, BucketSize, Bucket, Hasher } = MAPTYPE.fields
    const pointer = ({ offset, size }: Field, base = address): bigint => this.#section.read(base + BigInt(offset), size)
    return {
      name: this.#name(address),
      address,
      keySize: this.#number(address, KeySize),
      elemSize: this.#number(address, ValueSize),
      bucketSize: this.#number(address, BucketSize),
      bucketHasPointers: pointer(TYPE.fields.PtrBytes, pointer(Bucket)) !== 0n,
      hasher: this.#section.read(pointer(Hasher), 8),
    }
  }

  /** The name is a flag byte, a varint of its length, and its bytes (internal/abi/type.go:540). */
  #name(address: bigint): string {
    const { read, start } = this.#section
    let at = start + BigInt(this.#number(address, TYPE.fields.Str)) + 1n
    let length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = Number(read(at++, 1))
      length |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    if (length > LONGEST_NAME) throw new RangeError(`a name of ${length} bytes`)
    const text = new TextDecoder().decode(Uint8Array.from({ length }, (_, i) => Number(read(at + BigInt(i), 1))))
    const hasStar = (this.#number(address, TYPE.fields.TFlag) & EXTRA_STAR) !== 0
    return hasStar ? text.slice(1) : text
  }

  #number(base: bigint, { offset, size }: Field): number {
    return Number(this.#section.read(base + BigInt(offset), size))
  }
}
