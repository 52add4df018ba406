import type { Segment } from '../emu/image.ts'
import { addressLayout, type AddressLayout } from './address-layout.ts'
import type { InitialValue, LitmusTest, Variable } from './litmus-test.ts'

/** Where a test's variables lie: one shared segment, and the address of each element. */
export interface Placement {
  readonly layout: AddressLayout
  readonly segment: Segment
  /** Address of a variable's element `index`; 0 for a plain variable. */
  readonly addressOf: (name: string, index: number) => bigint
}

/** One cache line: no access that starts inside a variable of up to 8 bytes reaches another variable, or another line. */
const ALIGNMENT = 64

/** Places each variable at the start of a cache line of its own, in the order in which the test has them. */
export function placeVariables(test: LitmusTest): Placement {
  const places = new Map<string, { readonly offset: number; readonly size: number }>()
  let offset = 0
  for (const { name, type, values } of test.variables.values()) {
    places.set(name, { offset, size: type.size })
    offset += Math.ceil((type.size * values.length) / ALIGNMENT) * ALIGNMENT
  }
  const size = Math.max(offset, ALIGNMENT)
  const layout = addressLayout(test, size)
  const addressOf = (name: string, index: number): bigint => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`${test.file}: no variable ${name}`)
    return layout.variables + BigInt(place.offset + index * place.size)
  }
  const bytes = new Uint8Array(size)
  for (const variable of test.variables.values()) {
    bytes.set(initialBytes(variable, addressOf), places.get(variable.name)?.offset)
  }
  return { layout, segment: { name: 'variables', address: layout.variables, bytes, kind: 'shared' }, addressOf }
}

/** Little-endian, element after element. */
function initialBytes({ type, values }: Variable, addressOf: Placement['addressOf']): Uint8Array {
  const bytes = new Uint8Array(type.size * values.length)
  values.forEach((value, index) => {
    const bits = initialBits(value, addressOf)
    for (let i = 0; i < type.size; i++) bytes[index * type.size + i] = Number((bits >> BigInt(8 * i)) & 0xffn)
  })
  return bytes
}

/** A value of the initial state as unsigned 64 bits. */
export function initialBits(value: InitialValue, addressOf: Placement['addressOf']): bigint {
  return value.kind === 'number' ? BigInt.asUintN(64, value.value) : addressOf(value.name, value.index)
}
