import { locationsOf, addressesIn } from './condition.ts'
import type { Proposition } from './proposition.ts'
import type { InitialRegister, LitmusTest } from './litmus-test.ts'
import type { SourceText } from './source-text.ts'
import { initialValues, propositionsOf } from './variables.ts'

/**
 * Elements exist, vectors have the array's length, and whole arrays are compared with vectors only: else `InputError`,
 * placed at the offset `at`, the start of the final section.
 */
export function checkLocations(source: SourceText, at: number, test: LitmusTest): void {
  const propositions = propositionsOf(test)
  const elements = [
    ...[...test.locations, ...propositions.flatMap(locationsOf)].flatMap((it) => (it.kind === 'element' ? [it] : [])),
    ...propositions.flatMap(addressesIn),
    ...initialValues(test).flatMap((it) => (it.kind === 'address' ? [it] : [])),
  ]
  for (const { kind, name, index } of elements) {
    const length = test.variables.get(name)?.length
    if (index < (length ?? 1) && (kind === 'address' || length !== undefined)) continue
    const declared = length === undefined ? `${name} is no array` : `${name} has ${length} elements`
    throw source.unexpected(at, `${name}[${index}]`, `an element of a declared array: ${declared}`)
  }
  for (const { location, value } of propositions.flatMap(atomsOf)) {
    if (location.kind !== 'variable') continue
    const length = test.variables.get(location.name)?.length
    if ((value.kind === 'vector' ? value.values.length : undefined) === length) continue
    const vector = `{…} with ${length} values, or an element such as ${location.name}[0]`
    const found = `a comparison of ${location.name} with something of another length`
    throw source.unexpected(at, found, length === undefined ? 'one value' : vector)
  }
}

function atomsOf(proposition: Proposition): Extract<Proposition, { kind: 'atom' }>[] {
  switch (proposition.kind) {
    case 'atom':
      return [proposition]
    case 'not':
      return atomsOf(proposition.operand)
    case 'and':
    case 'or':
      return proposition.operands.flatMap(atomsOf)
    case 'implies':
      return [...atomsOf(proposition.premise), ...atomsOf(proposition.conclusion)]
  }
}

/**
 * A register of a processor that the code does not have is a slip of the pen, not a register that is always 0:
 * `InputError`, placed at the start of the initial state or of the final section.
 */
export function checkCores(source: SourceText, at: { init: number; final: number }, test: LitmusTest): void {
  const locations = [...test.locations, ...propositionsOf(test).flatMap(locationsOf)]
  const asked = locations.flatMap((location) => (location.kind === 'register' ? [location] : []))
  checkRegisters(source, at.init, test, test.registers)
  checkRegisters(source, at.final, test, asked)
}

type RegisterOfCore = Pick<InitialRegister, 'core' | 'name'>

function checkRegisters(source: SourceText, at: number, test: LitmusTest, registers: readonly RegisterOfCore[]): void {
  const cores = test.programs.map(({ core }) => core)
  const stray = registers.find(({ core }) => !cores.includes(core))
  if (stray === undefined) return
  const known = cores.map((n) => `P${n}`).join(', ')
  throw source.unexpected(at, `the register ${stray.core}:${stray.name}`, `one of a processor that has code: ${known}`)
}
