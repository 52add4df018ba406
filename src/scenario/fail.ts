import { InputError } from '../emu/input-error.ts'

/** Throws an `InputError` that names the scenario and the field. */
export type Fail = (field: string, problem: string) => never

/** The `Fail` of the scenario of that name. */
export function failIn(scenario: string): Fail {
  return (field, problem) => {
    throw new InputError(`scenario ${JSON.stringify(scenario)}, ${field}: ${problem}`)
  }
}

/** The result of `action`; an `InputError` that it throws is about `field`. */
export function inField<T>(field: string, fail: Fail, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return fail(field, error.message)
  }
}
