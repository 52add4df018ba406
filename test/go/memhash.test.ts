import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HASH_KEY, memhash64 } from '../../src/go/memhash.ts'

describe('memhash64', () => {
  // Printed by runtime.memhash64Fallback of Go 1.22.12 with runtime.hashkey set to the words of asm/go1.22/hashkey.s.
  it.each([
    [0n, 0, 9219576197894718027n],
    [0n, 0x5eed, 11905674047245916242n],
    [0n, 0xffff_ffff, 6237496543299244955n],
    [1n, 0, 14667560715405764337n],
    [1n, 0x5eed, 5714429162158737664n],
    [7n, 0x5eed, 5469461404318337122n],
    [9n, 0x5eed, 11728879323283531546n],
    [0xffff_ffff_ffff_ffffn, 0, 2874288933334614286n],
    [0xffff_ffff_ffff_ffffn, 0xffff_ffff, 6055767436115886313n],
  ])('of key %d under seed %d is what Go computes', (key, seed, hash) => {
    expect(memhash64(key, seed)).toBe(hash)
  })

  it('depends on the first word of the hash key only', () => {
    const [first, ...rest] = HASH_KEY
    expect(memhash64(7n, 1, [first, 1n, 1n, 1n])).toBe(memhash64(7n, 1))
    expect(memhash64(7n, 1, [first ^ 2n, rest[0], rest[1], rest[2]])).not.toBe(memhash64(7n, 1))
  })

  it('uses the hash key that the listing defines', () => {
    const listing = readFileSync(new URL('../../asm/go1.22/hashkey.s', import.meta.url), 'utf8')
    const words = [...listing.matchAll(/^DATA runtime\.hashkey\+(\d+)\(SB\)\/8, \$(0x[0-9a-f]{16})/gm)]
    expect(words.map(([, offset]) => Number(offset))).toEqual([0, 8, 16, 24])
    expect(words.map(([, , word = '']) => BigInt(word))).toEqual(HASH_KEY)
  })
})
