import type { Machine } from '../../machine/machine.ts'
import { Footprints } from '../footprints.ts'
import { splitReliances } from '../reliance.ts'
import type { StateGraph } from '../state-graph.ts'
import { knowledge } from '../warm-up.ts'
import type { PassParts } from './pass-parts.ts'

/**
 * Were the reductions right? They look at what each core may still do, and the automata grow meanwhile; what they have assumed must contain
 * what is known now. Where it does not, what they have left out wrongly is made up for, or the search must begin again.
 */
export class Soundness {
  /** A state has been come to from itself, so that what sleeps or waits may do so for ever: the search must begin again without that. */
  hasCycle = false
  /** Called when cells have been split. */
  onSplit: () => void = () => undefined
  readonly #parts: PassParts
  readonly #machine: Machine
  #footprints: Footprints | undefined
  /** What was known of the automata when the reductions were last found to be right. */
  #checked: number
  /** What leads where, as long as it may be asked whether that goes round. */
  #graph: StateGraph | undefined
  /** States at which it is looked at next. */
  #graphCheck: number

  constructor(parts: PassParts) {
    const { machine, footprints, settings } = parts.request
    this.#parts = parts
    this.#machine = machine
    this.#footprints = footprints
    this.#checked = knowledge(machine)
    this.#graph = parts.graph
    this.#graphCheck = settings.firstCheck
  }

  /** What the reductions go by. */
  get footprints(): Footprints | undefined {
    return this.#footprints
  }

  get graph(): StateGraph | undefined {
    return this.#graph
  }

  isSound(): boolean {
    return this.#parts.images.check() && this.#parts.early?.isSound !== false && this.#news() === undefined
  }

  /** If the reductions were wrong, mends what they have left out of the first `expanded` states, where that can be mended. */
  revise(expanded: number): 'right' | 'mended' | 'wrong' {
    if (this.#findsCycle(expanded)) return 'wrong'
    if (this.isSound()) return 'right'
    const { images, early, canRevise, search } = this.#parts
    const known = knowledge(this.#machine)
    const canMend = images.areReal && canRevise && early?.isSound !== false
    const news = canMend ? this.#news() : undefined
    const old = this.#footprints
    // Where an automaton turns out to have a cycle, the graph is needed from the beginning.
    if (!news || !old || (!this.#graph && news.hasNewCycle(old)) || search.isRevisedOut) return 'wrong'
    search.revise(news, expanded)
    old.rest()
    this.#footprints = news
    this.#checked = known
    return 'mended'
  }

  /**
   * When to look first whether the reductions were right, in expanded states. Where they can only be given up, that is after `patience`.
   */
  firstCheck(patience: number): number {
    return this.#parts.canRevise ? this.#parts.request.settings.firstCheck : patience
  }

  /** When to look next, after `expanded` states, at `check`. */
  nextCheck(expanded: number, check: number): number {
    const { canRevise, request } = this.#parts
    return canRevise ? expanded + Math.max(request.settings.firstCheck, expanded) : Math.max(check, expanded + 1) * 2
  }

  /** Is a core's automaton known to have a cycle? Without one, states have none. Futures that are right know of all cycles. */
  automataHaveCycle(): boolean {
    return (this.#footprints ?? new Footprints(this.#machine)).hasCycles
  }

  /**
   * Splits the cells that an access has cut, so that all that was found stays and what `error` has interrupted can be done again. Throws
   * `error` when it says anything else, or they cannot be split: the search must begin again.
   */
  splitCells(error: unknown): void {
    const { images, reliances, request } = this.#parts
    if (images.symmetry || request.settings.restartAtCuts) throw error
    for (const split of this.#machine.splitCells(error)) {
      this.#footprints?.split(split)
      for (const number of splitReliances(this.#machine.coreCount, split)) reliances.split(number)
    }
    this.onSplit()
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
        return new Footprints(this.#machine, this.#parts.canRevise ? this.#footprints : undefined)
      } catch (error) {
        this.splitCells(error)
      }
    }
  }

  /** Of the first `expanded` states? Looked at when they have doubled, and when they are all. */
  #findsCycle(expanded: number): boolean {
    const { search, request } = this.#parts
    const { count } = search.table
    if (!this.#graph || (expanded < this.#graphCheck && expanded < count)) return false
    this.#graphCheck = expanded * 2
    if (!this.automataHaveCycle()) {
      if (expanded > request.settings.longWithoutCycle) this.#forgetGraph()
      return false
    }
    this.hasCycle = !this.#graph.isAcyclic(count)
    return this.hasCycle
  }

  #forgetGraph(): void {
    this.#graph = undefined
    this.#parts.search.forgetGraph()
  }
}
