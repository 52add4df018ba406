import { expect, it } from 'vitest'
import { buildMapType } from '../../src/go/map-type.ts'
import { readerOf } from './memory.ts'

const HASHER = 0x4d_4420n

/** Type descriptors as they lie in a program built by Go 1.22.12, with what no map code reads set to 0. */
const FROM_GO = {
  map: '0800000000000000' + '0800000000000000' + '00000000' + '02080835' + '00'.repeat(24),
  bucket: '9000000000000000' + '0000000000000000' + '00000000' + '02080819' + '00'.repeat(24),
  uint64: '0800000000000000' + '0000000000000000' + '00000000' + '0f08080b' + '00'.repeat(24),
  plainError: '1000000000000000' + '0800000000000000' + '00000000' + '07080818' + '00'.repeat(24),
  mapextra: '1800000000000000' + '1800000000000000' + '00000000' + '0f080819' + '00'.repeat(24),
  bucketPointers: '1800000000000000' + '0800000000000000' + '00000000' + '02080817' + '00'.repeat(24),
  bucketPointer: '0800000000000000' + '0800000000000000' + '00000000' + '08080836' + '00'.repeat(24),
}

const { type, segment, symbols } = buildMapType(HASHER, 0x4a_0000n)
const read = readerOf([segment])

it.each([
  ['type:map[uint64]uint64', FROM_GO.map],
  ['type:noalg.map.bucket[uint64]uint64', FROM_GO.bucket],
  ['type:uint64', FROM_GO.uint64],
  ['type:runtime.plainError', FROM_GO.plainError],
  ['type:runtime.errorString', FROM_GO.plainError],
  ['type:runtime.mapextra', FROM_GO.mapextra],
  ['type:[]*runtime.bmap', FROM_GO.bucketPointers],
  ['type:*runtime.bmap', FROM_GO.bucketPointer],
])('%s begins as in a Go program', (symbol, hex) => {
  const start = Number((symbols.get(symbol) ?? 0n) - segment.address)
  expect(Buffer.from(segment.bytes.slice(start, start + 48)).toString('hex')).toBe(hex)
})

it('links key, elem, bucket and hasher, and ends with the sizes and flags that Go gives (0808 9000 04000000)', () => {
  expect(read(type + 0x30n, 8)).toBe(symbols.get('type:uint64'))
  expect(read(type + 0x38n, 8)).toBe(symbols.get('type:uint64'))
  expect(read(type + 0x40n, 8)).toBe(symbols.get('type:noalg.map.bucket[uint64]uint64'))
  expect(read(type + 0x48n, 8)).toBe(HASHER)
  expect(read(type + 0x50n, 8)).toBe(0x0000_0004_0090_0808n)
})

it('is constant memory that bears the symbol of the map type', () => {
  expect(segment).toMatchObject({ name: 'type:map[uint64]uint64', address: type, kind: 'constant' })
})
