import { expect, it } from 'vitest'
import { HEAP_START, HeapPlacer } from '../../src/go/heap-placer.ts'

it('packs objects of one size class into a span of its own', () => {
  const heap = new HeapPlacer(HEAP_START)
  expect([48, 144, 144, 40, 24].map((size) => heap.place(size))).toEqual([
    0xc0_0000_0000n, 0xc0_0000_2000n, 0xc0_0000_2090n, 0xc0_0000_0030n, 0xc0_0000_4000n,
  ])
  expect(heap.end).toBe(0xc0_0000_6000n)
})

it('begins another span when one is full', () => {
  const heap = new HeapPlacer(HEAP_START)
  const places = Array.from({ length: 3 }, () => heap.place(4096))
  expect(places).toEqual([0xc0_0000_0000n, 0xc0_0000_1000n, 0xc0_0000_2000n])
})

it('gives a large object whole pages', () => {
  const heap = new HeapPlacer(HEAP_START)
  expect([heap.place(272 * 144), heap.place(8)]).toEqual([0xc0_0000_0000n, 0xc0_0000_a000n])
})
