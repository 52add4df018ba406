/**
 * Runs `work` with a signal that Ctrl-C aborts, so that it can end early and show what it has. A second Ctrl-C ends the program
 * at once.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  process.once('SIGINT', abort)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', abort)
  }
}

/** Exit status after Ctrl-C: 128 and the number of SIGINT, as shells have it. */
export const INTERRUPTED = 130
