import { asType } from './c-type.ts'
import type { LitmusTest } from './litmus-test.ts'
import { placeType } from './place-type.ts'
import type { Address, AtomValue, FinalStateReader, Location, Proposition } from './proposition.ts'

/** All of `operands`: flattened, and without an `and` around a single one. */
export function conjunction(operands: readonly Proposition[]): Proposition {
  const flat = operands.flatMap((operand) => (operand.kind === 'and' ? operand.operands : [operand]))
  const [only] = flat
  return flat.length === 1 && only !== undefined ? only : { kind: 'and', operands: flat }
}

/** One of `operands`: flattened, and without an `or` around a single one. */
export function disjunction(operands: readonly Proposition[]): Proposition {
  const flat = operands.flatMap((operand) => (operand.kind === 'or' ? operand.operands : [operand]))
  const [only] = flat
  return flat.length === 1 && only !== undefined ? only : { kind: 'or', operands: flat }
}

/** Whether the proposition holds in a final state of the test. */
export function holds(test: LitmusTest, proposition: Proposition, read: FinalStateReader): boolean {
  switch (proposition.kind) {
    case 'atom':
      return atomHolds(test, proposition.location, proposition.value, read)
    case 'not':
      return !holds(test, proposition.operand, read)
    case 'and':
      return proposition.operands.every((operand) => holds(test, operand, read))
    case 'or':
      return proposition.operands.some((operand) => holds(test, operand, read))
    case 'implies':
      return !holds(test, proposition.premise, read) || holds(test, proposition.conclusion, read)
  }
}

/** Both sides are cut to the left one's type: `0:rax=-1` holds of 0xffffffff when `0:rax` is an int, its default. */
function atomHolds(test: LitmusTest, location: Location, value: AtomValue, read: FinalStateReader): boolean {
  const type = placeType(test, location)
  const left = rawValue(location, read)
  switch (value.kind) {
    case 'number':
      return asType(type, left) === asType(type, value.value)
    case 'location':
      return asType(type, left) === asType(placeType(test, value.location), rawValue(value.location, read))
    case 'address': {
      // An address in a register has all its 64 bits there, whatever type a final state prints the register with.
      const bits = location.kind === 'register' ? 64 : 8 * type.size
      return BigInt.asUintN(bits, left) === BigInt.asUintN(bits, read(value))
    }
    case 'vector': {
      if (location.kind !== 'variable') throw new Error('a vector stands beside something that is no array')
      const { name } = location
      return value.values.every((element, index) => {
        return asType(type, read({ kind: 'element', name, index })) === asType(type, element)
      })
    }
  }
}

function rawValue(location: Location, read: FinalStateReader): bigint {
  return read(location.kind === 'variable' ? { kind: 'element', name: location.name, index: 0 } : location)
}

/** Every location that the proposition mentions, in the order of mention, repeated when repeated. */
export function locationsOf(proposition: Proposition): readonly Location[] {
  switch (proposition.kind) {
    case 'atom':
      return proposition.value.kind === 'location'
        ? [proposition.location, proposition.value.location]
        : [proposition.location]
    case 'not':
      return locationsOf(proposition.operand)
    case 'and':
    case 'or':
      return proposition.operands.flatMap(locationsOf)
    case 'implies':
      return [...locationsOf(proposition.premise), ...locationsOf(proposition.conclusion)]
  }
}

/** Every variable of which the proposition takes the address. */
export function addressesIn(proposition: Proposition): readonly Address[] {
  switch (proposition.kind) {
    case 'atom':
      return proposition.value.kind === 'address' ? [proposition.value] : []
    case 'not':
      return addressesIn(proposition.operand)
    case 'and':
    case 'or':
      return proposition.operands.flatMap(addressesIn)
    case 'implies':
      return [...addressesIn(proposition.premise), ...addressesIn(proposition.conclusion)]
  }
}
