import { MODELS } from '../cpu-model/models.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { exploreInTurns, type Exploration, type FoundOutcome, type Progress } from '../explore/explore.ts'
import type { Outcome } from '../explore/outcome.ts'
import { LEGEND, narration } from '../export/narration.ts'
import { outcomeTable, type TableRow, type Verdict } from '../export/outcome-table.ts'
import { withoutConstantLoads } from '../export/without-constant-loads.ts'
import type { TransitionEvent } from '../machine/event.ts'
import { Run } from '../machine/run.ts'
import { insertThenLookAcross } from '../scenario/go/insert-then-look-across.ts'
import { twoInsertsOneBucket } from '../scenario/go/two-inserts-one-bucket.ts'
import { loadScenario, type LoadedScenario, type Scenario } from '../scenario/scenario.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './commands.ts'
import { lookAcrossInWords, LOOK_ACROSS_ORDER, purposeOf, twoInsertsInWords, TWO_INSERTS_ORDER } from './demo-outcomes.ts'
import { INTERRUPTED, untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'
import { count, ProgressLine } from './progress.ts'
import { styleOf, widthOf, wrap } from './style.ts'

/** The demo is to be over 3 s after the program was started; the search under `pso` gets what is left until here. */
const DEADLINE_SECONDS = 2.3
/** What `pso` gets on a slow machine. */
const LEAST_SECONDS = 0.1
/** Takes minutes: the demo only says what follows from the stronger models. */
const NOT_SEARCHED = 'relaxed'

/** One half of the demo: a scenario, its table, and one outcome worth reading a witness of. */
interface Half {
  readonly scenario: Scenario
  readonly title: string
  /** What each core does, as Go. */
  readonly cores: readonly string[]
  readonly inWords: (outcome: Outcome) => string
  /** How the rows' words begin, from the top of the table to its end. */
  readonly order: readonly string[]
  readonly witnessTitle: string
  /** Is this the outcome to be shown? */
  readonly isShown: (outcome: Outcome) => boolean
  readonly why: string
}

const LOST_INSERT: Half = {
  scenario: twoInsertsOneBucket,
  title: "Two inserts into one bucket of Go's map",
  cores: ['m[7] = 70', 'm[9] = 90'],
  inWords: twoInsertsInWords,
  order: TWO_INSERTS_ORDER,
  witnessTitle: 'A lost insert that no check notices',
  isShown: (outcome) => /^one key lost, count/.test(twoInsertsInWords(outcome)),
  why: `The first check and the toggle of h.flags are separate loads with the whole hasher between them, and nothing is LOCKed, so
    both cores pass the check, both find the same slot free and take it, and the later key overwrites the earlier one. This is
    plain SC: no store buffer is needed.`,
}

const BOTH_MISS: Half = {
  scenario: insertThenLookAcross,
  title: "Each core inserts a key, then looks up the other's",
  cores: ['m[7] = 70; a, aFound = m[9]', 'm[9] = 90; b, bFound = m[7]'],
  inWords: lookAcrossInWords,
  order: LOOK_ACROSS_ORDER,
  witnessTitle: 'Both keys are inserted, and yet both lookups miss',
  isShown: (outcome) => lookAcrossInWords(outcome) === 'both lookups miss',
  why: `A core's store of its key waits in its store buffer while its lookup already reads memory: a store followed by a load of
    another address takes effect the other way round (store→load reordering). Under SC it cannot: the core that stores its key
    last finds the other's key, or dies at a check.`,
}

export const demo: Command = {
  help: `usage: fencepost demo

Two cores run the code that Go 1.22 compiles for mapassign_fast64 on one map. Explores every schedule under every model, and shows
all outcomes, an insert that is lost without any check noticing, and an outcome that needs a store buffer. Takes 3 seconds at most:
searches that take longer are cut short, and say so.
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

async function show(half: Half, signal: AbortSignal): Promise<void> {
  const loaded = await loadScenario(half.scenario)
  const searches: Exploration[] = []
  const progress = new ProgressLine()
  let shown: { readonly model: MemoryModel; readonly found: FoundOutcome; readonly events: readonly TransitionEvent[] } | undefined
  for (const model of MODELS.filter(({ name }) => name !== NOT_SEARCHED)) {
    const exploration = await search(loaded, model, signal, progress)
    searches.push(exploration)
    const [found] = exploration.outcomes
      .filter(({ outcome }) => half.isShown(outcome))
      .sort((a, b) => a.schedule.length - b.schedule.length)
    if (found && !shown) shown = { model, found, events: eventsOf(loaded, exploration, found) }
    if (signal.aborted) break
  }
  const style = styleOf(process.stdout)
  const width = Math.max(60, Math.min(widthOf(process.stdout), 120))
  print(`${style.bold(half.title)}\n\n`)
  print(`${half.cores.map((does, core) => `  ${style.core(core, `core ${core}`)}   ${does}\n`).join('')}\n`)
  print(`${tableOf(half, searches, width)}\n`)
  for (const line of [...searches.map(summary), ...caveats(searches)]) print(`${style.dim(wrap(line, width))}\n`)
  if (!shown) return
  const { model, found, events } = shown
  print(`\n${style.bold(`${half.witnessTitle} (${model.name}, ${found.schedule.length} transitions)`)}\n\n`)
  for (const line of LEGEND) print(`${style.dim(line)}\n`)
  const told = withoutConstantLoads(events).filter((event) => event.kind === 'drain' || !isNilCheck(loaded, event))
  print(`\n${narration(told, loaded.names(), { cores: loaded.program.cores.length, width, style, note: (event) => purpose(loaded, event) })}`)
  const left = events.length - told.length
  if (left > 0) print(`\n${style.dim(wrap(`Left out: ${left} loads: of memory that nobody writes in this run, or of no use (nil checks).`, width))}\n`)
  print(`\n${wrap(`Why: ${half.why}`, Math.min(width, 100))}\n\n`)
}

async function search(loaded: LoadedScenario, model: MemoryModel, signal: AbortSignal, progress: ProgressLine): Promise<Exploration> {
  const { automata, outcome, onTrap } = loaded
  const left = DEADLINE_SECONDS - performance.now() / 1000
  const onProgress = (how: Progress): void => progress.show(model.name, how)
  const bound = model.name === 'sc' || model.name === 'x86-tso' ? {} : { maxSeconds: Math.max(LEAST_SECONDS, Math.floor(10 * left) / 10) }
  try {
    return await exploreInTurns({ automata, outcome, onTrap }, model, { ...bound, signal, onProgress })
  } finally {
    progress.clear()
  }
}

function eventsOf(loaded: LoadedScenario, { machine }: Exploration, { schedule }: FoundOutcome): TransitionEvent[] {
  const run = new Run(machine, loaded.onTrap)
  return schedule.map((transition) => {
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

/** The models' answers about all outcomes that have the same words. */
interface Folded {
  readonly title: string
  readonly keys: Set<string>
}

function tableOf({ inWords, order }: Half, searches: readonly Exploration[], width: number): string {
  const folded = new Map<string, Folded>()
  for (const { outcomes } of searches) {
    for (const { outcome, key } of outcomes) {
      const title = inWords(outcome)
      const row = folded.get(title) ?? { title, keys: new Set() }
      folded.set(title, row)
      row.keys.add(key)
    }
  }
  const rows = [...folded.values()].map(({ title, keys }) => ({
    number: `${keys.size}×`, title, verdicts: verdictsOf(searches, keys),
  }))
  rows.sort((a, b) => rankOf(order, a) - rankOf(order, b) || (a.title < b.title ? -1 : 1))
  const style = styleOf(process.stdout)
  return outcomeTable('outcomes, folded by symmetry', MODELS.map(({ name }) => name), rows, width, style)
}

/** What every model allows comes first, the intended outcome at its head; then what only weaker ones allow; fatals come last. */
function rankOf(order: readonly string[], { title, verdicts }: TableRow): number {
  const place = order.findIndex((start) => title.startsWith(start))
  const isLast = place === order.length - 1
  const weaker = verdicts.filter(({ kind }) => kind !== 'reached').length
  return place + order.length * (isLast ? MODELS.length : weaker)
}

/** Each model allows all that the stronger ones allow, whether or not its own search got that far. */
function verdictsOf(searches: readonly Exploration[], keys: ReadonlySet<string>): Verdict[] {
  let allowed = false
  return MODELS.map(({ name }) => {
    const exploration = searches.find(({ model }) => model.name === name)
    allowed ||= exploration?.outcomes.some(({ key }) => keys.has(key)) ?? false
    if (allowed) return { kind: 'reached', mark: '✓' }
    return { kind: exploration?.complete ? 'forbidden' : 'unknown' }
  })
}

function summary({ model, outcomes, complete, bounds, states, transitions, milliseconds }: Exploration): string {
  const effort = `${count(states)} states, ${count(transitions)} transitions, ${(milliseconds / 1000).toFixed(2)} s`
  const end = complete ? `${outcomes.length} outcomes, complete` : `INCOMPLETE (${bounds[0] ?? ''})`
  return `${model.name}: ${end}; ${effort}`
}

function caveats(searches: readonly Exploration[]): string[] {
  const cut = searches.filter(({ complete }) => !complete).map(({ model }) => model.name)
  return [
    `${NOT_SEARCHED}: not searched here, that takes minutes`,
    `A model allows whatever a stronger one allows; ${[...cut, NOT_SEARCHED].join(' and ')} may allow more than these rows.`,
  ]
}

function nextSteps(): string {
  const style = styleOf(process.stdout)
  const steps = [
    [`fencepost explore ${twoInsertsOneBucket.name}`, 'every outcome by itself, with numbers'],
    [`fencepost explore ${insertThenLookAcross.name} --model x86-tso --save DIR`, 'witnesses as files'],
    ['fencepost replay DIR/FILE', 'a witness again, step by step'],
    [`fencepost run ${twoInsertsOneBucket.name} --seed 1`, 'a random run'],
    ['fencepost --help', 'everything else'],
  ]
  return [style.bold('What to type next'), '', ...steps.map(([command, what]) => `  ${command ?? ''}\n${style.dim(`      ${what ?? ''}`)}`), ''].join('\n')
}
