import { INT } from './c-type.ts'
import type { CType } from './c-type.ts'
import type { Location } from './proposition.ts'
import type { LitmusTest } from './litmus-test.ts'

/** The type with which a location is compared and printed (of one element, for an array): as declared, else `int`. */
export function placeType(test: LitmusTest, location: Location): CType {
  if (location.kind !== 'register') return test.variables.get(location.name)?.type ?? INT
  const { core, name } = location
  return test.registers.find((register) => register.core === core && register.name === name)?.type ?? INT
}
