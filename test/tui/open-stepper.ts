import { modelNamed } from '../../src/cpu-model/models.ts'
import { Machine } from '../../src/machine/machine.ts'
import { scenarioNamed } from '../../src/scenario/catalogue.ts'
import { loadScenario, type Scenario } from '../../src/scenario/scenario.ts'
import { parseCommand } from '../../src/tui/command.ts'
import { Stepper } from '../../src/tui/stepper.ts'

/** A stepper at the beginning of a scenario that ships, or of one of a test. */
export async function openStepper(scenario: string | Scenario, model = 'x86-tso'): Promise<Stepper> {
  const loaded = await loadScenario(typeof scenario === 'string' ? scenarioNamed(scenario) : scenario)
  const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
  return new Stepper({ loaded, model: machine.model, machine, schedule: undefined })
}

/** Types one command after another; gives what the last one said. */
export async function type(stepper: Stepper, ...lines: readonly string[]): Promise<readonly string[]> {
  let said: readonly string[] = []
  for (const line of lines) {
    const command = parseCommand(line)
    if (command) said = (await stepper.execute(command)).lines
  }
  return said
}
