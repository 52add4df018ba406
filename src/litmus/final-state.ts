import { asType } from './c-type.ts'
import type { CType } from './c-type.ts'
import { locationsOf } from './condition.ts'
import type { FinalStateReader, Location, Place } from './proposition.ts'
import type { LitmusTest } from './litmus-test.ts'
import { placeType } from './place-type.ts'
import { printAddress, printBare, printLocation } from './print-condition.ts'
import { REGISTERS64 } from './registers.ts'
import { usesAddresses } from './variables.ts'

/** One final state as herd shows it, restricted to what condition and `locations` mention. */
export interface FinalState {
  /** `0:rax=0; [x]=1;` */
  readonly text: string
  /** The values in the order of the text, cut to their types; addresses as numbers. They order states as herd does. */
  readonly values: readonly bigint[]
}

/** What herd shows of a final state, in its order: registers by core and number, variables by name, then elements. */
export function shownLocations(test: LitmusTest): readonly Location[] {
  const byText = new Map<string, Location>()
  for (const location of [...test.locations, ...locationsOf(test.condition)]) {
    byText.set(printLocation(location, test.arch), location)
  }
  return [...byText.values()].sort(compareLocations)
}

const KINDS = ['register', 'variable', 'element']

function compareLocations(a: Location, b: Location): number {
  if (a.kind === 'register' && b.kind === 'register') {
    return a.core - b.core || REGISTERS64.indexOf(a.name) - REGISTERS64.indexOf(b.name)
  }
  if (a.kind === 'element' && b.kind === 'element' && a.name === b.name) return a.index - b.index
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

/**
 * Prints final states of one test: `0:rax=0; [x]=1;`, a whole array as `t={1,-1};`, an address as the variable's name.
 * Values are decimal and signed as their types are. The function that it returns can be used for many states.
 */
export function finalStatePrinter(test: LitmusTest): (read: FinalStateReader) => FinalState {
  const shown = shownLocations(test).map((location) => ({
    type: placeType(test, location),
    places: placesOf(test, location),
    array: location.kind === 'variable' && test.variables.get(location.name)?.length !== undefined,
    location,
  }))
  const names = addressNames(test)
  return (read) => {
    const known = names(read)
    const values: bigint[] = []
    const parts = shown.map(({ type, places, array, location }) => {
      const texts = places.map((place) => {
        const { value, text } = shownValue(type, read(place), place, known)
        values.push(value)
        return text
      })
      return array
        ? `${printBare(location, test.arch)}={${texts.join(',')}};`
        : `${printLocation(location, test.arch)}=${texts.join('')};`
    })
    return { text: parts.join(' '), values }
  }
}

/** One final state; for many of one test take `finalStatePrinter`. */
export function formatFinalState(test: LitmusTest, read: FinalStateReader): FinalState {
  return finalStatePrinter(test)(read)
}

/** herd's order of states: value by value in the order in which they are shown. */
export function compareFinalStates(a: FinalState, b: FinalState): number {
  for (const [i, value] of a.values.entries()) {
    const other = b.values[i] ?? value
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}

function placesOf(test: LitmusTest, location: Location): readonly Place[] {
  if (location.kind !== 'variable') return [location]
  const length = test.variables.get(location.name)?.length ?? 1
  return Array.from({ length }, (_, index) => ({ kind: 'element', name: location.name, index }))
}

/** The names of all addresses, when values of the test can be such; asked of each reader, since each may place anew. */
function addressNames(test: LitmusTest): (read: FinalStateReader) => ReadonlyMap<bigint, string> {
  const none = new Map<bigint, string>()
  if (!usesAddresses(test)) return () => none
  const addresses = [...test.variables.values()].flatMap(({ name, length }) => {
    return Array.from({ length: length ?? 1 }, (_, index) => ({ kind: 'address', name, index }) as const)
  })
  return (read) => {
    return new Map(addresses.map((address) => [BigInt.asUintN(64, read(address)), printAddress(address)]))
  }
}

/** A register holds an address with all its 64 bits, whatever its type; memory only when the element has 8 bytes. */
function shownValue(
  type: CType, raw: bigint, place: Place, names: ReadonlyMap<bigint, string>,
): { value: bigint; text: string } {
  const name = place.kind === 'register' || type.size === 8 ? names.get(BigInt.asUintN(64, raw)) : undefined
  const value = name === undefined ? asType(type, raw) : BigInt.asUintN(64, raw)
  return { value, text: name ?? `${value}` }
}
