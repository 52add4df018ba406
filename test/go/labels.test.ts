import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { LabelTable, type Label } from '../../src/go/labels.ts'
import { buildMap } from '../../src/go/map-image.ts'

const H = 0xc0_0000_0000n

describe('LabelTable of a map', () => {
  const { labels } = buildMap({
    B: 2, entries: [{ key: 7n, value: 1n, slot: { bucket: 2, index: 8 } }], growing: { oldB: 2 },
  })
  const table = new LabelTable([...labels, { name: 'arena0', address: 0xc0_0100_0000n, size: 0x1000 }])
  const { address: bucket } = table.addressOf('bucket[0].tophash[0]')
  const { address: old } = table.addressOf('old[0].tophash[0]')

  it.each<[string, bigint, number]>([
    ['h.count', H, 8],
    ['h.flags', H + 8n, 1],
    ['h.buckets', H + 0x10n, 8],
    ['bucket[0].tophash[1]', bucket + 1n, 1],
    ['bucket[0].key[3]', bucket + 0x20n, 8],
    ['bucket[0].elem[3]', bucket + 0x60n, 8],
    ['bucket[0].overflow', bucket + 0x88n, 8],
    ['bucket[3].tophash[0]', bucket + 3n * 144n, 1],
    ['old[1].tophash[0]', old + 144n, 1],
  ])('%s', (name, address, size) => {
    expect(table.nameOf(address, size)).toBe(name)
    expect(table.addressOf(name)).toEqual({ address, size })
  })

  it('names an access inside a field by its offset', () => {
    expect(table.nameOf(H + 0x12n, 1)).toBe('h.buckets+0x2')
    expect(table.addressOf('h.buckets+0x2')).toEqual({ address: H + 0x12n, size: 6 })
  })

  it('names an access over several fields by the first and the last', () => {
    expect(table.nameOf(H + 8n, 8)).toBe('h.flags..h.hash0')
    expect(table.nameOf(bucket, 8)).toBe('bucket[0].tophash[0]..bucket[0].tophash[7]')
  })

  it('names what a core allocated by its arena', () => {
    expect(table.nameOf(0xc0_0100_0020n, 8)).toBe('arena0+0x20')
    expect(table.addressOf('arena0+0x20').address).toBe(0xc0_0100_0020n)
  })

  it('names every label by itself', () => {
    for (const { name, address, size } of labels) expect(table.nameOf(address, size)).toBe(name)
  })

  it('falls back to the address', () => {
    expect(table.nameOf(0xdead_0000n)).toBe('0xdead0000')
    expect(table.addressOf('0xdead0000')).toEqual({ address: 0xdead_0000n, size: 1 })
  })

  it.each([
    ['h.flgs', 'nothing here is called `h.flgs`: near it are `h.flags`'],
    ['bucket[9].key[0]', 'near it are `bucket[0].key[0]`, `bucket[1].key[0]`, `bucket[2].key[0]`'],
    ['nonsense+0x10', 'nothing here is called `nonsense`: names look like `h.count`, `h.flags`, `h.B`'],
    ['', 'nothing here is called ``'],
  ])('refuses %s', (name, message) => {
    expect(() => table.addressOf(name)).toThrow(InputError)
    expect(() => table.addressOf(name)).toThrow(message)
  })
})

describe('LabelTable', () => {
  const label = (name: string, address: bigint, size: number): Label => ({ name, address, size })

  it('takes the smallest of nested labels and the outer one beside it', () => {
    const nested = [label('inner', 0x110n, 0x10), label('outer', 0x100n, 0x100), label('innermost', 0x114n, 4)]
    const table = new LabelTable(nested)
    expect([0x100n, 0x110n, 0x114n, 0x118n, 0x120n, 0x1ffn, 0x200n].map((address) => table.nameOf(address))).toEqual([
      'outer', 'inner', 'innermost', 'inner+0x8', 'outer+0x20', 'outer+0xff', '0x200',
    ])
  })

  it('copes with labels that overlap without nesting', () => {
    const table = new LabelTable([label('a', 0x100n, 0x10), label('b', 0x108n, 0x10)])
    expect([0xffn, 0x100n, 0x108n, 0x117n, 0x118n].map((address) => table.nameOf(address)))
      .toEqual(['0xff', 'a', 'b', 'b+0xf', '0x118'])
  })

  it('lets the first of two equal labels give the name, and finds both', () => {
    const table = new LabelTable([label('h.count', 0x100n, 8), label('len(m)', 0x100n, 8)])
    expect(table.nameOf(0x100n, 8)).toBe('h.count')
    expect(table.addressOf('len(m)').address).toBe(0x100n)
  })

  it('names code by the nearest symbol below', () => {
    const symbols = new Map([['runtime.fatal', 0x40_2000n], ['runtime.mapassign_fast64', 0x40_1000n]])
    const table = new LabelTable([], symbols)
    const names = [0x40_1000n, 0x40_1033n, 0x40_2001n, 0x40_0fffn, 0x50_0000n].map((address) => table.nameOf(address))
    expect(names).toEqual([
      'runtime.mapassign_fast64', 'runtime.mapassign_fast64+0x33', 'runtime.fatal+0x1', '0x400fff', '0x500000',
    ])
    expect(table.addressOf('runtime.mapassign_fast64+0x33').address).toBe(0x40_1033n)
  })

  it('is empty without labels', () => {
    const table = new LabelTable([])
    expect(table.nameOf(0x10n)).toBe('0x10')
    expect(() => table.addressOf('h.flags')).toThrow('there are no labels at all')
  })
})
