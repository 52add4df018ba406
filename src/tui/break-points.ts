/** Where a run is to stop: instructions, lines of Go, accesses of memory by name, and changes of memory. */
import { InputError } from '../emu/input-error.ts'
import type { Statement } from '../emu/listing.ts'
import { overlaps, type Range } from '../emu/range.ts'
import type { LabelTable } from '../go/labels.ts'
import type { Move, SteppedRun } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

export type StopPlace =
  | { readonly kind: 'address'; readonly name: string; readonly address: number }
  /** `map_fast64.go:107`, or a line of a listing's file. */
  | { readonly kind: 'line'; readonly name: string }
  /** Any core's load or store of it, or a drain of it. */
  | ({ readonly kind: 'access'; readonly name: string } & Range)
  /** A change of what memory holds there. */
  | ({ readonly kind: 'change'; readonly name: string } & Range)

const LINE = /^[\w.·-]+\.(go|s|S|asm|intel|att):\d+$/
/** Larger code is not searched for a line: a breakpoint on one that it does not have is then never met. */
const MOST_SEARCHED = 1 << 17

/** What `break PLACE` means. Throws an `InputError` when nothing has that name. */
export function breakPlace(text: string, loaded: LoadedScenario): StopPlace {
  if (LINE.test(text)) return linePlace(text, loaded)
  const { labels } = loaded
  const symbol = symbolNamed(text, labels)
  const { address, size } = labels.addressOf(symbol)
  return isCode(Number(address), loaded)
    ? { kind: 'address', name: symbol, address: Number(address) }
    : { kind: 'access', name: text, address: Number(address), size }
}

/** What `watch LABEL` means. */
export function watchPlace(text: string, loaded: LoadedScenario): StopPlace {
  const { address, size } = loaded.labels.addressOf(text)
  if (isCode(Number(address), loaded)) throw new InputError(`${text} is code, which nobody changes: break ${text} stops there`)
  return { kind: 'change', name: text, address: Number(address), size }
}

/** `mapassign_fast64` for `runtime.mapassign_fast64`, where only one symbol ends like that. */
function symbolNamed(text: string, labels: LabelTable): string {
  const [, base = text, offset = ''] = /^(.+?)(\+0x[0-9a-f]+|\+\d+)?$/i.exec(text) ?? []
  if (labels.symbolAddress(base) !== undefined) return text
  const ending = labels.symbols.filter((name) => name.endsWith(`.${base}`) && !name.startsWith('shim:'))
  return ending.length === 1 ? `${ending[0]}${offset}` : text
}

function isCode(address: number, { program }: LoadedScenario): boolean {
  return program.image.segments.some(
    (s) => s.kind === 'code' && address >= Number(s.address) && address < Number(s.address) + s.bytes.length,
  )
}

function linePlace(name: string, { program: { image } }: LoadedScenario): StopPlace {
  const code = image.segments.filter(({ kind }) => kind === 'code')
  if (code.every(({ bytes }) => bytes.length <= MOST_SEARCHED)) {
    const isThere = code.some(({ address, bytes }) => {
      return bytes.some((_, i) => isOnLine(image.statementAt(address + BigInt(i)), name))
    })
    if (!isThere) throw new InputError(`no instruction here comes from ${name}`)
  }
  return { kind: 'line', name }
}

function isOnLine(statement: Statement | undefined, name: string): boolean {
  if (!statement) return false
  return statement.goLine === name || `${statement.file.slice(statement.file.lastIndexOf('/') + 1)}:${statement.line}` === name
}

/** Looks at one move after another. Made before the first of them. */
export class StopWatch {
  readonly #places: readonly StopPlace[]
  readonly #run: SteppedRun
  readonly #loaded: LoadedScenario
  #lines: readonly (Statement | undefined)[]
  #values: readonly (bigint | undefined)[]

  constructor(places: readonly StopPlace[], run: SteppedRun, loaded: LoadedScenario) {
    this.#places = places
    this.#run = run
    this.#loaded = loaded
    this.#lines = this.#statements()
    this.#values = this.#watched()
  }

  /** Why the run is to stop after `move`, in words; undefined when it is to go on. */
  stops(move: Move): string | undefined {
    const before = this.#lines
    const values = this.#values
    this.#lines = this.#statements()
    this.#values = this.#watched()
    for (const [index, place] of this.#places.entries()) {
      const reason = this.#reason(place, index, move, before, values)
      if (reason !== undefined) return reason
    }
    return undefined
  }

  #reason(
    place: StopPlace, index: number, move: Move, before: readonly (Statement | undefined)[],
    values: readonly (bigint | undefined)[],
  ): string | undefined {
    const { core } = move
    switch (place.kind) {
      case 'address':
        return this.#run.position(core).pc === place.address && !isDrain(move) ? `core ${core} is at ${place.name}` : undefined
      case 'line': {
        const now = this.#lines[core]
        return isOnLine(now, place.name) && !isOnLine(before[core], place.name) ? `core ${core} is at ${place.name}` : undefined
      }
      case 'access':
        return accesses(move).some((one) => overlaps(one, place)) ? `core ${core} has touched ${place.name}` : undefined
      case 'change': {
        const [was, now] = [values[index], this.#values[index]]
        return was !== now ? `${place.name} was ${was} and is ${now}` : undefined
      }
    }
  }

  #statements(): (Statement | undefined)[] {
    if (!this.#places.some(({ kind }) => kind === 'line')) return []
    const { image } = this.#loaded.program
    return this.#run.machine.locals.map((_, core) => image.statementAt(BigInt(this.#run.position(core).pc)))
  }

  #watched(): (bigint | undefined)[] {
    return this.#places.map((place) => place.kind === 'change' ? this.#run.readMemory(place.address, place.size) : undefined)
  }
}

function isDrain(move: Move): boolean {
  return move.kind === 'transition' && move.event.kind === 'drain'
}

function accesses(move: Move): readonly Range[] {
  if (move.kind === 'private') return []
  const { event } = move
  return event.kind === 'drain' ? [event.store] : [...(event.load ? [event.load] : []), ...event.stores]
}
