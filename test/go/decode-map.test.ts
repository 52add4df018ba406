import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMap } from '../../src/go/decode-map.ts'
import { LabelTable } from '../../src/go/labels.ts'
import { lookup } from '../../src/go/lookup.ts'
import { buildMap, type MapImage, type MapSpec } from '../../src/go/map-image.ts'
import { growingMapOfGo, poke, readerOf } from './memory.ts'

const pairs = (entries: readonly { key: bigint; value: bigint }[]): [bigint, bigint][] =>
  entries.map(({ key, value }) => [key, value])

const decode = (image: MapImage): ReturnType<typeof decodeMap> => decodeMap(readerOf(image.segments), image.hmap)

/** Builds a map and overwrites one word of it, by label. */
function damaged(spec: MapSpec, label: string, value: (at: (name: string) => bigint) => bigint): MapImage {
  const image = buildMap(spec)
  const table = new LabelTable(image.labels)
  const { address, size } = table.addressOf(label)
  poke(image.segments, address, size, value((name) => table.addressOf(name).address))
  return image
}

describe('decodeMap', () => {
  it('reads the map that a Go program left in the middle of a growth', () => {
    const { hmap, pieces } = growingMapOfGo()
    const map = decodeMap(readerOf(pieces), hmap)
    expect(map).toMatchObject({ count: 27n, flags: 0, B: 3, noverflow: 0, hash0: 0x5eed, nevacuate: 2n })
    expect(map.corrupt).toBeUndefined()
    const sorted = pairs(map.entries).sort(([a], [b]) => Number(a - b))
    expect(sorted).toEqual(Array.from({ length: 27 }, (_, key) => [BigInt(key), BigInt(100 + key)]))
    // 4 old chains, one of them with an overflow bucket, and 8 new ones.
    expect(map.chains.map(({ addresses }) => addresses.length).sort()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
  })

  it('says where each key lies', () => {
    const image = buildMap({ B: 0, entries: [{ key: 7n, value: 1n, slot: { bucket: 0, index: 9 } }] })
    expect(decode(image).entries).toEqual([
      { key: 7n, value: 1n, array: 'buckets', bucket: 0, link: 1, slot: 1, tophash: 0x4b },
    ])
  })

  it('leaves deleted keys out', () => {
    const image = buildMap({ B: 0, entries: [{ key: 7n, value: 1n, deleted: true }, { key: 9n, value: 2n }] })
    expect(pairs(decode(image).entries)).toEqual([[9n, 2n]])
  })

  it('takes 0 for the nil map', () => {
    expect(decodeMap(readerOf([]), 0n)).toMatchObject({ count: 0n, entries: [], chains: [], corrupt: undefined })
  })

  it('shows a lost insert: count 2, one key', () => {
    const map = decode(damaged({ B: 0, entries: [{ key: 7n, value: 1n }] }, 'h.count', () => 2n))
    expect([map.count, map.entries.length, map.corrupt]).toEqual([2n, 1, undefined])
  })
})

describe('decodeMap of a corrupted map', () => {
  const full: MapSpec = { B: 0, entries: [{ key: 7n, value: 1n, slot: { bucket: 0, index: 8 } }] }

  it('finds a bucket in its own overflow chain', () => {
    const image = damaged(full, 'overflow[0].overflow', (at) => at('overflow[0].tophash[0]'))
    const { address } = new LabelTable(image.labels).addressOf('overflow[0].tophash[0]')
    const map = decode(image)
    expect(map.corrupt).toBe(`the chain of buckets[0] leads back to 0x${address.toString(16)}: a cycle`)
    expect(map.chains[0]?.cycle).toBe(address)
    expect(pairs(map.entries)).toEqual([[7n, 1n]])
  })

  it('finds the sentinel of the last preallocated bucket in a chain', () => {
    const spec: MapSpec = { B: 4, entries: [] }
    const map = decode(damaged(spec, 'bucket[3].overflow', (at) => at('overflow[1].tophash[0]')))
    expect(map.corrupt).toContain('the chain of buckets[3] runs into that of buckets[0]')
  })

  it('finds two chains that share an overflow bucket', () => {
    const spec: MapSpec = { B: 2, entries: [{ key: 7n, value: 1n, slot: { bucket: 2, index: 8 } }] }
    const map = decode(damaged(spec, 'bucket[3].overflow', (at) => at('overflow[0].tophash[0]')))
    expect(map.corrupt).toContain('the chain of buckets[3] runs into that of buckets[2]')
  })

  it.each<[string, string, bigint, string]>([
    ['a pointer to nowhere', 'bucket[0].overflow', 0xdead_0000n, 'a bucket at 0xdead0000 cannot be read'],
    ['a B of garbage', 'h.B', 200n, 'B is 200, which means 2^200 buckets'],
    ['keys without buckets', 'h.buckets', 0n, 'buckets is nil with B = 0 and count = 1'],
    ['an old array of a map of B = 0', 'h.oldbuckets', 0xc0_0000_2000n, 'has grown from nothing smaller'],
    ['an evacuation mark in the current array', 'bucket[0].tophash[0]', 3n, 'holds the evacuation mark 3 in slot 0'],
  ])('names %s', (_, label, value, message) => {
    expect(decode(damaged(full, label, () => value)).corrupt).toContain(message)
  })

  it('neither throws nor hangs when bytes of a growing map are overwritten', () => {
    const { hmap, pieces } = growingMapOfGo()
    const piece = fc.nat(pieces.length - 1)
    const damage = fc.record({ piece, offset: fc.nat(), byte: fc.nat(255) })
    fc.assert(fc.property(fc.array(damage, { minLength: 1, maxLength: 20 }), (damages) => {
      const copies = pieces.map(({ address, bytes }) => ({ address, bytes: bytes.slice() }))
      for (const { piece, offset, byte } of damages) {
        const bytes = copies[piece]?.bytes ?? new Uint8Array(1)
        bytes[offset % bytes.length] = byte
      }
      const read = readerOf(copies)
      expect(decodeMap(read, hmap).hash0).toBe(Number(read(hmap + 12n, 4)))
      expect(lookup(read, hmap, 7n).kind).toMatch(/^(found|missing|fatal|corrupt)$/)
    }))
  })

  it('stops in memory that reads as something everywhere', () => {
    const endless = (address: bigint, size: number): bigint => (size === 8 ? address + 0x1000n : 2n)
    const map = decodeMap(endless, 0x1000n)
    expect(map.corrupt).toContain('far more buckets than a map of this size')
  })
})
