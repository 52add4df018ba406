import { expect, test } from 'vitest'
import { parseCalls } from '../../../../src/scenario/go/elf/parse-calls.ts'

test('calls of one core, with integers as Go writes them', () => {
  expect(parseCalls('main.put(m, 7, 0x46); main.del(m,-1) ;')).toEqual([
    { function: 'main.put', arguments: ['map', 7n, 70n], results: [] },
    { function: 'main.del', arguments: ['map', -1n], results: [] },
  ])
  expect(parseCalls('main.f(0b101, 0o17, 017, 1_000, true, false, nil, t)')[0]?.arguments)
    .toEqual([5n, 15n, 15n, 1000n, 1n, 0n, 0n, 'type'])
})

test('results with names, methods, and instances of generic functions', () => {
  expect(parseCalls('v, ok := main.get(m, 7)')[0]).toEqual({
    function: 'main.get', arguments: ['map', 7n], results: ['v', 'ok'],
  })
  expect(parseCalls('s = main.(*pair).Sum(0)')[0]?.function).toBe('main.(*pair).Sum')
  expect(parseCalls('main.largest[go.shape.int](1, 2)')[0]?.function).toBe('main.largest[go.shape.int]')
  expect(parseCalls('main.f()')[0]?.arguments).toEqual([])
})

test.each([
  ['', 'expected a call'],
  ['main.put', 'expected a function and its arguments'],
  ['main.put(m, 7', 'expected a function and its arguments'],
  ['(m, 7)', 'expected a function and its arguments'],
  ['main.put(m, 7.5)', 'the argument "7.5": expected m'],
  ['main.put(m, "a")', 'the argument "\\"a\\""'],
  ['main.put(m, 18446744073709551616)', 'an integer of 64 bits'],
  ['main.f(1,2,3,4,5,6,7,8,9,10)', 'Go passes 9 in registers'],
  ['a, b, c = main.f()', 'at most 2 results'],
])('%s is refused', (text, message) => {
  expect(() => parseCalls(text)).toThrow(message)
  expect(() => parseCalls(text)).toThrow(expect.objectContaining({ name: 'InputError' }) as Error)
})
