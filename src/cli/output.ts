/** Writes to stdout, as it stands. */
export function print(text: string): void {
  process.stdout.write(text)
}

/** `fencepost … | head`: once nobody reads what is written, the program ends without a word. */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
}
