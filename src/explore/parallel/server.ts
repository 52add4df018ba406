/** The thread that has the machine: starts workers, answers what they ask, and collects what they have found. */
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { LocalTable } from '../../machine/local-table.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Reductions } from '../search.ts'
import type { ConcurrentStates } from './concurrent-states.ts'
import {
  CONTROL, MAIL, MAIL_STATE, OPERATION, STOP, TablesFull, type Mirror, type SharedTables,
} from './shared-tables.ts'
import type { WorkerReport, WorkerTask } from './worker.ts'

export interface WorkersRequest {
  readonly machine: Machine
  readonly tables: SharedTables
  readonly mirror: Mirror
  readonly states: ConcurrentStates
  readonly workers: number
  readonly reductions: Reductions
  readonly usesFutures: boolean
  readonly sleeping: boolean
  readonly stopCore: boolean
  /** Asked a few times a second; true stops the search. */
  readonly shouldStop: () => boolean
}

export interface WorkersResult {
  readonly reports: readonly WorkerReport[]
  /** The shared tables are full: start again with more room. */
  readonly outOfRoom: boolean
}

/** How long the server sleeps when nobody asks, so that bounds and signals are looked at. */
const NAP_MILLISECONDS = 20
const START_SECONDS = 60

interface Mailman {
  readonly worker: Worker
  readonly mail: Int32Array
  readonly port: MessagePort
  report: WorkerReport | undefined
}

/**
 * Lets workers expand all states of `states` from the cursor on. Yields now and then. Throws what the machine throws while it
 * answers, `isRestart` errors among them; the workers have ended by then.
 */
export function* runWorkers(request: WorkersRequest): Generator<undefined, WorkersResult> {
  const { tables, workers, states } = request
  const { control } = tables
  Atomics.store(control, CONTROL.workers, workers)
  Atomics.store(control, CONTROL.idle, 0)
  Atomics.store(control, CONTROL.stop, STOP.no)
  const staff = Array.from({ length: workers }, () => hire(request))
  let failure: unknown
  let outOfRoom = false
  const started = performance.now()
  while (staff.some(({ report }) => report === undefined)) {
    const bell = Atomics.load(control, CONTROL.bell)
    for (const mailman of staff) {
      collect(mailman)
      if (Atomics.load(mailman.mail, MAIL.state) !== MAIL_STATE.asked) continue
      try {
        if (failure === undefined && !outOfRoom) answer(request, mailman.mail)
        else refuse(mailman.mail)
      } catch (error) {
        if (error instanceof TablesFull) outOfRoom = true
        else failure ??= error
        refuse(mailman.mail)
        Atomics.store(control, CONTROL.stop, STOP.given)
      }
    }
    if (request.shouldStop()) Atomics.compareExchange(control, CONTROL.stop, STOP.no, STOP.given)
    if (staff.every(({ report }) => report === undefined) && performance.now() - started > START_SECONDS * 1000) {
      const alive = Atomics.load(control, CONTROL.cursor) > 0
      if (!alive) throw new Error('the worker threads did not start')
    }
    const result = Atomics.wait(control, CONTROL.bell, bell, NAP_MILLISECONDS)
    if (result === 'timed-out') yield
  }
  for (const { worker } of staff) void worker.terminate()
  if (failure !== undefined) throw failure
  const reports = staff.flatMap(({ report }) => (report ? [report] : []))
  const crashed = reports.find(({ error }) => error !== undefined)
  if (crashed) throw new Error(`a worker thread failed: ${crashed.error ?? ''}`)
  return { reports, outOfRoom: outOfRoom || states.isFull || reports.some((r) => r.outOfRoom) }
}

function hire({ tables, reductions, usesFutures, sleeping, stopCore }: WorkersRequest): Mailman {
  const mail = new Int32Array(new SharedArrayBuffer(MAIL.size * 4))
  const { port1, port2 } = new MessageChannel()
  const task: WorkerTask = { tables, mail, port: port2, reductions, usesFutures, sleeping, stopCore }
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url)
  const loader = new URL('../../../scripts/run-typescript.js', import.meta.url)
  const worker = new Worker(file, {
    workerData: task, transferList: [port2], execArgv: isSource ? ['--import', loader.href] : [],
  })
  worker.unref()
  port1.unref()
  return { worker, mail, port: port1, report: undefined }
}

function collect(mailman: Mailman): void {
  const message = receiveMessageOnPort(mailman.port) as { message: WorkerReport } | undefined
  if (message) mailman.report = message.message
}

function refuse(mail: Int32Array): void {
  Atomics.store(mail, MAIL.state, MAIL_STATE.failed)
  Atomics.notify(mail, MAIL.state)
}

function answer({ machine, tables, mirror }: WorkersRequest, mail: Int32Array): void {
  const core = mail[MAIL.core] ?? 0
  const local = mail[MAIL.local] ?? 0
  const argument = mail[MAIL.argument] ?? 0
  const table = machine.local(core)
  const arrays = tables.cores[core]
  if (!arrays) throw new Error(`no core ${core}`)
  const operation = mail[MAIL.operation]
  const result = perform(table, operation, local, argument)
  mirror.update()
  if (operation === OPERATION.drained) {
    Atomics.store(arrays.drainTarget, (table.drainAt[local] ?? 0) + argument, result)
  } else if (operation === OPERATION.settled) Atomics.store(arrays.settled, local, result)
  mail[MAIL.result] = result
  Atomics.store(mail, MAIL.state, MAIL_STATE.answered)
  Atomics.notify(mail, MAIL.state)
}

function perform(table: LocalTable, operation: number | undefined, local: number, argument: number): number {
  switch (operation) {
    case OPERATION.take: return table.take(local, argument)
    case OPERATION.drained: return table.drained(local, argument)
    case OPERATION.settled: return table.settled(local)
    default: throw new Error(`a worker asked for operation ${operation ?? 'none'}`)
  }
}
