import type { Fail } from './fail.ts'

/** What every scenario is defined with. */
export interface CommonSpec {
  readonly name: string
  readonly cores: readonly unknown[]
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
}

/** Refuses names that a witness could not hold, no cores, and orders of cores that are not there. */
export function checkSpec({ name, cores, order = [] }: CommonSpec, fail: Fail): void {
  if (!/^\S+$/.test(name)) fail('name', 'expected a name without spaces, such as "sb/plain"')
  if (cores.length === 0) fail('cores', 'expected at least one core')
  for (const { earlier, later } of order) {
    if (earlier === later || cores[earlier] === undefined || cores[later] === undefined) {
      fail('order', `expected two different cores below ${cores.length}, found ${earlier} and ${later}`)
    }
  }
}
