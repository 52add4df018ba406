/**
 * Parameters and results of functions, from the DWARF information that `go build` leaves in a program unless it is told
 * not to (-ldflags=-w). Versions 4 (Go to 1.24) and 5; DWARF standard, section 7.5.
 */
import { DwarfReader, type DwarfEntry, type DwarfUnit } from './dwarf-reader.ts'

/** A parameter or a result. */
export interface GoVariable {
  /** `m`; results without a name are called `~r0`, `~r1` by the compiler. */
  readonly name: string
  readonly type: GoVariableType
}

/** A type, as far as a call needs it. */
export interface GoVariableType {
  /** `map[uint64]uint64`. */
  readonly name: string
  /** What a register holds of it; `other` types take several registers, none, or one of the floating-point ones. */
  readonly kind: 'bool' | 'signed' | 'unsigned' | 'pointer' | 'map' | 'other'
  /** Bytes. */
  readonly size: number
}

/** How a function is called. */
export interface GoSignature {
  readonly parameters: readonly GoVariable[]
  readonly results: readonly GoVariable[]
}

const TAG = { compileUnit: 0x11, formalParameter: 0x05, subprogram: 0x2e } as const
const ATTRIBUTE = {
  name: 0x03, byteSize: 0x0b, abstractOrigin: 0x31, type: 0x49, variableParameter: 0x4b, goKind: 0x2900,
} as const
/** reflect.Kind, which the compiler adds to the description of a type. */
const KINDS: Readonly<Record<number, GoVariableType['kind']>> = {
  1: 'bool', 2: 'signed', 3: 'signed', 4: 'signed', 5: 'signed', 6: 'signed',
  7: 'unsigned', 8: 'unsigned', 9: 'unsigned', 10: 'unsigned', 11: 'unsigned', 12: 'unsigned',
  18: 'pointer', 19: 'pointer', 21: 'map', 22: 'pointer', 26: 'pointer',
}
const POINTER_SIZE = 8

/**
 * The signature of the function of that name; undefined when the program does not tell. `section` gives the contents of
 * a section of debugging information.
 */
export function signatureOf(
  section: (name: string) => Uint8Array | undefined, name: string,
): GoSignature | undefined {
  const info = section('.debug_info')
  const abbreviations = section('.debug_abbrev')
  if (info === undefined || abbreviations === undefined) return undefined
  try {
    return new Finder(new DwarfReader(info, abbreviations)).signature(name)
  } catch (error) {
    // Debugging information of another form than Go writes: then it says nothing.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

class Finder {
  readonly #reader: DwarfReader

  constructor(reader: DwarfReader) {
    this.#reader = reader
  }

  signature(name: string): GoSignature | undefined {
    for (const unit of this.#reader.units) {
      let at = unit.first
      let depth = 0
      while (at < unit.end) {
        const entry = this.#reader.entry(at, unit)
        at = entry.end
        if (entry.tag === undefined) {
          if (--depth <= 0) break
          continue
        }
        // A unit is a package, and holds the functions whose names begin with the package's.
        const isUnit = entry.tag.tag === TAG.compileUnit
        if (isUnit && !name.startsWith(`${entry.text(ATTRIBUTE.name) ?? ''}.`)) break
        if (entry.tag.tag === TAG.subprogram && this.#name(entry) === name) return this.#variables(entry, unit)
        if (entry.tag.hasChildren) depth++
      }
    }
    return undefined
  }

  /** An instance of a function that was also inlined refers to a description that both have in common. */
  #name(entry: DwarfEntry): string | undefined {
    const origin = entry.number(ATTRIBUTE.abstractOrigin)
    return entry.text(ATTRIBUTE.name) ?? (origin === undefined ? undefined : this.#at(origin)?.text(ATTRIBUTE.name))
  }

  #variables(subprogram: DwarfEntry, unit: DwarfUnit): GoSignature {
    const parameters: GoVariable[] = []
    const results: GoVariable[] = []
    if (!subprogram.tag?.hasChildren) return { parameters, results }
    let depth = 1
    for (let at = subprogram.end; depth > 0;) {
      const entry = this.#reader.entry(at, unit)
      at = entry.end
      if (entry.tag === undefined) {
        depth--
        continue
      }
      if (depth === 1 && entry.tag.tag === TAG.formalParameter) {
        const origin = entry.number(ATTRIBUTE.abstractOrigin)
        const described = origin === undefined ? entry : this.#at(origin) ?? entry
        const isResult = described.number(ATTRIBUTE.variableParameter) === 1
        const type = this.#type(described.number(ATTRIBUTE.type))
        const list = isResult ? results : parameters
        const name = described.text(ATTRIBUTE.name) ?? '_'
        // A result that a deferred function may change is described twice, in its register and in memory.
        if (!isResult || list.every((other) => other.name !== name)) list.push({ name, type })
      }
      if (entry.tag.hasChildren) depth++
    }
    return { parameters, results }
  }

  #type(offset: number | undefined): GoVariableType {
    const entry = offset === undefined ? undefined : this.#at(offset)
    const name = entry?.text(ATTRIBUTE.name) ?? '?'
    // The compiler gives this one no kind.
    const isPointer = name === 'unsafe.Pointer'
    const kind = isPointer ? 'pointer' : KINDS[entry?.number(ATTRIBUTE.goKind) ?? 0] ?? 'other'
    return { name, kind, size: entry?.number(ATTRIBUTE.byteSize) ?? POINTER_SIZE }
  }

  #at(offset: number): DwarfEntry | undefined {
    const unit = this.#reader.units.find(({ first, end }) => offset >= first && offset < end)
    return unit && this.#reader.entry(offset, unit)
  }
}
