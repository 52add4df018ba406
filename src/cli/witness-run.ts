import { machineOfWitness as machineOf, runWitness as runOf, type WitnessRun } from '../export/replay-scenario.ts'
import type { Machine } from '../machine/machine.ts'
import { parseWitness, type WitnessHeader } from '../machine/witness.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import { scenarioOfWitness, type ScenarioValues } from './scenario-arguments.ts'

export type { WitnessRun } from '../export/replay-scenario.ts'

/**
 * Takes the run of a witness, given as the text of `file`; `values` tell the Go program that it may be about. Throws an `InputError`
 * when it is no witness, and `StaleWitness` with what has changed and the first line that no longer fits.
 */
export async function runWitness(text: string, file: string, values: ScenarioValues): Promise<WitnessRun> {
  const witness = parseWitness(text, file)
  return runOf(await scenarioOfWitness(file, witness.header.scenario, values), witness, file)
}

/** The machine that a witness, or a trace, was made with, as far as its header tells. */
export async function machineOfWitness(
  header: WitnessHeader, file: string, values: ScenarioValues,
): Promise<{ readonly loaded: LoadedScenario; readonly machine: Machine }> {
  return machineOf(await scenarioOfWitness(file, header.scenario, values), header, file)
}
