import { locationsOf, addressesIn } from './condition.ts'
import type { Proposition } from './condition.ts'
import type { LitmusTest } from './litmus-test.ts'
import type { SourceText } from './source-text.ts'
import { initialValues, propositionsOf } from './variables.ts'

/**
 * Elements exist, vectors have the array's length, and whole arrays are compared with vectors only. Errors are placed at
 * `at`, the start of the final section.
 */
export function checkLocations(source: SourceText, at: number, test: LitmusTest): void {
  const propositions = propositionsOf(test)
  const elements = [
    ...[...test.locations, ...propositions.flatMap(locationsOf)].flatMap((it) => (it.kind === 'element' ? [it] : [])),
    ...[...propositions.flatMap(addressesIn), ...initialValues(test)].flatMap((it) => (it.kind === 'address' ? [it] : [])),
  ]
  for (const { kind, name, index } of elements) {
    const length = test.variables.get(name)?.length
    if (index < (length ?? 1) && (kind === 'address' || length !== undefined)) continue
    const declared = length === undefined ? `${name} is no array` : `${name} has ${length} elements`
    throw source.error(at, `found ${name}[${index}], but ${declared}: expected an element declared in the initial state`)
  }
  for (const { location, value } of propositions.flatMap(atomsOf)) {
    if (location.kind !== 'variable') continue
    const length = test.variables.get(location.name)?.length
    if ((value.kind === 'vector' ? value.values.length : undefined) === length) continue
    const expected = length === undefined ? 'one value' : `{…} with ${length} values, or an element such as ${location.name}[0]`
    throw source.error(at, `found a comparison of ${location.name} with something of another length, expected ${expected}`)
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

/** A register of a processor that the code does not have is a slip of the pen, not a register that is always 0. */
export function checkCores(source: SourceText, at: number, test: LitmusTest): void {
  const cores = test.programs.map(({ core }) => core)
  const locations = [...test.locations, ...propositionsOf(test).flatMap(locationsOf)]
  const asked = locations.flatMap((location) => (location.kind === 'register' ? [location] : []))
  for (const { core, name } of [...test.registers, ...asked]) {
    if (cores.includes(core)) continue
    const known = cores.map((n) => `P${n}`).join(', ')
    throw source.error(at, `found the register ${core}:${name}, expected one of a processor that has code: ${known}`)
  }
}

