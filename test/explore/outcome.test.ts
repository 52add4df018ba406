import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcomeKey } from '../../src/explore/outcome.ts'

test('is JSON of the same data', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(JSON.parse(outcomeKey(value))).toEqual(JSON.parse(JSON.stringify(value)))
  }))
})

test('does not depend on the order of keys', () => {
  expect(outcomeKey({ b: [1, { d: 'x', c: null }], a: true })).toBe('{"a":true,"b":[1,{"c":null,"d":"x"}]}')
})

test('bigints are decimal strings, of any size and sign', () => {
  expect(outcomeKey({ count: 2n ** 64n - 1n, less: -1n })).toBe('{"count":"18446744073709551615","less":"-1"}')
})

test('what JSON cannot hold is left out of objects and is null elsewhere, as JSON has it', () => {
  expect(outcomeKey({ here: 1, gone: undefined, never: Number.NaN })).toBe('{"here":1,"never":null}')
  expect(outcomeKey([undefined, Number.POSITIVE_INFINITY])).toBe('[null,null]')
  expect(outcomeKey(undefined)).toBe('null')
})

test('minus zero is zero', () => {
  expect(outcomeKey(-0)).toBe(JSON.stringify(-0))
})
