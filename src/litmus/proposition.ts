/** A register by its 64-bit name, a variable (a whole array too), or one element of an array. */
export type Location =
  | { readonly kind: 'register'; readonly core: number; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly name: string; readonly index: number }

/** The address of a variable's element `index` (0 for a plain variable). */
export interface Address {
  readonly kind: 'address'
  readonly name: string
  readonly index: number
}

/** What an atom compares a location with. */
export type AtomValue =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'vector'; readonly values: readonly bigint[] }
  | { readonly kind: 'location'; readonly location: Location }
  | Address

/**
 * A proposition about a final state. `and []` is true, `or []` is false; no `and` stands directly in an `and`, nor an
 * `or` in an `or`, and neither has a single operand.
 */
export type Proposition =
  | { readonly kind: 'atom'; readonly location: Location; readonly value: AtomValue }
  | { readonly kind: 'not'; readonly operand: Proposition }
  | { readonly kind: 'and'; readonly operands: readonly Proposition[] }
  | { readonly kind: 'or'; readonly operands: readonly Proposition[] }
  | { readonly kind: 'implies'; readonly premise: Proposition; readonly conclusion: Proposition }

/** `final` and `observed` are `exists`, `not exists` is `~exists`; a test without a condition says `forall (true)`. */
export type Quantifier = 'exists' | '~exists' | 'forall'

/** What a reader of a final state can be asked for. */
export type Place = Extract<Location, { kind: 'register' | 'element' }> | Address

/**
 * Reads one final state of a run. A register comes with its 64 bits; an element with as many bytes as its type has,
 * little-endian (a plain variable is its element 0); an address is the one at which the runner placed the element.
 * Signs and anything above the size of the type are ignored: `asType` cuts.
 */
export type FinalStateReader = (place: Place) => bigint
