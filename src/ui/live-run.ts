import type { Syntax } from '../emu/listing.ts'
import { nextOf, valuesRead } from '../export/next-step.ts'
import { memoryRecord } from '../export/trace/html.ts'
import { eventRecord, headerRecord } from '../export/trace/trace-record.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { Names } from '../machine/witness.ts'
import { SteppedRun } from '../observe/stepped-run.ts'
import type { TracePlan } from '../observe/trace/plans.ts'
import { traceRun } from '../observe/trace/trace-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import type { LiveCore, LiveMove, LiveState } from '../viewer/page-data.ts'

/** A run that someone steps in the browser. */
export class LiveRun {
  readonly loaded: LoadedScenario
  readonly #run: SteppedRun
  readonly #names: Names
  readonly #syntax: Syntax | undefined

  /** At its beginning; the transitions of `schedule` are ahead. */
  constructor(loaded: LoadedScenario, machine: Machine, schedule: readonly Transition[], syntax: Syntax | undefined) {
    this.loaded = loaded
    this.#run = new SteppedRun(machine, loaded.onTrap)
    this.#names = loaded.names(syntax)
    this.#syntax = syntax
    for (const transition of schedule) {
      if (!this.#run.take(transition)) throw new Error('a transition of the witness is not possible')
    }
    this.#toStart()
  }

  /** Makes a move. False when it is not possible now: then nothing has changed. */
  move(move: LiveMove): boolean {
    const run = this.#run
    switch (move.move) {
      case 'step': return this.#hasCore(move.core) && run.step(move.core, move.back ?? 0) !== undefined
      case 'exec': return this.#hasCore(move.core) && run.exec(move.core, move.back ?? 0) !== undefined
      case 'drain': return this.#hasCore(move.core) && run.drain(move.core, move.index) !== undefined
      case 'back': return run.back() !== undefined
      case 'forward': return run.forward() !== undefined
      case 'start':
        this.#toStart()
        return true
    }
  }

  /** All that the page shows of it. */
  state(): LiveState {
    const { loaded } = this
    const run = this.#run
    const options = { syntax: this.#syntax, maxSteps: Infinity }
    const trace = traceRun(loaded, run.machine, exactly(run.schedule), options)
    return {
      header: headerRecord(trace.header),
      memory: memoryRecord(trace),
      events: Array.from(trace.events, eventRecord),
      cores: run.machine.locals.map((_, core) => this.#core(core)),
      done: run.history.length,
      undone: run.undone,
      status: run.status,
    }
  }

  #core(core: number): LiveCore {
    const run = this.#run
    const { pc, ahead } = run.position(core)
    const { next, canGoOn } = nextOf(run, core, this.#names)
    const ways = run.transitions().filter((way) => way.core === core)
    return {
      ahead,
      next: canGoOn ? `${this.#names.textAt(pc)} · ${next}` : next,
      canStep: canGoOn,
      reads: valuesRead(run, core, ways.filter(({ kind }) => kind === 'exec').length),
      drains: ways.flatMap((way) => (way.kind === 'drain' ? [way.index] : [])),
    }
  }

  #hasCore(core: number): boolean {
    return core < this.#run.machine.coreCount
  }

  #toStart(): void {
    while (this.#run.back());
  }
}

/** Not a transition more: a trap that a core stands at has not happened yet. */
function exactly(schedule: readonly Transition[]): TracePlan {
  return {
    start: () => {
      let next = 0
      return () => schedule[next++]
    },
  }
}
