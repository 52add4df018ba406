import { MemoriesExhausted } from '../../cpu-model/memory.ts'
import type { Bounds, Standing } from '../bounds.ts'
import { partLeft } from '../dead-registers.ts'
import type { Exploration, FoundOutcome } from '../exploration.ts'
import { ConcurrentStates } from '../parallel/concurrent-states.ts'
import type { Search } from '../search.ts'
import type { Shard, ShardPrefix } from '../shard.ts'
import type { StateIndex } from '../state-table.ts'
import type { Findings } from './findings.ts'
import { JointSearch } from './joint-search.ts'
import { partsOf, type PassParts } from './pass-parts.ts'
import type { PassRequest } from './pass-request.ts'
import { searchPrefix } from './search-prefix.ts'
import { Soundness } from './soundness.ts'

/** States that must be left, as a part of 1, for a search to begin again without telling dead registers apart. */
const MOST_LEFT = 0.75

/** One search of all states, by what was known of the automata before. It finds all, unless its reductions turn out to be wrong. */
export class Pass implements Standing {
  /** It is so large that the search is to begin again without telling dead registers apart. */
  isOutgrown = false
  readonly #request: PassRequest
  readonly #parts: PassParts
  readonly #search: Search
  readonly #findings: Findings
  readonly #bounds: Bounds
  readonly #soundness: Soundness
  /** What all shards begin with, when this is one of them. */
  #prefix: ShardPrefix | undefined
  /** The states before this one have been expanded. */
  #cursor: StateIndex = 0
  #deadAfter: number
  /** Transitions that other threads have taken. */
  #othersTransitions = 0

  constructor(request: PassRequest) {
    this.#request = request
    this.#parts = partsOf(request)
    this.#search = this.#parts.search
    this.#findings = this.#parts.findings
    this.#findings.listenTo(this.#search)
    this.#bounds = this.#parts.bounds
    this.#soundness = new Soundness(this.#parts)
    this.#deadAfter = request.deadAfter
  }

  get states(): number {
    return this.#search.table.distinct
  }

  get transitions(): number {
    return this.#search.transitions
  }

  get frontier(): number {
    return this.#search.table.count - this.#cursor
  }

  get isCut(): boolean {
    return this.#bounds.isCut
  }

  /** A state has been come to from itself, and the search must begin again without what that makes wrong. */
  get hasCycle(): boolean {
    return this.#soundness.hasCycle
  }

  isSound(): boolean {
    return this.#soundness.isSound()
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
      this.#bounds.cut(error.message)
      this.#parts.images.giveUp()
    }
    const { history, options } = this.#request.machine
    if (history?.bounded) this.#bounds.add(`${options.historyEntries} moments of history`)
  }

  *#searchAll(patience: number): Generator<undefined, void> {
    const search = this.#search
    const bounds = this.#bounds
    const { shared } = this.#parts
    const { alone } = this.#request.settings
    const { table } = search
    let check = this.#soundness.firstCheck(patience)
    const { root } = this.#request
    if (root?.trapped !== undefined) {
      this.#findings.endedBefore(root, root.trapped)
      return
    }
    this.#start()
    for (;;) {
      if (bounds.isClockDue(search.transitions) && bounds.checkClock(this)) yield* bounds.turn()
      bounds.checkStates(this)
      if (bounds.isCut) break
      if (search.transitions >= this.#deadAfter && this.#cursor < table.count && this.#hasDeadRegisters()) {
        this.isOutgrown = true
        break
      }
      try {
        if (search.revisit()) continue
        if (shared && search.transitions >= alone && this.#cursor < table.count) {
          this.#othersTransitions = yield* new JointSearch(this.#parts, shared, this.#soundness, this.#cursor).run(check)
          break
        }
        if (this.#cursor >= check || this.#cursor >= table.count) {
          const found = this.#soundness.revise(this.#cursor)
          if (found === 'wrong' || (found === 'right' && this.#cursor >= table.count)) break
          check = this.#soundness.nextCheck(this.#cursor, check)
          continue
        }
        search.expand(this.#cursor++)
        if (table instanceof ConcurrentStates) table.grow()
      } catch (error) {
        // What has been relied on until now is told in cells of before the cut.
        search.interrupted()
        this.#soundness.splitCells(error)
      }
    }
  }

  #start(): void {
    const { settings, root } = this.#request
    if (settings.shard) this.#startShard(settings.shard)
    else if (root) this.#search.startFrom([root])
    else this.#search.start()
  }

  #startShard(shard: Shard): void {
    const { prefix, findings } = searchPrefix(this.#request, shard, this.#bounds)
    this.#prefix = prefix
    this.#findings.adopt(findings)
    this.#search.startFrom(prefix.rootsOf(shard, this.#request.machine))
  }

  /** Are there enough states that differ in dead registers only? */
  #hasDeadRegisters(): boolean {
    const { machine, settings, root } = this.#request
    const { sleeping, images } = this.#parts
    this.#deadAfter = this.#search.transitions * 4
    // What the outcome asks for is not dead.
    this.#findings.judge()
    const order = settings.reductions.symmetry && sleeping && !root ? (images.symmetry?.order ?? 1) : undefined
    return partLeft(machine, this.#search.table, order) <= MOST_LEFT
  }

  result(): Exploration {
    const { machine, settings, number } = this.#request
    const { table } = this.#search
    const { shard } = settings
    const prefix = this.#prefix
    const bounds = this.#bounds
    if (!this.isSound()) bounds.add('the search was cut short before its reductions were known to be sound')
    // The sums over all shards are to count the prefix once.
    const counted = shard?.index === 1 ? prefix : undefined
    const transitions = this.#search.transitions + this.#othersTransitions + (counted?.search.transitions ?? 0)
    const states = table.distinct + (counted?.expanded ?? 0)
    this.#findings.judge()
    if (!bounds.isCut && !this.#soundness.graph && this.#soundness.automataHaveCycle()) {
      // One with a cycle through shared memory says more than a private loop.
      this.#findings.addLassos(this.#search, this.#search)
    }
    const { outcomes } = this.#findings
    let sorted: readonly FoundOutcome[] | undefined
    return {
      model: machine.model,
      get outcomes() {
        return (sorted ??= [...outcomes.values()].sort((a, b) => (a.key < b.key ? -1 : 1)))
      },
      outcomeCount: outcomes.size,
      complete: bounds.met.length === 0,
      bounds: bounds.met,
      states,
      transitions,
      passes: number,
      runs: machine.locals.reduce((sum, { automaton }) => sum + automaton.runs, 0),
      milliseconds: bounds.milliseconds,
      tableBytes: table.bytes,
      ...(shard && prefix ? { shard: prefix.report(shard) } : {}),
      machine,
    }
  }
}
