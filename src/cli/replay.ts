import { modelNamed } from '../cpu-model/models.ts'
import { GRANULE } from '../emu/core.ts'
import { InputError } from '../emu/input-error.ts'
import { takeTrap } from '../explore/run-outcome.ts'
import { Machine } from '../machine/machine.ts'
import { Run } from '../machine/run.ts'
import { parseWitness, replay, StaleWitness, type Replayed, type Witness } from '../machine/witness.ts'
import { loadScenario, type LoadedScenario } from '../scenario/scenario.ts'
import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { narrate } from './narrate.ts'
import { print } from './output.ts'
import { readTextFile } from './read-text-file.ts'
import { SCENARIO_OPTIONS, scenarioOfWitness } from './scenario-arguments.ts'
import { SYNTAXES } from './syntax.ts'

export const replayCommand: Command = {
  help: `usage: fencepost replay WITNESS [--syntax go|intel|att]
       fencepost replay --elf BINARY --core CALLS… [--map LIST] WITNESS

Runs a witness (a file that fencepost explore --save or --outcome N wrote; - is stdin) again and tells each step: what ran, what
was read and from where, what was stored, and what came out in the end. A witness of calls into a Go program needs --elf, --core,
--map and --map-type as they were given when it was made.

Exit status: 0; 1 when the witness no longer fits its scenario, with what has changed; 2 when it is not a witness.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('replay', args, { syntax: { type: 'string' }, ...SCENARIO_OPTIONS }, ['WITNESS'])
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const [file = ''] = positionals
    const witness = parseWitness(await readTextFile(file, 'a witness'), file)
    const model = modelNamed(witness.header.model)
    const scenario = await scenarioOfWitness(file, witness.header.scenario, values)
    const granules = granulesOf(witness, file)
    const { bufferEntries, bufferCapacity = Infinity, splitLines = false } = witness.header
    const loaded = await loadScenario(scenario, { bufferEntries, bufferCapacity, splitLines })
    loaded.automata.share(granules)
    const run = new Run(new Machine(loaded.automata, model, loaded.options), loaded.onTrap)
    const steps = replayUnlessStale(run, witness, loaded, file)
    const trap = takeTrap(run)
    print(narrate(run, [...steps.map(({ event }) => event), ...(trap ? [trap] : [])], loaded, syntax))
    return 0
  },
}

/** Memory of a witness may have become shared here and there; whole arenas may not. */
const MOST_GRANULES = 1 << 17

function granulesOf({ header }: Witness, file: string): number[] {
  return header.shared.flatMap(({ from, to }) => {
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
