/** Which Go built a program, read from its build information (debug/buildinfo; cmd/go writes it since Go 1.13). */
import type { ElfFile } from './elf-file.ts'

/** `go1.22.12`, taken apart. A development version has no numbers: they are 0. */
export interface GoVersion {
  readonly text: string
  readonly major: number
  readonly minor: number
}

/** The blob begins, at a multiple of 16 bytes, with 0xff and this. */
const MAGIC = new TextEncoder().encode(' Go buildinf:')
const HEADER_SIZE = 32
/** The strings follow the header (Go 1.18 and later) instead of being pointed to. */
const FLAG_INLINE = 2

/** The version in the build information; undefined when there is none. */
export function goVersionOf(elf: ElfFile): GoVersion | undefined {
  for (const { bytes } of elf.segments) {
    for (let at = 0; at + HEADER_SIZE <= bytes.length; at += 16) {
      if (bytes[at] !== 0xff || !MAGIC.every((byte, i) => bytes[at + 1 + i] === byte)) continue
      return parseGoVersion(versionAt(elf, bytes, at))
    }
  }
  return undefined
}

function versionAt(elf: ElfFile, bytes: Uint8Array, at: number): string {
  if (((bytes[at + 15] ?? 0) & FLAG_INLINE) !== 0) {
    // Shorter than 128 bytes in any release: the length is one byte of its varint.
    const length = bytes[at + HEADER_SIZE] ?? 0
    return new TextDecoder().decode(bytes.subarray(at + HEADER_SIZE + 1, at + HEADER_SIZE + 1 + length))
  }
  const word = (address: bigint): bigint => {
    const found = memoryAt(elf, address, 8)
    return found === undefined ? 0n : new DataView(found.buffer, found.byteOffset).getBigUint64(0, true)
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset + at).getBigUint64(16, true)
  const text = memoryAt(elf, word(header), Math.min(Number(word(header + 8n)), 128))
  return text === undefined ? '' : new TextDecoder().decode(text)
}

function memoryAt({ segments }: ElfFile, address: bigint, size: number): Uint8Array | undefined {
  for (const segment of segments) {
    const offset = Number(address - segment.address)
    if (offset >= 0 && offset + size <= segment.bytes.length) return segment.bytes.subarray(offset, offset + size)
  }
  return undefined
}

/** Takes `go1.22.12`, `go1.24rc1` or `devel go1.25-…` apart. */
export function parseGoVersion(text: string): GoVersion {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(text) ?? []
  return { text, major: Number(major ?? 0), minor: Number(minor ?? 0) }
}
