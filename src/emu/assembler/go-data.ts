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

/** Whether the name is one of the string constants that Go's compiler names after their own text. */
export function isGoString(name: string): boolean {
  return name.startsWith('go:string."') && name.endsWith('"')
}

/** The bytes of `go:string."…"`, UTF-8. Throws a `Refusal` for an escape that Go's strconv.Quote never writes. */
export function goStringBytes(name: string): Uint8Array {
  return unquote(name.slice('go:string.'.length))
}

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, '"': 34 }

/** The bytes of a quoted Go string, `"a\n\x00"`. Throws a `Refusal`. */
export function unquote(text: string): Uint8Array {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text)) throw new Refusal(`${text} is no quoted string`)
  const bytes: number[] = []
  const pattern = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))|([^\\]+)/gsu
  for (const match of text.slice(1, -1).matchAll(pattern)) {
    const [, hex, short, long, octal, simple, plain] = match
    const point = short ?? long
    if (plain !== undefined) bytes.push(...new TextEncoder().encode(plain))
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255)
    else if (point !== undefined) bytes.push(...new TextEncoder().encode(String.fromCodePoint(Number.parseInt(point, 16))))
    else {
      const byte = simpleEscapes[simple ?? '']
      if (byte === undefined) throw new Refusal(`the escape \\${simple} in ${text} is none of Go's`)
      bytes.push(byte)
    }
  }
  return Uint8Array.from(bytes)
}
