/**
 * The threads of a search, as the one that has the machine sees them: it searches as they do, and first of all expands the states that its
 * helpers leave to it, because what comes after those is not known yet. So nobody waits for an answer.
 */
import type * as Threads from 'node:worker_threads'
import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import { CellOverflow, MemoriesExhausted } from '../../cpu-model/memory.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Footprints } from '../footprints.ts'
import type { Reductions } from '../reductions.ts'
import type { StateIndex } from '../state-table.ts'
import type { WaysBetweenStates } from '../steps.ts'
import type { ConcurrentStates } from './concurrent-states.ts'
import { HandedStates } from './handed-states.ts'
import { Helper, type HelperReport, type HelperTask, type StuckReport } from './helper.ts'
import { CONTROL, ints, ORDER, type Mirror, type SharedTables } from './shared-tables.ts'
import { SharedWays } from './shared-ways.ts'
import { Tasks } from './tasks.ts'
import { startThread, threads } from './thread.ts'
import type { WorkerTask } from './worker.ts'

export interface CrewRequest {
  readonly machine: Machine
  readonly tables: SharedTables
  readonly mirror: Mirror
  readonly states: ConcurrentStates
  /** Besides this thread. */
  readonly helpers: number
  readonly reductions: Reductions
  readonly usesFutures: boolean
  readonly sleeping: boolean
  readonly stopCore: boolean
  /** Helpers have no threads, but take turns with this one. */
  readonly inTurns: boolean
  /** The states before this one have been expanded. */
  readonly cursor: StateIndex
}

/** How long this thread sleeps when it has nothing to do. */
const NAP_MILLISECONDS = 1
/** A helper that has come to nothing in so many of these will not do what it is waited for any more. */
const MOST_NAPS = 60_000
/** After so many of these, whoever drives the search may do something else. */
const NAPS_A_TURN = 20

/** A helper, as the crew sees it. */
interface Member {
  /** One word: the transitions that it has taken. */
  readonly taken: Int32Array
  /** A state that it leaves to this thread, or -1. */
  takeHanded(): StateIndex
  /** Its report, when it has ended, once. */
  receive(): HelperReport | undefined
  dismiss(): void
}

export class Crew {
  readonly #request: CrewRequest
  readonly #control: Int32Array
  readonly #members: readonly Member[]
  readonly #tasks: Tasks
  readonly #ways: SharedWays | undefined
  readonly #stuck: StuckReport[] = []
  /** States that helpers have left to this thread. */
  readonly #handed: StateIndex[] = []
  /** Of helpers that have ended. */
  #reports = 0
  #heard = 0
  /** Since `transitions` was not this number any more. */
  #naps = 0
  #lastTransitions = 0
  #ends = 0

  constructor(request: CrewRequest) {
    this.#request = request
    this.#control = request.tables.control
    Atomics.store(this.#control, CONTROL.cursor, request.cursor)
    this.#tasks = new Tasks(request.tables, request.states)
    this.#ways = request.tables.ways && new SharedWays(request.tables.ways, this.#control)
    const hire = (): Member => (request.inTurns ? new MemberInTurns(request) : new MemberThread(request))
    this.#members = Array.from({ length: request.helpers }, hire)
  }

  /** The states before this one have been expanded, or are being so. */
  get cursor(): StateIndex {
    return Atomics.load(this.#control, CONTROL.cursor)
  }

  /** Does a helper search? Otherwise all there is to do is left to this thread. */
  get isHelped(): boolean {
    return Atomics.load(this.#control, CONTROL.started) > Atomics.load(this.#control, CONTROL.idle)
  }

  /** Transitions that helpers have taken. */
  get transitions(): number {
    return this.#members.reduce((sum, { taken }) => sum + (taken[0] ?? 0), 0)
  }

  /** Looks after the helpers. Throws what they threw, `isRestart` errors among them. */
  serve(): void {
    this.#request.mirror.update()
    for (const member of this.#members) {
      for (let index = member.takeHanded(); index >= 0; index = member.takeHanded()) this.#handed.push(index)
    }
    const bell = Atomics.load(this.#control, CONTROL.bell)
    if (bell === this.#heard && !this.#request.inTurns) return
    this.#heard = bell
    for (const member of this.#members) {
      const report = member.receive()
      if (report) this.#take(report)
    }
  }

  /** A state for this thread to expand, or -1. */
  next(): StateIndex {
    return this.#handed.pop() ?? this.#tasks.next()
  }

  /** States at which helpers found that all has ended, since the last call. */
  *ends(): Generator<StateIndex> {
    const { ends } = this.#request.tables
    for (; this.#ends < Atomics.load(this.#control, CONTROL.ends); this.#ends++) {
      const end = Atomics.load(ends, this.#ends)
      // Its number is there, but not yet itself.
      if (end === 0) return
      yield end - 1
    }
  }

  /** Sleeps until a helper wants something, but not for long. Throws when they have not come to anything for too long. */
  nap(): void {
    const { transitions } = this
    if (transitions !== this.#lastTransitions) this.#naps = 0
    this.#lastTransitions = transitions
    if (++this.#naps > MOST_NAPS) throw new Error('a helper thread has died')
    if (!this.#request.inTurns) Atomics.wait(this.#control, CONTROL.bell, this.#heard, NAP_MILLISECONDS)
  }

  /** Ends when no helper expands a state any more. Yields now and then. */
  *pause(): Generator<undefined, void> {
    // Nobody may be taken for parked who is about to go on.
    yield* this.#await(() => Atomics.load(this.#control, CONTROL.parked) === 0)
    Atomics.store(this.#control, CONTROL.order, ORDER.pause)
    yield* this.#await(() => Atomics.load(this.#control, CONTROL.parked) === Atomics.load(this.#control, CONTROL.started))
  }

  /** While all pause: tells `graph` which states helpers have come to from which, since the last time. */
  tellWays(graph: WaysBetweenStates): void {
    this.#ways?.tell(graph)
  }

  /** Nobody will ask any more which states have been come to from which. */
  forgetWays(): void {
    this.#ways?.forget()
  }

  /** While all pause: is there nothing left to expand? */
  get isDone(): boolean {
    this.serve()
    return this.#handed.length === 0 && !this.#tasks.isAny()
  }

  /** While all pause: all go by `footprints`, revision `revision` of the futures, and the states `misled` are expanded again. */
  revise(footprints: Footprints, revision: number, misled: readonly StateIndex[]): void {
    const { mirror, tables } = this.#request
    mirror.revise(footprints)
    Atomics.store(this.#control, CONTROL.revision, revision)
    const from = Atomics.load(this.#control, CONTROL.againCursor)
    const left = tables.again.slice(from, Atomics.load(this.#control, CONTROL.againCount))
    const again = Int32Array.from(new Set([...left, ...misled]))
    tables.again.set(again)
    Atomics.store(this.#control, CONTROL.againCursor, 0)
    Atomics.store(this.#control, CONTROL.againCount, again.length)
  }

  /** While all pause: cells have been split. */
  splitCells(): void {
    this.#request.mirror.copyAgain()
    Atomics.add(this.#control, CONTROL.splits, 1)
  }

  /** After `pause`. */
  resume(): void {
    this.#order(ORDER.search)
  }

  /** Ends the helpers that have begun, and gives what they have come upon. Yields now and then. */
  *finish(): Generator<undefined, readonly StuckReport[]> {
    this.#order(ORDER.stop)
    yield* this.#await(() => this.#reports >= Atomics.load(this.#control, CONTROL.started))
    return this.#stuck
  }

  /** Ends all helpers, whatever they do. */
  dismiss(): void {
    this.#order(ORDER.stop)
    for (const member of this.#members) member.dismiss()
  }

  #order(order: number): void {
    Atomics.store(this.#control, CONTROL.order, order)
    Atomics.notify(this.#control, CONTROL.order)
  }

  *#await(condition: () => boolean): Generator<undefined, void> {
    for (let naps = 1; !condition(); naps++) {
      this.serve()
      this.nap()
      if (naps % NAPS_A_TURN === 0) yield
    }
  }

  #take({ stuck, error }: HelperReport): void {
    this.#reports++
    this.#stuck.push(...stuck)
    if (!error) return
    if (error.name === 'OutOfRoom') throw new OutOfRoom(error.text)
    if (error.name === 'CellOverflow') throw new CellOverflow(error.text)
    if (error.name === 'MemoriesExhausted') throw new MemoriesExhausted(this.#request.machine.options.memories)
    throw new Error(`a helper thread failed: ${error.text}`)
  }
}

class MemberThread implements Member {
  readonly taken = ints(1)
  readonly #handed = new HandedStates()
  readonly #worker: Threads.Worker
  readonly #port: Threads.MessagePort
  #failure: { readonly error: unknown } | undefined

  constructor(request: CrewRequest) {
    const { port1, port2 } = new (threads().MessageChannel)()
    const task: WorkerTask = { ...taskOf(request, this.taken), port: port2, handed: this.#handed.array }
    this.#worker = startThread('worker', import.meta.url, { workerData: task, transferList: [port2] })
    this.#worker.unref()
    // Told when the event loop gets a turn; a helper that has not begun is not missed until then.
    this.#worker.on('error', (error) => { this.#failure = { error } })
    this.#port = port1
    port1.unref()
  }

  takeHanded(): StateIndex {
    return this.#handed.take()
  }

  receive(): HelperReport | undefined {
    if (this.#failure) throw this.#failure.error
    const received = threads().receiveMessageOnPort(this.#port) as { message: HelperReport } | undefined
    return received?.message
  }

  dismiss(): void {
    void this.#worker.terminate()
  }
}

/** Searches whenever it is looked at. */
class MemberInTurns implements Member {
  readonly taken = ints(1)
  readonly #helper: Helper
  readonly #handed: StateIndex[] = []
  #hasEnded = false

  constructor(request: CrewRequest) {
    this.#helper = new Helper(taskOf(request, this.taken), (index) => { this.#handed.push(index) })
  }

  takeHanded(): StateIndex {
    return this.#handed.shift() ?? -1
  }

  receive(): HelperReport | undefined {
    if (this.#hasEnded || this.#helper.turn() !== 'ended') return undefined
    this.#hasEnded = true
    return this.#helper.report
  }

  dismiss(): void {
    this.#hasEnded = true
  }
}

function taskOf({ tables, reductions, usesFutures, sleeping, stopCore }: CrewRequest, taken: Int32Array): HelperTask {
  return { tables, taken, reductions, usesFutures, sleeping, stopCore }
}
