import { MemoriesExhausted } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { STEP } from '../machine/node-table.ts'
import { isRestart, Machine, type Transition } from '../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS, type MachineOptions } from '../machine/program.ts'
import { InputError } from '../emu/input-error.ts'
import type { Exploration, FoundOutcome, Question } from './exploration.ts'
import { Judge } from './judge.ts'
import { PctSchedule, type PctBound } from './pct-schedule.ts'
import { RandomSchedule } from './random-schedule.ts'
import { newWays, type Scheduler } from './scheduler.ts'
import { runInTurns, runToEnd } from './turns.ts'
import { Walker } from './walker.ts'
import { warmUp } from './warm-up.ts'

/** Every possible transition as likely as the others; or PCT with depth `pct`, and `steps` for its k in place of an estimate. */
export type Strategy = 'random' | { readonly pct: number; readonly steps?: number }

export interface SampleOptions {
  /** Default: 10,000. */
  readonly runs?: number
  /** Ends the sampling early. */
  readonly seconds?: number
  /** Of the first run, 0 to 2³²-1; the others count on from it. Default: 1. */
  readonly seed?: number
  /** Default: `random`. */
  readonly strategy?: Strategy
  /** A run that has not ended after so many transitions is cut. Default: 10,000. */
  readonly maxSteps?: number
  readonly machine?: Partial<MachineOptions>
  /** Ends the sampling early. */
  readonly signal?: AbortSignal
  /** Called a few times a second. */
  readonly onProgress?: (progress: SampleProgress) => void
}

export interface SampleProgress {
  readonly runs: number
  readonly outcomes: number
  readonly seconds: number
}

/** An outcome that some runs had. Its schedule is that of the first. */
export interface SampledOutcome extends FoundOutcome {
  /** Runs that had it. */
  readonly count: number
  /** Seeds of the first of them, at most `SEEDS_KEPT`. */
  readonly seeds: readonly number[]
}

/** What random runs found. Never complete: nothing may be said to be forbidden. */
export interface Sample extends Exploration {
  readonly outcomes: readonly SampledOutcome[]
  readonly complete: false
  /** Runs made; those that were cut are among them. */
  readonly sampledRuns: number
  /** Runs that came to no end: cut after `maxSteps` transitions, or no core could go on. They have no outcome. */
  readonly cutRuns: number
  /** Runs longer than the k of `pct`: with any, its bound is not claimed. */
  readonly longerRuns: number
  readonly seed: number
  readonly strategy: Strategy
  /** What PCT promises of each run. */
  readonly pct: PctBound | undefined
}

/** Seeds that are kept for each outcome. */
export const SEEDS_KEPT = 5
/** Seeds are 32 bits. */
export const SEEDS = 2 ** 32

const DEFAULT_RUNS = 10_000
const DEFAULT_MAX_STEPS = 10_000
const TURN_MILLISECONDS = 20
const PROGRESS_MILLISECONDS = 200
/** Runs between two looks at the clock. */
const BATCH = 16
/** Runs with each of two schedulers, of which the longest is taken for PCT's k. */
const ESTIMATE_RUNS = 200

/**
 * Many runs with one scheduler, each from a seed of its own. What a seed does depends on the scenario, the model, the strategy and
 * (PCT) on k, all of which the result names; so each run can be repeated.
 */
export function sample(question: Question, model: MemoryModel, options: SampleOptions = {}): Sample {
  return runToEnd(turns(question, model, options))
}

/** The same, but the event loop gets a turn now and then: signals arrive, and `options.signal` can be aborted meanwhile. */
export function sampleInTurns(
  question: Question, model: MemoryModel, options: SampleOptions = {},
): Promise<Sample> {
  return runInTurns(turns(question, model, options))
}

/**
 * The scheduler of a strategy, ready for `start(seed)`. Without `steps`, PCT's k is the longest of some runs with fixed seeds, so it
 * is the same whenever the same scenario is asked under the same model.
 */
export function schedulerFor(question: Question, machine: Machine, strategy: Strategy): RandomSchedule | PctSchedule {
  if (strategy === 'random') return new RandomSchedule(0)
  const { pct: depth } = strategy
  if (!Number.isSafeInteger(depth) || depth < 1) {
    throw new InputError(`PCT's depth is ${depth}: expected a whole number, at least 1 (2 or 3 find most races)`)
  }
  const pct = (steps: number): PctSchedule =>
    new PctSchedule({ depth, steps, cores: machine.coreCount, model: machine.model })
  if (strategy.steps !== undefined) return pct(strategy.steps)
  const shuffled = longestRun(question, machine, new RandomSchedule(0))
  // Cores that run one after another take other paths, often longer ones.
  return pct(Math.max(shuffled, longestRun(question, machine, pct(2 * shuffled))))
}

/** Transitions of the longest of `ESTIMATE_RUNS` runs that came to an end; at least 1. */
function longestRun(question: Question, machine: Machine, scheduler: Scheduler): number {
  const runner = new Runner(question, machine, scheduler, DEFAULT_MAX_STEPS)
  let longest = 1
  for (let seed = 0; seed < ESTIMATE_RUNS; seed++) {
    runner.run(seed)
    if (!runner.wasCut) longest = Math.max(longest, runner.length)
  }
  return longest
}

function* turns(question: Question, model: MemoryModel, options: SampleOptions): Generator<undefined, Sample> {
  const { seed = 1 } = options
  if (!Number.isSafeInteger(seed) || seed < 0 || seed >= SEEDS) {
    throw new InputError(`the seed is ${seed}: expected a whole number from 0 to ${SEEDS - 1}`)
  }
  const started = performance.now()
  const machine = new Machine(question.automata, model, { ...DEFAULT_MACHINE_OPTIONS, ...options.machine })
  for (;;) {
    try {
      // Most of what makes a machine start again is learned before the first run.
      warmUp(machine)
      const sampling = new Sampling(question, machine, options, started)
      yield* sampling.run()
      return sampling.result()
    } catch (error) {
      // With memory that became shared, steps are cut differently and seeds mean other runs: all are made again.
      if (!isRestart(error)) throw error
      machine.restart(error)
    }
  }
}

/** One run after another, of which only the end is kept. */
class Runner {
  readonly #machine: Machine
  readonly #scheduler: Scheduler
  readonly #walker: Walker
  readonly #ways = newWays()
  readonly #maxSteps: number
  readonly judge: Judge
  /** Transitions of the last run. */
  length = 0
  wasCut = false
  /** The transitions of the last run: core × 2 + 1 and the index of a drain, or core × 2 and the moments back of a step. */
  #trail = new Int32Array(256)

  constructor(question: Question, machine: Machine, scheduler: Scheduler, maxSteps: number) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.#walker = new Walker(machine, question.onTrap)
    this.#maxSteps = maxSteps
    this.judge = new Judge(question, machine)
  }

  /** Runs from the beginning and gives the outcome, or -1 when there is none. */
  run(seed: number): number {
    const walker = this.#walker
    const ways = this.#ways
    this.wasCut = false
    this.length = 0
    walker.start()
    this.#scheduler.start(seed)
    for (;;) {
      walker.findWays(ways)
      if (ways.count === 0) return this.#end()
      if (this.length === this.#maxSteps) return this.#cut()
      const at = this.#scheduler.pick(ways)
      const core = ways.core[at] ?? 0
      const k = ways.drain[at] ?? -1
      if (k >= 0) {
        this.#record(2 * core + 1, walker.drainIndex(core, k))
        walker.drain(core, k)
      } else {
        const back = ways.back[at] ?? 0
        this.#record(2 * core, back)
        if (walker.isAtTrap(core)) return this.judge.trapped(walker.state, core)
        walker.exec(core, back)
      }
    }
  }

  /** The last run's transitions, to be read with `decodeTrail`. */
  trail(): Int32Array {
    return this.#trail.slice(0, 2 * this.length)
  }

  #end(): number {
    const walker = this.#walker
    if (walker.isFinished()) return this.judge.finished(walker.state)
    for (let core = 0; core < this.#machine.coreCount; core++) {
      if (walker.isDiverging(core)) return this.judge.diverged(core)
    }
    return this.#cut()
  }

  #cut(): number {
    this.wasCut = true
    return -1
  }

  #record(what: number, number: number): void {
    const at = 2 * this.length++
    if (at === this.#trail.length) {
      const longer = new Int32Array(2 * at)
      longer.set(this.#trail)
      this.#trail = longer
    }
    this.#trail[at] = what
    this.#trail[at + 1] = number
  }

  /** A private run met its bound and ended the last run. */
  get boundCore(): number | undefined {
    const { state } = this.#walker
    const core = this.#machine.locals.findIndex((table, i) => table.step[state[i] ?? 0] === STEP.bound)
    return core >= 0 ? core : undefined
  }
}

function decodeTrail(trail: Int32Array): Transition[] {
  const schedule: Transition[] = []
  for (let at = 0; at < trail.length; at += 2) {
    const what = trail[at] ?? 0
    const number = trail[at + 1] ?? 0
    const core = what >> 1
    schedule.push((what & 1) === 1 ? { kind: 'drain', core, index: number } : { kind: 'exec', core, back: number })
  }
  return schedule
}

interface Tally {
  count: number
  readonly seeds: number[]
  readonly trail: Int32Array
}

class Sampling {
  readonly #machine: Machine
  readonly #options: SampleOptions
  readonly #started: number
  readonly #strategy: Strategy
  readonly #scheduler: RandomSchedule | PctSchedule
  readonly #runner: Runner
  readonly #tallies: Tally[] = []
  readonly #bounds = new Set<string>()
  readonly #seed: number
  readonly #maxSteps: number
  #runs = 0
  #cut = 0
  #longer = 0
  #transitions = 0

  constructor(question: Question, machine: Machine, options: SampleOptions, started: number) {
    this.#machine = machine
    this.#options = options
    this.#started = started
    this.#seed = options.seed ?? 1
    this.#maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS
    this.#strategy = options.strategy ?? 'random'
    this.#scheduler = schedulerFor(question, machine, this.#strategy)
    this.#runner = new Runner(question, machine, this.#scheduler, this.#maxSteps)
  }

  *run(): Generator<undefined, void> {
    try {
      yield* this.#sampleAll()
    } catch (error) {
      if (!(error instanceof MemoriesExhausted)) throw error
      this.#bounds.add(error.message)
    }
  }

  *#sampleAll(): Generator<undefined, void> {
    const { runs = DEFAULT_RUNS, seconds, signal, onProgress } = this.#options
    let turned = performance.now()
    let reported = turned
    while (this.#runs < runs) {
      for (let i = 0; i < BATCH && this.#runs < runs; i++) this.#sampleOnce()
      const now = performance.now()
      const passed = (now - this.#started) / 1000
      if (signal?.aborted) {
        this.#bounds.add('interrupted')
        return
      }
      if (seconds !== undefined && passed > seconds) return
      if (onProgress && now - reported > PROGRESS_MILLISECONDS) {
        reported = now
        onProgress({ runs: this.#runs, outcomes: this.#tallies.length, seconds: passed })
      }
      if (now - turned > TURN_MILLISECONDS) {
        yield
        turned = performance.now()
      }
    }
  }

  #sampleOnce(): void {
    const runner = this.#runner
    const seed = (this.#seed + this.#runs) % SEEDS
    const outcome = runner.run(seed)
    this.#runs++
    this.#transitions += runner.length
    if (this.#scheduler instanceof PctSchedule && runner.length > this.#scheduler.steps) this.#longer++
    if (outcome < 0) {
      this.#cut++
      const core = runner.boundCore
      if (core !== undefined) {
        this.#bounds.add(`${this.#machine.options.privateInstructions} private instructions in a row (core ${core})`)
      }
      return
    }
    const tally = (this.#tallies[outcome] ??= { count: 0, seeds: [], trail: runner.trail() })
    tally.count++
    if (tally.seeds.length < SEEDS_KEPT) tally.seeds.push(seed)
  }

  result(): Sample {
    const { judge } = this.#runner
    const outcomes = this.#tallies.map(
      ({ count, seeds, trail }, id) => new Sampled(judge.outcome(id), judge.key(id), count, seeds, trail),
    )
    const promised = this.#scheduler instanceof PctSchedule ? this.#scheduler.bound : undefined
    const pct = promised && this.#longer > 0 ? { ...promised, probability: undefined } : promised
    const runs = `${this.#runs} ${pct ? `PCT (depth ${pct.depth})` : 'random'} runs from seed ${this.#seed}`
    const cut = this.#cut > 0 ? [`${this.#cut} runs came to no end within ${this.#maxSteps} transitions`] : []
    if (this.#machine.history?.bounded) this.#bounds.add(`${this.#machine.options.historyEntries} moments of history`)
    return {
      model: this.#machine.model,
      outcomes: outcomes.sort((a, b) => (a.key < b.key ? -1 : 1)),
      outcomeCount: outcomes.length,
      complete: false,
      bounds: [runs, ...cut, ...this.#bounds],
      states: 0,
      transitions: this.#transitions,
      passes: 1,
      runs: this.#machine.locals.reduce((sum, { automaton }) => sum + automaton.runs, 0),
      milliseconds: performance.now() - this.#started,
      tableBytes: 0,
      machine: this.#machine,
      sampledRuns: this.#runs,
      cutRuns: this.#cut,
      longerRuns: this.#longer,
      seed: this.#seed,
      strategy: this.#strategy,
      pct,
    }
  }
}

/** Keeps the trail of its first run; the schedule is made when it is asked for. */
class Sampled implements SampledOutcome {
  readonly outcome: unknown
  readonly key: string
  readonly count: number
  readonly seeds: readonly number[]
  readonly cycle: readonly Transition[] | undefined
  readonly #trail: Int32Array
  #schedule: readonly Transition[] | undefined

  constructor(outcome: unknown, key: string, count: number, seeds: readonly number[], trail: Int32Array) {
    this.outcome = outcome
    this.key = key
    this.count = count
    this.seeds = seeds
    this.#trail = trail
    const isEndless = typeof outcome === 'object' && outcome !== null && 'doesNotTerminate' in outcome
    this.cycle = isEndless ? [] : undefined
  }

  get schedule(): readonly Transition[] {
    return (this.#schedule ??= decodeTrail(this.#trail))
  }
}
