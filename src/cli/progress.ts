import type { Progress } from '../explore/explore.ts'

/** A line on stderr, where it is a terminal, that says how far a search is. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  #shown = false

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
  }

  show(model: string, { pass, states, transitions, frontier, seconds }: Progress): void {
    if (!this.#stream.isTTY) return
    const counts = `${count(states)} states (${count(frontier)} waiting), ${count(transitions)} transitions`
    const line = `${model}: ${counts}, ${seconds.toFixed(1)} s${pass > 1 ? `, pass ${pass}` : ''}; Ctrl-C shows what was found`
    this.#stream.write(`\r\x1b[K${line.slice(0, this.#stream.columns - 1)}`)
    this.#shown = true
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K')
    this.#shown = false
  }
}

/** `1,452,068` */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}
