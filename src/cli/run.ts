import { randomInt } from 'node:crypto'
import { modelNamed } from '../cpu-model/models.ts'
import { InputError } from '../emu/input-error.ts'
import { readTextFile } from '../host/read-text-file.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { Machine, type Transition } from '../machine/machine.ts'
import { Run } from '../machine/run.ts'
import { formatWitness, replay, type Witness } from '../machine/witness.ts'
import { loadScenario, type LoadedScenario } from '../scenario/scenario.ts'
import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { narrate } from './narrate.ts'
import { print } from './output.ts'
import { depthOption, PCT_HELP, planByChance, seedOption, SEEDS } from './random-run.ts'
import { askedScenario, SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { parseSchedule } from './schedule-file.ts'
import { SYNTAXES } from './syntax.ts'

/** A core that spins until another releases it may take its turn often; more than this is not read by anybody. */
const MOST_TRANSITIONS = 20_000

export const run: Command = {
  help: `usage: fencepost run SCENARIO [options]
       fencepost run --elf BINARY --core CALLS… [--map LIST] [options]

One run, told step by step: what ran, what was read and from where, what was stored, what came out; then the run as a witness.

  --model M         sc, x86-tso, pso or relaxed; without it x86-tso
  --seed N          which random schedule, 0 to ${SEEDS - 1}: equal seeds give equal runs; without it one is drawn, and named
  ${PCT_HELP}
  --schedule FILE   follow the lines of FILE, a witness, or only its lines ("0 exec 0x40285a", "1 drain h.flags"); where they
                    end, the lowest core that can go on does
  --syntax S        instructions in go, intel or att syntax; without it as the listing has them

${SCENARIO_HELP}
Exit status: 0; 1 when a line of the schedule is not possible; 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('run', args, {
      model: { type: 'string' }, seed: { type: 'string' }, pct: { type: 'string' }, schedule: { type: 'string' },
      syntax: { type: 'string' },
      ...SCENARIO_OPTIONS,
    }, ['[SCENARIO]'])
    const model = modelNamed(values.model ?? 'x86-tso')
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const seed = seedOption(values.seed)
    const depth = depthOption(values.pct)
    if ((seed ?? depth) !== undefined && values.schedule !== undefined) {
      const chance = seed === undefined ? '--pct' : '--seed'
      throw new InputError(`run: ${chance} and --schedule exclude each other: a schedule leaves nothing to chance`)
    }
    const scenario = await askedScenario('run', positionals[0], values)
    const file = values.schedule
    const schedule = file === undefined ? undefined : parseSchedule(await readTextFile(file, 'a schedule'), file)
    const loaded = await loadScenario(scenario)
    const machine = new Machine(loaded.automata, model, loaded.options)
    const drawn = seed ?? randomInt(SEEDS)
    const plan = schedule ? undefined : planByChance(loaded, machine, drawn, depth)
    const theRun = new Run(machine, loaded.onTrap)
    const choose = plan?.start()
    const events = schedule ? follow(theRun, loaded, schedule, file) : takeAll(theRun, () => choose?.(theRun))
    print(narrate(theRun, events, loaded, syntax))
    if (plan) print(`seed      ${drawn}\n`)
    const witness = formatWitness(
      loaded.witnessHeader(model), theRun.machine, theRun.schedule, loaded.onTrap, loaded.names(syntax),
    )
    print(`\n${witness}`)
    return 0
  },
}

function follow(run: Run, loaded: LoadedScenario, schedule: Witness, file: string | undefined): TransitionEvent[] {
  const steps = replay(run, schedule, loaded.names(), file).map(({ event }) => event)
  return [...steps, ...takeAll(run, () => run.transitions()[0])]
}

function takeAll(run: Run, choose: () => Transition | undefined): TransitionEvent[] {
  const events: TransitionEvent[] = []
  while (events.length < MOST_TRANSITIONS) {
    const transition = choose()
    const event = transition && run.take(transition)
    if (!event) break
    events.push(event)
  }
  return events
}
