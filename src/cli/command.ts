/** A command: its own module, loaded when it is asked for. */
export interface Command {
  /** What `--help` prints, ending with a newline. */
  readonly help: string
  /** Runs it with the arguments after its name. Gives the exit status. */
  run(args: readonly string[]): Promise<number>
}
