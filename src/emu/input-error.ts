/**
 * Something that a person typed, wrote in a file or asked for is wrong: a label that does not exist, a garbled witness, an
 * unknown model. The message says what happened, where, what was expected and what to do next; the command line prints it
 * without a stack trace and exits with 2. A bug of fencepost's own is never an `InputError`.
 */
export class InputError extends Error {
  override name = 'InputError'
}

/** The result of `action`; an `InputError` that it throws names `place` first: a file, or a file and a line. */
export function inPlace<T>(place: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${place}: ${error.message}`)
  }
}
