/** The exit status of wrong use: the output was sent where there is no place for it. */
const CANNOT_WRITE = 2

/** Writes to stdout, as it stands. */
export function print(text: string): void {
  process.stdout.write(text)
}

/**
 * `fencepost … | head`: once nobody reads what is written, the program ends without a word. Where it cannot be written (to a full
 * disk), it ends with one.
 */
export function endWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      if (stream === process.stdout) process.stderr.write(`fencepost: the output cannot be written (${error.message})\n`)
      process.exit(CANNOT_WRITE)
    })
  }
}
