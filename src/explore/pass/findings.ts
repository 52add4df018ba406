import { endOf, stoppedAt, trapReport } from '../../machine/end.ts'
import type { LocalId } from '../../machine/local-table.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Bounds } from '../bounds.ts'
import type { DoesNotTerminate, FoundOutcome, Question } from '../exploration.ts'
import { findLassos, type Explored } from '../non-termination.ts'
import type { Origin } from '../origin.ts'
import { outcomeKey, outcomeMark, type Outcome } from '../outcome.ts'
import type { RootAfter } from '../root-after.ts'
import type { Search, SearchEvents } from '../search.ts'
import type { StateIndex } from '../state-table.ts'
import type { Images, Stop } from './images.ts'
import { LassoOutcome } from './lasso-outcome.ts'
import { LazyOutcome } from './lazy-outcome.ts'

/** What a search has come upon, and the outcomes of it. Ends are kept, and asked for their outcome when all are known. */
export class Findings implements SearchEvents {
  readonly #question: Question
  readonly #machine: Machine
  readonly #images: Images
  readonly #bounds: Bounds
  #search: Search | undefined
  /** By `outcomeMark`. */
  readonly #seen = new Map<string | number, FoundOutcome>()
  readonly #stuck = new Set<string>()
  readonly #finished: StateIndex[] = []
  readonly #trapped: Stop[] = []

  constructor(question: Question, machine: Machine, images: Images, bounds: Bounds) {
    this.#question = question
    this.#machine = machine
    this.#images = images
    this.#bounds = bounds
  }

  /** It is `search` that tells. */
  listenTo(search: Search): void {
    this.#search = search
  }

  /** By `outcomeMark`. */
  get outcomes(): ReadonlyMap<string | number, FoundOutcome> {
    return this.#seen
  }

  finished(index: StateIndex): void {
    this.#finished.push(index)
  }

  trapped(core: number, local: LocalId, origin: Origin): void {
    if (!this.#isNew('trap', core, local)) return
    for (const found of this.#images.of({ core, local, origin })) {
      this.#trapped.push({ ...found, origin: { ...found.origin, trapped: found.core } })
    }
  }

  diverged(core: number, local: LocalId, origin: Origin): void {
    if (!this.#isNew('diverge', core, local)) return
    for (const found of this.#images.of({ core, local, origin })) {
      const outcome: DoesNotTerminate = { doesNotTerminate: [found.core] }
      this.#saw(outcome, found.origin)
    }
  }

  bounded(core: number, local: LocalId, full: boolean): void {
    if (this.#isNew(full ? 'full' : 'bound', core, local)) this.#bounds.addCore(this.#machine, core, local, full)
  }

  #isNew(kind: string, core: number, local: LocalId): boolean {
    const key = `${kind},${core},${this.#machine.local(core).node(local)}`
    if (this.#stuck.has(key)) return false
    this.#stuck.add(key)
    return true
  }

  /** Asks for the outcome of every end that the search has met. Earlier passes are not asked: the last one finds all. */
  judge(): void {
    const { outcome, onTrap } = this.#question
    for (const { core, local, origin } of this.#trapped) {
      this.#saw(outcome({ trap: trapReport(this.#machine, core, local) }), origin)
    }
    const { table } = this.#telling
    const stored = this.#machine.initialState()
    const state = this.#machine.initialState()
    for (const index of this.#finished) {
      table.read(index, stored)
      state.set(stored)
      for (let image = 0; image < this.#images.count; image++) {
        this.#images.make(image, stored, state)
        const stopped = stoppedAt(this.#machine, state, onTrap)
        this.#saw(outcome(endOf(this.#machine, state, stopped)), index, image)
      }
    }
    this.#trapped.length = 0
    this.#finished.length = 0
  }

  /** The schedule to begin with has ended the run, by the trap of `core`: nothing else can come after it. */
  endedBefore({ state, path }: RootAfter, core: number): void {
    const outcome = this.#question.outcome({ trap: trapReport(this.#machine, core, state[core] ?? 0) })
    this.#seen.set(outcomeMark(outcome), { outcome, key: outcomeKey(outcome), schedule: path(), cycle: undefined })
  }

  /** Takes over the outcomes of another search. */
  adopt({ outcomes }: Findings): void {
    for (const [mark, found] of outcomes) if (!this.#seen.has(mark)) this.#seen.set(mark, found)
  }

  /** Adds the runs that go round for ever among the states that `search` has `explored`. */
  addLassos(search: Search, explored: Explored): void {
    for (const lasso of findLassos(this.#machine, explored, this.#question.onTrap === 'stop-core')) {
      const found = new LassoOutcome(this.#machine, search, lasso)
      this.#seen.set(found.key, found)
    }
  }

  get #telling(): Search {
    if (!this.#search) throw new Error('no search has begun')
    return this.#search
  }

  /** `where` and `image`: as in `LazyOutcome`. */
  #saw(outcome: Outcome, where: Origin | StateIndex, image = 0): void {
    const mark = outcomeMark(outcome)
    if (!this.#seen.has(mark)) this.#seen.set(mark, new LazyOutcome(this.#telling, where, image, outcome))
  }
}
