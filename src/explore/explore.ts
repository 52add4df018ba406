import { OutOfRoom, ConcurrentMemory } from '../cpu-model/concurrent-memory.ts'
import { MemoriesExhausted } from '../cpu-model/memory.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { isRestart, Machine } from '../machine/machine.ts'
import type { Exploration, ExploreOptions, Question } from './exploration.ts'
import { explorePreemptions } from './explore-preemptions.ts'
import { Footprints } from './footprints.ts'
import { FIRST_ROOM, largerRoom, resetForWorkers, SMALL_ROOM } from './parallel/room.ts'
import { Pass } from './pass/pass.ts'
import { needFutures } from './reductions.ts'
import { rootAfter } from './root-after.ts'
import { settingsOf } from './settings.ts'
import { NotSymmetric } from './symmetry/renaming.ts'
import { Symmetry } from './symmetry/symmetry.ts'
import { runInTurns, runToEnd } from './turns.ts'
import { warmUp } from './warm-up.ts'

export type {
  DoesNotTerminate, Exploration, ExploreOptions, FoundOutcome, Progress, Question,
} from './exploration.ts'

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

/** The passes; yields every few milliseconds, so that whoever drives them can do something else. */
function* passes(question: Question, model: MemoryModel, options: ExploreOptions): Generator<undefined, Exploration> {
  const settings = settingsOf(options, model)
  if (options.maxPreemptions !== undefined) return yield* explorePreemptions(question, model, options.maxPreemptions, options)
  const started = performance.now()
  const { reductions, workers, deadAfter, after } = settings
  const needsFootprints = needFutures(reductions)
  let automata = reductions.dead && deadAfter === 0 ? question.automata.withoutDeadRegisters : question.automata
  let machine = new Machine(automata, model, settings.machine)
  let room = settings.workersTakeTurns ? SMALL_ROOM : FIRST_ROOM
  // A pass whose reductions turn out to be wrong may go on for this many states before it is given up for a better one; doubled each
  // time, so that all passes given up together cost no more than the last.
  let patience = needsFootprints ? settings.firstCheck : Infinity
  let isWarm = !settings.warmUp
  // Runs need not end: known when a state has been come to from itself.
  let mayCycle = false
  for (let number = 1; ; number++) {
    try {
      // What outcomes ask for matters only where the rest is forgotten.
      if (needsFootprints && !isWarm) warmUp(machine, automata === question.automata ? undefined : question)
      isWarm = true
      if (workers > 1 && !(machine.memory instanceof ConcurrentMemory)) {
        resetForWorkers(machine, room)
      }
      // Its renamings teach more of the automata, so it comes before the footprints.
      const symmetry = reductions.symmetry && !after ? new Symmetry(machine) : undefined
      const root = after && rootAfter(machine, after, question.onTrap === 'stop-core')
      const mustRestart = settings.restartAtCuts === true || (symmetry?.order ?? 1) > 1
      const footprints = needsFootprints ? firstFutures(machine, mustRestart) : undefined
      const pass = new Pass({
        question, machine, settings, started, number, footprints, symmetry, root, mayCycle,
        room: workers > 1 ? room : undefined,
        deadAfter: reductions.dead && automata === question.automata ? deadAfter : Infinity,
      })
      yield* pass.run(patience)
      if (pass.hasCycle) {
        mayCycle = true
        continue
      }
      if (pass.isOutgrown) {
        automata = question.automata.withoutDeadRegisters
        machine = new Machine(automata, model, settings.machine)
        continue
      }
      if (!pass.isSound() && !pass.isCut) {
        patience *= 2
        continue
      }
      return pass.result()
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
