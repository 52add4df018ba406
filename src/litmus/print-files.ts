/**
 * Litmus files and what is printed of them, shared out over threads. Each thread takes the next file that nobody has taken, with an
 * emulator of its own; what is printed is in the order of the files, byte for byte as of one thread.
 */
import type * as Threads from 'node:worker_threads'
import type { ModelName } from '../cpu-model/model.ts'
import { modelNamed } from '../cpu-model/models.ts'
import { InputError } from '../emu/input-error.ts'
import { startThread } from '../explore/parallel/thread.ts'
import { herdLog } from './herd-log.ts'
import { InOrder, type Printed, type Results } from './in-order.ts'
import { jsonLine } from './json-line.ts'
import { litmusFiles, runFile } from './run-files.ts'
import { runnerOfCommonInstructions } from './run.ts'

export interface PrintOptions {
  /** Each test runs under each of them, in this order. */
  readonly models: readonly ModelName[]
  readonly format: 'log' | 'json'
  /** For each search; without it until it ends. */
  readonly maxSeconds?: number | undefined
}

/** Work that threads share; can be sent to one. */
export interface SharedWork extends PrintOptions {
  /** Those that are undefined are nobody's. */
  readonly files: readonly (string | undefined)[]
  /** One word: the number of the next file that nobody has taken. */
  readonly cursor: Int32Array
}

/** From a thread: a result, or that there are no more of the file. */
export interface Message {
  readonly index: number
  readonly printed?: Printed
}

/** A turn for the event loop, or small tests would keep it from signals and from other threads for minutes. */
const TURN_MILLISECONDS = 20
/** Tests that are over sooner are so without other threads, which take that long to come to their own first results. */
const ALONE_MILLISECONDS = 300

/** Runs the files one after another, as long as there are any and `signal` is not aborted. */
export async function workThrough(
  { files, cursor, models, format, maxSeconds }: SharedWork, signal: AbortSignal, results: Results,
): Promise<void> {
  const runner = runnerOfCommonInstructions()
  const explore = { signal, ...(maxSeconds === undefined ? {} : { maxSeconds }) }
  for (let turnedAt = performance.now(); !signal.aborted;) {
    const index = Atomics.add(cursor, 0, 1)
    if (index >= files.length) return
    const file = files[index]
    if (file === undefined) continue
    for await (const result of runFile(runner, file, models.map(modelNamed), explore)) {
      if (result.kind === 'error') results.put(index, { error: result.error.message })
      else results.put(index, { text: format === 'json' ? `${jsonLine(result.run)}\n` : `${herdLog(result.run)}\n` })
    }
    results.close(index)
    if (performance.now() - turnedAt < TURN_MILLISECONDS) continue
    await new Promise((resolve) => setImmediate(resolve))
    turnedAt = performance.now()
  }
}

/**
 * Tells `print` of all files that `paths` stand for (`litmusFiles`), with `workers` threads, this one among them. The others are started
 * when it turns out that this takes a while. When `signal` is aborted, each thread still tells of the search that it interrupts.
 */
export async function printLitmusFiles(
  paths: readonly string[],
  options: PrintOptions & { readonly workers: number; readonly signal: AbortSignal; readonly aloneMilliseconds?: number },
  print: (printed: Printed) => void,
): Promise<void> {
  const { workers, signal, models, format, maxSeconds, aloneMilliseconds = ALONE_MILLISECONDS } = options
  const found = paths.flatMap((path) => [...litmusFiles(path)])
  const results = new InOrder(print)
  found.forEach((file, index) => {
    if (!(file instanceof InputError)) return
    results.put(index, { error: file.message })
    results.close(index)
  })
  const files = found.map((file) => (file instanceof InputError ? undefined : file))
  const work: SharedWork = { files, cursor: new Int32Array(new SharedArrayBuffer(4)), models, format, maxSeconds }
  const helpers: Promise<void>[] = []
  const timer = workers === 1 ? undefined : setTimeout(() => {
    const left = files.length - Atomics.load(work.cursor, 0)
    for (let helper = 0; helper < Math.min(workers - 1, left); helper++) helpers.push(help(work, signal, results))
  }, aloneMilliseconds)
  try {
    await workThrough(work, signal, results)
  } finally {
    clearTimeout(timer)
  }
  await Promise.all(helpers)
}

/** A thread that works through the files too. Ends with it, and with what it threw. */
function help(work: SharedWork, signal: AbortSignal, results: InOrder): Promise<void> {
  const thread: Threads.Worker = startThread('litmus-worker', import.meta.url, { workerData: work })
  const abort = (): void => { thread.postMessage('abort') }
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  const ended = new Promise<void>((resolve, reject) => {
    thread.on('message', ({ index, printed }: Message) => {
      if (printed) results.put(index, printed)
      else results.close(index)
    })
    thread.on('error', reject)
    thread.on('exit', () => { resolve() })
  }).finally(() => { signal.removeEventListener('abort', abort) })
  // Whoever waits for it hears of it; nobody may wait yet.
  ended.catch(() => undefined)
  return ended
}
