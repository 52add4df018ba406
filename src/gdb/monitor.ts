import { exploreInTurns } from '../explore/explore.ts'
import { outcomeKey } from '../explore/outcome.ts'
import { outcomeOfRun } from '../explore/run-outcome.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { nearNames } from '../emu/assembler/near-names.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { formatWitness } from '../machine/witness.ts'
import type { SteppedRun } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import { Refusal } from './target.ts'
import { PATIENCE } from './turns.ts'
import { bufferText } from './words.ts'

/** Of `monitor outcomes`. */
const MOST_SECONDS = 30

/** How GDB's commands move the cores; also part of `fencepost gdb --help`. */
export const SCHEDULING_HELP = `\
Core n is GDB's thread n + 1. A thread reads memory as its core sees it: its own buffered stores first.
  stepi             one instruction of the current thread's core. If it must wait for the core's own buffer, that drains first
  continue          all cores take turns, the current thread's first; a turn goes through one visible instruction (one that
                    touches shared memory). Stores stay in their buffers until their core must wait for them, for at most
                    ${PATIENCE} turns, or until no core can execute. Where moves are ahead (those of a witness, or those that a
                    reverse- command has taken back), they are made again instead, and stepi follows them too
  set scheduler-locking on   only the current thread's core moves; what was ahead is forgotten when it goes another way. So it is
                    when GDB steps over a breakpoint that the current thread stands at
  reverse-stepi     takes back all moves up to the current core's last instruction; reverse-continue up to a breakpoint or
                    watchpoint, or the beginning. Drains are moves like any other
  watch, rwatch, awatch   stop at the instruction that stores or reads, not at the drain. GDB passes over a watch whose value is the
                    one that it showed last, in whichever thread; awatch shows every access
  set $rdi = 5      only at the beginning of the run: another initial state (also memory: set {long}0x600000 = 5)
At the end of the run, or a core's, GDB says "No more reverse-execution history"; reverse- commands go back from there. A trap
is SIGABRT (fatal, throw, panic) or SIGSEGV.
`

const MONITOR_HELP = `\
monitor help           this
monitor model          the memory model
monitor buffers        every core's buffered stores, oldest first, which no other core sees
monitor drain N [K]    core N's buffered store number K (0 is the oldest; without K the first that can) reaches memory
monitor witness        the run so far as a witness: a file for fencepost replay, step, trace and gdb
monitor outcomes       all outcomes of the scenario, over all schedules (at most ${MOST_SECONDS} seconds), and this run's

${SCHEDULING_HELP}`

/** Answers GDB's `monitor`. */
export class Monitor {
  readonly #run: SteppedRun
  readonly #loaded: LoadedScenario
  readonly #model: MemoryModel
  readonly #isScenarios: boolean

  /** `isScenarios`: the run begins as its scenario says, with nothing set by hand. */
  constructor(run: SteppedRun, loaded: LoadedScenario, model: MemoryModel, isScenarios: boolean) {
    this.#run = run
    this.#loaded = loaded
    this.#model = model
    this.#isScenarios = isScenarios
  }

  /** Throws a `Refusal` for what it does not know or cannot do. */
  async answer(text: string, signal: AbortSignal): Promise<string> {
    const [name = 'help', ...words] = text.trim().split(/\s+/).filter((word) => word !== '')
    const commands: Readonly<Record<string, () => string | Promise<string>>> = {
      help: () => MONITOR_HELP,
      model: () => `${this.#loaded.scenario.name} under ${this.#model.name}\n`,
      buffers: () => this.#buffers(),
      drain: () => this.#drain(words),
      witness: () => this.#witness(),
      outcomes: () => this.#outcomes(signal),
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command && (words.length === 0 || name === 'drain')) return command()
    const near = command ? [] : nearNames(name, Object.keys(commands))
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'monitor help lists what there is'
    if (command) throw new Refusal(`monitor ${name} takes no argument`)
    throw new Refusal(`monitor: unknown command ${JSON.stringify(name)}: ${hint}`)
  }

  #buffers(): string {
    return this.#run.machine.locals.map((_, core) => `core ${core}: ${bufferText(this.#run, core, this.#loaded)}\n`).join('')
  }

  #drain([first = '', second, ...more]: readonly string[]): string {
    const run = this.#run
    const core = /^\d{1,3}$/.test(first) ? Number(first) : Infinity
    const cores = run.machine.coreCount
    if (core >= cores || more.length > 0 || (second !== undefined && !/^\d{1,4}$/.test(second))) {
      throw new Refusal(`monitor drain N [K]: N is a core, 0 to ${cores - 1} (GDB's thread 1 is core 0); K a store, 0 the oldest`)
    }
    const possible = run.transitions().flatMap((one) => (one.kind === 'drain' && one.core === core ? [one.index] : []))
    const index = second === undefined ? possible[0] : Number(second)
    const store = index === undefined ? undefined : run.buffer(core)[index]
    if (index === undefined || !store || !possible.includes(index)) {
      const which = possible.length === 0 ? 'none of its stores can drain now' : `what can drain now is ${possible.join(', ')}`
      throw new Refusal(`core ${core}: ${which}; its buffer: ${bufferText(run, core, this.#loaded)}`)
    }
    run.drain(core, index)
    const name = this.#loaded.names().nameOf(store.address, store.size)
    return `core ${core}: ${name}=${store.value} is in memory; its buffer: ${bufferText(run, core, this.#loaded)}\n`
  }

  #witness(): string {
    if (!this.#isScenarios) {
      throw new Refusal('values were set by hand: a witness names a scenario, and no scenario begins so')
    }
    const { machine, schedule } = this.#run
    const header = this.#loaded.witnessHeader(this.#model)
    return formatWitness(header, machine, schedule, this.#loaded.onTrap, this.#loaded.names())
  }

  async #outcomes(signal: AbortSignal): Promise<string> {
    // Engines of its own: a search may find memory to be shared, which would cut this run's steps anew.
    const loaded = this.#loaded.withProgram(this.#loaded.program)
    try {
      const { automata, outcome, onTrap } = loaded
      const found = await exploreInTurns({ automata, outcome, onTrap }, this.#model, { maxSeconds: MOST_SECONDS, signal })
      const own = outcomeOfRun(this.#run, this.#loaded.outcome, onTrap)
      const ownKey = own === undefined ? undefined : outcomeKey(own)
      const lines = found.outcomes.map((one) => `${one.key === ownKey ? '*' : ' '} ${outcomeText(one.outcome)}\n`)
      const cut = `cut short (${found.bounds.join('; ')}): some outcomes`
      const how = `${found.complete ? 'all outcomes' : cut} under ${this.#model.name}`
      return `${how}${ownKey === undefined ? '' : '; * is this run'}:\n${lines.join('')}`
    } finally {
      loaded.close()
    }
  }
}
