import { GENERAL_REGISTERS, type SavedRegister } from '../registers.ts'

/**
 * Registers as a set: a bit for each general register by its number, XMM0 to XMM15 above them. RSP is never told to be dead, so its bit
 * stands for the arithmetic flags.
 */
export type RegisterSet = number

export const NO_REGISTERS: RegisterSet = 0
export const ALL_REGISTERS: RegisterSet = -1

const RSP = GENERAL_REGISTERS.indexOf('rsp')
const FIRST_XMM = 16

/** CF, PF, AF, ZF, SF and OF. DF and the rest are left alone by what overwrites these. */
export const ARITHMETIC_FLAGS: RegisterSet = 1 << RSP
export const ARITHMETIC_FLAG_BITS = 0x8d5n

const bits: Readonly<Record<string, RegisterSet>> = Object.fromEntries([
  ...GENERAL_REGISTERS.map((name, number): [string, RegisterSet] => [name, name === 'rsp' ? NO_REGISTERS : 1 << number]),
  ...Array.from({ length: 16 }, (_, i): [string, RegisterSet] => [`xmm${i}`, 1 << (FIRST_XMM + i)]),
  ['eflags', ARITHMETIC_FLAGS] as const,
])

/** The register of that name, in its full width; none for RSP, RIP and segment registers. */
export function setOf(name: SavedRegister | (string & {})): RegisterSet {
  return bits[name] ?? NO_REGISTERS
}

/** By number of a general register: is it in the set? RSP always is. */
export function hasGeneral(set: RegisterSet, number: number): boolean {
  return number === RSP || ((set >>> number) & 1) === 1
}

export function hasFlags(set: RegisterSet): boolean {
  return (set & ARITHMETIC_FLAGS) !== 0
}

export function hasXmm(set: RegisterSet, number: number): boolean {
  return ((set >>> (FIRST_XMM + number)) & 1) === 1
}
