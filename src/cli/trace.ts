import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { InputError } from '../emu/input-error.ts'
import { TRACE_FORMATS, type TraceFormat } from '../export/trace/formats.ts'
import { readTextFile } from '../host/read-text-file.ts'
import { refuseUnwritable, streamTo, streamWholeFile } from '../host/write-whole-file.ts'
import { replay } from '../machine/witness.ts'
import { Run } from '../machine/run.ts'
import { schedulePlan, type TracePlan } from '../observe/trace/plans.ts'
import { traceRun } from '../observe/trace/trace-run.ts'
import type { Subject } from '../scenario/subject.ts'
import { choiceOption, numberOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { depthOption, PCT_HELP, planByChance, seedOption, SEEDS } from './random-run.ts'
import { SCENARIO_HELP, SCENARIO_OPTIONS, type ScenarioValues } from './scenario-arguments.ts'
import { parseSchedule } from './schedule-file.ts'
import { isScenario, openSubject, SUBJECT } from './subject.ts'
import { SYNTAXES } from './syntax.ts'

const MOST_TRANSITIONS = 1_000_000

const width = Math.max(...TRACE_FORMATS.map(({ name }) => name.length))

export const trace: Command = {
  help: `usage: fencepost trace SCENARIO|WITNESS [options]
       fencepost trace --elf BINARY --core CALLS… [--map LIST] [options]

A run, instruction by instruction: where each is, what it changed, what it read and which store that came from, what it stored, and
when its stores reached memory. A WITNESS (a file that fencepost explore --save wrote; - is stdin) is a run; of a SCENARIO one is
taken.

  --format F        what to write; without it text:
${TRACE_FORMATS.map(({ name, summary }) => `                      ${name.padEnd(width)}  ${summary}`).join('\n')}
  -o FILE           where to (--output FILE, too); without it, or with -, stdout. A name that ends in .gz is packed. What was
                    there before stays until the whole trace is written
  --syntax S        instructions in go, intel or att syntax; without it as the listing has them
  --compare OTHER   html: two runs of the same scenario side by side, with the first difference marked; OTHER is a witness of it
  --steps N         the trace ends after N transitions; without it ${MOST_TRANSITIONS}

Which run of a SCENARIO:

  --model M         sc, x86-tso, pso or relaxed; without it x86-tso
  --seed N          which random schedule, 0 to ${SEEDS - 1}: equal seeds give equal runs; without it one is
                    drawn, and named on stderr
  ${PCT_HELP}
  --schedule FILE   follow the lines of FILE, a witness, or only its lines ("0 exec 0x40285a", "1 drain h.flags"); where they
                    end, the lowest core that can go on does

${SCENARIO_HELP}
Exit status: 0; 1 when a witness or a line of the schedule no longer fits; 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('trace', args, {
      model: { type: 'string' }, seed: { type: 'string' }, pct: { type: 'string' }, schedule: { type: 'string' },
      syntax: { type: 'string' }, steps: { type: 'string' }, format: { type: 'string' }, output: { type: 'string', short: 'o' },
      compare: { type: 'string' },
      ...SCENARIO_OPTIONS,
    }, [SUBJECT])
    const format = formatNamed(values.format ?? 'text')
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const maxSteps = numberOption('--steps', values.steps) ?? MOST_TRANSITIONS
    const toFile = values.output !== undefined && values.output !== '-' ? values.output : undefined
    if (format.isBinary && toFile === undefined && process.stdout.isTTY) {
      throw new InputError(`trace: ${format.name} is not for a terminal: name a file with -o FILE`)
    }
    if (values.compare !== undefined && format.comparesTraces === undefined) {
      throw new InputError(`trace: --compare shows two runs side by side, which ${format.name} does not: add --format html`)
    }
    if (toFile !== undefined) refuseUnwritable(toFile)
    const subject = await openSubject('trace', positionals[0], values.model, values)
    const { loaded, machine } = subject
    const options = { syntax, maxSteps }
    const other = values.compare === undefined ? undefined : await otherRun(values.compare, subject, values)
    const plan = await planOf(subject, values)
    const compared = other && traceRun(other.loaded, other.machine, schedulePlan(other.schedule ?? [], false), options)
    const pieces = format.pieces(traceRun(loaded, machine, plan, options), compared)
    const gzip = toFile?.endsWith('.gz') ?? false
    if (toFile === undefined) await streamTo(process.stdout, pieces, gzip)
    else await streamWholeFile(toFile, pieces, gzip)
    loaded.close()
    other?.loaded.close()
    return 0
  },
}

/** The run to compare with: a witness of the same scenario and the same code; its model may be another one. */
async function otherRun(name: string, { loaded }: Subject, values: ScenarioValues): Promise<Subject> {
  if (name !== '-' && !existsSync(name) && !isScenario(name)) {
    throw new InputError(`trace: --compare: ${name}: there is no such file (expected a witness)`)
  }
  const other = await openSubject('trace', name, undefined, values)
  if (!other.schedule) {
    other.loaded.close()
    throw new InputError(`trace: --compare: expected the file of a witness, found the scenario ${name}: `
      + 'explore --save writes witnesses')
  }
  const [own, its] = [loaded.scenario.name, other.loaded.scenario.name]
  if (own !== its || loaded.hash !== other.loaded.hash) {
    other.loaded.close()
    const what = own === its ? `other code or data (image ${other.loaded.hash}, not ${loaded.hash})`
      : `another scenario (${its}, not ${own})`
    throw new InputError(`trace: --compare ${name}: expected a witness of the same scenario, found one of ${what}`)
  }
  return other
}

function formatNamed(name: string): TraceFormat {
  const chosen = choiceOption('--format', name, TRACE_FORMATS.map((format) => format.name))
  const format = TRACE_FORMATS.find((one) => one.name === chosen)
  if (!format) throw new Error(`no format ${chosen}`)
  return format
}

interface PlanValues {
  readonly seed?: string | undefined
  readonly pct?: string | undefined
  readonly schedule?: string | undefined
}

async function planOf(subject: Subject, values: PlanValues): Promise<TracePlan> {
  const { loaded, machine } = subject
  const given = (['seed', 'pct', 'schedule'] as const).filter((option) => values[option] !== undefined)
  if (subject.schedule) {
    if (given[0] !== undefined) throw new InputError(`trace: a witness is one run already: leave out --${given[0]}`)
    return schedulePlan(subject.schedule, false)
  }
  if (values.schedule !== undefined) {
    if (given.length > 1) throw new InputError(`trace: --schedule leaves nothing to chance: leave out --${given[0] ?? ''}`)
    const schedule = parseSchedule(await readTextFile(values.schedule, 'a schedule'), values.schedule)
    const run = new Run(machine, loaded.onTrap)
    replay(run, schedule, loaded.names(), values.schedule)
    return schedulePlan(run.schedule, true)
  }
  const seed = seedOption(values.seed)
  const depth = depthOption(values.pct)
  const drawn = seed ?? randomInt(SEEDS)
  if (seed === undefined) process.stderr.write(`seed ${drawn}\n`)
  return planByChance(loaded, machine, drawn, depth)
}
