/** What `search`, which yields now and then, gives in the end. */
export function runToEnd<T>(search: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = search.next()
    if (done) return value
  }
}

/** The same, but the event loop gets a turn at each yield: signals arrive, and an `AbortSignal` can be aborted meanwhile. */
export async function runInTurns<T>(search: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = search.next()
    if (done) return value
    await new Promise((resolve) => setImmediate(resolve))
  }
}
