import { describe, expect, test } from 'vitest'
import { AddressSpace } from '../../../src/emu/core/address-space.ts'
import { splitAtLine } from '../../../src/emu/core/access.ts'
import type { Image, SegmentKind } from '../../../src/emu/image.ts'

function segment(address: number, size: number, kind: SegmentKind): Image['segments'][number] {
  return { name: kind, address: BigInt(address), bytes: new Uint8Array(size), kind }
}

/** Code at 0x1000, constants at 0x2000, shared memory at 0x3000, the own word at 0x4000, the stack at 0x5000, another core's at 0x6000. */
function space(...sharedGranules: readonly number[]): AddressSpace {
  const image: Image = {
    segments: [segment(0x1000, 16, 'code'), segment(0x2000, 32, 'constant'), segment(0x3000, 32, 'shared')],
    symbols: new Map(), statementAt: () => undefined,
  }
  const own = { name: 'own', address: 0x4000n, bytes: Uint8Array.of(1, 2, 3) }
  const setup = { entry: 0x1000n, registers: {}, stack: { address: 0x5000n, size: 0x1000 }, privateMemory: [own] }
  const other = { name: 'other', address: 0x6000n, bytes: new Uint8Array(64) }
  return new AddressSpace(image, setup, [other], new Set(sharedGranules))
}

describe('what an access finds', () => {
  test.each([
    ['shared memory', 0x3000, 8, 'shared', 'shared'],
    ['a constant, which a store makes shared', 0x2000, 8, 'constant', 'becomes shared'],
    ['the own word', 0x4000, 1, 'own', 'own'],
    ['the own stack', 0x5ff8, 8, 'own', 'own'],
    ['memory of another core', 0x6000, 8, 'becomes shared', 'becomes shared'],
    ['a constant that is shared', 0x2008, 8, 'shared', 'shared'],
    ['a constant of which half is shared', 0x2004, 8, 'becomes shared', 'becomes shared'],
    ['the rest of a page', 0x3020, 8, 'nothing', 'nothing'],
    ['the end of a segment and what is behind it', 0x201c, 8, 'nothing', 'nothing'],
  ])('%s', (_name, address, size, read, written) => {
    const found = space(0x2008 / 8)
    expect([found.kindOf(address, size, false), found.kindOf(address, size, true)]).toEqual([read, written])
  })

  test('the first byte where nothing lives, if it is an end of the access', () => {
    expect([space().endInNothing(0x201c, 8), space().endInNothing(0x3020, 8), space().endInNothing(0x3018, 8)])
      .toEqual([0x2023, 0x3020, undefined])
  })
})

test('pages that touch are one', () => {
  expect(space().pages()).toEqual([{ from: 0x1000, to: 0x7000 }])
})

test('a granule of own memory before the run: bytes beyond it are zero', () => {
  expect(space().initialWord(0x4000)).toBe(0x03_0201n)
  expect(() => space().initialWord(0x3000)).toThrow('0x3000 is not private memory')
})

test('an access that crosses a cache line is two, the lower part first', () => {
  expect(splitAtLine(0x103e, 8)).toEqual([{ address: 0x103e, size: 2 }, { address: 0x1040, size: 6 }])
  expect(splitAtLine(0x1038, 8)).toEqual([{ address: 0x1038, size: 8 }])
  expect(splitAtLine(0x1040, 16)).toEqual([{ address: 0x1040, size: 16 }])
})
