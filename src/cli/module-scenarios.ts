/** Scenarios of somebody's own: what a JavaScript module exports that `defineScenario` and its like gave. */
import { existsSync } from 'node:fs'
import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import { importModule } from '../host/import-module.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** The scenario `name` of the module; without a name its only one. An `InputError` says why there is none. */
export async function scenarioOfModule(file: string, name: string | undefined): Promise<Scenario> {
  const scenarios = await scenariosOf(file)
  const names = scenarios.map((scenario) => scenario.name)
  const [first, second] = scenarios
  if (!first) {
    throw new InputError(`${file}: exports no scenario; expected one such as `
      + "export const sb = defineScenario({ name: 'sb', … })")
  }
  if (name === undefined) {
    if (!second) return first
    throw new InputError(`${file}: has ${scenarios.length} scenarios: name one of ${names.join(', ')}`)
  }
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found) return found
  const near = nearNames(name, names)
  const which = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `it has ${names.join(', ')}`
  throw new InputError(`${file}: has no scenario ${JSON.stringify(name)}: ${which}`)
}

async function scenariosOf(file: string): Promise<readonly Scenario[]> {
  if (!existsSync(file)) throw new InputError(`${file}: there is no such file (expected a module that exports scenarios)`)
  const exported = await importModule(file).catch((error: unknown) => {
    throw new InputError(`${file}: cannot be loaded: ${whyNot(error)}`)
  })
  return [...new Set(Object.values(exported).flat().filter(isScenario))]
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    && 'build' in value && typeof value.build === 'function' && 'onTrap' in value
}

function whyNot(error: unknown): string {
  const { message, code } = error as Error & { readonly code?: string }
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return 'Node.js does not read such a file; expected JavaScript (.js, .mjs), or TypeScript where Node.js is 22.18 or newer'
  }
  if (code === 'ERR_MODULE_NOT_FOUND') return `${message}; npm install fencepost in its project, where that is what is missing`
  return message
}
