import { expect, test } from 'vitest'
import type { GoBinary } from '../../../src/go/elf/go-binary.ts'
import { hashSetup } from '../../../src/go/elf/hash-setup.ts'
import { HASH_KEY, memhash64 } from '../../../src/go/memhash.ts'

/** As much of a binary as its hashes depend on. */
function binaryOf(minor: number, symbols: readonly string[]): GoBinary {
  const version = { text: `go1.${minor}.1`, major: 1, minor }
  return { file: 'prog', version, symbols: new Map(symbols.map((name) => [name, {}])) } as unknown as GoBinary
}

/** memhash64Fallback of Go 1.23 (runtime/hash64.go:71): mix(m5^8, mix(a^hashkey[1], a^seed^hashkey[0])). */
function memhash64OfGo123(key: bigint, seed: bigint, hashKey: readonly bigint[]): bigint {
  const mix = (a: bigint, b: bigint): bigint => ((a * b) >> 64n) ^ BigInt.asUintN(64, a * b)
  return mix(0x1d8e_4e27_c47d_124fn ^ 8n, mix(key ^ (hashKey[1] ?? 0n), key ^ seed ^ (hashKey[0] ?? 0n)))
}

test('Go 1.22 and before hash with the words themselves', () => {
  expect(hashSetup(binaryOf(22, ['runtime.hashkey']))).toEqual({ words: HASH_KEY, equivalent: HASH_KEY })
  expect(hashSetup(binaryOf(21, []))).toEqual({ words: undefined, equivalent: [0n, 0n, 0n, 0n] })
})

test('the words for Go 1.23 give the hashes of Go 1.22', () => {
  const { words = [], equivalent } = hashSetup(binaryOf(23, ['runtime.hashkey']))
  for (const key of [0n, 1n, 7n, 1n << 63n]) {
    expect(memhash64OfGo123(key, 0x5eedn, words)).toBe(memhash64(key, 0x5eed, equivalent))
  }
})

test('without its symbols Go 1.23 cannot be given a key', () => {
  expect(() => hashSetup(binaryOf(23, []))).toThrow('stripped, and built with go1.23.1')
})
