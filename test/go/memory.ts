import { readFileSync } from 'node:fs'
import type { ReadMemory } from '../../src/go/read-memory.ts'

interface Piece {
  readonly address: bigint
  readonly bytes: Uint8Array
}

/** Reads from `pieces`; throws where there is none, as unmapped memory does. */
export function readerOf(pieces: readonly Piece[]): ReadMemory {
  return (address, size) => {
    const end = address + BigInt(size)
    const piece = pieces.find(({ address: from, bytes }) => address >= from && end <= from + BigInt(bytes.length))
    if (piece === undefined) throw new Error(`nothing at 0x${address.toString(16)}`)
    const start = Number(address - piece.address)
    return piece.bytes.slice(start, start + size).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
  }
}

/** Stores `value` (`size` bytes) at `address` of `pieces`. */
export function poke(pieces: readonly Piece[], address: bigint, size: number, value: bigint): void {
  const piece = pieces.find(({ address: from, bytes }) => address >= from && address < from + BigInt(bytes.length))
  if (piece === undefined) throw new Error(`nothing at 0x${address.toString(16)}`)
  const start = Number(address - piece.address)
  for (let i = 0; i < size; i += 1) piece.bytes[start + i] = Number((value >> BigInt(8 * i)) & 0xffn)
}

/** A map that a real Go program left in memory; see the fixture for how. */
export function growingMapOfGo(): { hmap: bigint; pieces: Piece[] } {
  const path = new URL('fixtures/growing-map.go1.22.12.json', import.meta.url)
  const { hmap, memory } = JSON.parse(readFileSync(path, 'utf8')) as {
    hmap: string
    memory: { address: string; bytes: string[] }[]
  }
  const pieces = memory.map(({ address, bytes }) => {
    return { address: BigInt(address), bytes: Uint8Array.from(Buffer.from(bytes.join(''), 'hex')) }
  })
  return { hmap: BigInt(hmap), pieces }
}
