/**
 * The functions of Go's runtime that end a run here: those that end a Go program, and those that no listing models. A
 * core traps at their first instruction, so the registers hold the arguments (ABIInternal unless noted).
 */
import type { SavedRegister } from '../emu/registers.ts'
import { SLICE, TYPE } from './layout.ts'
import type { ReadMemory } from './read-memory.ts'

/** Registers at the trap; one that is not named counts as 0. */
export type TrapRegisters = Readonly<Partial<Record<SavedRegister, bigint>>>

/**
 * Why a run ends at a function: what Go prints (`fatal error: …` or `panic: …`), or that nothing here models the
 * function.
 */
export type RuntimeTrapKind = 'fatal' | 'throw' | 'panic' | 'unmodelled'

/** One function that ends a run. */
export interface RuntimeTrap {
  readonly symbol: string
  readonly kind: RuntimeTrapKind
  /** The function is a trap only where no listing or binary defines it. */
  readonly unlessDefined: boolean
  /** Go's message without `fatal error: ` or `panic: `, or what is not modelled. Never throws. */
  describe(registers: TrapRegisters, read: ReadMemory): string
}

/** A message longer than this (bytes) is a garbled length. */
const LONGEST_MESSAGE = 1024n
/** Type.Kind_ & 31 of a string type (internal/abi/type.go:41); the panics of the runtime itself are such types. */
const STRING_KIND = 24
const KIND_MASK = 31

/** A Go string: `length` bytes of UTF-8 at `address`. Undefined when it cannot be read. */
function readString(read: ReadMemory, address: bigint, length: bigint): string | undefined {
  if (length < 0n || length > LONGEST_MESSAGE) return undefined
  try {
    const bytes = Uint8Array.from({ length: Number(length) }, (_, i) => Number(read(address + BigInt(i), 1)))
    return new TextDecoder().decode(bytes)
  } catch {
    return undefined
  }
}

function stringArgument({ rax = 0n, rbx = 0n }: TrapRegisters, read: ReadMemory): string {
  return readString(read, rax, rbx) ?? `(a message of ${rbx} bytes at 0x${rax.toString(16)} that cannot be read)`
}

/**
 * `gopanic(e any)` (panic.go:720): RAX is the type, RBX points to the value; a string type's value is a string header.
 */
function panicValue({ rax = 0n, rbx = 0n }: TrapRegisters, read: ReadMemory): string {
  try {
    const kind = Number(read(rax + BigInt(TYPE.fields.Kind_.offset), 1)) & KIND_MASK
    if (kind === STRING_KIND) {
      const length = read(rbx + BigInt(SLICE.fields.len.offset), 8)
      const text = readString(read, read(rbx, 8), length)
      if (text !== undefined) return text
    }
  } catch {
    // Said below.
  }
  return `(a value at 0x${rbx.toString(16)} of the type at 0x${rax.toString(16)})`
}

/** error.go:146: the index is in RAX and the length in RCX (asm_amd64.s:2037); a negative index has no length. */
function indexError(signed: boolean): RuntimeTrap['describe'] {
  return ({ rax = 0n, rcx = 0n }) => {
    const index = signed ? BigInt.asIntN(64, rax) : rax
    const length = index < 0n ? '' : ` with length ${BigInt.asIntN(64, rcx)}`
    return `runtime error: index out of range [${index}]${length}`
  }
}

const trap = (
  symbol: string, kind: RuntimeTrapKind, describe: RuntimeTrap['describe'], unlessDefined = false,
): RuntimeTrap => ({ symbol: `runtime.${symbol}`, kind, unlessDefined, describe })

const notModelled = (symbol: string, why: string, unlessDefined = false): RuntimeTrap =>
  trap(symbol, 'unmodelled', () => `runtime.${symbol}: ${why}`, unlessDefined)

const growth = (symbol: string): RuntimeTrap => notModelled(symbol, 'growth is not in this listing', true)

const STACK = 'the stack would have to grow; give the core a larger one'
const BARRIER = 'the garbage collector\'s write barrier is on, and no collector runs here'

/** Every trap by its symbol. */
export const RUNTIME_TRAPS: ReadonlyMap<string, RuntimeTrap> = new Map([
  trap('fatal', 'fatal', stringArgument),
  trap('throw', 'throw', stringArgument),
  trap('gopanic', 'panic', panicValue),
  trap('panicIndex', 'panic', indexError(true)),
  trap('panicIndexU', 'panic', indexError(false)),
  trap('panicdivide', 'panic', () => 'runtime error: integer divide by zero'),
  trap('panicshift', 'panic', () => 'runtime error: negative shift amount'),
  ...['morestack', 'morestack_noctxt', 'morestackc'].map((symbol) => notModelled(symbol, STACK)),
  notModelled('gcWriteBarrier', BARRIER),
  ...Array.from({ length: 8 }, (_, i) => notModelled(`gcWriteBarrier${i + 1}`, BARRIER)),
  // With the barrier off it checks its arguments and returns: where there is code for it, that runs.
  notModelled('bulkBarrierPreWrite', BARRIER, true),
  ...['hashGrow', 'growWork_fast64', '(*hmap).newoverflow'].map(growth),
].map((entry) => [entry.symbol, entry]))

/**
 * The traps that hold for a program: all those whose symbol it knows, except those of `unlessDefined` that it has code for.
 * `addresses` gives the address of every symbol that is called; `isDefined` says whether there is code behind it.
 */
export function trapsOf(
  addresses: ReadonlyMap<string, bigint>, isDefined: (symbol: string) => boolean,
): ReadonlyMap<bigint, RuntimeTrap> {
  const traps = new Map<bigint, RuntimeTrap>()
  for (const [symbol, entry] of RUNTIME_TRAPS) {
    const address = addresses.get(symbol)
    if (address !== undefined && !(entry.unlessDefined && isDefined(symbol))) traps.set(address, entry)
  }
  return traps
}

/** The line that Go prints on stderr for a message of `describe`, without the goroutine traces. */
export function printedLine(kind: RuntimeTrapKind, message: string): string {
  switch (kind) {
    case 'fatal':
    case 'throw':
      return `fatal error: ${message}`
    case 'panic':
      return `panic: ${message}`
    case 'unmodelled':
      return `not modelled: ${message}`
  }
}
