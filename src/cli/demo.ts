import { MODELS } from '../cpu-model/models.ts'
import type { MemoryModel, ModelName } from '../cpu-model/model.ts'
import { exploreInTurns, type Exploration, type ExploreOptions, type FoundOutcome } from '../explore/explore.ts'
import { ScheduleShortener } from '../explore/shorten-schedule.ts'
import { LEGEND, narration } from '../export/narration.ts'
import { withoutConstantLoads } from '../export/without-constant-loads.ts'
import { styleOf, widthOf, wrap } from '../host/style.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { Run } from '../machine/run.ts'
import { insertThenLookAcross } from '../scenario/go/insert-then-look-across.ts'
import { twoInsertsOneBucket } from '../scenario/go/two-inserts-one-bucket.ts'
import { loadScenario, type LoadedScenario } from '../scenario/scenario.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { BOTH_MISS, LOST_INSERT, type Half } from './demo-halves.ts'
import { purposeOf } from './demo-outcomes.ts'
import { caveats, demoTable, summary } from './demo-table.ts'
import { INTERRUPTED, untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'
import { ProgressLine } from './progress.ts'

/** The demo is to be over 3 s after the program was started; the searches of `LONG` models get what is left until here. */
const DEADLINE_SECONDS = 2.5
/** Those that can take seconds. */
const LONG: ReadonlySet<ModelName> = new Set(['pso', 'relaxed'])
/** What such a search gets on a slow machine. */
const LEAST_SECONDS = 0.3

export const demo: Command = {
  help: `usage: fencepost demo

Two cores run the code that Go 1.22 compiles for mapassign_fast64 on one map. Explores every schedule and shows all
outcomes under each model, an insert that is lost without any check noticing, and an outcome that needs a store buffer.
Takes a few seconds: a search that takes longer is cut short, and the table says so.
`,
  run: async (args) => {
    readArguments('demo', args, {}, [])
    const interrupted = await untilInterrupted(async (signal) => {
      for (const half of [LOST_INSERT, BOTH_MISS]) {
        await show(half, signal)
        if (signal.aborted) return true
      }
      return false
    })
    print(interrupted ? '\nInterrupted: what is above is all that was searched.\n' : nextSteps())
    return interrupted ? INTERRUPTED : 0
  },
}

/** Searches and tells one half. */
async function show(half: Half, signal: AbortSignal): Promise<void> {
  const loaded = await loadScenario(half.scenario)
  const searches: Exploration[] = []
  let shown: Shown | undefined
  for (const model of MODELS) {
    const exploration = await search(loaded, model, signal)
    searches.push(exploration)
    const found = shown ? undefined : exploration.outcomes.find(({ outcome }) => half.isShown(outcome))
    if (found) shown = { model, events: eventsOf(loaded, exploration, found) }
    if (signal.aborted) break
  }
  const style = styleOf(process.stdout)
  const width = Math.max(60, Math.min(widthOf(process.stdout), 120))
  print(`${style.bold(half.title)}\n\n`)
  print(`${half.cores.map((does, core) => `  ${style.core(core, `core ${core}`)}   ${does}\n`).join('')}\n`)
  print(`${demoTable(half, searches, width, style)}\n`)
  for (const line of [...searches.map(summary), ...caveats(searches)]) print(`${style.dim(wrap(line, width))}\n`)
  if (shown) print(story(half, loaded, shown, width))
}

/** A model under which an outcome was found, and the run that shows it. */
interface Shown {
  readonly model: MemoryModel
  readonly events: readonly TransitionEvent[]
}

async function search(loaded: LoadedScenario, model: MemoryModel, signal: AbortSignal): Promise<Exploration> {
  const left = DEADLINE_SECONDS - performance.now() / 1000
  const progress = new ProgressLine()
  const options: ExploreOptions = {
    signal,
    onProgress: (how) => progress.show(model.name, how),
    ...(LONG.has(model.name) ? { maxSeconds: Math.max(LEAST_SECONDS, Math.floor(10 * left) / 10) } : {}),
  }
  try {
    return await exploreInTurns(loaded, model, options)
  } finally {
    progress.clear()
  }
}

/** The run, without what does not matter in it, and why it comes out so. */
function story(half: Half, loaded: LoadedScenario, { model, events }: Shown, width: number): string {
  const style = styleOf(process.stdout)
  const told = withoutConstantLoads(events).filter((event) => event.kind === 'drain' || !isNilCheck(loaded, event))
  const left = events.length - told.length
  const cores = loaded.program.cores.length
  const steps = narration(told, loaded.names(), { cores, width, style, note: (event) => purpose(loaded, event) })
  const omission = `Left out: ${left} loads, of memory that nobody writes in this run or of no use (nil checks).`
  return [
    `\n${style.bold(`${half.witnessTitle} (${model.name}, ${events.length} transitions)`)}\n\n`,
    ...LEGEND.map((line) => `${style.dim(line)}\n`),
    `\n${steps}\n`,
    left > 0 ? `${style.dim(wrap(omission, width))}\n\n` : '',
    `${wrap(`Why: ${half.why}`, Math.min(width, 100))}\n\n`,
  ].join('')
}

/** A readable schedule to an outcome, step by step: the fewest switches between cores. */
function eventsOf(loaded: LoadedScenario, { machine }: Exploration, { schedule, key }: FoundOutcome): TransitionEvent[] {
  const readable = new ScheduleShortener(loaded, machine).shorten(schedule, key)
  const run = new Run(machine, loaded.onTrap)
  return readable.schedule.map((transition) => {
    const event = run.take(transition)
    if (!event) throw new Error('a schedule that does not fit its machine')
    return event
  })
}

/** `TESTB AL, (CX)`: Go's compiler loads a byte through a pointer so that nil faults, and does not look at it. */
function isNilCheck(loaded: LoadedScenario, { step }: TransitionEvent & { readonly kind: 'exec' }): boolean {
  return loaded.program.image.statementAt(BigInt(step.pc))?.text.startsWith('TESTB AL, (') ?? false
}

function purpose(loaded: LoadedScenario, { step, stores }: TransitionEvent & { readonly kind: 'exec' }): string {
  return purposeOf(loaded.program.image.statementAt(BigInt(step.pc))?.goLine, stores.length > 0)
}

function nextSteps(): string {
  const style = styleOf(process.stdout)
  const steps: readonly (readonly [string, string])[] = [
    [`fencepost explore ${twoInsertsOneBucket.name}`, 'every outcome by itself, with numbers'],
    [`fencepost explore ${insertThenLookAcross.name} --model x86-tso --save DIR`, 'witnesses as files'],
    ['fencepost replay DIR/FILE', 'a witness again, step by step'],
    [`fencepost run ${twoInsertsOneBucket.name} --seed 1`, 'a random run'],
    ['fencepost --help', 'everything else'],
  ]
  const lines = steps.map(([command, what]) => `  ${command}\n${style.dim(`      ${what}`)}`)
  return [style.bold('What to type next'), '', ...lines, ''].join('\n')
}
