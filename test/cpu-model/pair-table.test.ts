import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PairTable } from '../../src/cpu-model/pair-table.ts'

test('ids count up from 0, equal pairs have equal ids (against a Map)', () => {
  const integer = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.integer())
  fc.assert(
    fc.property(fc.array(fc.tuple(integer, integer), { maxLength: 300 }), (pairs) => {
      const table = new PairTable()
      const reference = new Map<string, number>()
      for (const [a, b] of pairs) {
        const key = `${a},${b}`
        const known = reference.get(key) ?? reference.size
        reference.set(key, known)
        expect(table.intern(a, b)).toBe(known)
        expect([table.first(known), table.second(known)]).toEqual([a, b])
      }
      expect(table.size).toBe(reference.size)
    }),
  )
})

test('(a, b) is not (b, a)', () => {
  const table = new PairTable()
  expect(table.intern(1, 2)).not.toBe(table.intern(2, 1))
})

test('a hundred thousand pairs', () => {
  const table = new PairTable()
  for (let i = 0; i < 100_000; i++) table.intern(i % 317, Math.floor(i / 317))
  expect(table.size).toBe(100_000)
  for (let i = 0; i < 100_000; i += 999) expect(table.intern(i % 317, Math.floor(i / 317))).toBe(i)
})
