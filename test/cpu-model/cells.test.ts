import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cells, CellSplit } from '../../src/cpu-model/cells.ts'

/** Byte n of memory holds n. */
const counting = (): Cells => new Cells((address) => address & 0xff)

/** `[address, size]` of each cell of the access. */
function shape(cells: Cells, address: number, size: number): number[][] {
  return cells.resolve(address, size).map((cell) => [cells.address(cell), cells.size(cell)])
}

/** The same, starting again as often as an access cuts a cell, as the machine does. */
function resolveAll(cells: Cells, accesses: readonly (readonly [number, number])[]): number[][][] {
  for (;;) {
    try {
      return accesses.map(([address, size]) => shape(cells, address, size))
    } catch (error) {
      if (!(error instanceof CellSplit)) throw error
      cells.reset()
    }
  }
}

describe('resolve', () => {
  test('an access is one cell', () => {
    const cells = counting()
    expect(shape(cells, 16, 8)).toEqual([[16, 8]])
    expect(cells.resolve(16, 8)).toEqual(cells.resolve(16, 8))
    expect(cells.count).toBe(1)
  })

  test('a wide access over known narrow ones is made of them', () => {
    const cells = counting()
    shape(cells, 16, 1)
    shape(cells, 20, 4)
    expect(shape(cells, 16, 8)).toEqual([[16, 1], [17, 3], [20, 4]])
  })

  test('a narrow access to a wide cell asks for a restart, once', () => {
    const cells = counting()
    shape(cells, 16, 8)
    expect(() => shape(cells, 18, 2)).toThrow(CellSplit)
    cells.reset()
    expect(cells.count).toBe(0)
    expect(shape(cells, 16, 8)).toEqual([[16, 2], [18, 2], [20, 2], [22, 2]])
    expect(shape(cells, 18, 2)).toEqual([[18, 2]])
  })

  test('so does the first element of an array, and the others do not', () => {
    const cells = counting()
    shape(cells, 16, 8)
    expect(() => shape(cells, 19, 1)).toThrow(CellSplit)
    cells.reset()
    shape(cells, 16, 8)
    for (let element = 16; element < 24; element++) expect(shape(cells, element, 1)).toEqual([[element, 1]])
  })

  test('what is cut has no pieces outside of it', () => {
    const cells = counting()
    shape(cells, 16, 8)
    expect(() => shape(cells, 20, 8)).toThrow(CellSplit)
    cells.reset()
    expect(shape(cells, 8, 8)).toEqual([[8, 8]])
    expect(shape(cells, 16, 16)).toEqual([[16, 4], [20, 4], [24, 4], [28, 4]])
  })

  test('an access that overlaps half of a cell', () => {
    expect(resolveAll(counting(), [[16, 8], [20, 8]])).toEqual([[[16, 4], [20, 4]], [[20, 4], [24, 4]]])
  })

  test('16 bytes', () => {
    expect(resolveAll(counting(), [[16, 16], [24, 8]])).toEqual([[[16, 8], [24, 8]], [[24, 8]]])
  })

  test('neighbours stay apart', () => {
    expect(resolveAll(counting(), [[16, 4], [20, 4]])).toEqual([[[16, 4]], [[20, 4]]])
  })

  test('whatever the accesses: each is covered without gaps, no two cells overlap', () => {
    const access = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1, 2, 4, 8, 16))
    fc.assert(fc.property(fc.array(access, { minLength: 1, maxLength: 12 }), (accesses) => {
      const cells = counting()
      const shapes = resolveAll(cells, accesses)
      accesses.forEach(([address, size], i) => {
        let at = address
        for (const [from, length] of shapes[i] ?? []) {
          expect(from).toBe(at)
          at += length ?? 0
        }
        expect(at).toBe(address + size)
      })
      const bytes = Array.from({ length: cells.count }, (_, cell) =>
        Array.from({ length: cells.size(cell) }, (_byte, i) => cells.address(cell) + i)).flat()
      expect(new Set(bytes).size).toBe(bytes.length)
      for (const byte of bytes) expect(cells.cellAt(byte)).toBeDefined()
    }))
  })
})

describe('values', () => {
  test('number 0 is the initial one, little-endian', () => {
    const cells = counting()
    const [cell] = cells.resolve(1, 4)
    expect(cells.value(cell ?? -1, 0)).toBe(0x04030201n)
    expect(cells.indexOf(cell ?? -1, 0x04030201n)).toBe(0)
  })

  test('others are numbered as they appear', () => {
    const cells = counting()
    const [cell = -1] = cells.resolve(0, 1)
    expect([5n, 6n, 5n, 0n].map((value) => cells.indexOf(cell, value))).toEqual([1, 2, 1, 0])
    expect(cells.value(cell, 2)).toBe(6n)
    expect(cells.valueCount(cell)).toBe(3)
  })

  test('a byte that no access has touched has no cell', () => {
    const cells = counting()
    cells.resolve(8, 2)
    expect([cells.cellAt(7), cells.cellAt(9), cells.cellAt(10)]).toEqual([undefined, 0, undefined])
  })
})
