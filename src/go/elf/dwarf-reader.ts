/** Entries of `.debug_info` (DWARF 4 and 5, 32-bit format), one after another. */

/** What an abbreviation says of the entries that use it. */
export interface AbbreviatedTag {
  readonly tag: number
  readonly hasChildren: boolean
  readonly attributes: readonly { readonly name: number; readonly form: number; readonly constant: number }[]
}

/** A unit: in Go's programs, a package. Offsets are bytes into `.debug_info`. */
export interface DwarfUnit {
  readonly start: number
  /** Of its first entry. */
  readonly first: number
  readonly end: number
  readonly abbreviations: ReadonlyMap<number, AbbreviatedTag>
  readonly isVersion5: boolean
}

/** One entry. */
export interface DwarfEntry {
  /** Undefined for the mark that ends a list of children. */
  readonly tag: AbbreviatedTag | undefined
  /** The offset of the entry behind it. */
  readonly end: number
  text(attribute: number): string | undefined
  number(attribute: number): number | undefined
}

const ADDRESS_SIZE = 8
/** Units with more than the plain header have other types than those of programs. */
const UNIT_COMPILE = 1

/** Throws a RangeError for forms that Go does not write and where the data ends too early. */
export class DwarfReader {
  readonly units: readonly DwarfUnit[]
  readonly #view: DataView
  readonly #abbreviations: DataView
  readonly #tables = new Map<number, ReadonlyMap<number, AbbreviatedTag>>()
  #at = 0

  constructor(info: Uint8Array, abbreviations: Uint8Array) {
    this.#view = viewOf(info)
    this.#abbreviations = viewOf(abbreviations)
    const units: DwarfUnit[] = []
    for (let start = 0; start < info.length;) {
      const unit = this.#unit(start)
      units.push(unit)
      start = unit.end
    }
    this.units = units
  }

  /** The entry at offset `at` of `unit`. */
  entry(at: number, unit: DwarfUnit): DwarfEntry {
    this.#at = at
    const code = this.#unsigned()
    if (code === 0) return { tag: undefined, end: this.#at, text: () => undefined, number: () => undefined }
    const tag = unit.abbreviations.get(code)
    if (tag === undefined) throw new RangeError(`no abbreviation ${code}`)
    const values = new Map<number, string | number | undefined>()
    for (const { name, form, constant } of tag.attributes) values.set(name, this.#value(form, constant, unit))
    const value = (attribute: number): string | number | undefined => values.get(attribute)
    return {
      tag,
      end: this.#at,
      text: (attribute) => {
        const found = value(attribute)
        return typeof found === 'string' ? found : undefined
      },
      number: (attribute) => {
        const found = value(attribute)
        return typeof found === 'number' ? found : undefined
      },
    }
  }

  #unit(start: number): DwarfUnit {
    const view = this.#view
    const length = view.getUint32(start, true)
    const version = view.getUint16(start + 4, true)
    const isVersion5 = version === 5
    if (length >= 0xffff_fff0 || (version !== 4 && !isVersion5)) throw new RangeError(`DWARF ${version}`)
    if (isVersion5 && view.getUint8(start + 6) !== UNIT_COMPILE) throw new RangeError('not a compile unit')
    const table = view.getUint32(start + (isVersion5 ? 8 : 6), true)
    return {
      start,
      first: start + (isVersion5 ? 12 : 11),
      end: start + 4 + length,
      abbreviations: this.#table(table),
      isVersion5,
    }
  }

  #table(start: number): ReadonlyMap<number, AbbreviatedTag> {
    const known = this.#tables.get(start)
    if (known) return known
    const table = new Map<number, AbbreviatedTag>()
    const cursor = { at: start }
    const next = (): number => unsignedAt(this.#abbreviations, cursor)
    for (let code = next(); code !== 0; code = next()) {
      const tag = next()
      const hasChildren = this.#abbreviations.getUint8(cursor.at++) === 1
      const attributes: { name: number; form: number; constant: number }[] = []
      for (;;) {
        const name = next()
        const form = next()
        if (name === 0 && form === 0) break
        attributes.push({ name, form, constant: form === 0x21 ? next() : 0 })
      }
      table.set(code, { tag, hasChildren, attributes })
    }
    this.#tables.set(start, table)
    return table
  }

  /** A value that is text or a number; undefined for those that nothing here needs. Forms: DWARF 5, section 7.5.6. */
  #value(form: number, constant: number, unit: DwarfUnit): string | number | undefined {
    switch (form) {
      case 0x01: return this.#skip(ADDRESS_SIZE)
      case 0x03: return this.#skip(this.#number(2))
      case 0x04: return this.#skip(this.#number(4))
      case 0x05: return this.#number(2)
      case 0x06: return this.#number(4)
      case 0x07: return this.#skip(8)
      case 0x08: return this.#string()
      case 0x09: case 0x18: return this.#skip(this.#unsigned())
      case 0x0a: return this.#skip(this.#number(1))
      case 0x0b: case 0x0c: return this.#number(1)
      case 0x0d: case 0x0f: case 0x1a: case 0x1b: case 0x22: case 0x23: return this.#unsigned()
      case 0x0e: case 0x17: case 0x1f: return this.#skip(4)
      case 0x10: return this.#number(4)
      case 0x11: return unit.start + this.#number(1)
      case 0x12: return unit.start + this.#number(2)
      case 0x13: return unit.start + this.#number(4)
      case 0x15: return unit.start + this.#unsigned()
      case 0x19: return 1
      case 0x1e: return this.#skip(16)
      case 0x20: return this.#skip(8)
      case 0x21: return constant
      case 0x25: case 0x29: return this.#skip(1)
      case 0x26: case 0x2a: return this.#skip(2)
      case 0x27: case 0x2b: return this.#skip(3)
      case 0x28: case 0x2c: return this.#skip(4)
      default: throw new RangeError(`form 0x${form.toString(16)}`)
    }
  }

  #skip(bytes: number): undefined {
    this.#at += bytes
    return undefined
  }

  #number(bytes: 1 | 2 | 4): number {
    const at = this.#at
    this.#at += bytes
    if (bytes === 1) return this.#view.getUint8(at)
    return bytes === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true)
  }

  #unsigned(): number {
    const cursor = { at: this.#at }
    const value = unsignedAt(this.#view, cursor)
    this.#at = cursor.at
    return value
  }

  #string(): string {
    const from = this.#at
    while (this.#view.getUint8(this.#at) !== 0) this.#at++
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + from, this.#at - from)
    this.#at++
    return new TextDecoder().decode(bytes)
  }
}

/** LEB128; signed values are only skipped, and are as long. */
function unsignedAt(view: DataView, cursor: { at: number }): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = view.getUint8(cursor.at++)
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
