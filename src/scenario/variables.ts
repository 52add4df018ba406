/** The shared memory of a scenario: variables by name, where they go, and the names that code and outcome functions use. */
import type { Segment } from '../emu/image.ts'
import type { Label } from '../go/labels.ts'
import type { Fail } from './fail.ts'

/** A number, or the name of a variable or field, which stands for its address. Negative numbers are taken modulo 2^(8·size). */
export type Word = bigint | string

/** One shared variable, or an array of them. */
export interface Variable {
  /** Bytes of one element: 1, 2, 4 or 8 (the default). */
  readonly size?: 1 | 2 | 4 | 8
  /** The initial value, or those of an array; default 0. */
  readonly value?: Word | readonly Word[]
}

/** Named fields, each at the next multiple of its size. Code and outcome functions name them `node.next`. */
export interface Structure {
  readonly fields: Readonly<Record<string, Word | Variable>>
}

/** Shared variables by name: `{ lock: 0n, node: { fields: { next: 0n, value: 7n } }, bytes: { size: 1, value: [1n, 2n] } }`. */
export type MemorySpec = Readonly<Record<string, Word | readonly Word[] | Variable | Structure>>

/** No names at all. */
export type NoVariables = Readonly<Record<symbol, never>>

type FieldName<M extends MemorySpec> = {
  [K in keyof M & string]: M[K] extends Structure ? `${K}.${keyof M[K]['fields'] & string}` : never
}[keyof M & string]

/** What stands for an address: a variable, or a field of a structure. */
export type PlaceName<M extends MemorySpec> = (keyof M & string) | FieldName<M>

/** What has a value: a variable that is no structure, or a field of one. */
export type ValueName<M extends MemorySpec> =
  | { [K in keyof M & string]: M[K] extends Structure ? never : K }[keyof M & string]
  | FieldName<M>

/** Where a variable or field went. */
export interface Place {
  readonly address: bigint
  /** Bytes of one element; 0 for a structure as a whole. */
  readonly size: number
  /** Elements; 1 for what is no array. */
  readonly length: number
}

/** Variables with their addresses and bytes. */
export interface PlacedVariables {
  readonly segments: readonly Segment[]
  readonly places: ReadonlyMap<string, Place>
  readonly labels: readonly Label[]
}

const CACHE_LINE = 64
const SIZES: readonly unknown[] = [1, 2, 4, 8]

const VARIABLES = 0x60_0000n

/** Gives each variable cache lines of its own. */
export function placeVariables(memory: MemorySpec, fail: Fail): PlacedVariables {
  const places = new Map<string, Place>()
  const labels: Label[] = []
  const fills: Fill[] = []
  let next = VARIABLES
  const segments = Object.entries(memory).map(([name, spec]) => {
    if (!/^[A-Za-z_][\w.]*$/.test(name)) fail('memory', `${JSON.stringify(name)} is not a name that assembly text can use`)
    const members = isStructure(spec) ? fieldsOf(name, spec, fail) : [{ name, offset: 0, ...elementsOf(name, spec, fail) }]
    const last = members.at(-1)
    const bytes = new Uint8Array(last === undefined ? 0 : last.offset + last.size * last.values.length)
    const address = next
    next += BigInt(Math.max(1, Math.ceil(bytes.length / CACHE_LINE)) * CACHE_LINE)
    if (isStructure(spec)) places.set(name, { address, size: 0, length: 1 })
    for (const { name: member, offset, size, values } of members) {
      const place = { address: address + BigInt(offset), size, length: values.length }
      places.set(member, place)
      values.forEach((word, i) => {
        const label = values.length === 1 ? member : `${member}[${i}]`
        labels.push({ name: label, address: place.address + BigInt(i * size), size })
        fills.push({ bytes, at: offset + i * size, size, word, of: member })
      })
    }
    return { name, address, bytes, kind: 'shared' as const }
  })
  for (const { bytes, at, size, word, of } of fills) {
    const value = typeof word === 'bigint' ? word : places.get(word)?.address
    if (value === undefined) fail(`memory.${of}`, noVariable(String(word), places.keys()))
    else store(bytes, at, size, value)
  }
  return { segments, places, labels }
}

/**
 * What reads variables and fields by name, element `index` of an array, in the memory that `read` gives. Names and indices that do not
 * exist are the outcome function's mistake.
 */
export function variableReader(
  { places }: Pick<PlacedVariables, 'places'>, read: (address: bigint, size: number) => bigint, fail: Fail,
): (variable: string, index?: number) => bigint {
  return (variable, index = 0) => {
    const place = places.get(variable)
    if (!place) return fail('outcome', noVariable(variable, places.keys()))
    if (place.size === 0) {
      const field = [...places.keys()].find((name) => name.startsWith(`${variable}.`)) ?? `${variable}.field`
      return fail('outcome', `${variable} is a structure: name one of its fields, such as ${field}`)
    }
    if (index < 0 || index >= place.length) {
      return fail('outcome', `${variable} has ${place.length} elements, and ${index} (from 0) is none of them`)
    }
    return read(place.address + BigInt(index * place.size), place.size)
  }
}

/** `there is no variable "z"; there are x, y`. */
export function noVariable(name: string, names: Iterable<string>): string {
  const list = [...names].join(', ')
  return `there is no variable ${JSON.stringify(name)}; ${list === '' ? 'the scenario has none' : `there are ${list}`}`
}

/** An element that gets its bytes when all variables have their places. */
interface Fill {
  readonly bytes: Uint8Array
  readonly at: number
  readonly size: number
  readonly word: Word
  /** The variable or field. */
  readonly of: string
}

interface Elements {
  readonly size: number
  readonly values: readonly Word[]
}

function isStructure(spec: MemorySpec[string]): spec is Structure {
  return typeof spec === 'object' && 'fields' in spec
}

function fieldsOf(name: string, { fields }: Structure, fail: Fail): (Elements & { name: string; offset: number })[] {
  let end = 0
  return Object.entries(fields).map(([field, spec]) => {
    const elements = elementsOf(`${name}.${field}`, spec, fail)
    const offset = Math.ceil(end / elements.size) * elements.size
    end = offset + elements.size * elements.values.length
    return { name: `${name}.${field}`, offset, ...elements }
  })
}

function elementsOf(name: string, spec: Word | readonly Word[] | Variable, fail: Fail): Elements {
  if (typeof spec === 'bigint' || typeof spec === 'string') return { size: 8, values: [spec] }
  if (isArray(spec)) return { size: 8, values: spec }
  const { size = 8, value = 0n, ...others } = spec
  const unknown = Object.keys(others)
  if (unknown.length > 0) fail(`memory.${name}`, `unknown ${unknown.join(', ')}; expected size and value, or fields`)
  if (!SIZES.includes(size)) fail(`memory.${name}.size`, `expected 1, 2, 4 or 8 bytes, found ${String(size)}`)
  return { size, values: isArray(value) ? value : [value] }
}

function isArray(value: unknown): value is readonly Word[] {
  return Array.isArray(value)
}

function store(bytes: Uint8Array, at: number, size: number, value: bigint): void {
  let rest = BigInt.asUintN(8 * size, value)
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[at + i] = Number(rest & 0xffn)
}
