import { Refusal } from './refusal.ts'

/**
 * A number as all three syntaxes write it, decimal or 0x. Throws a `Refusal` for `10h`, `010`, `0b1` and other
 * spellings that assemblers disagree about.
 */
export function parseNumber(text: string): bigint {
  const match = /^([-+]?)\s*(0x[0-9a-f]+|0|[1-9]\d*)$/i.exec(text.trim())
  if (match === null) {
    throw new Refusal(`"${text.trim()}" is not a number; write it in decimal or as 0x and hexadecimal digits`)
  }
  const magnitude = BigInt(match[2] ?? '0')
  return match[1] === '-' ? -magnitude : magnitude
}

/** Whether the text starts as a number does, so that anything wrong with it is a wrong number and not a name. */
export function looksNumeric(text: string): boolean {
  return /^\s*[-+]?\s*\d/.test(text)
}

/** The value modulo 2^(8 * size), read as a signed number of `size` bytes. */
export function toSigned(value: bigint, size: number): bigint {
  return BigInt.asIntN(8 * size, value)
}

/** The value modulo 2^(8 * size), read as an unsigned number of `size` bytes. */
export function toUnsigned(value: bigint, size: number): bigint {
  return BigInt.asUintN(8 * size, value)
}

/** Hexadecimal from 10 on, decimal below, with its sign. */
export function formatNumber(value: bigint): string {
  const magnitude = value < 0n ? -value : value
  const digits = magnitude < 10n ? magnitude.toString() : `0x${magnitude.toString(16)}`
  return value < 0n ? `-${digits}` : digits
}
