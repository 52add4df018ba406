import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { decodeMap } from '../../src/go/decode-map.ts'
import { LabelTable } from '../../src/go/labels.ts'
import { buildMap, type MapEntry, type MapImage, type MapSpec } from '../../src/go/map-image.ts'
import { growingMapOfGo, readerOf } from './memory.ts'

const entries = (...keys: number[]): MapEntry[] => keys.map((key) => ({ key: BigInt(key), value: BigInt(100 + key) }))
const range = (count: number, from = 0): MapEntry[] => entries(...Array.from({ length: count }, (_, i) => from + i))

/** Reads by label. */
function look(image: MapImage): (name: string) => bigint {
  const read = readerOf(image.segments)
  const table = new LabelTable(image.labels)
  return (name) => {
    const { address, size } = table.addressOf(name)
    return read(address, size)
  }
}

const tophashes = (image: MapImage, bucket: string): number[] =>
  Array.from({ length: 8 }, (_, i) => Number(look(image)(`${bucket}.tophash[${i}]`)))

// Top bytes of Go's hashes of these keys under the default seed; see memhash.test.ts.
const TOP = { key0: 0xa5, key1: 0x4f, key7: 0x4b, key9: 0xa2 }

describe('a map with one bucket', () => {
  it('lies at the start of the heap: count, flags, B, noverflow and hash0 in the first 16 bytes', () => {
    const image = buildMap({ B: 0, entries: entries(7, 9), flags: 1 })
    expect(image.hmap).toBe(0xc0_0000_0000n)
    const read = readerOf(image.segments)
    expect(read(image.hmap, 8)).toBe(2n)
    expect(read(image.hmap + 8n, 8)).toBe(0x0000_5eed_0000_0001n)
  })

  it('fills its cells in order and ends with emptyRest', () => {
    const image = buildMap({ B: 0, entries: entries(7, 9) })
    expect(tophashes(image, 'bucket[0]')).toEqual([TOP.key7, TOP.key9, 0, 0, 0, 0, 0, 0])
    const at = look(image)
    expect([at('bucket[0].key[0]'), at('bucket[0].elem[0]'), at('bucket[0].key[1]'), at('bucket[0].elem[1]')])
      .toEqual([7n, 107n, 9n, 109n])
    expect([at('bucket[0].overflow'), at('h.oldbuckets'), at('h.extra')]).toEqual([0n, 0n, 0n])
  })

  it('marks an empty cell before a used one as emptyOne', () => {
    const image = buildMap({ B: 0, entries: [{ key: 7n, value: 1n, slot: { bucket: 0, index: 2 } }, ...entries(9)] })
    expect(tophashes(image, 'bucket[0]')).toEqual([TOP.key9, 1, TOP.key7, 0, 0, 0, 0, 0])
  })

  it('keeps a deleted key in its cell, without its value', () => {
    const image = buildMap({ B: 0, entries: [{ key: 7n, value: 107n, deleted: true }, ...entries(9)] })
    expect(tophashes(image, 'bucket[0]')).toEqual([1, TOP.key9, 0, 0, 0, 0, 0, 0])
    const at = look(image)
    expect([at('h.count'), at('bucket[0].key[0]'), at('bucket[0].elem[0]')]).toEqual([1n, 7n, 0n])
  })

  it('has no bucket before its first insert', () => {
    const image = buildMap({ B: 0, entries: [], buckets: 'nil' })
    expect(image.segments.map(({ name }) => name)).toEqual(['h'])
    expect(look(image)('h.buckets')).toBe(0n)
  })
})

it('leaves nevacuate at the number of old buckets when a growth is over', () => {
  // A Go program with 9 keys: B = 1, oldbuckets nil, nevacuate 1.
  expect(look(buildMap({ B: 1, entries: range(9), grown: true }))('h.nevacuate')).toBe(1n)
  expect(look(buildMap({ B: 1, entries: range(9) }))('h.nevacuate')).toBe(0n)
})

describe('overflow buckets', () => {
  it('of a small map have allocations of their own and are listed in extra.overflow', () => {
    // 26 keys in 4 buckets: one bucket of Go's own map with these keys overflows, see the fixture.
    const image = buildMap({ B: 2, entries: range(26) })
    const at = look(image)
    expect(at('h.noverflow')).toBe(1n)
    expect(at('(*extra.overflow).len')).toBe(1n)
    const overflow = new LabelTable(image.labels).addressOf('overflow[0].tophash[0]').address
    expect(at('(*extra.overflow)[0]')).toBe(overflow)
    expect(at('bucket[2].overflow')).toBe(overflow)
    expect(at('extra.nextOverflow')).toBe(0n)
  })

  it('are preallocated from B = 4 on, as many as the size class has room for', () => {
    // 17 × 144 = 2448 bytes take the class of 2688, which is 18 buckets.
    const image = buildMap({ B: 4, entries: [] })
    const at = look(image)
    const buckets = at('h.buckets')
    expect(at('extra.nextOverflow')).toBe(buckets + 16n * 144n)
    expect([at('overflow[0].overflow'), at('overflow[1].overflow')]).toEqual([0n, buckets])
    expect(at('extra.overflow')).toBe(0n)
  })

  it('lose the sentinel when the last preallocated one is taken', () => {
    const image = buildMap({ B: 4, entries: [{ key: 7n, value: 1n, slot: { bucket: 2, index: 16 } }] })
    const at = look(image)
    expect([at('overflow[1].key[0]'), at('overflow[1].overflow'), at('extra.nextOverflow')]).toEqual([7n, 0n, 0n])
    expect(at('h.noverflow')).toBe(2n)
    expect(tophashes(image, 'overflow[0]')).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
  })
})

describe('a growth under way', () => {
  it('leaves marks in the old bucket and keys in both halves of the new array', () => {
    // Key 1 hashes to an even number times 2 (bit 1 clear), keys 0, 7 and 9 to an odd one.
    const image = buildMap({ B: 2, entries: entries(0, 1, 7, 9), growing: { evacuated: [0] } })
    expect(tophashes(image, 'old[0]')).toEqual([3, 2, 3, 3, 4, 4, 4, 4])
    expect(tophashes(image, 'bucket[0]')).toEqual([TOP.key1, 0, 0, 0, 0, 0, 0, 0])
    expect(tophashes(image, 'bucket[2]')).toEqual([TOP.key0, TOP.key7, TOP.key9, 0, 0, 0, 0, 0])
    const at = look(image)
    expect([at('h.count'), at('h.nevacuate'), at('old[0].key[2]'), at('bucket[2].elem[1]')]).toEqual([4n, 1n, 7n, 107n])
  })

  it('to the same size sets sameSizeGrow and moves everything to X', () => {
    const image = buildMap({ B: 1, entries: entries(0, 7), growing: { oldB: 1, evacuated: [0] } })
    expect(look(image)('h.flags')).toBe(8n)
    expect(tophashes(image, 'old[0]').slice(0, 3)).toEqual([2, 2, 4])
  })

  it('looks byte for byte like the one that Go made, pointers aside', () => {
    const go = growingMapOfGo()
    const readGo = readerOf(go.pieces)
    const real = decodeMap(readGo, go.hmap)
    const evacuated = real.chains
      .filter(({ array, addresses: [head = 0n] }) => array === 'oldbuckets' && [2n, 3n, 4n].includes(readGo(head, 1)))
      .map(({ bucket }) => bucket)
    const image = buildMap({ B: 3, entries: range(26), growing: { evacuated, entries: range(1, 26) } })
    const read = readerOf(image.segments)
    const ours = decodeMap(read, image.hmap)
    for (const field of ['count', 'flags', 'B', 'noverflow', 'hash0', 'nevacuate'] as const) {
      expect([field, ours[field]]).toEqual([field, real[field]])
    }
    const words = (map: typeof real, from: typeof read): bigint[][] => map.chains.flatMap(({ addresses }) =>
      addresses.map((bucket) => Array.from({ length: 17 }, (_, i) => from(bucket + BigInt(8 * i), 8))))
    expect(words(ours, read)).toEqual(words(real, readGo))
    const at = look(image)
    expect([at('extra.overflow'), at('(*extra.oldoverflow).len'), at('(*extra.oldoverflow).cap')]).toEqual([0n, 1n, 1n])
    expect(readGo(real.extra, 8)).toBe(0n)
  })
})

describe('what no quiet Go program can reach is refused', () => {
  it.each<[string, MapSpec, string]>([
    ['too many keys', { B: 0, entries: range(9) }, '9 keys are too many for B = 0: Go grows the map beyond 8'],
    ['a key twice', { B: 0, entries: entries(7, 7) }, 'key 7 is in the map twice'],
    ['a cell twice', {
      B: 0, entries: [7n, 9n].map((key) => ({ key, value: 0n, slot: { bucket: 0, index: 3 } })),
    }, 'key 9: cell 3 of bucket 0 is taken by key 7'],
    ['a key in another bucket', { B: 2, entries: [{ key: 7n, value: 0n, slot: { bucket: 1, index: 0 } }] },
      'key 7 hashes to bucket 2 of 4, so it cannot lie in bucket 1'],
    ['a finished growth', { B: 1, entries: [], growing: { evacuated: [0] } }, 'leave `growing` out'],
    ['a growth by two', { B: 3, entries: [], growing: { oldB: 1 } }, 'grows from B = 2 or 3, not from 1'],
    ['a late key in an old bucket', { B: 1, entries: [], growing: { oldB: 1, evacuated: [1], entries: entries(7) } },
      'its old bucket 0 must be in growing.evacuated'],
    ['nil buckets with keys', { B: 0, entries: entries(7), buckets: 'nil' }, 'only before its first insert'],
    ['a value of 65 bits', { B: 0, entries: [{ key: 1n, value: 1n << 64n }] }, 'does not fit into 64 bits'],
    ['B = 17', { B: 17, entries: [] }, 'B must be a whole number from 0 to 16, not 17'],
    ['an address between pages', { B: 0, entries: [], address: 0xc0_0000_0010n }, 'multiple of 8192'],
  ])('%s', (_, spec, message) => {
    expect(() => buildMap(spec)).toThrow(InputError)
    expect(() => buildMap(spec)).toThrow(message)
  })
})
