/** The worker thread: expands states of the shared set until all threads have run out of them. */
import { workerData, type MessagePort } from 'node:worker_threads'
import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import { atState, Search, type Origin, type Reductions } from '../search.ts'
import { ConcurrentStates } from './concurrent-states.ts'
import { Mailbox, RemoteFutures, RemoteMachine, Stopped } from './remote-machine.ts'
import { CONTROL, STOP, type SharedTables } from './shared-tables.ts'

export interface WorkerTask {
  readonly tables: SharedTables
  readonly mail: Int32Array
  /** Where the report goes. */
  readonly port: MessagePort
  readonly reductions: Reductions
  readonly usesFutures: boolean
  readonly sleeping: boolean
  readonly stopCore: boolean
}

/** What a worker has come upon; it is sent once, at the end. */
export interface WorkerReport {
  readonly transitions: number
  readonly finished: Int32Array
  readonly stuck: readonly StuckReport[]
  /** Not enough room in the shared tables. */
  readonly outOfRoom: boolean
  readonly error: string | undefined
}

export interface StuckReport {
  readonly kind: 'trapped' | 'diverged' | 'bounded' | 'full'
  readonly core: number
  readonly local: number
  readonly origin: Origin
}

/** States taken from the queue at a time. */
const BATCH = 32

function work(task: WorkerTask): WorkerReport {
  const { tables, mail, reductions } = task
  const { control } = tables
  const states = new ConcurrentStates(tables.states)
  const machine = new RemoteMachine(tables, new Mailbox(mail, control))
  const finished: number[] = []
  const stuck: StuckReport[] = []
  const seen = new Set<string>()
  const note = (kind: StuckReport['kind'], core: number, local: number, origin: Origin): void => {
    const key = `${kind},${core},${local}`
    if (seen.has(key)) return
    seen.add(key)
    stuck.push({ kind, core, local, origin })
  }
  const search = new Search(
    machine, states, reductions, { futures: task.usesFutures ? new RemoteFutures(tables) : undefined, sleeping: task.sleeping },
    task.stopCore,
    {
      finished: (index) => finished.push(index),
      trapped: (core, local, origin) => note('trapped', core, local, origin),
      diverged: (core, local, origin) => note('diverged', core, local, origin),
      bounded: (core, local, full) => note(full ? 'full' : 'bounded', core, local, atState(0)),
    },
  )
  let outOfRoom = false
  let error: string | undefined
  try {
    expandAll(search, states, control)
  } catch (caught) {
    outOfRoom = caught instanceof OutOfRoom
    if (!outOfRoom && !(caught instanceof Stopped)) {
      error = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)
    }
    Atomics.compareExchange(control, CONTROL.stop, STOP.no, STOP.given)
  }
  outOfRoom ||= states.isFull
  return { transitions: search.transitions, finished: Int32Array.from(finished), stuck, outOfRoom, error }
}

function expandAll(search: Search, states: ConcurrentStates, control: Int32Array): void {
  while (Atomics.load(control, CONTROL.stop) === STOP.no) {
    const from = Atomics.load(control, CONTROL.cursor)
    const waiting = states.count - from
    if (waiting <= 0) {
      if (!waitForStates(states, control)) return
      continue
    }
    const to = from + Math.min(BATCH, Math.max(1, waiting >> 2))
    if (Atomics.compareExchange(control, CONTROL.cursor, from, to) !== from) continue
    for (let index = from; index < to; index++) {
      if (states.isUsed(index)) search.expand(index)
      while (search.revisit());
    }
    if (states.isFull) {
      Atomics.compareExchange(control, CONTROL.stop, STOP.no, STOP.given)
      return
    }
  }
}

/** False when all workers are idle and no state is left. */
function waitForStates(states: ConcurrentStates, control: Int32Array): boolean {
  const workers = Atomics.load(control, CONTROL.workers)
  Atomics.add(control, CONTROL.idle, 1)
  for (;;) {
    if (Atomics.load(control, CONTROL.stop) !== STOP.no) return false
    if (states.count > Atomics.load(control, CONTROL.cursor)) {
      Atomics.sub(control, CONTROL.idle, 1)
      return true
    }
    if (Atomics.load(control, CONTROL.idle) === workers && states.count <= Atomics.load(control, CONTROL.cursor)) {
      Atomics.compareExchange(control, CONTROL.stop, STOP.no, STOP.done)
      return false
    }
    Atomics.wait(control, CONTROL.idle, Atomics.load(control, CONTROL.idle), 1)
  }
}

const task = workerData as WorkerTask
task.port.postMessage(work(task))
task.port.close()
