/**
 * Go's internal calling convention on amd64 (ABIInternal, cmd/compile/abi-internal.md), and what a core needs before
 * it can call a Go function: its goroutine `g`, and the arena that asm/go1.22/mallocgc.s allocates from.
 */
import type { PrivateSegment } from '../emu/core/core-setup.ts'
import { hex } from '../emu/hex.ts'
import { InputError } from '../emu/input-error.ts'
import type { SavedRegister } from '../emu/registers.ts'

/** Registers of the integer arguments, in order. A string or an interface takes two of them, a slice three. */
export const ARGUMENT_REGISTERS = [
  'rax', 'rbx', 'rcx', 'rdi', 'rsi', 'r8', 'r9', 'r10', 'r11',
] as const satisfies readonly SavedRegister[]

/** Registers of the integer results: the same ones. */
export const RESULT_REGISTERS = ARGUMENT_REGISTERS

/** Holds the current goroutine; X15 holds zero. A closure call has the funcval in RDX. */
export const G_REGISTER = 'r14' satisfies SavedRegister
export const CLOSURE_REGISTER = 'rdx' satisfies SavedRegister

/**
 * Offsets into the page at `g`, 8 bytes each. The first four are Go's (runtime2.go:422, type g); those from 0x100 on
 * lie where the listings here read no field of Go's, and mallocgc.s and the shim of `rand` keep a core's own state
 * there.
 */
export const G_FIELDS = {
  stackLo: 0,
  stackHi: 8,
  stackguard0: 0x10,
  m: 0x30,
  arenaNext: 0x100,
  arenaEnd: 0x108,
  arenaMode: 0x110,
  randState: 0x118,
} as const

/** The page of `g` and that of its `m`, in bytes; `m` follows `g`. */
export const G_PAGE = 4096

/**
 * A function may use this much stack below `stackguard0` unchecked: 800 + 128 bytes on linux (stack.go:99,
 * stackGuard).
 */
export const STACK_GUARD = 928n

/**
 * How mallocgc.s treats the arena: `fresh` is zero already; `recycled` holds old contents and is zeroed by ordinary
 * stores.
 */
export const ARENA_MODES = { fresh: 0n, recycled: 1n } as const

/** Blocks of the arena begin at multiples of this. */
const ARENA_ALIGNMENT = 16n

/** What `goCoreState` is made from. Addresses are byte addresses. */
export interface GoCore {
  /** Number of the core, for the names of its segments. */
  readonly core: number
  /** The address after the last byte of the core's stack. */
  readonly stackTop: bigint
  /** Bytes of stack; default 32 KiB. */
  readonly stackSize?: number
  /** Where `g` goes; two pages from here on must be free. A multiple of 4096. */
  readonly gAddress: bigint
  /**
   * What the core's allocations are taken from, `end` exclusive; multiples of 16. The memory itself belongs to the
   * image.
   */
  readonly arena: { readonly start: bigint; readonly end: bigint }
  readonly mode: keyof typeof ARENA_MODES
  /** The first state of the core's random numbers, 64 bits. */
  readonly seed: bigint
}

/** The parts of a `CoreSetup` that Go needs. RSP, EFLAGS and the return address are the core's own business. */
export interface GoCoreState {
  readonly registers: Partial<Record<SavedRegister, bigint>>
  readonly privateMemory: readonly PrivateSegment[]
}

/**
 * The private memory and the register that a core needs to run Go code. Throws `InputError` for addresses out of
 * order.
 */
export function goCoreState(options: GoCore): GoCoreState {
  const { core, stackTop, stackSize = 0x8000, gAddress, arena, mode, seed } = options
  const { start, end } = arena
  if (gAddress % BigInt(G_PAGE) !== 0n) {
    throw new InputError(`g of core ${core} must be at a multiple of 4096, not ${hex(gAddress)}`)
  }
  if (start % ARENA_ALIGNMENT !== 0n || end % ARENA_ALIGNMENT !== 0n || end < start) {
    throw new InputError(
      `the arena of core ${core} must go from a multiple of 16 up to another, not from ${hex(start)} to ${hex(end)}`,
    )
  }
  if (BigInt(stackSize) <= STACK_GUARD) {
    throw new InputError(`the stack of core ${core} must be larger than its guard of 928 bytes, not ${stackSize}`)
  }
  const stackLo = stackTop - BigInt(stackSize)
  const m = gAddress + BigInt(G_PAGE)
  const values: Readonly<Record<keyof typeof G_FIELDS, bigint>> = {
    stackLo,
    stackHi: stackTop,
    stackguard0: stackLo + STACK_GUARD,
    m,
    arenaNext: start,
    arenaEnd: end,
    arenaMode: ARENA_MODES[mode],
    randState: BigInt.asUintN(64, seed),
  }
  const g = new Uint8Array(G_PAGE)
  const view = new DataView(g.buffer)
  for (const name of Object.keys(G_FIELDS) as (keyof typeof G_FIELDS)[]) {
    view.setBigUint64(G_FIELDS[name], values[name], true)
  }
  return {
    registers: { [G_REGISTER]: gAddress },
    privateMemory: [
      { name: `g${core}`, address: gAddress, bytes: g },
      { name: `m${core}`, address: m, bytes: new Uint8Array(G_PAGE) },
    ],
  }
}

/** The registers of a call with these integer or pointer arguments, at most nine. */
export function goArguments(values: readonly bigint[]): Partial<Record<SavedRegister, bigint>> {
  if (values.length > ARGUMENT_REGISTERS.length) {
    const registers = ARGUMENT_REGISTERS.length
    throw new InputError(`a call passes ${registers} arguments in registers at most, not ${values.length}`)
  }
  return Object.fromEntries(
    values.map((value, i) => [ARGUMENT_REGISTERS[i], BigInt.asUintN(64, value)]),
  ) as Partial<Record<SavedRegister, bigint>>
}
