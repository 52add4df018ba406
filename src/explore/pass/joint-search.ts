import { CellSplit } from '../../cpu-model/cells.ts'
import type { Standing } from '../bounds.ts'
import { Footprints } from '../footprints.ts'
import { Crew } from '../parallel/crew.ts'
import { shareTables } from '../parallel/room.ts'
import type { StateIndex } from '../state-table.ts'
import type { PassParts, SharedParts } from './pass-parts.ts'
import type { Soundness } from './soundness.ts'

/** After so many states, this thread looks after its helpers. */
const SERVE_INTERVAL = 16

/** The search of a pass when it goes on with other threads, of which this one has the machine. */
export class JointSearch implements Standing {
  readonly #parts: PassParts
  readonly #shared: SharedParts
  readonly #soundness: Soundness
  readonly #crew: Crew

  /** The states before `cursor` have been expanded. */
  constructor(parts: PassParts, shared: SharedParts, soundness: Soundness, cursor: StateIndex) {
    const { request, images, sleeping } = parts
    const { machine, settings, question } = request
    const { room, states } = shared
    this.#parts = parts
    this.#shared = shared
    this.#soundness = soundness
    const tables = shareTables({
      machine, footprints: soundness.footprints ?? new Footprints(machine), symmetry: images.symmetry, states,
      reliances: shared.relianceArrays, hasGraph: soundness.graph !== undefined,
    }, room)
    this.#crew = new Crew({
      ...tables, machine, states, helpers: settings.workers - 1, reductions: settings.reductions,
      usesFutures: soundness.footprints !== undefined, sleeping, stopCore: question.onTrap === 'stop-core',
      inTurns: settings.workersTakeTurns ?? false, cursor,
    })
  }

  get states(): number {
    return this.#shared.states.distinct
  }

  get transitions(): number {
    return this.#parts.search.transitions + this.#crew.transitions
  }

  get frontier(): number {
    return this.#shared.states.count - this.#crew.cursor
  }

  /**
   * Searches to the end, and looks first at `check` whether the reductions were right. Gives the transitions that other threads have
   * taken.
   */
  *run(check: number): Generator<undefined, number> {
    const { findings } = this.#parts
    const crew = this.#crew
    this.#soundness.onSplit = () => { crew.splitCells() }
    try {
      yield* this.#work(check)
      const stuck = yield* crew.finish()
      for (const index of crew.ends()) findings.finished(index)
      for (const { kind, core, local, origin } of stuck) {
        if (kind === 'trapped') findings.trapped(core, local, origin)
        else if (kind === 'diverged') findings.diverged(core, local, origin)
        else findings.bounded(core, local, kind === 'full')
      }
      return crew.transitions
    } finally {
      crew.dismiss()
      this.#soundness.onSplit = () => undefined
      this.#shared.states.beforeAdd = () => undefined
    }
  }

  *#work(firstCheck: number): Generator<undefined, void> {
    const { search, bounds, request } = this.#parts
    const { states } = this.#shared
    const crew = this.#crew
    const interval = request.settings.workersTakeTurns ? 1 : SERVE_INTERVAL
    let check = firstCheck
    let isIdle = false
    for (let work = 1; !bounds.isCut; work++) {
      if (isIdle || work % interval === 0) crew.serve()
      if ((isIdle || bounds.isClockDue(search.transitions)) && bounds.checkClock(this)) yield* bounds.turn()
      bounds.checkStates(this)
      isIdle = false
      const goesOn = crew.cursor < check && !states.isCrowded
      try {
        if (search.revisit()) continue
        const index = goesOn ? crew.next() : -1
        if (index >= 0) {
          search.expand(index)
          continue
        }
      } catch (error) {
        if (!(error instanceof CellSplit)) throw error
        yield* crew.pause()
        search.interrupted()
        this.#soundness.splitCells(error)
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
      const found = isDone || crew.cursor >= check ? this.#revise() : undefined
      if (found === 'wrong' || (found === 'right' && isDone)) return
      if (found) check = this.#soundness.nextCheck(crew.cursor, check)
      states.grow()
      crew.resume()
    }
  }

  /** While all threads pause. */
  #revise(): 'right' | 'mended' | 'wrong' {
    const crew = this.#crew
    const { search } = this.#parts
    if (this.#soundness.graph) crew.tellWays(this.#soundness.graph)
    const found = this.#soundness.revise(crew.cursor)
    if (!this.#soundness.graph) crew.forgetWays()
    const { footprints } = this.#soundness
    if (found === 'mended' && footprints) crew.revise(footprints, search.revision, search.handOver())
    return found
  }
}
