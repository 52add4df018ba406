/** Calls checked against the functions that they name, and results read as their types. */
import { InputError } from '../../../emu/input-error.ts'
import type { GoBinary } from '../../../go/elf/go-binary.ts'
import type { GoVariableType } from '../../../go/elf/signature.ts'
import type { NamedCall } from './parse-calls.ts'

/** One result of a call. */
export interface TypedResult {
  /** Undefined where neither the caller nor the function gave it a name. */
  readonly name: string | undefined
  readonly type: GoVariableType
}

/** A call to a function that is there, with what is known of its results. */
export interface TypedCall extends NamedCall {
  /** The call as it was written, without names of results. */
  readonly text: string
  /** In the order of their registers, RAX first. Without debugging information one result of 8 bytes is assumed. */
  readonly typed: readonly TypedResult[]
  /** Whether the program's debugging information says so. */
  readonly isCertain: boolean
  /** The type of the map that it is given, where the program tells. */
  readonly mapType: string | undefined
}

const WORD: GoVariableType = { name: 'word', kind: 'unsigned', size: 8 }

/**
 * Looks the function up and compares the arguments with its parameters. Throws an `InputError` for a function that is
 * not there, another number of arguments, and types that do not go into one integer register.
 */
export function typeCall(binary: GoBinary, call: NamedCall): TypedCall {
  const { entry } = binary.functionNamed(call.function)
  // The assembler tells the debugger nothing of parameters.
  const signature = binary.lineAt(entry)?.file.endsWith('.s') ? undefined : binary.signatureOf(call.function)
  const words = call.arguments.map((argument) => (argument === 'map' ? 'm' : argument === 'type' ? 't' : `${argument}`))
  const text = `${call.function}(${words.join(', ')})`
  const names = call.results
  if (signature === undefined) {
    const typed = (names.length > 0 ? names : [undefined]).map((name) => ({ name, type: WORD }))
    return { ...call, text, typed, isCertain: false, mapType: undefined }
  }
  const { parameters, results } = signature
  const fail = (problem: string): never => {
    const list = parameters.map(({ name, type }) => `${name} ${type.name}`).join(', ')
    const returns = results.length === 0 ? '' : ` (${results.map(({ type }) => type.name).join(', ')})`
    throw new InputError(`the call ${text}: ${problem}; it is ${call.function}(${list})${returns}`)
  }
  const wrong = parameters.find(({ type }) => type.kind === 'other')
  if (wrong !== undefined) fail(`the parameter ${wrong.name} is no integer, pointer or map, and others cannot be passed here`)
  if (parameters.length !== call.arguments.length) {
    const given = call.arguments.length === 1 ? '1 argument' : `${call.arguments.length} arguments`
    fail(`${given} where the function takes ${parameters.length}`)
  }
  parameters.forEach(({ name, type }, i) => {
    const argument = call.arguments[i]
    if (argument === 'map' && type.kind !== 'map' && type.kind !== 'pointer') {
      fail(`m is a map, and ${name} is of type ${type.name}`)
    }
    if (argument === 'type' && type.kind !== 'pointer') fail(`t is a pointer, and ${name} is of type ${type.name}`)
    if (typeof argument === 'bigint' && !fits(argument, type)) fail(`${argument} does not fit into ${name} ${type.name}`)
  })
  if (names.length > results.length) fail(`${names.length} names for ${results.length} results`)
  // A result that takes several registers moves those behind it: only what is before it is known.
  const others = results.findIndex(({ type }) => type.kind === 'other')
  const simple = others < 0 ? results : results.slice(0, others)
  const typed = simple.map(({ name, type }, i) => {
    return { name: names[i] ?? (name.startsWith('~') ? undefined : name), type }
  })
  const mapType = parameters.find(({ type }, i) => call.arguments[i] === 'map' && type.kind === 'map')?.type.name
  const resultWords = typed.length > 1 ? 2 : typed.length === 1 ? 1 : 0
  return { ...call, text, typed, isCertain: true, mapType, resultWords }
}

/** Of 64 bits every pattern fits, with a sign or without. */
function fits(value: bigint, { kind, size }: GoVariableType): boolean {
  if (kind === 'bool') return value === 0n || value === 1n
  if (size === 8) return true
  return (kind === 'signed' ? BigInt.asIntN(8 * size, value) : BigInt.asUintN(8 * size, value)) === value
}

/** A register's contents as a value of the type: what a register holds above the type's size means nothing. */
export function readResult(type: GoVariableType, word: bigint): boolean | bigint | string {
  switch (type.kind) {
    case 'bool': return (word & 0xffn) !== 0n
    case 'signed': return BigInt.asIntN(8 * type.size, word)
    case 'unsigned': return BigInt.asUintN(8 * type.size, word)
    case 'pointer': case 'map': case 'other': return word === 0n ? 'nil' : `0x${word.toString(16)}`
  }
}
