import type * as Threads from 'node:worker_threads'

/** Not imported, which would take every search 2 ms: few have helpers. */
export const threads = (): typeof Threads => process.getBuiltinModule('node:worker_threads')

/**
 * Starts the file `name` that lies beside the caller's, whose `import.meta.url` is `from`. In the built program, all files lie beside each
 * other: scripts/program.js has an entry for each that is started here.
 */
export function startThread(
  name: string, from: string, options: Pick<Threads.WorkerOptions, 'workerData' | 'transferList'>,
): Threads.Worker {
  const isSource = from.endsWith('.ts')
  const loader = new URL('../../../scripts/run-typescript.js', import.meta.url)
  const { Worker } = threads()
  return new Worker(new URL(`./${name}${isSource ? '.ts' : '.js'}`, from), {
    ...options, execArgv: isSource ? ['--import', loader.href] : [],
  })
}
