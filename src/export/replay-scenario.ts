/** Witnesses replayed: for the command line, and in a test that a witness was pasted into. */
import { modelNamed } from '../cpu-model/models.ts'
import type { ModelName } from '../cpu-model/model.ts'
import { GRANULE } from '../emu/core/granule.ts'
import { InputError, inPlace } from '../emu/input-error.ts'
import type { Outcome } from '../explore/outcome.ts'
import { outcomeOfRun, takeTrap } from '../explore/run-outcome.ts'
import { PLAIN_STYLE } from '../host/style.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { Machine } from '../machine/machine.ts'
import { Run } from '../machine/run.ts'
import {
  parseWitness, replay as replaySteps, StaleWitness, type Replayed, type Witness, type WitnessHeader,
} from '../machine/witness.ts'
import { loadScenario, type LoadedScenario, type Scenario } from '../scenario/scenario.ts'
import { narration } from './narration.ts'

/** A run that a witness led through. */
export type ScenarioReplay<O = Outcome> = ReplayedRun & (
  /** The run is over: every core has returned and every buffer is empty, or a trap ended it. */
  | { readonly end: 'finished' | 'trapped'; readonly outcome: O }
  /** The witness ends before the run does; or no core can go on, and not all have returned. */
  | { readonly end: 'running' | 'stuck'; readonly outcome: undefined }
)

interface ReplayedRun {
  readonly scenario: string
  readonly model: ModelName
  /** What each transition did, in order. */
  readonly events: readonly TransitionEvent[]
  /** The run as text, one transition a line, a lane for each core: for `console.log`. */
  readonly narration: string
}

/**
 * Runs a witness of `scenario` again.
 *
 * ```ts
 * const run = await replay(race, witness`
 *   fencepost witness 1
 *   scenario race   model x86-tso   image 5f3a09c1   options bufferEntries=128
 *   0 exec  0x401000   ; mov qword ptr [x], 1   x=1 -> buffer
 *   …`)
 * expect(run.outcome).toEqual({ r0: 0n, r1: 0n })
 * ```
 *
 * Throws a `StaleWitness` when the code, the initial state or the schedule no longer fit, and an `InputError` for text that is no
 * witness or is one of another scenario.
 */
export async function replay<O>(scenario: Scenario<O>, witness: string): Promise<ScenarioReplay<O>> {
  const parsed = parseWitness(witness)
  const { header } = parsed
  if (header.scenario !== scenario.name) {
    throw new InputError(`this witness is of scenario ${JSON.stringify(header.scenario)}, and it is replayed in ${
      JSON.stringify(scenario.name)}: give replay the scenario that it was made with`)
  }
  const { loaded, run, events } = await runWitness(scenario, parsed, 'witness', libraryAgain(header))
  try {
    const text = narration(events, loaded.names(), { cores: run.machine.coreCount, width: Infinity, style: PLAIN_STYLE })
    const common = { scenario: scenario.name, model: run.machine.model.name, events, narration: text }
    if (run.status === 'running' || run.status === 'stuck') return { ...common, end: run.status, outcome: undefined }
    // The outcome function is the scenario's own.
    return { ...common, end: run.status, outcome: outcomeOfRun(run, loaded.outcome, loaded.onTrap) as O }
  } finally {
    loaded.close()
  }
}

function libraryAgain({ model }: WitnessHeader): string {
  return `await explore(scenario, { model: '${model}' }), and paste the witness of its outcome`
}

/** The text of a witness in a test, as a failed expectation prints it: `` replay(scenario, witness`…`) ``. */
export function witness(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  return String.raw({ raw: parts }, ...values)
}

/** A witness and its run, taken to the end. */
export interface WitnessRun {
  /** The caller closes it. */
  readonly loaded: LoadedScenario
  readonly run: Run
  /** What each transition did, and the trap that ended the run. */
  readonly events: readonly TransitionEvent[]
}

/**
 * Takes the run of a witness of `scenario`. Throws `StaleWitness` with what has changed and the first line that no longer fits.
 * `file` and `again`, how to make it again, are for messages.
 */
export async function runWitness(scenario: Scenario, witness: Witness, file: string, again?: string): Promise<WitnessRun> {
  const { loaded, machine } = await machineOfWitness(scenario, witness.header, file)
  try {
    const run = new Run(machine, loaded.onTrap)
    const steps = replayUnlessStale(run, witness, loaded, file, again)
    const trap = takeTrap(run)
    return { loaded, run, events: [...steps.map(({ event }) => event), ...(trap ? [trap] : [])] }
  } catch (error) {
    loaded.close()
    throw error
  }
}

/** The machine that a witness, or a trace, was made with, as far as its header tells. */
export async function machineOfWitness(
  scenario: Scenario, header: WitnessHeader, file: string,
): Promise<{ readonly loaded: LoadedScenario; readonly machine: Machine }> {
  const model = inPlace(file, () => modelNamed(header.model))
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
export function replayUnlessStale(
  run: Run, witness: Witness, loaded: LoadedScenario, file: string, again = commandAgain(loaded.scenario, witness.header),
): Replayed[] {
  const { header } = witness
  if (header.image === loaded.hash) return replaySteps(run, witness, loaded.names(), file)
  const changed = [
    `${file}: this witness is stale: it was made with image ${header.image}, and ${header.scenario} is ${loaded.hash} now:`,
    'the bytes of its code or data, or the initial registers, have changed',
  ].join(' ')
  throw new StaleWitness(`${changed}\n${firstMisfit(run, witness, loaded, file)}\nmake it again with: ${again}`)
}

function commandAgain({ words }: Scenario, { scenario, model }: WitnessHeader): string {
  return `fencepost explore ${words ?? scenario} --model ${model} --outcome N`
}

function firstMisfit(run: Run, witness: Witness, loaded: LoadedScenario, file: string): string {
  try {
    replaySteps(run, witness, loaded.names(), file)
    return `${file}: its schedule still fits the new code, though what it does may differ`
  } catch (error) {
    if (error instanceof StaleWitness) return error.message
    throw error
  }
}
