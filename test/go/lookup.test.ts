import { describe, expect, it } from 'vitest'
import { LabelTable } from '../../src/go/labels.ts'
import { lookup } from '../../src/go/lookup.ts'
import { buildMap, type MapImage, type MapSpec } from '../../src/go/map-image.ts'
import { growingMapOfGo, poke, readerOf } from './memory.ts'

/** Builds a map, overwrites words of it by label, and looks `key` up. */
function after(spec: MapSpec, changes: Record<string, bigint>, key: bigint): ReturnType<typeof lookup> {
  const image: MapImage = buildMap(spec)
  const table = new LabelTable(image.labels)
  for (const [label, value] of Object.entries(changes)) {
    const { address, size } = table.addressOf(label)
    poke(image.segments, address, size, value)
  }
  return lookup(readerOf(image.segments), image.hmap, key)
}

const MISSING = { kind: 'missing' }
const one: MapSpec = { B: 0, entries: [{ key: 7n, value: 107n }] }

describe('lookup', () => {
  it('finds every key of a map that a Go program left in the middle of a growth, and no other', () => {
    const { hmap, pieces } = growingMapOfGo()
    const read = readerOf(pieces)
    for (let key = 0n; key < 27n; key += 1n) {
      expect(lookup(read, hmap, key)).toMatchObject({ kind: 'found', value: 100n + key })
    }
    for (const key of [27n, 28n, 0xffff_ffff_ffff_ffffn]) expect(lookup(read, hmap, key)).toEqual(MISSING)
  })

  it('finds nothing in the nil map', () => {
    expect(lookup(readerOf([]), 0n, 7n)).toEqual(MISSING)
  })

  it('believes a count of 0 whatever the buckets hold', () => {
    expect(after(one, { 'h.count': 0n }, 7n)).toEqual(MISSING)
  })

  it('believes a count of 0 before it looks at hashWriting', () => {
    expect(after(one, { 'h.count': 0n, 'h.flags': 4n }, 7n)).toEqual(MISSING)
  })

  it('ends in a fatal error when hashWriting is set', () => {
    expect(after(one, { 'h.flags': 4n }, 7n)).toEqual({ kind: 'fatal', message: 'concurrent map read and map write' })
  })

  it('does not compare tophashes: any but 0 and 1 will do', () => {
    expect(after(one, { 'bucket[0].tophash[0]': 0xffn }, 7n)).toMatchObject({ kind: 'found', value: 107n })
    expect(after(one, { 'bucket[0].tophash[0]': 1n }, 7n)).toEqual(MISSING)
  })

  it('goes on behind emptyRest', () => {
    const moved = { 'bucket[0].tophash[5]': 0x4bn, 'bucket[0].key[5]': 7n, 'bucket[0].elem[5]': 5n }
    expect(after(one, { 'bucket[0].tophash[0]': 0n, ...moved }, 7n)).toMatchObject({ kind: 'found', value: 5n })
  })

  it('ignores oldbuckets while B is 0', () => {
    expect(after(one, { 'h.oldbuckets': 0xdead_0000n }, 7n)).toMatchObject({ kind: 'found' })
  })

  it('cannot find a key whose hash seed has changed since it was stored', () => {
    // Under hash0 = 0 the hash of key 7 ends in binary 00, under 0x5eed in 10.
    expect(after({ B: 2, entries: [{ key: 7n, value: 107n }] }, { 'h.hash0': 0n }, 7n)).toEqual(MISSING)
  })

  const growing: MapSpec = { B: 2, entries: [{ key: 7n, value: 107n }], growing: { evacuated: [] } }

  it('reads the old bucket until its first tophash says evacuated', () => {
    expect(after(growing, {}, 7n)).toMatchObject({ kind: 'found', value: 107n })
    // The mark is stored before the copy: a miss of a key that is always present.
    expect(after(growing, { 'old[0].tophash[0]': 3n }, 7n)).toEqual(MISSING)
  })

  it('faults on an old array that is not there', () => {
    expect(after(growing, { 'h.oldbuckets': 8n }, 7n)).toEqual({
      kind: 'corrupt', reason: 'a bucket at 0x8 cannot be read',
    })
  })

  it('says so when the chain is a cycle', () => {
    expect(after(one, { 'bucket[0].overflow': 0xc0_0000_2000n }, 9n)).toEqual({
      kind: 'corrupt', reason: 'the chain leads back to 0xc000002000: a cycle',
    })
  })

  it('is over when a chain never ends', () => {
    const endless = (address: bigint, size: number): bigint => (size === 8 ? address + 0x1000n : 0n)
    expect(lookup(endless, 0x1000n, 1n)).toEqual({ kind: 'corrupt', reason: 'the chain has more than 4096 buckets' })
  })
})
