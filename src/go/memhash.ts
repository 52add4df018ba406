/**
 * The hash of an 8-byte key where the processor's AES instructions are not used: `memhash64Fallback` of Go 1.22
 * (runtime/hash64.go:76), after wyhash. It reads the first word of the hash key only.
 */

/** The four words of `runtime.hashkey` (alg.go:378); a real process fills them with random odd numbers at its start. */
export type HashKey = readonly [bigint, bigint, bigint, bigint]

/** The words that asm/go1.22/hashkey.s defines, so that every run hashes alike. */
export const HASH_KEY: HashKey = [
  0x243f_6a88_85a3_08d3n, 0x1319_8a2e_0370_7345n, 0xa409_3822_299f_31d1n, 0x082e_fa98_ec4e_6c89n,
]

// hash64.go:18; wyhash's secret.
const M1 = 0xa076_1d64_78bd_642fn
const M2 = 0xe703_7ed1_a0b4_28dbn
const M5 = 0x1d8e_4e27_c47d_124fn
const KEY_BYTES = 8n

/** Constants that later releases take from the hash key instead (runtime/hash64.go of Go 1.23). */
export const MEMHASH_CONSTANTS = { m1: M1, m2: M2 } as const

/** The two halves of the 128-bit product, xored (hash64.go:81). */
function mix(a: bigint, b: bigint): bigint {
  const product = a * b
  return (product >> 64n) ^ BigInt.asUintN(64, product)
}

/** The 64-bit hash of `key` (64 bits, unsigned) under the map's `seed` (`hmap.hash0`, 32 bits). */
export function memhash64(key: bigint, seed: bigint | number, hashKey: HashKey = HASH_KEY): bigint {
  return mix(M5 ^ KEY_BYTES, mix(key ^ M2, key ^ BigInt(seed) ^ hashKey[0] ^ M1))
}
