/**
 * Makes a schedule readable: another schedule with the same outcome and the fewest switches between cores, among those the fewest
 * delayed drains, among those the shortest; never longer than the given one.
 *
 * Two stages. Local changes, each kept when the run that comes of it is better and ends in the same outcome (after Jalbert and Sen, A
 * Trace Simplification Technique for Effective Debugging of Concurrent Programs, FSE 2010: leave out what comes late, move a block
 * of one core to that core's neighbouring block), and drains moved to right after their stores. Then a search for something better
 * still, which proves that there is nothing when it comes to its end. Both are bounded in transitions, not in time: equal input
 * gives equal output on every machine.
 */
import { CellSplit } from '../cpu-model/cells.ts'
import { BecameShared } from '../emu/core/became-shared.ts'
import { Machine, type Transition } from '../machine/machine.ts'
import { bestSchedule } from './best-schedule.ts'
import type { Question } from './exploration.ts'
import { Replayer, type Move, type Replayed } from './replayer.ts'
import { compareMetrics, measure, type ScheduleMetrics } from './schedule-metrics.ts'
import { warmUp } from './warm-up.ts'

export interface ShortenedSchedule {
  readonly schedule: readonly Transition[]
  readonly before: ScheduleMetrics
  readonly after: ScheduleMetrics
  /** Nothing is better: the search for it came to its end. */
  readonly isBest: boolean
}

export interface ShortenOptions {
  /** Transitions that trying out changes may take. Default: 200,000, a tenth of a second. */
  readonly mostTransitions?: number
  /** States that the search for the best may visit; 0 leaves it out. Default: 100,000, or 10,000 where loads have moments: 0.3 s. */
  readonly mostStates?: number
}

const DEFAULT_TRANSITIONS = 200_000
const DEFAULT_STATES = 100_000
const DEFAULT_STATES_WITH_HISTORY = 10_000

/**
 * Shortens schedules of one machine, which stays as it is: everything is tried on a machine of the shortener's own.
 */
export class ScheduleShortener {
  readonly #question: Question
  readonly #machine: Machine

  constructor(question: Question, machine: Machine) {
    this.#question = question
    this.#machine = new Machine(question.automata, machine.model, machine.options)
    this.#lookAround()
  }

  /**
   * `key` is the outcome of `schedule`, as `outcomeKey` writes it: that of a finished run, of a trap, or of a core that runs for ever
   * without touching shared memory. A schedule that stops where the trap is reached is as good as one that executes it, and the
   * result is of the same kind. Throws when `schedule` does not have that outcome.
   */
  shorten(schedule: readonly Transition[], key: string, options: ShortenOptions = {}): ShortenedSchedule {
    for (;;) {
      try {
        return this.#shorten(schedule, key, options)
      } catch (error) {
        // Another way to the outcome cuts memory differently: the tables are made anew. No step changes by it.
        if (!(error instanceof CellSplit)) throw error
        this.#machine.restart(error)
        this.#lookAround()
      }
    }
  }

  /** Random runs, to learn what each core writes. */
  #lookAround(): void {
    for (;;) {
      try {
        warmUp(this.#machine)
        return
      } catch (error) {
        // What the schedules do not do needs not be known.
        if (error instanceof BecameShared) return
        if (!(error instanceof CellSplit)) throw error
        this.#machine.restart(error)
      }
    }
  }

  #shorten(schedule: readonly Transition[], key: string, options: ShortenOptions): ShortenedSchedule {
    const machine = this.#machine
    const before = measure(machine, schedule)
    const replayer = new Replayer(this.#question, machine, key)
    const { moves, trap } = movesOf(replayer, schedule)
    const given = replayer.replay(moves, moves.length)
    if (!given) throw new Error(`the schedule does not lead to ${key}`)
    const passes = new Passes(replayer, given, options.mostTransitions ?? DEFAULT_TRANSITIONS)
    const { metrics, schedule: changed } = passes.run()
    const mostStates = options.mostStates ?? (machine.history ? DEFAULT_STATES_WITH_HISTORY : DEFAULT_STATES)
    const best = bestSchedule(machine, replayer, metrics, mostStates, given.isCutOff)
    const found = best.schedule ?? changed
    // Another core may be the one that traps with this outcome: the one that moved last.
    const result = trap ? [...found, { ...trap, core: found.at(-1)?.core ?? trap.core }] : found
    return { schedule: result, before, after: measure(machine, result), isBest: best.isProven }
  }
}

/** The transitions as moves; a last one that executes a trap is kept apart. */
function movesOf(
  replayer: Replayer, schedule: readonly Transition[],
): { readonly moves: readonly Move[]; readonly trap: Transition | undefined } {
  const { walker } = replayer
  const moves: Move[] = []
  walker.start()
  for (const transition of schedule) {
    const { core } = transition
    if (transition.kind === 'drain') {
      const k = walker.drainAt(core, transition.index)
      moves.push({ kind: 'drain', core, store: replayer.storeOf(core, k) })
      walker.drain(core, k)
    } else if (walker.canStep(core)) {
      moves.push(transition)
      walker.exec(core, transition.back)
    } else {
      return { moves, trap: transition }
    }
  }
  return { moves, trap: undefined }
}

interface Block {
  readonly core: number
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Local changes, again and again until none helps. */
class Passes {
  readonly #replayer: Replayer
  readonly #mostSteps: number
  readonly #mostTransitions: number
  #best: Replayed

  constructor(replayer: Replayer, given: Replayed, mostTransitions: number) {
    this.#replayer = replayer
    this.#best = given
    this.#mostSteps = given.moves.length
    this.#mostTransitions = mostTransitions
  }

  run(): Replayed {
    this.#try(this.#withPromptDrains(() => true))
    while (this.#improves(this.#cuts()) || this.#improves(this.#blockMoves()) || this.#improves(this.#promptDrains()));
    return this.#best
  }

  /** Is one of the candidates better? Then it is taken. */
  #improves(candidates: Iterable<readonly Move[]>): boolean {
    for (const moves of candidates) {
      if (this.#replayer.taken > this.#mostTransitions) return false
      if (this.#try(moves)) return true
    }
    return false
  }

  #try(moves: readonly Move[]): boolean {
    const run = this.#replayer.replay(moves, this.#mostSteps)
    if (!run || compareMetrics(run.metrics, this.#best.metrics) >= 0) return false
    this.#best = run
    return true
  }

  /** Without all that comes after a block, the longest cut first: the run goes on by itself. And without one block. */
  *#cuts(): Generator<readonly Move[]> {
    const { moves } = this.#best
    for (const { from } of this.#blocks()) yield moves.slice(0, from)
    for (const { from, to } of this.#blocks()) yield [...moves.slice(0, from), ...moves.slice(to)]
  }

  /** A block, its steps, its drains, its beginning or its end, moved to the block of the same core before or after it. */
  *#blockMoves(): Generator<readonly Move[]> {
    const { moves } = this.#best
    const blocks = this.#blocks()
    for (const [i, block] of blocks.entries()) {
      const { core, from, to } = block
      const before = blocks.slice(0, i).findLast((other) => other.core === core)?.to
      const after = blocks.slice(i + 1).find((other) => other.core === core)?.from
      const parts = [
        range(from, to),
        range(from, to).filter((at) => moves[at]?.kind === 'exec'),
        range(from, to).filter((at) => moves[at]?.kind === 'drain'),
        ...range(from + 1, to).flatMap((middle) => [range(from, middle), range(middle, to)]),
      ]
      for (const part of parts) {
        if (before !== undefined) yield moved(moves, part, before)
        if (after !== undefined) yield moved(moves, part, after)
      }
    }
  }

  /** One delayed drain, right after its store. */
  *#promptDrains(): Generator<readonly Move[]> {
    for (const at of this.#best.storedAt.keys()) {
      if ((this.#best.storedAt[at] ?? -1) >= 0) yield this.#withPromptDrains((drain) => drain === at)
    }
  }

  #withPromptDrains(isMeant: (at: number) => boolean): readonly Move[] {
    const { moves, storedAt } = this.#best
    const prompt = new Map<number, Move[]>()
    const rest: number[] = []
    moves.forEach((move, at) => {
      const store = storedAt[at] ?? -1
      if (store < 0 || !isMeant(at)) rest.push(at)
      else prompt.set(store, [...(prompt.get(store) ?? []), move])
    })
    return rest.flatMap((at) => [...pick(moves, [at]), ...(prompt.get(at) ?? [])])
  }

  #blocks(): Block[] {
    const blocks: Block[] = []
    this.#best.moves.forEach(({ core }, at) => {
      const last = blocks.at(-1)
      if (last?.core === core) blocks[blocks.length - 1] = { ...last, to: at + 1 }
      else blocks.push({ core, from: at, to: at + 1 })
    })
    return blocks
  }
}

/** `from`, …, `to` - 1. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

function pick(moves: readonly Move[], positions: readonly number[]): Move[] {
  return positions.flatMap((at) => moves[at] ?? [])
}

/** `part` (positions, ascending) comes before what stands at `to`. */
function moved(moves: readonly Move[], part: readonly number[], to: number): readonly Move[] {
  const inPart = new Set(part)
  const rest = (from: number, end: number): Move[] => pick(moves, range(from, end).filter((at) => !inPart.has(at)))
  return [...rest(0, to), ...pick(moves, part), ...rest(to, moves.length)]
}
