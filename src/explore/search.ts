/**
 * One exhaustive breadth-first search of the machine's states.
 *
 * `reductions.ts` says what it leaves out.
 *
 * Around a cycle of states nothing may be ignored for ever: every stored state is expanded with all its transitions, and a chain of lone
 * steps is stored after `CHAIN_LIMIT`, so every cycle has such a state (the strong proviso of Valmari 1990).
 */
import type { LocalId } from '../machine/local-table.ts'
import { STEP } from '../machine/node-table.ts'
import { newTargets, type State, type Transition } from '../machine/machine.ts'
import { CellSets } from './cell-sets.ts'
import { conflictsOfDrain, conflictsOfStep, drainBit, MOST_SLEEPING_CORES, stepBit } from './independence.ts'
import { DrainRun } from './drain-run.ts'
import { LoneStepFinder } from './lone-step.ts'
import type { EarlyDrain } from './early-drain.ts'
import { MarkedNumbers } from './marked-numbers.ts'
import type { LateDrains } from './late-drains.ts'
import type { Origin, Way } from './origin.ts'
import type { Reductions } from './reductions.ts'
import { reliance } from './reliance.ts'
import type { StateIndex } from './state-table.ts'
import type {
  CellSetTable, FuturesOfCores, LocalSteps, RevisedFutures, States, Steps, SymmetryOfStates, WaysBetweenStates,
} from './steps.ts'

/** What the reductions go by. */
export interface Aids {
  /** What each core may still do. */
  readonly futures?: FuturesOfCores | undefined
  /** There is no cycle, or `graph` will tell: so sleep sets hide nothing. The next three need the same. */
  readonly sleeping: boolean
  readonly symmetry?: SymmetryOfStates | undefined
  readonly late?: LateDrains | undefined
  readonly early?: EarlyDrain | undefined
  /** Is told of every way from a stored state to another. */
  readonly graph?: WaysBetweenStates | undefined
  /** Where sets of cells are kept, if other threads are to see them. */
  readonly reliances?: CellSetTable | undefined
}

/** A state to start from, and the elementary transitions that lead to it. */
export interface Root {
  readonly state: State
  readonly path: () => readonly Transition[]
  /** The transitions, as bits, that need not be taken from it, because another search takes them; for searches with sleep sets. */
  readonly sleep?: number
}

/** What the search comes upon; the same thing may be reported many times. */
export interface SearchEvents {
  /** Every core has ended and every buffer is empty. Called once for a state. */
  finished(index: StateIndex): void
  trapped(core: number, local: LocalId, origin: Origin): void
  diverged(core: number, local: LocalId, origin: Origin): void
  /** A bound stopped the core: its private instructions, or (`full`) its store buffer. */
  bounded(core: number, local: LocalId, full: boolean): void
}

/** A chain of lone steps is stored here, so that a core that spins alone cannot hide the others. */
const CHAIN_LIMIT = 200

/** A stored state has a byte for the revision of the futures under which it was found. */
const MOST_REVISIONS = 256

/** A successor of which nothing is left to explore. */
export const NOWHERE = -1

/** `successor` is `NOWHERE` when nothing is left to explore there. */
type Visit = (successor: number, choice: number) => void

const NOT_FOLLOWED = 0
const FOLLOWED = 1
/** The way on sleeps: what lies there is found on another way. */
const ASLEEP = 2
type Followed = typeof NOT_FOLLOWED | typeof FOLLOWED | typeof ASLEEP

export class Search {
  readonly table: States
  readonly #machine: Steps
  readonly #fuse: boolean
  readonly #chains: boolean
  readonly #lone: LoneStepFinder | undefined
  readonly #stopCore: boolean
  readonly #events: SearchEvents
  readonly #n: number
  readonly #locals: readonly LocalSteps[]
  readonly #sleeping: boolean
  readonly #symmetry: SymmetryOfStates | undefined
  readonly #late: LateDrains | undefined
  readonly #early: EarlyDrain | undefined
  #graph: WaysBetweenStates | undefined
  /** The element of the symmetry that has been applied to the successor that is being made. */
  #frame = 0
  readonly #targets = newTargets()
  readonly #run: DrainRun
  /** The core that took the last lone step on the way that is being followed. */
  #loneCore = 0
  readonly #state: State
  readonly #next: State
  #transitions = 0
  #parent: StateIndex = -1
  #choice = 0
  /** The transitions that need not be taken from the successor that is being made. */
  #sleep = 0
  /** What it was when the way to that successor began. */
  #slept = 0
  #roots: readonly Root[] = []
  readonly #revisits: { readonly index: StateIndex; readonly bits: number }[] = []
  /** All futures that the search has gone by. */
  readonly #revisions: FuturesOfCores[] = []
  #revision = 0
  readonly #reliances: CellSetTable
  /** What has been relied on since the state that is being expanded (`reliance.ts`). */
  readonly #relied = new MarkedNumbers()
  /** The same, on the way to the first stored state. */
  #startRelied = 0
  /** Stored states that relied on what turned out to be wrong. */
  #misled: StateIndex[] = []
  /** Takes down elementary transitions while a path is being reconstructed. */
  #trail: Transition[] | undefined
  /** While the way is reconstructed on which a state was found first: the only successor that is made; and nothing is stored. */
  #only: number | undefined

  constructor(
    machine: Steps, table: States, reductions: Reductions, { futures, sleeping, symmetry, late, early, graph, reliances }: Aids,
    stopCore: boolean, events: SearchEvents,
  ) {
    this.#machine = machine
    this.table = table
    this.#fuse = reductions.fuse
    this.#chains = reductions.chains
    this.#lone =
      futures && (reductions.loads || reductions.drains) ? new LoneStepFinder(machine, futures, reductions, stopCore) : undefined
    if (futures) this.#revisions.push(futures)
    this.#stopCore = stopCore
    this.#events = events
    this.#n = machine.coreCount
    this.#locals = machine.locals
    this.#sleeping = sleeping && reductions.sleep && !machine.hasHistory && this.#n <= MOST_SLEEPING_CORES
    this.#symmetry = symmetry
    this.#late = late
    this.#early = early
    this.#graph = graph
    this.#reliances = reliances ?? new CellSets()
    this.#run = new DrainRun(machine)
    this.#state = new Int32Array(this.#n + 1)
    this.#next = new Int32Array(this.#n + 1)
  }

  /** The stored state that is being expanded, or was last. */
  get expanding(): StateIndex {
    return this.#parent
  }

  /** Transitions taken so far; a fused one counts once. */
  get transitions(): number {
    return this.#transitions
  }

  /** Stores the initial state, or the one that it leads to alone. */
  start(): void {
    this.#parent = -1
    this.#choice = 0
    this.#sleep = 0
    this.#frame = 0
    this.#next.fill(0)
    if (this.#fuse) {
      for (let core = 0; core < this.#n; core++) if (!this.#machine.isWaiting(this.#next, core)) this.#settle(core)
    }
    this.#relied.clear()
    this.#arrive()
    this.#startRelied = this.#reliances.withAll(this.#startRelied, this.#relied)
  }

  /** Instead of `start`: stores each of `roots`, or the state that it leads to alone. */
  startFrom(roots: readonly Root[]): void {
    this.#roots = roots
    this.#relied.clear()
    roots.forEach((root, number) => this.#startAt(root, number))
    this.#startRelied = this.#reliances.withAll(this.#startRelied, this.#relied)
  }

  #startAt(root: Root, number: number): void {
    this.#parent = -1
    this.#choice = number
    this.#sleep = this.#sleeping ? (root.sleep ?? 0) : 0
    this.#frame = 0
    this.#next.set(root.state)
    this.#arrive()
  }

  /**
   * Stores all successors of stored state `index`. `visit` is told the stored state that each of them leads to. Expanding a state
   * again changes nothing.
   */
  expand(index: StateIndex, visit?: Visit): void {
    const sleep = this.#sleeping && !this.#trail ? this.table.claim(index) : 0
    this.#expand(index, sleep, ~sleep, visit)
  }

  /** Expands the states that were reached again with fewer sleepers, or that were misled. Gives false when there are none. */
  revisit(): boolean {
    const revisit = this.#revisits.pop()
    if (revisit) {
      this.#expand(revisit.index, this.table.sleep(revisit.index), revisit.bits)
      return true
    }
    const misled = this.#misled.pop()
    if (misled === undefined) return false
    const sleep = this.#sleeping ? this.table.sleep(misled) : 0
    this.#expand(misled, sleep, ~sleep)
    return true
  }

  /** The state that is being expanded cannot be now, not to the end: `revisit` will do it again, all of it. */
  interrupted(): void {
    const parent = this.#parent
    if (parent < 0) return
    this.#keepRelied(parent)
    this.#misled.push(parent)
  }

  /** Instead of `revisit`, for states that were misled: they are to be expanded again, by whatever thread. */
  handOver(): readonly StateIndex[] {
    const misled = this.#misled
    this.#misled = []
    return misled
  }

  /** Another thread's search goes by revision `revision` of the futures from now on, and so does this one. */
  follow(revision: number): void {
    this.#revision = revision
  }

  /** The number of the futures that the search goes by. */
  get revision(): number {
    return this.#revision
  }

  /** Nobody will ask any more what leads where. */
  forgetGraph(): void {
    this.#graph = undefined
  }

  /** Has a state no room to name one more revision? */
  get isRevisedOut(): boolean {
    return this.#revisions.length >= MOST_REVISIONS
  }

  /**
   * Goes by `futures` from now on. Of the states that have been expanded, the first `expanded`, those that relied on what they say
   * otherwise are expanded again (`revisit`): so what the search has found stays, and what it has left out wrongly is made up for.
   */
  revise(futures: RevisedFutures, expanded: number): void {
    if (!this.#lone) return
    this.#lone.useFutures(futures)
    this.#revision = this.#revisions.push(futures) - 1
    const state = new Int32Array(this.#n + 1)
    if (this.#isMisled(futures, this.#startRelied, state)) this.#startAgain()
    // Most sets have nothing that was learned.
    const all = futures.learnedAtAll()
    const isSuspect = Uint8Array.from({ length: this.#reliances.size }, (_, set) => this.#reliances.meets(set, all) ? 1 : 0)
    for (let index = 0; index < expanded; index++) {
      const relied = this.table.relied(index)
      if (isSuspect[relied] !== 1) continue
      this.table.read(index, state)
      if (this.#isMisled(futures, relied, state)) this.#misled.push(index)
    }
  }

  #startAgain(): void {
    if (this.#roots.length > 0) this.startFrom(this.#roots)
    else this.start()
  }

  #isMisled(futures: RevisedFutures, relied: number, state: State): boolean {
    for (let core = 0; core < this.#n; core++) {
      if (this.#reliances.meets(relied, futures.learned(core, state[core] ?? 0))) return true
    }
    return false
  }

  /** Takes down what the lone step that was found relied on. */
  #rely(lone: LoneStepFinder): void {
    if (lone.cell >= 0) this.#relyOn(lone.core, lone.cell, lone.access)
    else if (lone.cell === -2) for (const cell of lone.cells) this.#relyOn(lone.core, cell, lone.access)
  }

  /** Core and cell are taken down as the state that is being expanded has them. */
  #relyOn(core: number, cell: number, access: boolean): void {
    const symmetry = this.#symmetry
    const back = this.#frame === 0 || !symmetry ? 0 : symmetry.inverse(this.#frame)
    const ours = back === 0 || !symmetry ? reliance(this.#n, core, cell, access)
      : reliance(this.#n, symmetry.core(back, core), symmetry.cell(back, cell), access)
    this.#relied.add(ours)
  }

  /** Takes the transitions of `index` whose bits are in `wanted`; those in `sleep` sleep on in what they lead to. */
  #expand(index: StateIndex, sleep: number, wanted: number, visit?: Visit): void {
    const state = this.#state
    this.table.read(index, state)
    this.#parent = index
    this.#choice = 0
    this.#sleep = sleep
    this.#relied.clear()
    if (this.#chains || !this.#lone || !this.#expandAlone(visit)) this.#expandWhole(state, sleep, wanted, visit)
    if (!this.#trail) this.#keepRelied(index)
  }

  #keepRelied(index: StateIndex): void {
    if (this.#relied.count === 0) return
    const before = this.table.relied(index)
    const after = this.#reliances.withAll(before, this.#relied)
    if (after !== before) this.table.rely(index, after)
  }

  #expandWhole(state: State, sleep: number, wanted: number, visit?: Visit): void {
    const n = this.#n
    const next = this.#next
    const shared = state[n] ?? 0
    let asleep = sleep
    // Drains without a bit are taken the first time.
    const isRevisit = wanted !== ~sleep
    const draining = this.#late?.needed(state) ?? -1
    // Steps first: after a drain, those that commute with it sleep, so what drains needlessly does not go on from there.
    for (let core = 0; core < n; core++) {
      const table = this.#locals[core]
      const local = state[core] ?? 0
      if (!table) continue
      if (this.#canStep(state, table, core, local)) {
        const bit = stepBit(core)
        if (this.#sleeping && (wanted & bit) === 0) this.#choice++
        else {
          if (this.#sleeping) this.#sleep = asleep === 0 ? 0 : asleep & ~conflictsOfStep(this.#machine, state, core)
          this.#takeStep(table, core, local, shared, visit)
          asleep |= bit
        }
      }
    }
    for (let core = 0; core < n; core++) {
      const table = this.#locals[core]
      const local = state[core] ?? 0
      if (!table) continue
      const drains = ((draining >>> core) & 1) === 0 ? 0 : (table.drains[local] ?? 0)
      for (let k = 0; k < drains; k++) {
        const bit = k === 0 ? drainBit(core) : 0
        if (this.#sleeping && bit !== 0 && (wanted & bit) === 0) this.#choice++
        else if (this.#sleeping && bit === 0 && isRevisit) this.#choice++
        else if (this.#isPassedOver()) this.#choice++
        else {
          if (this.#sleeping) {
            const store = drained(table, local, k)
            this.#sleep = asleep === 0 ? 0 : asleep & ~conflictsOfDrain(this.#machine, state, core, store)
          }
          copyState(state, next)
          next[core] = table.drained(local, k)
          next[n] = this.#machine.drain(core, local, k, shared)
          this.#frame = 0
          this.#trail?.push(this.#drainTransition(core, local, k))
          this.#transitions++
          const successor = this.#arrive()
          visit?.(successor, this.#choice)
          this.#choice++
          asleep |= bit
        }
      }
    }
  }

  #takeStep(table: LocalSteps, core: number, local: LocalId, shared: number, visit?: Visit): void {
    const next = this.#next
    const targets = this.#targets
    this.#machine.exec(core, local, shared, targets)
    for (let k = 0; k < targets.count; k++) {
      if (this.#isPassedOver()) {
        this.#choice++
        continue
      }
      copyState(this.#state, next)
      next[core] = targets.local[k] ?? 0
      next[this.#n] = targets.shared[k] ?? 0
      this.#frame = 0
      this.#trail?.push({ kind: 'exec', core, back: targets.back[k] ?? 0 })
      if (this.#fuse) this.#settle(core)
      this.#transitions++
      const successor = this.#isSilentTrap(table, core, local) ? this.#endHere() : this.#arrive()
      visit?.(successor, this.#choice)
      this.#choice++
    }
  }

  /** Is another successor wanted than the next one? */
  #isPassedOver(): boolean {
    return this.#only !== undefined && this.#only !== this.#choice
  }

  /**
   * Without rule 4: stores the lone successor only, if there is one. Breadth-first, the proviso is that it must be new
   * (Bošnački and Holzmann 2005); else the state is expanded with all its transitions.
   */
  #expandAlone(visit?: Visit): boolean {
    this.#next.set(this.#state)
    this.#frame = 0
    const trailBefore = this.#trail?.length ?? 0
    const sleep = this.#sleep
    this.#loneCore = 0
    const followed = this.#followLoneStep()
    if (followed === ASLEEP) return true
    if (followed === NOT_FOLLOWED) return false
    const known = this.table.count
    const successor = this.#arrive()
    const isNew = this.table.count > known || this.table.parent(successor) === this.#parent
    if (isNew) {
      visit?.(successor, this.#choice)
      return true
    }
    if (this.#trail) this.#trail.length = trailBefore
    this.#sleep = sleep
    return false
  }

  /** The elementary transitions from the initial state to `origin`. */
  path(origin: Origin): Transition[] {
    const { table } = this
    const choices: Way[] = []
    for (let at = origin.parent; at >= 0; at = table.parent(at)) {
      choices.push({ parent: table.parent(at), choice: table.choice(at), slept: table.slept(at), revision: table.revision(at) })
    }
    const path: Transition[] = []
    // What has been applied to the run so far to get to the stored state.
    let applied = 0
    const add = (way: Way): number => {
      const { transitions, frame } = this.#retrace(way, this.#chains)
      path.push(...this.#renamed(this.#symmetry?.inverse(applied) ?? 0, transitions))
      return frame
    }
    for (const step of choices.reverse()) {
      const frame = add(step)
      applied = this.#symmetry?.product(frame, applied) ?? 0
    }
    if (origin.choice >= 0) add(origin)
    const meant = this.#symmetry?.product(origin.image, this.#symmetry.product(origin.frame, applied)) ?? 0
    const renamed = this.#renamed(meant, path)
    if (origin.trapped !== undefined) renamed.push({ kind: 'exec', core: origin.trapped, back: 0 })
    return renamed
  }

  #renamed(element: number, transitions: readonly Transition[]): Transition[] {
    const symmetry = this.#symmetry
    if (!symmetry || element === 0) return [...transitions]
    return transitions.map((transition) => ({ ...transition, core: symmetry.core(element, transition.core) }))
  }

  /** The elementary transitions of successor number `choice` of `parent`; with `parent` -1, those before the first stored state. */
  trail(parent: StateIndex, choice: number): Transition[] {
    return this.#retrace({ parent, choice, slept: 0, revision: this.#revision }, false).transitions
  }

  /**
   * The same, going by one of the revisions of the futures, and the element of the symmetry that takes the state that they lead to to the
   * stored one. `first`: as the successor was found first, when what the way passes through was not stored yet.
   */
  #retrace(
    { parent, choice, slept, revision }: Way, first: boolean,
  ): { readonly transitions: Transition[]; readonly frame: number } {
    const transitions = this.#transitions
    const trail: Transition[] = []
    const futures = this.#revisions[revision]
    if (futures) this.#lone?.useFutures(futures)
    this.#trail = trail
    this.#only = first ? choice : undefined
    this.#slept = slept
    let found: Transition[] | undefined
    let frame = 0
    if (parent < 0) {
      const root = this.#roots[choice]
      if (root) this.#startAt(root, choice)
      else this.start()
      found = [...(root?.path() ?? []), ...trail]
      frame = this.#frame
    } else {
      this.expand(parent, (_successor, at) => {
        if (at === choice) {
          found = [...trail]
          frame = this.#frame
        }
        trail.length = 0
      })
    }
    this.#trail = undefined
    this.#only = undefined
    this.#transitions = transitions
    const current = this.#revisions[this.#revision]
    if (current) this.#lone?.useFutures(current)
    if (!found) throw new Error(`state ${parent} has no successor ${choice}`)
    return { transitions: found, frame }
  }

  /** Takes down a transition of the successor that is being made, in the words of the state that it is made from. */
  #note(transition: Transition): void {
    if (!this.#trail) return
    this.#trail.push(...this.#renamed(this.#symmetry?.inverse(this.#frame) ?? 0, [transition]))
  }

  /** Replaces the successor that is being made by the one that stands for all its images. */
  #canonicalise(): void {
    const symmetry = this.#symmetry
    if (!symmetry) return
    const element = symmetry.canonicalise(this.#next)
    if (element === 0) return
    this.#frame = symmetry.product(element, this.#frame)
    if (this.#sleep !== 0) this.#sleep = symmetry.sleepers(element, this.#sleep)
  }

  #origin(): Origin {
    const [parent, choice, slept, frame, revision] = [this.#parent, this.#choice, this.#slept, this.#frame, this.#revision]
    return { parent, choice, slept, frame, image: 0, revision }
  }

  #canStep(state: State, table: LocalSteps, core: number, local: LocalId): boolean {
    return table.enabled[local] === 1 && !(this.#machine.isOrdered && this.#machine.isWaiting(state, core))
  }

  /** A load that leads to a trap changes nothing for the others, who go on without it from the same state anyway. */
  #isSilentTrap(table: LocalSteps, core: number, before: LocalId): boolean {
    if (this.#stopCore || table.step[before] !== STEP.load) return false
    const after = this.#next[core] ?? 0
    return table.step[after] === STEP.trap && table.buffer(after) === table.buffer(before)
  }

  #endHere(): typeof NOWHERE {
    this.#report()
    return NOWHERE
  }

  /** Rule 1: the plain stores that follow are appended at once. */
  #settle(core: number): void {
    const table = this.#locals[core]
    if (!table) return
    const from = this.#next[core] ?? 0
    const target = table.settled(from)
    if (target === from) return
    this.#next[core] = target
    if (!this.#trail) return
    const targets = this.#targetsOfOnlyWay
    for (let at = from; at !== target; at = targets.local[0] ?? target) {
      this.#machine.exec(core, at, this.#next[this.#n] ?? 0, targets)
      this.#note({ kind: 'exec', core, back: 0 })
    }
  }

  #arrive(): StateIndex {
    const index = this.#follow()
    if (this.#graph && index >= 0 && this.#parent >= 0 && !this.#trail) this.#graph.add(this.#parent, index)
    return index
  }

  /** Follows the successor along lone steps to the state where that ends, and stores it with what it comes upon, if it is new. */
  #follow(): StateIndex {
    const next = this.#next
    const { table } = this
    if (this.#only === undefined) this.#slept = this.#sleep
    else this.#sleep = this.#slept
    this.#canonicalise()
    // What is stored has been followed already: most successors end here.
    let index = this.#only === undefined ? table.find(next) : -1
    if (index >= 0) return this.#wake(index)
    let followed = NOT_FOLLOWED
    this.#loneCore = 0
    for (let length = 0; this.#chains && length < CHAIN_LIMIT; length++) {
      if (!this.#machine.hasHistory) next[this.#n] = this.#machine.draft(next[this.#n] ?? 0)
      let found = this.#followLoneStep()
      if (found === NOT_FOLLOWED) found = this.#followOnlyWay()
      // What comes after is found on another way, but not what the cores have come upon by now: a trap ended that way early.
      if (found === ASLEEP) return this.#endHere()
      if (found === NOT_FOLLOWED) break
      followed = FOLLOWED
    }
    if (!this.#machine.hasHistory) next[this.#n] = this.#machine.keep(next[this.#n] ?? 0)
    if (followed === FOLLOWED) this.#canonicalise()
    if (this.#only !== undefined) return NOWHERE
    if (followed === FOLLOWED) {
      index = table.find(next)
      if (index >= 0) return this.#wake(index)
    }
    index = table.add(next, this.#parent, this.#choice, this.#sleep, this.#slept, this.#revision)
    if (index < 0) return this.#wake(-1 - index)
    this.#report()
    if (this.#isFinished()) this.#events.finished(index)
    return index
  }

  /** A stored state is reached again: only what sleeps on every way to it may sleep in it. */
  #wake(index: StateIndex): StateIndex {
    if (!this.#sleeping || this.#trail) return index
    const bits = this.table.wake(index, this.#sleep)
    if (bits !== 0) this.#revisits.push({ index, bits })
    return index
  }

  #followLoneStep(): Followed {
    const lone = this.#lone
    if (!lone?.find(this.#next, this.#loneCore)) return NOT_FOLLOWED
    this.#loneCore = lone.core
    this.#rely(lone)
    if (lone.drain >= 0) return this.#followLoneDrain(lone)
    if (this.#sleep !== 0) {
      if ((this.#sleep & stepBit(lone.core)) !== 0) return ASLEEP
      this.#sleep &= ~conflictsOfStep(this.#machine, this.#next, lone.core)
    }
    if (this.#trail) this.#note({ kind: 'exec', core: lone.core, back: 0 })
    this.#next[lone.core] = lone.local
    this.#next[this.#n] = lone.shared
    this.#transitions++
    if (this.#fuse) this.#settle(lone.core)
    return FOLLOWED
  }

  /** And those after it that are lone as well. */
  #followLoneDrain(lone: LoneStepFinder): Followed {
    const { core, drain } = lone
    if (drain > 0) return this.#followDrain(core, drain)
    if ((this.#sleep & drainBit(core)) !== 0) return ASLEEP
    const next = this.#next
    const run = this.#run
    run.begin(next, core)
    this.#takeFrom(run, core)
    while (run.isLeft && lone.drainIsLone(next, core, run.next)) {
      this.#rely(lone)
      this.#takeFrom(run, core)
    }
    run.end(next)
    return FOLLOWED
  }

  /** Takes the next drain of `run`, which is `core`'s, and wakes those that do not commute with it. */
  #takeFrom(run: DrainRun, core: number): void {
    const next = this.#next
    if (this.#sleep !== 0) this.#sleep &= ~conflictsOfDrain(this.#machine, next, core, run.next)
    // The store is the oldest one.
    if (this.#trail) this.#note({ kind: 'drain', core, index: 0 })
    run.take(next)
    this.#transitions++
  }

  /** Rule 4: takes the transition of a state that has, or needs, a single one that does not sleep. */
  #followOnlyWay(): Followed {
    const next = this.#next
    const sleep = this.#sleep
    // The usual case, without asking about drains.
    let steps = 0
    for (let core = 0; core < this.#n; core++) {
      const table = this.#locals[core]
      if (!table || (sleep & stepBit(core)) !== 0) continue
      if (this.#canStep(next, table, core, next[core] ?? 0) && ++steps > 1) return NOT_FOLLOWED
    }
    const early = sleep === 0 ? -1 : (this.#early?.find(next, sleep) ?? -1)
    if (early >= 0) return this.#followEarlyDrains(early)
    const draining = this.#late?.needed(next) ?? -1
    let only = -1
    let drains = false
    let sleepers = 0
    for (let core = 0; core < this.#n; core++) {
      const table = this.#locals[core]
      const local = next[core] ?? 0
      if (!table) continue
      if (this.#canStep(next, table, core, local)) {
        if ((sleep & stepBit(core)) !== 0) sleepers++
        else if (only >= 0) return NOT_FOLLOWED
        else only = core
      }
      const count = ((draining >>> core) & 1) === 0 ? 0 : (table.drains[local] ?? 0)
      if (count === 0) continue
      if (count === 1 && (sleep & drainBit(core)) !== 0) sleepers++
      else if (count > 1 || only >= 0) return NOT_FOLLOWED
      else {
        only = core
        drains = true
      }
    }
    if (only < 0) return sleepers > 0 ? ASLEEP : NOT_FOLLOWED
    return drains ? this.#followDrain(only, 0) : this.#followStep(only)
  }

  /** As many drains of `core` as can come first, until one of them wakes somebody. */
  #followEarlyDrains(core: number): Followed {
    const next = this.#next
    const sleep = this.#sleep
    const run = this.#run
    run.begin(next, core)
    do this.#takeFrom(run, core)
    while (this.#sleep === sleep && run.isLeft && this.#early?.goesOn(next, core, run.next) === true)
    run.end(next)
    return FOLLOWED
  }

  /** Drain number `k` of the core. */
  #followDrain(core: number, k: number): Followed {
    const next = this.#next
    const table = this.#locals[core]
    const local = next[core] ?? 0
    if (!table) return NOT_FOLLOWED
    if (this.#sleep !== 0) this.#sleep &= ~conflictsOfDrain(this.#machine, next, core, drained(table, local, k))
    if (this.#trail) this.#note(this.#drainTransition(core, local, k))
    next[this.#n] = this.#machine.drain(core, local, k, next[this.#n] ?? 0)
    next[core] = table.drained(local, k)
    this.#transitions++
    return FOLLOWED
  }

  #followStep(core: number): Followed {
    const next = this.#next
    const targets = this.#targetsOfOnlyWay
    const sleep = this.#sleep === 0 ? 0 : this.#sleep & ~conflictsOfStep(this.#machine, next, core)
    this.#machine.exec(core, next[core] ?? 0, next[this.#n] ?? 0, targets)
    if (targets.count !== 1) return NOT_FOLLOWED
    this.#sleep = sleep
    this.#note({ kind: 'exec', core, back: 0 })
    next[core] = targets.local[0] ?? 0
    next[this.#n] = targets.shared[0] ?? 0
    if (this.#fuse) this.#settle(core)
    this.#transitions++
    return FOLLOWED
  }

  readonly #targetsOfOnlyWay = newTargets()

  /** Tells of every core that cannot go on. On a way that is reconstructed that has been told. */
  #report(): void {
    if (this.#trail) return
    for (let core = 0; core < this.#n; core++) {
      const table = this.#locals[core]
      const local = this.#next[core] ?? 0
      if (!table) continue
      const step = table.step[local]
      if (step === STEP.trap) {
        if (!this.#stopCore) this.#events.trapped(core, local, this.#origin())
      } else if (step === STEP.diverge) {
        if (this.#isQuiet()) this.#events.diverged(core, local, this.#origin())
      } else if (step === STEP.bound) this.#events.bounded(core, local, false)
      else if (table.full[local] === 1) this.#events.bounded(core, local, true)
    }
  }

  /** Can nothing happen any more but private loops? A trap that a core stands at would end the run. */
  #isQuiet(): boolean {
    for (let core = 0; core < this.#n; core++) {
      const table = this.#locals[core]
      const local = this.#next[core] ?? 0
      if (!table || (table.drains[local] ?? 0) > 0 || this.#canStep(this.#next, table, core, local)) return false
      if (table.step[local] === STEP.trap && !this.#stopCore) return false
    }
    return true
  }

  #isFinished(): boolean {
    for (let core = 0; core < this.#n; core++) {
      const table = this.#locals[core]
      const local = this.#next[core] ?? 0
      if (!table || table.buffer(local) !== 0) return false
      const step = table.step[local]
      if (step !== STEP.ended && !(this.#stopCore && step === STEP.trap)) return false
    }
    return true
  }

  #drainTransition(core: number, local: LocalId, k: number): Transition {
    return { kind: 'drain', core, index: this.#machine.drainIndex(core, local, k) }
  }
}

/** The store that drain number `k` of `local` takes to memory. */
function drained(table: LocalSteps, local: LocalId, k: number): number {
  return table.drainStore[(table.drainAt[local] ?? 0) + k] ?? 0
}

/** `set` of typed arrays costs more than it copies here. */
function copyState(from: State, to: State): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i] ?? 0
}
