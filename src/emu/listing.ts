/** The three assembly syntaxes that fencepost reads and prints. `go` is what the Go compiler's `-S` prints. */
export type Syntax = 'go' | 'intel' | 'att'

/** One file of assembly text, or a template string of a test (then `file` names the test's own idea of it). */
export interface ListingSource {
  readonly file: string
  readonly text: string
  readonly syntax: Syntax
}

/** One instruction of a listing, with everything that a narration or a step-by-step view says about it. */
export interface Statement {
  readonly address: bigint
  readonly bytes: Uint8Array
  /** The instruction as the listing has it, white space made single, without its comment: `MOVBLZX 8(BX), CX`. */
  readonly text: string
  readonly syntax: Syntax
  /** Where the text stands: file name and line, counted from 1. */
  readonly file: string
  readonly line: number
  /** The function that it belongs to, `runtime.mapassign_fast64`. */
  readonly symbol: string
  /** The line of Go source that it was compiled from, `map_fast64.go:101`, where the listing tells. */
  readonly goLine?: string
}

/** Bytes that the listing defines beside its code: DATA/GLOBL symbols and Go's string constants. Nobody stores to them. */
export interface DataSymbol {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
}

/** Assembled code: bytes, and the symbol and line tables that go with them. */
export interface Listing {
  /** Address of the first byte of `code`. */
  readonly origin: bigint
  readonly code: Uint8Array
  /** In the order of their addresses. */
  readonly statements: readonly Statement[]
  readonly data: readonly DataSymbol[]
  /** Functions, data symbols, and labels as `function.label`. */
  readonly symbols: ReadonlyMap<string, bigint>
}
