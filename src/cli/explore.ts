import { MODELS, modelNamed } from '../cpu-model/models.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { InputError } from '../emu/input-error.ts'
import { GRANULE } from '../emu/core/granule.ts'
import type { Syntax } from '../emu/listing.ts'
import { exploreInTurns, type ExploreOptions, type Exploration, type FoundOutcome } from '../explore/explore.ts'
import { ScheduleShortener } from '../explore/shorten-schedule.ts'
import { ALL_REDUCTIONS, type Reductions } from '../explore/reductions.ts'
import { parseShard } from '../explore/shard.ts'
import type { MachineOptions } from '../machine/program.ts'
import { explorationJson } from '../export/exploration-json.ts'
import { outcomeTable, type Verdict } from '../export/outcome-table.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { witnessText } from '../export/witness-text.ts'
import { styleOf, widthOf, wrap } from '../host/style.ts'
import { refuseAsFolder, writeWholeFile } from '../host/write-whole-file.ts'
import { loadScenario, type LoadedScenario } from '../scenario/scenario.ts'
import { MOST_WORKERS, choiceOption, numberOption, readArguments, workersOption } from './arguments.ts'
import type { Command } from './command.ts'
import { INTERRUPTED, untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'
import { count, ProgressLine } from './progress.ts'
import { askedScenario, SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { SYNTAXES } from './syntax.ts'

/** `relaxed` can take hours; a search that is cut short says so. */
const DEFAULT_SECONDS = 30

/** Memory becomes shared here and there; whole arenas do not. */
const MOST_GRANULES = 1 << 17

export const explore: Command = {
  help: `usage: fencepost explore SCENARIO [options]
       fencepost explore --elf BINARY --core CALLS… [--map LIST] [options]

All outcomes of a scenario over all schedules. The table has a row for each outcome and a column for each model: a number is the
length of a witness, in transitions; – means that a complete search found no schedule; ? that the search was cut short.

  --model M         sc, x86-tso, pso or relaxed; may be given again; without it all of them
  --outcome N       print a witness of outcome N of the table, under the first of the models that has it, made readable
  --witnesses       print a witness for each outcome
  --syntax S        the witnesses' instructions in go, intel or att syntax; without it as the listing has them
  --save DIR        write each witness into a file of DIR, which fencepost replay reads
  --json            one JSON object a line for each model: {"version","scenario","model","complete","bounds","states",
                    "transitions","ms","outcomes":[{"outcome","witness"}]}; 64-bit values are decimal strings
  --max-states N    stop at N stored states
  --max-seconds N   stop each model after N seconds; 0: never; without it ${DEFAULT_SECONDS}
  --buffer N        stores that a core's buffer may hold; without it 128
  --capacity N      buffers have room for N stores, and a store waits for room: a rule of the processor, not a bound
  --split-lines     an access across a 64-byte cache line is two, the lower part first, unless it is LOCKed
  --preemptions N   only runs with at most N preemptions: steps of one core after a step of another that could have gone on
  --workers N       search with N threads, 1 to ${MOST_WORKERS}; without it 1. Searches of less than a second gain little, and
                    relaxed keeps to one
  --shard I/N       explore shard I of N (1/3, 2/3, 3/3) of the space, with --json; fencepost merge joins the results of all N
  --shared A..B     take this memory for shared from the start (0x7000..0x7008), when merge asks for it; may be given again
  --no-reduction R  search without a reduction (${Object.keys(ALL_REDUCTIONS).join(', ')}, or all): slower, the same outcomes

${SCENARIO_HELP}
Ctrl-C shows what was found so far. Exit status: 0; 2 for wrong use; ${INTERRUPTED} after Ctrl-C.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('explore', args, {
      'model': { type: 'string', multiple: true }, 'outcome': { type: 'string' }, 'witnesses': { type: 'boolean' },
      'syntax': { type: 'string' }, 'save': { type: 'string' }, 'json': { type: 'boolean' }, 'buffer': { type: 'string' },
      'max-states': { type: 'string' }, 'max-seconds': { type: 'string' }, 'no-reduction': { type: 'string', multiple: true },
      'capacity': { type: 'string' }, 'split-lines': { type: 'boolean' }, 'preemptions': { type: 'string' },
      'workers': { type: 'string' }, 'shard': { type: 'string' },
      'shared': { type: 'string', multiple: true }, ...SCENARIO_OPTIONS,
    }, ['[SCENARIO]'])
    const models = values.model ? MODELS.filter((model) => new Set(values.model?.map(modelNamed)).has(model)) : MODELS
    const wanted = numberOption('--outcome', values.outcome)
    if (wanted !== undefined && values.json) throw new InputError('explore: --json has all outcomes; leave out --outcome')
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const maxStates = numberOption('--max-states', values['max-states'])
    const maxSeconds = numberOption('--max-seconds', values['max-seconds'], 'decimal') ?? DEFAULT_SECONDS
    const bufferEntries = numberOption('--buffer', values.buffer)
    if (bufferEntries === 0) throw new InputError('--buffer: a buffer holds at least 1 store; for none, use --model sc')
    const bufferCapacity = numberOption('--capacity', values.capacity)
    if (bufferCapacity === 0) throw new InputError('--capacity: a buffer has room for at least 1 store; for none, use --model sc')
    const maxPreemptions = numberOption('--preemptions', values.preemptions)
    const workers = workersOption(values.workers)
    if (workers > 1 && maxPreemptions !== undefined) {
      throw new InputError('explore: --workers and --preemptions exclude each other: one thread counts preemptions')
    }
    const shard = values.shard === undefined ? undefined : parseShard(values.shard)
    if (shard && maxPreemptions !== undefined) {
      throw new InputError('explore: --shard and --preemptions exclude each other: the bound counts over a whole run')
    }
    if (shard && !values.json) throw new InputError('explore: --shard needs --json: fencepost merge reads what it prints')
    const options: ExploreOptions = {
      ...(maxPreemptions === undefined ? {} : { maxPreemptions }),
      ...(shard === undefined ? {} : { shard }),
      workers,
      reductions: reductionsWithout(values['no-reduction'] ?? []),
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxSeconds === 0 ? {} : { maxSeconds }),
    }
    if (values.save !== undefined) refuseAsFolder(values.save)
    const scenario = await askedScenario('explore', positionals[0], values)
    const machine: Partial<MachineOptions> = {
      ...(bufferEntries === undefined ? {} : { bufferEntries }),
      ...(bufferCapacity === undefined ? {} : { bufferCapacity }),
      ...(values['split-lines'] ? { splitLines: true } : {}),
    }
    const loaded = await loadScenario(scenario, machine)
    if (values.shared) loaded.automata.share(values.shared.flatMap(granulesOf))
    const wantsWitnesses = Boolean(values.json ?? values.witnesses) || values.save !== undefined
    const { searches, interrupted } = await untilInterrupted(async (signal) => {
      const found: Search[] = []
      const progress = new ProgressLine()
      for (const model of models) {
        const exploration = await exploreModel(loaded, model, { ...options, signal }, progress)
        const witnesses = wantsWitnesses ? witnessesOf(loaded, exploration, syntax) : []
        found.push({ exploration, marks: marksOf(exploration), witnesses })
        if (values.json) print(`${explorationJson(scenario.name, { exploration, witnesses }, loaded.witnessHeader(model))}\n`)
        if (signal.aborted || (wanted !== undefined && outcomesOf(found).length >= wanted)) break
      }
      return { searches: found, interrupted: signal.aborted }
    })
    if (wanted !== undefined) print(wantedWitness(loaded, searches, wanted, syntax))
    else if (!values.json) print(report(loaded, models, searches))
    if (values.witnesses && !values.json) print(witnessList(searches))
    if (values.save !== undefined) save(values.save, loaded, searches)
    return interrupted ? INTERRUPTED : 0
  },
}

/** What was found under a model, with the witnesses as text when they were asked for. */
interface Search {
  readonly exploration: Exploration
  /** What stands in the table for each outcome, by its key. */
  readonly marks: ReadonlyMap<string, string>
  readonly witnesses: readonly string[]
}

/** The 8-byte granules of `0x7000..0x7008`. */
function granulesOf(range: string): number[] {
  const found = /^0x([0-9a-f]{1,12})\.\.0x([0-9a-f]{1,12})$/i.exec(range)
  const from = parseInt(found?.[1] ?? '', 16)
  const count = (parseInt(found?.[2] ?? '', 16) - from) / GRANULE
  if (from % GRANULE !== 0 || !Number.isInteger(count) || count < 1 || count > MOST_GRANULES) {
    const found = JSON.stringify(range)
    throw new InputError(`--shared: expected whole 8-byte words up to 1 MiB, such as 0x7000..0x7008, found ${found}`)
  }
  return Array.from({ length: count }, (_, i) => from / GRANULE + i)
}

function reductionsWithout(names: readonly string[]): Reductions {
  const all = Object.keys(ALL_REDUCTIONS) as (keyof Reductions)[]
  const off = new Set(names.map((name) => choiceOption('--no-reduction', name, [...all, 'all'])))
  const entries = all.map((name) => [name, ALL_REDUCTIONS[name] && !off.has(name) && !off.has('all')])
  return Object.fromEntries(entries) as Record<keyof Reductions, boolean>
}

async function exploreModel(
  loaded: LoadedScenario, model: MemoryModel, options: ExploreOptions, progress: ProgressLine,
): Promise<Exploration> {
  const onProgress: ExploreOptions['onProgress'] = (how) => progress.show(model.name, how)
  try {
    return await exploreInTurns(loaded, model, { ...options, machine: loaded.options, onProgress })
  } finally {
    progress.clear()
  }
}

function marksOf({ outcomes }: Exploration): Map<string, string> {
  return new Map(outcomes.map(({ key, schedule, cycle }) => [key, `${schedule.length}${cycle ? ' ∞' : ''}`]))
}

function witnessesOf(loaded: LoadedScenario, exploration: Exploration, syntax: Syntax | undefined): string[] {
  const names = loaded.names(syntax)
  return exploration.outcomes.map((found) => witnessText(loaded, exploration, found, names))
}

/** The outcomes of all searches, those of the strongest model first: what stronger models have comes before what weaker ones add. */
function outcomesOf(searches: readonly Search[]): FoundOutcome[] {
  const byKey = new Map<string, FoundOutcome>()
  for (const { exploration } of searches) {
    for (const found of exploration.outcomes) if (!byKey.has(found.key)) byKey.set(found.key, found)
  }
  return [...byKey.values()]
}

function report(loaded: LoadedScenario, models: readonly MemoryModel[], searches: readonly Search[]): string {
  const outcomes = outcomesOf(searches)
  const style = styleOf(process.stdout)
  const rows = outcomes.map(({ outcome, key }, index) => ({
    number: `${index + 1}`,
    title: outcomeText(outcome),
    verdicts: searches.map((search) => verdictOf(search, key)),
  }))
  const searched = searches.map(({ exploration }) => exploration.model.name)
  const width = Math.max(60, Math.min(widthOf(process.stdout), 132))
  const table = outcomeTable('outcome', searched, rows, width, style)
  const { name: own, words: others } = loaded.scenario
  const words = others === undefined ? own : others.startsWith('--module') ? `${own} ${others}` : others
  const summaryLines = loaded.scenario.summary === '' ? '' : `${wrap(loaded.scenario.summary, width)}\n`
  const left = models.map(({ name }) => name).filter((name) => !searched.includes(name))
  const again = `fencepost explore ${[words, ...modelOptions(models)].join(' ')}`
  const hasOutcomes = searches.some(({ exploration }) => exploration.outcomes.length > 0)
  return [
    `${style.bold(loaded.scenario.name)}   image ${loaded.hash}\n${summaryLines}\n`,
    table,
    '\n',
    ...searches.map(({ exploration }) => `${wrap(summary(exploration), width)}\n`),
    ...left.map((name) => `${name}: not searched\n`),
    ...(hasOutcomes ? [`\nThe witness of an outcome:\n  ${again} --outcome N\n`] : []),
  ].join('')
}

function modelOptions(models: readonly MemoryModel[]): string[] {
  return models.length === MODELS.length ? [] : models.map(({ name }) => `--model ${name}`)
}

function verdictOf({ exploration, marks }: Search, key: string): Verdict {
  const mark = marks.get(key)
  if (mark !== undefined) return { kind: 'reached', mark }
  return { kind: exploration.complete ? 'forbidden' : 'unknown' }
}

function summary({ model, outcomes, complete, bounds, states, transitions, milliseconds }: Exploration): string {
  const end = complete ? 'complete' : `INCOMPLETE (${bounds.join('; ')})`
  const counts = `${count(states)} states, ${count(transitions)} transitions, ${(milliseconds / 1000).toFixed(2)} s`
  return `${model.name}: ${outcomes.length} outcomes, ${end}; ${counts}`
}

/** The witness of outcome `wanted`, with as few switches between the cores as can be found. */
function wantedWitness(
  loaded: LoadedScenario, searches: readonly Search[], wanted: number, syntax: Syntax | undefined,
): string {
  const outcomes = outcomesOf(searches)
  const found = outcomes[wanted - 1]
  const exploration = searches.find(({ marks }) => found && marks.has(found.key))?.exploration
  if (!found || !exploration) {
    throw new InputError(`--outcome: there is no outcome ${wanted}: ${outcomes.length} were found, numbered from 1`)
  }
  const { outcome, key, cycle } = found
  const schedule = cycle
    ? found.schedule
    : new ScheduleShortener(loaded, exploration.machine).shorten(found.schedule, key).schedule
  return `; ${outcomeText(outcome)}\n${witnessText(loaded, exploration, { outcome, key, cycle, schedule }, loaded.names(syntax))}`
}

function witnessList(searches: readonly Search[]): string {
  return searches.flatMap(({ exploration, witnesses }) =>
    exploration.outcomes.map(({ outcome }, i) => `\n; ${outcomeText(outcome)}\n${witnesses[i] ?? ''}`),
  ).join('')
}

function save(folder: string, loaded: LoadedScenario, searches: readonly Search[]): void {
  const numbers = new Map(outcomesOf(searches).map(({ key }, index) => [key, index + 1]))
  let written = 0
  for (const { exploration, witnesses } of searches) {
    exploration.outcomes.forEach(({ key, outcome }, index) => {
      const number = String(numbers.get(key) ?? 0).padStart(3, '0')
      const file = `${loaded.scenario.name.replaceAll('/', '-')}.${exploration.model.name}.${number}.witness`
      writeWholeFile(`${folder}/${file}`, `; ${outcomeText(outcome)}\n${witnesses[index] ?? ''}`)
      written++
    })
  }
  process.stderr.write(`${written} witnesses written to ${folder}\n`)
}
