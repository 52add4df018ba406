import { existsSync } from 'node:fs'
import { modelNamed } from '../cpu-model/models.ts'
import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import { readTextFile } from '../host/read-text-file.ts'
import { SCENARIOS } from '../scenario/catalogue.ts'
import { loadScenario } from '../scenario/scenario.ts'
import type { Subject } from '../scenario/subject.ts'
import { warmMachine } from '../scenario/warm-machine.ts'
import { askedScenario, isLitmusFile, type ScenarioValues } from './scenario-arguments.ts'
import { runWitness } from './witness-run.ts'

/** The words of usage for it. */
export const SUBJECT = '[SCENARIO|WITNESS]'

/**
 * The subject that is called `name` on the command line of `command`: a scenario that ships or is in a module, the file of a witness
 * (`-` is stdin) or of a litmus test, or with `--elf` among `values` calls into a Go program. `model` as given; without it `x86-tso`, or
 * the witness's. A scenario's machine has been warmed up: most memory that becomes shared, which would cut its steps anew later, is known.
 */
export async function openSubject(
  command: string, name: string | undefined, model: string | undefined, values: ScenarioValues,
): Promise<Subject> {
  if (name !== undefined && isWitness(name, values)) return subjectOfWitness(command, name, model, values)
  const asked = modelNamed(model ?? 'x86-tso')
  const loaded = await loadScenario(await askedScenario(command, name, values))
  return { loaded, model: asked, machine: warmMachine(loaded, asked), schedule: undefined }
}

async function subjectOfWitness(
  command: string, file: string, model: string | undefined, values: ScenarioValues,
): Promise<Subject> {
  const { loaded, run } = await runWitness(await readTextFile(file, 'a witness'), file, values)
  const { machine, schedule } = run
  if (model !== undefined && modelNamed(model) !== machine.model) {
    throw new InputError(`${command}: ${file} is a witness under ${machine.model.name}: leave out --model ${model}`)
  }
  return { loaded, model: machine.model, machine, schedule }
}

/** Does a scenario that ships have this name? */
export function isScenario(name: string): boolean {
  return SCENARIOS.some((scenario) => scenario.name === name)
}

/** A name that no scenario has is a witness's file, when there is one, or when it looks like one's. */
function isWitness(name: string, { module }: ScenarioValues): boolean {
  if (module !== undefined) return name === '-' || existsSync(name)
  if (isScenario(name) || isLitmusFile(name)) return false
  if (name === '-' || existsSync(name)) return true
  if (nearNames(name, SCENARIOS.map((scenario) => scenario.name)).length > 0) return false
  return /^[./]|\.\w+$/.test(name)
}
