/** Calls as a person writes them: `main.put(m, 7, 70); v, ok = main.get(m, 7)`. */
import { InputError } from '../../../emu/input-error.ts'
import { ARGUMENT_REGISTERS } from '../../../go/abi.ts'
import type { GoCall } from '../go-call.ts'

/** A call, with the names that were given to its results. */
export interface NamedCall extends GoCall {
  /** Names of the results in RAX, RBX and so on; empty where none were given. */
  readonly results: readonly string[]
}

/** What the names mean: the scenario's map, and its type, which the functions of the runtime take before it. */
const MAP = 'm'
const TYPE = 't'
const NAMED_RESULTS = 2

/** Takes the calls of one core apart, `;` between them. Throws an `InputError` that shows what is wrong. */
export function parseCalls(text: string): NamedCall[] {
  const calls = split(text, ';').map((part) => part.trim()).filter((part) => part !== '')
  if (calls.length === 0) {
    throw new InputError(`--core ${JSON.stringify(text)}: expected a call, such as main.put(m, 7, 70)`)
  }
  return calls.map(parseCall)
}

function parseCall(text: string): NamedCall {
  const fail = (problem: string): never => {
    throw new InputError(`the call ${JSON.stringify(text)}: ${problem}`)
  }
  const [, names, call = ''] = /^(?:([\w\s,]*?)\s*:?=\s*)?(.*)$/s.exec(text) ?? []
  const open = openingOfLastGroup(call)
  if (open === undefined || open === 0) {
    return fail('expected a function and its arguments, such as main.put(m, 7, 70)')
  }
  const inside = call.slice(open + 1, -1).trim()
  const parts = inside === '' ? [] : inside.split(',').map((part) => part.trim())
  if (parts.length > ARGUMENT_REGISTERS.length) {
    return fail(`${parts.length} arguments; Go passes ${ARGUMENT_REGISTERS.length} in registers, and more cannot be passed here`)
  }
  const results = names === undefined ? [] : names.split(',').map((name) => name.trim())
  if (results.length > NAMED_RESULTS || results.some((name) => !/^[A-Za-z_]\w*$/.test(name))) {
    return fail(`at most ${NAMED_RESULTS} results can have names, such as v, ok = main.get(m, 7)`)
  }
  return { function: call.slice(0, open).trim(), arguments: parts.map(parseArgument), results }
}

const INTEGER = /^(-?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[0-9][0-9_]*)$/

/** An argument: `m`, `t`, an integer as Go writes it, `true`, `false` or `nil`. */
export function parseArgument(part: string): GoCall['arguments'][0] {
  if (part === MAP) return 'map'
  if (part === TYPE) return 'type'
  if (part === 'true') return 1n
  if (part === 'false' || part === 'nil') return 0n
  const [, sign, digits = ''] = INTEGER.exec(part) ?? []
  const plain = digits.replaceAll('_', '').replace(/^0(?=[0-7])/, '0o')
  const value = plain === '' ? undefined : BigInt(plain) * (sign === '-' ? -1n : 1n)
  if (value === undefined || value >= 1n << 64n || value < -(1n << 63n)) {
    throw new InputError(
      `the argument ${JSON.stringify(part)}: expected m (the map), t (its type), an integer of 64 bits, true, false or nil`,
    )
  }
  return value
}

/** Where the parenthesis opens that the last character closes: methods have others, `main.(*T).Get(m)`. */
function openingOfLastGroup(text: string): number | undefined {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++
    else if (text[at] === '(' && --depth === 0) return at
    if (depth === 0) return undefined
  }
  return undefined
}

/** Splits outside of parentheses and brackets. */
function split(text: string, separator: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(' || character === '[') depth++
    if (character === ')' || character === ']') depth--
    if (character === separator && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + character)
  }
  return parts
}
