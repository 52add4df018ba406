/** Which symbols of asm/go1.22 and asm/sync are not transcriptions, and why (their README.md). */

/** Functions and data that are fencepost's own, behind Go's names. They are not compared. */
export const OWN_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['runtime.mallocgc', 'a bump allocator behind the same registers'],
  ['runtime.rand', 'a deterministic generator behind the same registers'],
  ['runtime.bulkBarrierPreWrite', 'its checks only; no collector runs here'],
  ['runtime.memhash64', 'only the jump to memhash64Fallback, as on a CPU without AES'],
  ['runtime.hashkey', 'fixed words in place of random ones'],
  ['runtime.typehash', 'only keys of 8 bytes'],
  ['runtime.mapKeyError2', 'no error: only keys of 8 bytes'],
  ['sync.runtime_SemacquireMutex', 'spins in place of sleeping'],
  ['sync.runtime_SemacquireRWMutexR', 'spins in place of sleeping'],
  ['sync.runtime_SemacquireRWMutex', 'spins in place of sleeping'],
  ['fencepost.semacquire', 'the loop of those three'],
  ['sync.runtime_Semrelease', 'counts, wakes nobody'],
  ['sync.runtime_canSpin', 'never worth it'],
  ['sync.runtime_doSpin', 'returns'],
  ['sync.runtime_nanotime', 'a clock that stands still'],
  ['sync.fatal', 'a jump to runtime.fatal'],
  ['sync.throw', 'a jump to runtime.throw'],
  ['sync.expunged', 'Go fills it in when the program starts'],
])

/**
 * Functions whose blocks for AVX are left out: an UNDEF stands in the place of each. Everything that is reachable
 * without AVX is compared.
 */
export const WITHOUT_AVX: ReadonlySet<string> = new Set(['runtime.memmove', 'runtime.memclrNoHeapPointers'])
