/** What is printed of one test and model, or an `InputError` in its place. */
export type Printed = { readonly text: string } | { readonly error: string }

/** Where results go: those of file number `index` come one after another, then it is closed. */
export interface Results {
  put(index: number, printed: Printed): void
  close(index: number): void
}

/** Hands results on in the order of their files, whatever the order in which they come. */
export class InOrder implements Results {
  readonly #print: (printed: Printed) => void
  /** What has come of files before whose turn it was, and whether that is all. */
  readonly #waiting = new Map<number, { readonly printed: Printed[]; isClosed: boolean }>()
  /** The file whose turn it is. */
  #turn = 0

  constructor(print: (printed: Printed) => void) {
    this.#print = print
  }

  put(index: number, printed: Printed): void {
    if (index === this.#turn) this.#print(printed)
    else this.#of(index).printed.push(printed)
  }

  /** There is no more of this file. */
  close(index: number): void {
    this.#of(index).isClosed = true
    for (let at = this.#waiting.get(this.#turn); at?.isClosed; at = this.#waiting.get(this.#turn)) {
      this.#waiting.delete(this.#turn++)
      for (const printed of this.#waiting.get(this.#turn)?.printed.splice(0) ?? []) this.#print(printed)
    }
  }

  #of(index: number): { readonly printed: Printed[]; isClosed: boolean } {
    const known = this.#waiting.get(index)
    if (known) return known
    const made = { printed: [], isClosed: false }
    this.#waiting.set(index, made)
    return made
  }
}
