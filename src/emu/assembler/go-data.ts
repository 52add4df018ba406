import { Refusal } from './refusal.ts'

/** Eight bytes at most that hold the address of a symbol. */
export interface AddressSlot {
  readonly at: number
  readonly width: number
  readonly symbol: string
  readonly offset: bigint
}

/** A data symbol of a Go listing while its DATA and GLOBL lines are being read. */
export interface DataDefinition {
  readonly name: string
  readonly bytes: Uint8Array
  readonly addresses: readonly AddressSlot[]
  readonly file: string
  readonly line: number
}

/** Whether the name is a string constant, `go:string."…"`, which Go's compiler names after its own text. */
export function isGoString(name: string): boolean {
  return name.startsWith('go:string."') && name.endsWith('"')
}

/** Whether the name is a floating-point constant, `$f64.3ff0000000000000` or `$f32.3f800000`, named after its bits. */
export function isGoFloat(name: string): boolean {
  return /^\$f(?:64\.[0-9a-f]{16}|32\.[0-9a-f]{8})$/.test(name)
}

/**
 * The bytes of a constant that is named after its value, a string in UTF-8 or a float; undefined for any other name.
 * Throws a `Refusal` for an escape that Go's strconv.Quote never writes.
 */
export function implicitBytes(name: string): Uint8Array | undefined {
  if (isGoString(name)) return unquote(name.slice('go:string.'.length))
  if (!isGoFloat(name)) return undefined
  const digits = name.slice('$f64.'.length).match(/../g) ?? []
  return Uint8Array.from(digits.reverse(), (pair) => Number.parseInt(pair, 16))
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, '"': 34,
}

/** The bytes of a quoted Go string, `"a\n\x00"`. Throws a `Refusal`. */
export function unquote(text: string): Uint8Array {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text)) throw new Refusal(`${text} is no quoted string`)
  const bytes: number[] = []
  const pattern = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))|([^\\]+)/gsu
  for (const match of text.slice(1, -1).matchAll(pattern)) {
    const [, hex, short, long, octal, simple, plain] = match
    const point = short ?? long
    if (plain !== undefined) bytes.push(...utf8(plain))
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255)
    else if (point !== undefined) bytes.push(...utf8(String.fromCodePoint(Number.parseInt(point, 16))))
    else {
      const byte = simpleEscapes[simple ?? '']
      if (byte === undefined) throw new Refusal(`the escape \\${simple} in ${text} is none of Go's`)
      bytes.push(byte)
    }
  }
  return Uint8Array.from(bytes)
}
