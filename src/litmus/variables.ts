import { INT, asType } from './c-type.ts'
import { addressesIn, locationsOf } from './condition.ts'
import type { Proposition } from './proposition.ts'
import { takesAddress, variablesOf } from './instruction.ts'
import type { Instruction } from './instruction.ts'
import type { InitialValue, LitmusTest, Program, Variable } from './litmus-test.ts'

type Parts = Pick<LitmusTest, 'registers' | 'variables' | 'programs' | 'locations' | 'filter' | 'condition'>

/** The declared variables cut to their types, then whatever else the test mentions, as `int` 0. */
export function allVariables(parts: Parts): Map<string, Variable> {
  const variables = new Map<string, Variable>()
  for (const [name, variable] of parts.variables) variables.set(name, { ...variable, values: cut(variable) })
  const zero: InitialValue = { kind: 'number', value: 0n }
  for (const name of mentioned(parts)) {
    if (variables.has(name)) continue
    variables.set(name, { name, type: INT, length: undefined, values: [zero], declared: false })
  }
  return variables
}

function cut(variable: Variable): readonly InitialValue[] {
  return variable.values.map((value) => {
    return value.kind === 'number' ? { kind: 'number', value: asType(variable.type, value.value) } : value
  })
}

function mentioned(parts: Parts): readonly string[] {
  const locations = [...parts.locations, ...propositionsOf(parts).flatMap(locationsOf)]
  return [
    ...initialValues(parts).flatMap((value) => (value.kind === 'address' ? [value.name] : [])),
    ...instructionsOf(parts.programs).flatMap(variablesOf),
    ...locations.flatMap((location) => (location.kind === 'register' ? [] : [location.name])),
    ...propositionsOf(parts).flatMap(addressesIn).map(({ name }) => name),
  ]
}

function instructionsOf(programs: readonly Program[]): Instruction[] {
  const rows = programs.flatMap((program) => program.rows)
  return rows.flatMap(({ instruction }) => (instruction === undefined ? [] : [instruction]))
}

/** Every value that the initial state gives to a register or a variable. */
export function initialValues(parts: Pick<Parts, 'registers' | 'variables'>): readonly InitialValue[] {
  const variables = [...parts.variables.values()]
  return [...parts.registers.map(({ value }) => value), ...variables.flatMap(({ values }) => values)]
}

/** The condition, and the filter if there is one. */
export function propositionsOf(parts: Pick<Parts, 'condition' | 'filter'>): readonly Proposition[] {
  return parts.filter === undefined ? [parts.condition] : [parts.filter, parts.condition]
}

/** Whether a final state can hold addresses, so that a value may have to be printed as a variable's name. */
export function usesAddresses(test: LitmusTest): boolean {
  const loads = (instruction: Instruction): boolean => {
    return instruction.mnemonic.startsWith('lea') || takesAddress(instruction)
  }
  return (
    initialValues(test).some(({ kind }) => kind === 'address') ||
    propositionsOf(test).flatMap(addressesIn).length > 0 ||
    instructionsOf(test.programs).some(loads)
  )
}
