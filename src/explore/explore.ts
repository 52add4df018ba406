import { CellSplit } from '../cpu-model/cells.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { MemoriesExhausted } from '../cpu-model/memory.ts'
import { InputError } from '../emu/input-error.ts'
import { endOf, stoppedAt, trapReport } from '../machine/end.ts'
import { isRestart, Machine, type Transition } from '../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../machine/program.ts'
import type { DoesNotTerminate, Exploration, ExploreOptions, FoundOutcome, Question } from './exploration.ts'
import { explorePreemptions } from './explore-preemptions.ts'
import { Footprints } from './footprints.ts'
import { partLeft } from './dead-registers.ts'
import { EarlyDrain } from './early-drain.ts'
import { enterCycleEarly, type Lasso } from './enter-cycle.ts'
import { HeldCells } from './held-cells.ts'
import { CellSets } from './cell-sets.ts'
import { LateDrains } from './late-drains.ts'
import { findLassos, type Explored } from './non-termination.ts'
import { ShardPrefix, type Shard } from './shard.ts'
import { rootAfter, type RootAfter } from './root-after.ts'
import { knowledge, warmUp } from './warm-up.ts'
import { outcomeKey, outcomeMark, type Outcome } from './outcome.ts'
import { StateGraph } from './state-graph.ts'
import { StateTable, type StateIndex } from './state-table.ts'
import { ConcurrentStates, concurrentStatesArrays } from './parallel/concurrent-states.ts'
import { Crew } from './parallel/crew.ts'
import {
  relianceArrays, FIRST_ROOM, largerRoom, resetForWorkers, shareTables, SMALL_ROOM, type WorkersRoom,
} from './parallel/room.ts'
import { SharedCellSets } from './parallel/shared-cell-sets.ts'
import { ConcurrentMemory, OutOfRoom, type ConcurrentMemoryArrays } from '../cpu-model/concurrent-memory.ts'
import { NotSymmetric } from './symmetry/renaming.ts'
import { Symmetry } from './symmetry/symmetry.ts'
import { atState, type Origin } from './origin.ts'
import { ALL_REDUCTIONS, type Reductions } from './reductions.ts'
import { splitReliances } from './reliance.ts'
import { Search, type SearchEvents } from './search.ts'
import { runInTurns, runToEnd } from './turns.ts'

export type {
  DoesNotTerminate, Exploration, ExploreOptions, FoundOutcome, Progress, Question,
} from './exploration.ts'

/** An outcome whose schedule is reconstructed only on demand: there may be a million of them. */
class LazyOutcome implements FoundOutcome {
  readonly outcome: Outcome
  #key: string | undefined
  readonly #search: Search
  readonly #where: Origin | StateIndex
  readonly #image: number
  #schedule: readonly Transition[] | undefined

  /** `where`: an origin, or the stored state of whose image `image` it is the outcome. */
  constructor(search: Search, where: Origin | StateIndex, image: number, outcome: Outcome) {
    this.#search = search
    this.#where = where
    this.#image = image
    this.outcome = outcome
  }

  get key(): string {
    return (this.#key ??= outcomeKey(this.outcome))
  }

  /** Of a run that does not end because a core goes on alone for ever. */
  get cycle(): readonly Transition[] | undefined {
    return isDivergence(this.outcome) ? [] : undefined
  }

  get schedule(): readonly Transition[] {
    return (this.#schedule ??= this.#search.path(
      typeof this.#where === 'number' ? { ...atState(this.#where), image: this.#image } : this.#where,
    ))
  }
}

/** A run that does not end because it comes back to stored state `entry`, from there by `cycle`. */
class LassoOutcome implements FoundOutcome {
  readonly outcome: Outcome
  readonly key: string
  readonly #machine: Machine
  readonly #search: Search
  readonly #entry: StateIndex
  readonly #cycle: readonly Transition[]
  #lasso: Lasso | undefined

  constructor(
    machine: Machine, search: Search, outcome: Outcome, key: string, entry: StateIndex, cycle: readonly Transition[],
  ) {
    this.#machine = machine
    this.#search = search
    this.outcome = outcome
    this.key = key
    this.#entry = entry
    this.#cycle = cycle
  }

  get cycle(): readonly Transition[] {
    return this.#found().cycle
  }

  get schedule(): readonly Transition[] {
    return this.#found().schedule
  }

  #found(): Lasso {
    return (this.#lasso ??= enterCycleEarly(this.#machine, {
      schedule: this.#search.path(atState(this.#entry)), cycle: this.#cycle,
    }))
  }
}

/**
 * All outcomes over all schedules. Runs passes until the automata no longer grow, because the reductions look at what each core
 * may still do, and that is known only as far as the automata are.
 */
export function exploreAll(question: Question, model: MemoryModel, options: ExploreOptions = {}): Exploration {
  return runToEnd(passes(question, model, options))
}

/** The same, but the event loop gets a turn now and then: signals arrive, and `options.signal` can be aborted meanwhile. */
export function exploreInTurns(
  question: Question, model: MemoryModel, options: ExploreOptions = {},
): Promise<Exploration> {
  return runInTurns(passes(question, model, options))
}

/** The passes; yields every `TURN_MILLISECONDS`, so that whoever drives them can do something else. */
function* passes(question: Question, model: MemoryModel, options: ExploreOptions): Generator<undefined, Exploration> {
  if (options.after && (options.shard ?? options.maxPreemptions) !== undefined) {
    throw new InputError('after is not possible together with shard or maxPreemptions: leave those out')
  }
  if (options.maxPreemptions !== undefined) return yield* explorePreemptions(question, model, options.maxPreemptions, options)
  const started = performance.now()
  const machineOptions = { ...DEFAULT_MACHINE_OPTIONS, ...options.machine }
  const reductions = options.reductions ?? ALL_REDUCTIONS
  const needsFootprints = reductions.loads || reductions.drains || reductions.sleep || reductions.symmetry ||
    reductions.late || reductions.early
  const { after } = options
  const workers = model.loadsFromHistory || after ? 1 : (options.workers ?? 1)
  // All shards must divide the same states.
  const deadAfter = options.shard ? 0 : (options.deadAfter ?? DEAD_AFTER)
  let automata = reductions.dead && deadAfter === 0 ? question.automata.withoutDeadRegisters : question.automata
  let machine = new Machine(automata, model, machineOptions)
  let room = options.workersTakeTurns ? SMALL_ROOM : FIRST_ROOM
  // A pass whose reductions turn out to be wrong may go on for this many states before it is given up for a better one; doubled each
  // time, so that all passes given up together cost no more than the last.
  let patience = needsFootprints ? (options.firstCheck ?? FIRST_CHECK) : Infinity
  let isWarm = options.warmUp === false
  // Runs need not end: known when a state has been come to from itself.
  let mayCycle = false
  for (let passes = 1; ; passes++) {
    try {
      // What outcomes ask for matters only where the rest is forgotten.
      if (needsFootprints && !isWarm) warmUp(machine, automata === question.automata ? undefined : question)
      isWarm = true
      if (workers > 1 && !(machine.memory instanceof ConcurrentMemory)) {
        resetForWorkers(machine, room)
      }
      // Its renamings teach more of the automata, so it comes before the footprints.
      const symmetry = reductions.symmetry && !options.shard && !after ? new Symmetry(machine) : undefined
      const root = after && rootAfter(machine, after, question.onTrap === 'stop-core')
      const mustRestart = options.restartAtCuts === true || (symmetry?.order ?? 1) > 1
      const footprints = needsFootprints ? firstFutures(machine, mustRestart) : undefined
      const tables = {
        footprints, symmetry, room: workers > 1 ? room : undefined, root, mayCycle,
        deadAfter: reductions.dead && automata === question.automata ? deadAfter : Infinity,
      }
      const pass = new Pass(question, machine, reductions, tables, options, started, passes)
      yield* pass.run(patience)
      if (pass.cycles) {
        mayCycle = true
        continue
      }
      if (pass.isOutgrown) {
        automata = question.automata.withoutDeadRegisters
        machine = new Machine(automata, model, machineOptions)
        continue
      }
      if (!pass.isSound() && !pass.isCut) {
        patience *= 2
        continue
      }
      if (!pass.isSound()) pass.bounds.add('the search was cut short before its reductions were known to be sound')
      return pass.result(passes)
    } catch (error) {
      if (error instanceof OutOfRoom) {
        room = largerRoom(room)
        resetForWorkers(machine, room)
      } else if (error instanceof MemoriesExhausted && !isWarm) isWarm = true
      else if (isRestart(error)) machine.restart(error)
      else if (!(error instanceof NotSymmetric)) throw error
    }
  }
}

/** What each core may still do by what is known. Nothing has been found yet that would be lost, but a restart takes a while. */
function firstFutures(machine: Machine, mustRestart: boolean): Footprints {
  for (;;) {
    try {
      return new Footprints(machine)
    } catch (error) {
      if (mustRestart) throw error
      machine.splitCells(error)
    }
  }
}

const FIRST_CHECK = 1024
/** Expanded states after which an automaton that has had no cycle will hardly get one: what leads where is no longer kept. */
const LONG_WITHOUT_CYCLE = 100_000
/** A search that is over before would not be over sooner by telling fewer states apart. */
const DEAD_AFTER = 524_288
/** States that must be left, as a part of 1, for a search to begin again without telling dead registers apart. */
const MOST_LEFT = 0.75
/** Transitions that are taken before other threads are started: a small search is over sooner without them. */
const ALONE = 524_288

/** How often a search looks at the clock, in states: some states of `relaxed` take a tenth of a millisecond. */
const CLOCK_INTERVAL = 256
/** Of the same, those after which this thread looks after its helpers. */
const SERVE_INTERVAL = 16
const PROGRESS_MILLISECONDS = 200
const TURN_MILLISECONDS = 20

/** A core that cannot go on. */
interface Stop {
  readonly core: number
  readonly local: number
  readonly origin: Origin
}

class Pass implements SearchEvents {
  readonly bounds = new Set<string>()
  isCut = false
  /** A state has been come to from itself, so that what sleeps or waits may do so for ever: the search must begin again without that. */
  cycles = false
  /** It is so large that the search is to begin again without telling dead registers apart. */
  isOutgrown = false
  readonly #question: Question
  readonly #machine: Machine
  readonly #search: Search
  #footprints: Footprints | undefined
  /** May what the reductions have left out wrongly be made up for, or must the search begin again? */
  readonly #canRevise: boolean
  /** What was known of the automata when the reductions were last found to be right. */
  #checked: number
  readonly #reductions: Reductions
  readonly #sleeping: boolean
  /** What leads where, as long as it may be asked whether that goes round. */
  #graph: StateGraph | undefined
  /** States at which it is looked at next. */
  #graphCheck: number
  readonly #symmetry: Symmetry | undefined
  /** False when the cores were not the same after all, or there is no room for images: what was found is real, but stands for itself. */
  #hasImages = true
  readonly #early: EarlyDrain | undefined
  readonly #stopCore: boolean
  #deadAfter: number
  readonly #room: WorkersRoom | undefined
  /** Where the search starts, if not at the beginning. */
  readonly #root: RootAfter | undefined
  /** What all shards begin with, when this is one of them. */
  #prefix: ShardPrefix | undefined
  /** The search that is going on: that of the prefix, then `#search`. */
  #current: Search
  /** Where sets of cells are kept that threads share. */
  readonly #sharedReliances: ConcurrentMemoryArrays | undefined
  /** What has been relied on. */
  readonly #reliances: CellSets | SharedCellSets
  /** The threads that search, while there are several. */
  #crew: Crew | undefined
  /** Transitions that other threads have taken. */
  #othersTransitions = 0
  #reportedAt = performance.now()
  #turnedAt = this.#reportedAt
  readonly #options: ExploreOptions
  readonly #started: number
  readonly #passNumber: number
  /** By `outcomeMark`. */
  readonly #seen = new Map<string | number, FoundOutcome>()
  readonly #stuck = new Set<string>()
  readonly #finished: StateIndex[] = []
  readonly #trapped: Stop[] = []

  constructor(
    question: Question, machine: Machine, reductions: Reductions,
    { footprints, symmetry, room, root, mayCycle, deadAfter }: {
      readonly footprints: Footprints | undefined
      readonly symmetry: Symmetry | undefined
      /** For workers. */
      readonly room: WorkersRoom | undefined
      readonly root: RootAfter | undefined
      readonly mayCycle: boolean
      /** Transitions after which it is asked whether the search is to begin again without telling dead registers apart. */
      readonly deadAfter: number
    },
    options: ExploreOptions, started: number, passNumber: number,
  ) {
    this.#question = question
    this.#machine = machine
    this.#footprints = footprints
    this.#checked = knowledge(machine)
    this.#options = options
    this.#graphCheck = options.firstCheck ?? FIRST_CHECK
    this.#started = started
    this.#passNumber = passNumber
    this.#reductions = reductions
    this.#canRevise = footprints !== undefined && !machine.hasHistory && !options.shard && !root
    const needsGraph = reductions.sleep || reductions.symmetry || reductions.late || reductions.early
    this.#graph = needsGraph && this.#canRevise && !mayCycle ? new StateGraph() : undefined
    this.#sleeping = footprints !== undefined && (this.#graph !== undefined || !this.#hasCycle())
    this.#symmetry = this.#sleeping && symmetry !== undefined && symmetry.order > 1 ? symmetry : undefined
    this.#deadAfter = deadAfter
    this.#stopCore = question.onTrap === 'stop-core'
    this.#sharedReliances = room && relianceArrays(machine, room)
    const shared = this.#sharedReliances && new SharedCellSets(this.#sharedReliances)
    this.#reliances = shared ?? new CellSets()
    const table = room && shared
      ? new ConcurrentStates(concurrentStatesArrays(machine.coreCount + 1, room.slots), shared)
      : new StateTable(machine.coreCount + 1, this.#sleeping && reductions.sleep)
    this.#room = room
    this.#root = root
    const cells = this.#sleeping && !machine.hasHistory ? new HeldCells(machine) : undefined
    const late = cells && reductions.late ? new LateDrains(machine, cells) : undefined
    this.#early = cells && reductions.early ? new EarlyDrain(machine, cells) : undefined
    const graph = this.#graph
    const aids = {
      futures: footprints, sleeping: this.#sleeping, symmetry: this.#symmetry, late, early: this.#early, graph,
      reliances: this.#reliances,
    }
    this.#search = new Search(machine, table, reductions, aids, this.#stopCore, this)
    this.#current = this.#search
  }

  /**
   * Were the reductions right? They look at what each core may still do, and the automata may have grown since; what they have
   * assumed must contain what is known now.
   */
  isSound(): boolean {
    try {
      this.#symmetry?.close()
    } catch (error) {
      if (!(error instanceof NotSymmetric)) throw error
      this.#hasImages = false
    }
    return this.#hasImages && this.#early?.isSound !== false && this.#news() === undefined
  }

  /** What each core may still do by what is known now, if the reductions have not gone by all of it. */
  #news(): Footprints | undefined {
    const known = knowledge(this.#machine)
    if (!this.#footprints || known === this.#checked) return undefined
    const news = this.#futuresNow()
    if (!this.#footprints.covers(news)) return news
    this.#checked = known
    return undefined
  }

  #futuresNow(): Footprints {
    for (;;) {
      try {
        return new Footprints(this.#machine, this.#canRevise ? this.#footprints : undefined)
      } catch (error) {
        this.#splitCells(error)
      }
    }
  }

  /**
   * Splits the cells that an access has cut, so that all that was found stays and what `error` has interrupted can be done again. Throws
   * `error` when it says anything else, or they cannot be split: the search must begin again.
   */
  #splitCells(error: unknown): void {
    if (this.#symmetry || this.#options.restartAtCuts) throw error
    for (const split of this.#machine.splitCells(error)) {
      this.#footprints?.split(split)
      for (const number of splitReliances(this.#machine.coreCount, split)) this.#reliances.split(number)
    }
    this.#crew?.splitCells()
  }

  /** If the reductions were wrong, mends what they have left out of the first `expanded` states, where that can be mended. */
  #revise(expanded: number): 'right' | 'mended' | 'wrong' {
    if (this.#findsCycle(expanded)) return 'wrong'
    if (this.isSound()) return 'right'
    const known = knowledge(this.#machine)
    const canMend = this.#hasImages && this.#canRevise && this.#early?.isSound !== false
    const news = canMend ? this.#news() : undefined
    const old = this.#footprints
    // Where an automaton turns out to have a cycle, the graph is needed from the beginning.
    if (!news || !old || (!this.#graph && news.hasNewCycle(old)) || this.#search.isRevisedOut) return 'wrong'
    this.#search.revise(news, expanded)
    old.rest()
    this.#footprints = news
    this.#checked = known
    return 'mended'
  }

  /** Of the first `expanded` states? Looked at when they have doubled, and when they are all. */
  #findsCycle(expanded: number): boolean {
    const { count } = this.#search.table
    if (!this.#graph || (expanded < this.#graphCheck && expanded < count)) return false
    this.#graphCheck = expanded * 2
    if (!this.#hasCycle()) {
      if (expanded > (this.#options.longWithoutCycle ?? LONG_WITHOUT_CYCLE)) this.#forgetGraph()
      return false
    }
    this.cycles = !this.#graph.isAcyclic(count)
    return this.cycles
  }

  /** Is a core's automaton known to have a cycle? Without one, states have none. Futures that are right know of all cycles. */
  #hasCycle(): boolean {
    const footprints = this.#footprints ?? new Footprints(this.#machine)
    return this.#machine.locals.some((_, core) => footprints.hasCycle(core))
  }

  #forgetGraph(): void {
    this.#graph = undefined
    this.#search.forgetGraph()
  }

  /**
   * Searches. Where the reductions turn out to be wrong and cannot be mended, gives up after `patience` states, or twice, four times as
   * many.
   */
  *run(patience: number): Generator<undefined, void> {
    try {
      yield* this.#searchAll(patience)
    } catch (error) {
      if (!(error instanceof MemoriesExhausted)) throw error
      this.#cut(error.message)
      this.#hasImages = false
    }
    if (this.#machine.history?.bounded) this.bounds.add(`${this.#machine.options.historyEntries} moments of history`)
  }

  *#searchAll(patience: number): Generator<undefined, void> {
    const { table } = this.#search
    const { firstCheck = FIRST_CHECK } = this.#options
    let check = this.#canRevise ? firstCheck : patience
    if (this.#root?.trapped !== undefined) {
      this.#sawTrapOf(this.#root, this.#root.trapped)
      return
    }
    if (this.#options.shard) this.#startShard(this.#options.shard)
    else if (this.#root) this.#search.startFrom([this.#root])
    else this.#search.start()
    let at = 0
    for (let work = 1; ; work++) {
      if (work % CLOCK_INTERVAL === 0 && this.#tick(at)) yield* this.#turn()
      this.#cutByStates()
      if (this.isCut) break
      if (this.#search.transitions >= this.#deadAfter && at < table.count && this.#hasDeadRegisters()) {
        this.isOutgrown = true
        break
      }
      try {
        if (this.#search.revisit()) continue
        if (this.#room && this.#search.transitions >= (this.#options.alone ?? ALONE) && at < table.count) {
          yield* this.#searchTogether(at, check)
          break
        }
        if (at >= check || at >= table.count) {
          const found = this.#revise(at)
          if (found === 'wrong' || (found === 'right' && at >= table.count)) break
          check = this.#nextCheck(at, check)
          continue
        }
        this.#search.expand(at++)
        if (table instanceof ConcurrentStates) table.grow()
      } catch (error) {
        // What has been relied on until now is told in cells of before the cut.
        this.#search.interrupted()
        this.#splitCells(error)
      }
    }
  }

  /** Are there enough states that differ in dead registers only? */
  #hasDeadRegisters(): boolean {
    this.#deadAfter = this.#search.transitions * 4
    // What the outcome asks for is not dead.
    this.#judge()
    const order = this.#reductions.symmetry && this.#sleeping && !this.#root ? (this.#symmetry?.order ?? 1) : undefined
    return partLeft(this.#machine, this.#search.table, order) <= MOST_LEFT
  }

  #startShard(shard: Shard): void {
    const prefix = new ShardPrefix(this.#machine, this.#reductions.fuse, this.#stopCore, this)
    this.#prefix = prefix
    this.#current = prefix.search
    prefix.run(shard.count)
    this.#judge()
    this.#current = this.#search
    this.#search.startFrom(prefix.rootsOf(shard))
  }

  /** When to look next whether the reductions were right, after `at` states, at `check`. */
  #nextCheck(at: number, check: number): number {
    const { firstCheck = FIRST_CHECK } = this.#options
    return this.#canRevise ? at + Math.max(firstCheck, at) : Math.max(check, at + 1) * 2
  }

  /** Looks at the clock and at the signal, and reports. Is it time for a turn of whoever drives the search? */
  #tick(expanded: number): boolean {
    const { maxSeconds, signal, onProgress } = this.#options
    const { table, transitions } = this.#search
    const now = performance.now()
    const seconds = (now - this.#started) / 1000
    if (maxSeconds !== undefined && seconds > maxSeconds) this.#cut(`${maxSeconds} seconds`)
    if (signal?.aborted) this.#cut('interrupted')
    if (onProgress && now - this.#reportedAt > PROGRESS_MILLISECONDS) {
      this.#reportedAt = now
      const all = transitions + (this.#crew?.transitions ?? 0)
      onProgress({ pass: this.#passNumber, states: table.distinct, transitions: all, frontier: table.count - expanded, seconds })
    }
    return now - this.#turnedAt > TURN_MILLISECONDS
  }

  *#turn(): Generator<undefined, void> {
    yield
    this.#turnedAt = performance.now()
  }

  #cutByStates(): void {
    const { maxStates } = this.#options
    if (maxStates !== undefined && this.#search.table.distinct > maxStates) this.#cut(`${maxStates} states`)
  }

  /** Goes on with other threads, the states before `cursor` having been expanded. */
  *#searchTogether(cursor: StateIndex, check: number): Generator<undefined, void> {
    const { table } = this.#search
    const machine = this.#machine
    const reliances = this.#sharedReliances
    if (!this.#room || !reliances || !(table instanceof ConcurrentStates)) throw new Error('the tables are for one thread')
    const footprints = this.#footprints ?? new Footprints(machine)
    const hasGraph = this.#graph !== undefined
    const toShare = { machine, footprints, symmetry: this.#symmetry, states: table, reliances, hasGraph }
    const crew = new Crew({
      ...shareTables(toShare, this.#room),
      machine, states: table, helpers: (this.#options.workers ?? 1) - 1,
      reductions: this.#reductions, usesFutures: this.#footprints !== undefined, sleeping: this.#sleeping,
      stopCore: this.#stopCore, inTurns: this.#options.workersTakeTurns ?? false, cursor,
    })
    this.#crew = crew
    try {
      yield* this.#workTogether(crew, table, check)
      const stuck = yield* crew.finish()
      this.#finished.push(...crew.ends())
      this.#othersTransitions = crew.transitions
      for (const { kind, core, local, origin } of stuck) {
        if (kind === 'trapped') this.trapped(core, local, origin)
        else if (kind === 'diverged') this.diverged(core, local, origin)
        else this.bounded(core, local, kind === 'full')
      }
    } finally {
      crew.dismiss()
      this.#crew = undefined
      table.beforeAdd = () => undefined
    }
  }

  *#workTogether(crew: Crew, states: ConcurrentStates, firstCheck: number): Generator<undefined, void> {
    const interval = this.#options.workersTakeTurns ? 1 : SERVE_INTERVAL
    let check = firstCheck
    let isIdle = false
    for (let work = 1; !this.isCut; work++) {
      if (isIdle || work % interval === 0) crew.serve()
      if ((isIdle || work % CLOCK_INTERVAL === 0) && this.#tick(crew.cursor)) yield* this.#turn()
      this.#cutByStates()
      isIdle = false
      const goesOn = crew.cursor < check && !states.isCrowded
      try {
        if (this.#search.revisit()) continue
        const index = goesOn ? crew.next() : -1
        if (index >= 0) {
          this.#search.expand(index)
          continue
        }
      } catch (error) {
        if (!(error instanceof CellSplit)) throw error
        yield* crew.pause()
        this.#search.interrupted()
        this.#splitCells(error)
        crew.resume()
        continue
      }
      if (goesOn && crew.isHelped) {
        crew.nap()
        isIdle = true
        continue
      }
      yield* crew.pause()
      const isDone = crew.isDone
      const found = isDone || crew.cursor >= check ? this.#reviseTogether(crew) : undefined
      if (found === 'wrong' || (found === 'right' && isDone)) return
      if (found) check = this.#nextCheck(crew.cursor, check)
      states.grow()
      crew.resume()
    }
  }

  /** `#revise`, while all threads pause. */
  #reviseTogether(crew: Crew): 'right' | 'mended' | 'wrong' {
    if (this.#graph) crew.tellWays(this.#graph)
    const found = this.#revise(crew.cursor)
    if (!this.#graph) crew.forgetWays()
    if (found === 'mended' && this.#footprints) crew.revise(this.#footprints, this.#search.revision, this.#search.handOver())
    return found
  }

  result(passes: number): Exploration {
    const { table } = this.#search
    const { shard } = this.#options
    const prefix = this.#prefix
    // The sums over all shards are to count the prefix once.
    const counted = shard?.index === 1 ? prefix : undefined
    const transitions = this.#search.transitions + this.#othersTransitions + (counted?.search.transitions ?? 0)
    const states = table.distinct + (counted?.expanded ?? 0)
    this.#judge()
    if (!this.isCut && !this.#graph && this.#hasCycle()) {
      // One with a cycle through shared memory says more than a private loop; of two, the earlier is kept.
      this.#addLassos(this.#search, this.#search)
      if (prefix) this.#addLassos(prefix.search, prefix.closed)
    }
    const seen = this.#seen
    let sorted: readonly FoundOutcome[] | undefined
    return {
      model: this.#machine.model,
      get outcomes() {
        return (sorted ??= [...seen.values()].sort((a, b) => (a.key < b.key ? -1 : 1)))
      },
      outcomeCount: seen.size,
      complete: this.bounds.size === 0,
      bounds: [...this.bounds],
      states,
      transitions,
      passes,
      runs: this.#machine.locals.reduce((sum, { automaton }) => sum + automaton.runs, 0),
      milliseconds: performance.now() - this.#started,
      tableBytes: table.bytes,
      ...(shard && prefix ? { shard: prefix.report(shard) } : {}),
      machine: this.#machine,
    }
  }

  #addLassos(search: Search, explored: Explored): void {
    for (const { entry, cycle, cores } of findLassos(this.#machine, explored, this.#stopCore)) {
      const outcome: DoesNotTerminate = { doesNotTerminate: cores }
      const key = outcomeKey(outcome)
      this.#seen.set(key, new LassoOutcome(this.#machine, search, outcome, key, entry, cycle))
    }
  }

  finished(index: StateIndex): void {
    this.#finished.push(index)
  }

  trapped(core: number, local: number, origin: Origin): void {
    if (!this.#isNew('trap', core, local)) return
    for (const found of this.#imagesOf(core, local, origin)) {
      this.#trapped.push({ ...found, origin: { ...found.origin, trapped: found.core } })
    }
  }

  /** Asks for the outcome of every end that the current search has met. Earlier passes are not asked: the last one finds all. */
  #judge(): void {
    const { outcome } = this.#question
    for (const { core, local, origin } of this.#trapped) {
      this.#saw(outcome({ trap: trapReport(this.#machine, core, local) }), origin)
    }
    const stored = this.#machine.initialState()
    const state = this.#machine.initialState()
    for (const index of this.#finished) {
      this.#current.table.read(index, stored)
      state.set(stored)
      for (let element = 0; element < this.#images; element++) {
        if (this.#symmetry && element > 0) this.#symmetry.image(element, stored, state)
        const stopped = stoppedAt(this.#machine, state, this.#question.onTrap)
        this.#saw(outcome(endOf(this.#machine, state, stopped)), index, element)
      }
    }
    this.#trapped.length = 0
    this.#finished.length = 0
  }

  /** The schedule to begin with has ended the run: nothing else can come after it. */
  #sawTrapOf({ state, path }: RootAfter, core: number): void {
    const outcome = this.#question.outcome({ trap: trapReport(this.#machine, core, state[core] ?? 0) })
    this.#seen.set(outcomeMark(outcome), { outcome, key: outcomeKey(outcome), schedule: path(), cycle: undefined })
  }

  diverged(core: number, local: number, origin: Origin): void {
    if (!this.#isNew('diverge', core, local)) return
    for (const found of this.#imagesOf(core, local, origin)) {
      const outcome: DoesNotTerminate = { doesNotTerminate: [found.core] }
      this.#saw(outcome, found.origin)
    }
  }

  /** What each state stands for. */
  get #images(): number {
    return this.#hasImages ? (this.#symmetry?.order ?? 1) : 1
  }

  /** What was found, and its images. */
  *#imagesOf(core: number, local: number, origin: Origin): Generator<Stop> {
    yield { core, local, origin }
    for (let image = 1; image < this.#images; image++) {
      yield {
        core: this.#symmetry?.core(image, core) ?? core,
        local: this.#symmetry?.local(image, core, local) ?? local,
        origin: { ...origin, image },
      }
    }
  }

  bounded(core: number, local: number, full: boolean): void {
    if (!this.#isNew(full ? 'full' : 'bound', core, local)) return
    const step = this.#machine.local(core).visibleStep(local)
    const where = `core ${core} at 0x${step.pc.toString(16)}`
    const { bufferEntries } = this.#machine.options
    this.bounds.add(
      full
        ? `${bufferEntries} buffered stores (${where})`
        : `${step.kind === 'bound' ? step.instructions : 0} private instructions in a row (${where})`,
    )
  }

  #isNew(kind: string, core: number, local: number): boolean {
    const key = `${kind},${core},${this.#machine.local(core).node(local)}`
    if (this.#stuck.has(key)) return false
    this.#stuck.add(key)
    return true
  }

  /** `where` and `image`: as in `LazyOutcome`. */
  #saw(outcome: Outcome, where: Origin | StateIndex, image = 0): void {
    const mark = outcomeMark(outcome)
    if (!this.#seen.has(mark)) this.#seen.set(mark, new LazyOutcome(this.#current, where, image, outcome))
  }

  #cut(bound: string): void {
    this.isCut = true
    this.bounds.add(bound)
  }
}

function isDivergence(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome !== null && 'doesNotTerminate' in outcome
}
