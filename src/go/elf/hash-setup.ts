/** How a binary's hash function of 8-byte keys is made to give the hashes that maps are laid out by here. */
import { InputError } from '../../emu/input-error.ts'
import { HASH_KEY, MEMHASH_CONSTANTS, type HashKey } from '../memhash.ts'
import type { GoBinary } from './go-binary.ts'

/** Words for the process's hash key. */
export interface HashSetup {
  /** What goes into `runtime.hashkey`; undefined where nobody knows where it is, and it stays zero. */
  readonly words: HashKey | undefined
  /** The key with which Go 1.22's `memhash64Fallback` gives the same hashes. */
  readonly equivalent: HashKey
}

const ZERO: HashKey = [0n, 0n, 0n, 0n]
/** From here on two words of the key stand in the place of two constants (runtime/hash64.go:74). */
const KEYED = 23

/**
 * The hash key for a binary whose CPU has no AES instructions. Throws an `InputError` for a stripped program of Go 1.23
 * or later: its hashes depend on a variable that only the symbol table names.
 */
export function hashSetup(binary: GoBinary): HashSetup {
  const { version, symbols, file } = binary
  const isKeyed = version === undefined || version.minor >= KEYED
  if (!symbols.has('runtime.hashkey')) {
    if (!isKeyed) return { words: undefined, equivalent: ZERO }
    throw new InputError(`${file}: stripped, and built with ${version?.text ?? 'an unknown Go'}: maps cannot be built for it, `
      + 'because their hash key cannot be found; build it without -ldflags=-s, or with Go 1.22')
  }
  if (!isKeyed) return { words: HASH_KEY, equivalent: HASH_KEY }
  const [first, , third, fourth] = HASH_KEY
  const { m1, m2 } = MEMHASH_CONSTANTS
  return { words: [first ^ m1, m2, third, fourth], equivalent: HASH_KEY }
}
