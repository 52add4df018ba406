import { modelNamed } from '../cpu-model/models.ts'
import { GRANULE } from '../emu/core.ts'
import { InputError } from '../emu/input-error.ts'
import { takeTrap } from '../explore/run-outcome.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { Machine } from '../machine/machine.ts'
import { Run } from '../machine/run.ts'
import { parseWitness, replay, StaleWitness, type Replayed, type Witness, type WitnessHeader } from '../machine/witness.ts'
import { loadScenario, type LoadedScenario } from '../scenario/scenario.ts'
import { scenarioOfWitness, type ScenarioValues } from './scenario-arguments.ts'

/** A witness and its run, taken to the end. */
export interface WitnessRun {
  readonly loaded: LoadedScenario
  readonly run: Run
  /** What each transition did, and the trap that ended the run. */
  readonly events: readonly TransitionEvent[]
}

/**
 * Takes the run of a witness, given as the text of `file`; `values` tell the Go program that it may be about. Throws an `InputError`
 * when it is no witness, and `StaleWitness` with what has changed and the first line that no longer fits.
 */
export async function runWitness(text: string, file: string, values: ScenarioValues): Promise<WitnessRun> {
  const witness = parseWitness(text, file)
  const { loaded, machine } = await machineOfWitness(witness.header, file, values)
  const run = new Run(machine, loaded.onTrap)
  const steps = replayUnlessStale(run, witness, loaded, file)
  const trap = takeTrap(run)
  return { loaded, run, events: [...steps.map(({ event }) => event), ...(trap ? [trap] : [])] }
}

/** The machine that a witness, or a trace, was made with, as far as its header tells. */
export async function machineOfWitness(
  header: WitnessHeader, file: string, values: ScenarioValues,
): Promise<{ readonly loaded: LoadedScenario; readonly machine: Machine }> {
  const model = modelNamed(header.model)
  const scenario = await scenarioOfWitness(file, header.scenario, values)
  const granules = granulesOf(header, file)
  const { bufferEntries, bufferCapacity = Infinity, splitLines = false } = header
  const loaded = await loadScenario(scenario, { bufferEntries, bufferCapacity, splitLines })
  loaded.automata.share(granules)
  return { loaded, machine: new Machine(loaded.automata, model, loaded.options) }
}

/** Memory of a witness may have become shared here and there; whole arenas may not. */
const MOST_GRANULES = 1 << 17

function granulesOf({ shared }: WitnessHeader, file: string): number[] {
  return shared.flatMap(({ from, to }) => {
    const count = (to - from) / GRANULE
    if (from % GRANULE !== 0 || !Number.isInteger(count) || count < 1 || count > MOST_GRANULES) {
      throw new InputError(
        `${file}: "shared 0x${from.toString(16)}..0x${to.toString(16)}" is no range of whole ${GRANULE}-byte words up to 1 MiB`,
      )
    }
    return Array.from({ length: count }, (_, i) => from / GRANULE + i)
  })
}

/** The steps of `witness`. Throws `StaleWitness` with what has changed and the first line that no longer fits. */
export function replayUnlessStale(run: Run, witness: Witness, loaded: LoadedScenario, file: string): Replayed[] {
  const { header } = witness
  if (header.image === loaded.hash) return replay(run, witness, loaded.names(), file)
  const again = `fencepost explore ${loaded.scenario.words ?? header.scenario} --model ${header.model} --outcome N`
  const changed = [
    `${file}: this witness is stale: it was made with image ${header.image}, and ${header.scenario} is ${loaded.hash} now:`,
    'the bytes of its code or data, or the initial registers, have changed',
  ].join(' ')
  throw new StaleWitness(`${changed}\n${firstMisfit(run, witness, loaded, file)}\nmake it again with: ${again}`)
}

function firstMisfit(run: Run, witness: Witness, loaded: LoadedScenario, file: string): string {
  try {
    replay(run, witness, loaded.names(), file)
    return `${file}: its schedule still fits the new code, though what it does may differ`
  } catch (error) {
    if (error instanceof StaleWitness) return error.message
    throw error
  }
}
