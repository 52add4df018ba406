/** The instructions of a function around one of them. */
import type { Statement } from '../emu/listing.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

export interface ListingRow {
  readonly address: number
  /** From the beginning of its function, in bytes. */
  readonly offset: number
  readonly text: string
  /** `map_fast64.go:101`. */
  readonly goLine: string | undefined
}

/** Functions are longer than this only where what was taken for one is none. */
const LONGEST_FUNCTION = 4096

/** Finds out the instructions of each function once. */
export class ListingWindows {
  readonly #loaded: LoadedScenario
  readonly #functions = new Map<string, readonly Statement[]>()

  constructor(loaded: LoadedScenario) {
    this.#loaded = loaded
  }

  /** The function at `pc`, and where in it. Undefined outside of code: at a trap, and after the end. */
  placeOf(pc: number): { readonly symbol: string; readonly offset: number; readonly goLine: string | undefined } | undefined {
    const statement = this.#statementAt(pc)
    if (!statement) return undefined
    const [first] = this.#functionOf(statement)
    return { symbol: statement.symbol, offset: pc - Number(first?.address ?? pc), goLine: statement.goLine }
  }

  /** At most `before` instructions above the one at `pc`, it, and at most `after` below. */
  around(
    pc: number, before: number, after: number, textAt: (pc: number) => string,
  ): { readonly rows: readonly ListingRow[]; readonly at: number } {
    const statement = this.#statementAt(pc)
    if (!statement) return { rows: [], at: 0 }
    const all = this.#functionOf(statement)
    const index = all.findIndex(({ address }) => Number(address) === pc)
    const from = Math.max(0, index - before)
    const start = Number(all[0]?.address ?? 0)
    const rows = all.slice(from, index + after + 1).map(({ address, goLine }) => (
      { address: Number(address), offset: Number(address) - start, text: textAt(Number(address)), goLine }
    ))
    return { rows, at: index - from }
  }

  #statementAt(pc: number): Statement | undefined {
    return this.#loaded.program.image.statementAt(BigInt(pc))
  }

  #functionOf(statement: Statement): readonly Statement[] {
    const known = this.#functions.get(statement.symbol)
    if (known?.some(({ address }) => address === statement.address)) return known
    const start = this.#startOf(statement)
    const all = this.#from(start, statement.symbol)
    // Between what a symbol table calls functions there may be code that its beginning does not lead to.
    const found = all.some(({ address }) => address === statement.address) ? all : this.#from(statement.address, statement.symbol)
    this.#functions.set(statement.symbol, found)
    return found
  }

  #startOf({ symbol, address }: Statement): bigint {
    const { image } = this.#loaded.program
    const known = image.symbols.get(symbol) ?? this.#loaded.labels.symbolAddress(symbol)
    return known !== undefined && known <= address ? known : address
  }

  #from(start: bigint, symbol: string): Statement[] {
    const found: Statement[] = []
    for (let at = start; found.length < LONGEST_FUNCTION;) {
      const statement = this.#loaded.program.image.statementAt(at)
      if (statement?.symbol !== symbol) break
      found.push(statement)
      at += BigInt(statement.bytes.length)
    }
    return found
  }
}
