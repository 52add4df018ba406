import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Packing } from '../../src/explore/packing.ts'

const NUMBER = fc.oneof(fc.nat(255), fc.nat(70_000), fc.nat(0x7fff_ffff))
/** Each number with all bits that it has in any record. */
function union(records: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(records[0]?.length ?? 0)
  for (const record of records) record.forEach((number, field) => (all[field] = (all[field] ?? 0) | number))
  return all
}

const RECORDS = fc.integer({ min: 1, max: 6 }).chain((fields) =>
  fc.array(fc.array(NUMBER, { minLength: fields, maxLength: fields }), { minLength: 1, maxLength: 5 }))

test('what has been packed is unpacked, and different records are packed differently', () => {
  fc.assert(fc.property(RECORDS, (numbers) => {
    const records = numbers.map((record) => Int32Array.from(record))
    const packing = records.reduce((before, record) => before.widened(record, union(records)), Packing.of(records[0]?.length ?? 0))
    const packed = records.map((record) => {
      const words = new Int32Array(packing.words)
      expect(packing.pack(record, words)).toBe(true)
      return words
    })
    const all = Int32Array.from(packed.flatMap((words) => [...words]))
    records.forEach((record, i) => {
      const unpacked = new Int32Array(record.length)
      packing.unpack(all, i * packing.words, unpacked)
      expect([...unpacked]).toEqual([...record])
      records.forEach((other, j) => {
        expect(packed[i]?.join() === packed[j]?.join()).toBe(record.join() === other.join())
      })
    })
  }))
})

test('a number that needs more bits is not packed', () => {
  const packing = Packing.of(3)
  const words = new Int32Array(packing.words)
  expect(packing.words).toBe(1)
  expect(packing.pack(Int32Array.of(255, 255, 255), words)).toBe(true)
  expect(packing.pack(Int32Array.of(0, 256, 0), words)).toBe(false)
  expect(packing.widened(Int32Array.of(0, 256, 0), Int32Array.of(255, 255, 255)).pack(Int32Array.of(0, 256, 0), words)).toBe(true)
})

test('what the last word has left is handed out: a field that nobody needs gets no second word', () => {
  const widened = Packing.of(4).widened(Int32Array.of(1, 2000, 3, 4), Int32Array.of(15, 2047, 15, 255))
  // 4, 12, 4 and 8 bits; then one each for all.
  expect(widened.words).toBe(1)
  const words = new Int32Array(1)
  expect(widened.pack(Int32Array.of(31, 8191, 31, 511), words)).toBe(true)
  for (const tooLarge of [[32, 0, 0, 0], [0, 8192, 0, 0], [0, 0, 32, 0], [0, 0, 0, 512]]) {
    expect(widened.pack(Int32Array.from(tooLarge), words)).toBe(false)
  }
})
