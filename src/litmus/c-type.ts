/** A C integer or pointer type of a declaration. */
export interface CType {
  /** As the test writes it, single blanks: `uint64_t`, `int *`. */
  readonly name: string
  /** In bytes. */
  readonly size: 1 | 2 | 4 | 8
  readonly signed: boolean
  readonly pointer: boolean
}

function integer(name: string, size: CType['size'], signed: boolean): CType {
  return { name, size, signed, pointer: false }
}

/** The type of everything that a test does not declare. */
export const INT: CType = integer('int', 4, true)

/** The type of a variable whose initial value is an address and that has no other type. */
export const POINTER: CType = { name: 'void *', size: 8, signed: false, pointer: true }

/** `long` has 8 bytes, as in every x86-64 ABI that herd's own users compile for; herd itself takes 4. */
const INTEGERS: ReadonlyMap<string, CType> = new Map(
  [
    integer('char', 1, true),
    integer('int8_t', 1, true),
    integer('uint8_t', 1, false),
    integer('short', 2, true),
    integer('int16_t', 2, true),
    integer('uint16_t', 2, false),
    INT,
    integer('signed', 4, true),
    integer('unsigned', 4, false),
    integer('int32_t', 4, true),
    integer('uint32_t', 4, false),
    integer('atomic_t', 4, true),
    integer('long', 8, true),
    integer('int64_t', 8, true),
    integer('uint64_t', 8, false),
    integer('intptr_t', 8, true),
    integer('uintptr_t', 8, false),
    integer('size_t', 8, false),
  ].map((type) => [type.name, type]),
)

/** The names that a declaration may start with, for error messages. */
export const TYPE_NAMES = 'int, char, short, long, unsigned …, or intN_t, uintN_t with N = 8, 16, 32, 64'

/**
 * The type that these words of a declaration name (`['uint64_t']`, `['unsigned', 'char']`), a pointer when `pointer`;
 * undefined when there is none. `_Atomic`, `const` and `volatile` change nothing here.
 */
export function cType(words: readonly string[], pointer: boolean): CType | undefined {
  const kept = words.filter((word) => !['_Atomic', 'const', 'volatile'].includes(word))
  const name = kept.join(' ')
  if (pointer) return name === 'void' || plain(kept) ? { ...POINTER, name: `${name} *` } : undefined
  const type = plain(kept)
  return type === undefined ? undefined : { ...type, name }
}

function plain(words: readonly string[]): CType | undefined {
  const [first, ...rest] = words
  if (first === undefined) return undefined
  if ((first === 'unsigned' || first === 'signed') && rest.length > 0) {
    const base = plain(rest)
    return base === undefined ? undefined : { ...base, signed: first === 'signed' }
  }
  if (rest.join(' ') === 'int' && (first === 'short' || first === 'long')) return INTEGERS.get(first)
  if (words.join(' ') === 'long long' || words.join(' ') === 'long long int') return INTEGERS.get('long')
  return rest.length === 0 ? INTEGERS.get(first) : undefined
}

/** `value` as an object of this type holds it: cut to the size, and read as signed or unsigned. */
export function asType(type: CType, value: bigint): bigint {
  return type.signed ? BigInt.asIntN(8 * type.size, value) : BigInt.asUintN(8 * type.size, value)
}
