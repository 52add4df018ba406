/**
 * Packets of the GDB remote serial protocol (GDB manual, appendix E.1): `$payload#checksum`, two hexadecimal digits of the sum of the
 * bytes between. A payload is a string with one character a byte.
 */

/** What comes in over the wire. */
export type Incoming =
  | { readonly kind: 'packet'; readonly payload: string }
  /** Its checksum is wrong, or it is longer than a packet may be. */
  | { readonly kind: 'garbled' }
  /** `+`: the last packet has arrived. */
  | { readonly kind: 'acknowledged' }
  /** `-`: the last packet has not, and is wanted again. */
  | { readonly kind: 'wanted-again' }
  /** Ctrl-C, which comes outside of packets. */
  | { readonly kind: 'interrupt' }
  /** A byte between packets that means nothing. */
  | { readonly kind: 'noise' }

/** Bytes of the longest payload in either direction, as `qSupported` tells it. */
export const LONGEST_PAYLOAD = 0x4000

const ESCAPE = 0x7d
const ESCAPED = 0x20
const INTERRUPT = 0x03

/** Cuts a stream into packets, however its chunks fall. */
export class PacketReader {
  /** The payload so far, still escaped; undefined between packets. */
  #payload: number[] | undefined
  /** Digits of the checksum so far; undefined before the `#`. */
  #checksum: string | undefined

  push(chunk: Uint8Array): Incoming[] {
    const found: Incoming[] = []
    for (const byte of chunk) {
      const one = this.#take(byte)
      if (one) found.push(one)
    }
    return found
  }

  #take(byte: number): Incoming | undefined {
    if (byte === code('$') && this.#checksum === undefined) {
      // Also within a packet: its end was lost, and a `$` of its own would have been escaped.
      this.#payload = []
      return undefined
    }
    if (this.#payload === undefined) return between(byte)
    if (this.#checksum !== undefined) return this.#takeChecksum(this.#checksum + String.fromCharCode(byte), this.#payload)
    if (byte === code('#')) this.#checksum = ''
    else if (this.#payload.push(byte) > LONGEST_PAYLOAD) {
      this.#payload = undefined
      return { kind: 'garbled' }
    }
    return undefined
  }

  #takeChecksum(digits: string, payload: readonly number[]): Incoming | undefined {
    this.#checksum = digits
    if (digits.length < 2) return undefined
    const isRight = digits.toLowerCase() === checksumOf(payload)
    this.#payload = undefined
    this.#checksum = undefined
    return isRight ? { kind: 'packet', payload: unescape(payload) } : { kind: 'garbled' }
  }
}

/** The packet for `payload`, escaped where it must be. */
export function frame(payload: string): Uint8Array {
  const bytes: number[] = []
  for (let i = 0; i < payload.length; i++) {
    const byte = payload.charCodeAt(i)
    // `*` would begin a run-length encoding.
    if (byte === ESCAPE || byte === code('$') || byte === code('#') || byte === code('*')) bytes.push(ESCAPE, byte ^ ESCAPED)
    else bytes.push(byte)
  }
  return Buffer.from([code('$'), ...bytes, code('#'), ...Buffer.from(checksumOf(bytes))])
}

function between(byte: number): Incoming {
  if (byte === code('+')) return { kind: 'acknowledged' }
  if (byte === code('-')) return { kind: 'wanted-again' }
  return byte === INTERRUPT ? { kind: 'interrupt' } : { kind: 'noise' }
}

function checksumOf(bytes: readonly number[]): string {
  const sum = bytes.reduce((a, b) => (a + b) & 0xff, 0)
  return sum.toString(16).padStart(2, '0')
}

function unescape(bytes: readonly number[]): string {
  let text = ''
  let isEscaped = false
  for (const byte of bytes) {
    if (byte === ESCAPE && !isEscaped) isEscaped = true
    else {
      text += String.fromCharCode(isEscaped ? byte ^ ESCAPED : byte)
      isEscaped = false
    }
  }
  return text
}

function code(character: string): number {
  return character.charCodeAt(0)
}
