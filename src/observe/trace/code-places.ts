import type { Syntax } from '../../emu/listing.ts'
import type { Names } from '../../machine/witness.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import type { CodePlace } from './trace-event.ts'

/** What is known of each address of code, found out once. */
export class CodePlaces {
  readonly #loaded: LoadedScenario
  readonly #names: Names
  readonly #known = new Map<number, CodePlace>()

  constructor(loaded: LoadedScenario, syntax: Syntax | undefined) {
    this.#loaded = loaded
    this.#names = loaded.names(syntax)
  }

  /** `length` in bytes. */
  at(pc: number, length: number): CodePlace {
    let place = this.#known.get(pc)
    if (!place) {
      place = this.#describe(pc, length)
      this.#known.set(pc, place)
    }
    return place
  }

  /** `runtime.mapassign_fast64+0x1c`: the function and the distance from its beginning, in bytes. */
  symbolAt(pc: number): string {
    const { image } = this.#loaded.program
    const symbol = image.statementAt(BigInt(pc))?.symbol
    const from = symbol === undefined ? undefined : image.symbols.get(symbol)
    if (symbol === undefined || from === undefined) return this.#names.nameOf(pc, 1)
    const offset = BigInt(pc) - from
    return offset === 0n ? symbol : `${symbol}+0x${offset.toString(16)}`
  }

  #describe(pc: number, length: number): CodePlace {
    const { image } = this.#loaded.program
    const statement = image.statementAt(BigInt(pc))
    const segment = image.segments.find((s) => pc >= Number(s.address) && pc < Number(s.address) + s.bytes.length)
    const offset = pc - Number(segment?.address ?? 0n)
    return {
      pc,
      symbol: this.symbolAt(pc),
      bytes: Buffer.from(segment?.bytes.subarray(offset, offset + length) ?? []).toString('hex'),
      text: this.#names.textAt(pc),
      goLine: statement?.goLine,
      file: statement?.file,
      line: statement?.line,
    }
  }
}
