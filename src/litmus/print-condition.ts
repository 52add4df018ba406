import type { Address, AtomValue, Location, Proposition } from './proposition.ts'
import type { LitmusTest } from './litmus-test.ts'
import { printedRegister } from './registers.ts'

type Arch = LitmusTest['arch']

/** The condition as herd prints it: `exists ([x]=1 /\ 0:rax=0)`. */
export function printCondition(test: Pick<LitmusTest, 'arch' | 'quantifier' | 'condition'>): string {
  return `${test.quantifier} (${printProposition(test.condition, test.arch)})`
}

/**
 * A proposition in herd's way of writing: no brackets round `/\` inside `\/`, `not (…)` for a negation. The one
 * difference is the left side of an implication, which herd prints without the brackets that its own parser needs.
 */
export function printProposition(proposition: Proposition, arch: Arch): string {
  switch (proposition.kind) {
    case 'atom':
      return printAtom(proposition.location, proposition.value, arch)
    case 'not':
      return `not (${printProposition(proposition.operand, arch)})`
    case 'and':
      if (proposition.operands.length === 0) return 'true'
      return proposition.operands.map((part) => bracketed(part, arch, ['or', 'implies'])).join(' /\\ ')
    case 'or':
      if (proposition.operands.length === 0) return 'false'
      return proposition.operands.map((part) => bracketed(part, arch, ['implies'])).join(' \\/ ')
    case 'implies': {
      const premise = bracketed(proposition.premise, arch, ['and', 'or', 'implies'])
      return `${premise} => ${bracketed(proposition.conclusion, arch, ['and', 'or'])}`
    }
  }
}

function bracketed(proposition: Proposition, arch: Arch, kinds: readonly Proposition['kind'][]): string {
  const text = printProposition(proposition, arch)
  const constant = (proposition.kind === 'and' || proposition.kind === 'or') && proposition.operands.length === 0
  return kinds.includes(proposition.kind) && !constant ? `(${text})` : text
}

function printAtom(location: Location, value: AtomValue, arch: Arch): string {
  const left = value.kind === 'vector' ? printBare(location, arch) : printLocation(location, arch)
  return `${left}=${printValue(value, arch)}`
}

function printValue(value: AtomValue, arch: Arch): string {
  switch (value.kind) {
    case 'number':
      return `${value.value}`
    case 'vector':
      return `{${value.values.join(',')}}`
    case 'location':
      return printLocation(value.location, arch)
    case 'address':
      return printAddress(value)
  }
}

/** An address as the variable's name: `x`, `t[1]`. */
export function printAddress({ name, index }: Address): string {
  return index === 0 ? name : `${name}[${index}]`
}

/** `0:rax`, `[x]` or `t[1]`. */
export function printLocation(location: Location, arch: Arch): string {
  return location.kind === 'variable' ? `[${location.name}]` : printBare(location, arch)
}

/** `0:rax`, `x` or `t[1]`: herd's form for a whole array. */
export function printBare(location: Location, arch: Arch): string {
  switch (location.kind) {
    case 'register':
      return `${location.core}:${printedRegister(location.name, arch)}`
    case 'variable':
      return location.name
    case 'element':
      return `${location.name}[${location.index}]`
  }
}
