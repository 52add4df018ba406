/** Which symbols of asm/go1.22 are not transcriptions, and why (asm/go1.22/README.md). */

/** Functions and data that are fencepost's own, behind Go's names. They are not compared. */
export const OWN_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['runtime.mallocgc', 'a bump allocator behind the same registers'],
  ['runtime.rand', 'a deterministic generator behind the same registers'],
  ['runtime.bulkBarrierPreWrite', 'its checks only; no collector runs here'],
  ['runtime.memhash64', 'only the jump to memhash64Fallback, as on a CPU without AES'],
  ['runtime.hashkey', 'fixed words in place of random ones'],
])

/**
 * Functions whose blocks for AVX are left out: an UNDEF stands in the place of each. Everything that is reachable
 * without AVX is compared.
 */
export const WITHOUT_AVX: ReadonlySet<string> = new Set(['runtime.memmove', 'runtime.memclrNoHeapPointers'])
