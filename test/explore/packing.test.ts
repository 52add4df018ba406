import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Packing } from '../../src/explore/packing.ts'

const NUMBER = fc.oneof(fc.nat(255), fc.nat(70_000), fc.nat(0x7fff_ffff))
const RECORDS = fc.integer({ min: 1, max: 6 }).chain((fields) =>
  fc.array(fc.array(NUMBER, { minLength: fields, maxLength: fields }), { minLength: 1, maxLength: 5 }))

test('what has been packed is unpacked, and different records are packed differently', () => {
  fc.assert(fc.property(RECORDS, (numbers) => {
    const records = numbers.map((record) => Int32Array.from(record))
    const packing = records.reduce((before, record) => before.widened(record), Packing.of(records[0]?.length ?? 0))
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
  expect(packing.widened(Int32Array.of(0, 256, 0)).pack(Int32Array.of(0, 256, 0), words)).toBe(true)
})
