import type { LitmusTest } from './litmus-test.ts'

const PREFIX = 'litmus/'

/** The name of the scenario that a test is: one word, as witnesses have them. */
export function litmusScenarioName({ name }: LitmusTest): string {
  return `${PREFIX}${name.replace(/\s+/g, '-')}`
}

/** Is the scenario of that name a litmus test? */
export function isLitmusScenario(name: string): boolean {
  return name.startsWith(PREFIX)
}
