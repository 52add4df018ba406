import type { LocalState } from '../emu/core/local-state.ts'
import type { Automaton, NodeId } from '../emu/automaton.ts'
import type { ObservedInstruction } from '../emu/observed-instruction.ts'
import type { SavedRegister } from '../emu/registers.ts'
import { SAVED_REGISTERS } from '../emu/registers.ts'

/** Where a segment begins: the edge that was taken, or the beginning of the core's run. */
export type SegmentOrigin = { readonly node: NodeId; readonly value: bigint | undefined } | 'start'

/**
 * The instructions that a core completes in one transition: the visible one, and the private ones after it up to the next visible
 * step. A point within it is the number of instructions that lie behind it, 0 to `length`.
 */
export class Segment {
  readonly #automaton: Automaton
  readonly #origin: SegmentOrigin
  readonly #target: NodeId
  #instructions: readonly ObservedInstruction[] | undefined
  /** Private bytes stored by the first `passed` instructions. */
  #stored: { readonly passed: number; readonly bytes: ReadonlyMap<number, number> } | undefined

  constructor(automaton: Automaton, origin: SegmentOrigin, target: NodeId) {
    this.#automaton = automaton
    this.#origin = origin
    this.#target = target
  }

  /** Empty when an instruction with several loads is between two of them. Found out when it is first asked for. */
  get instructions(): readonly ObservedInstruction[] {
    return (this.#instructions ??= this.#observe())
  }

  get length(): number {
    return this.instructions.length
  }

  /** The local state at the end of the segment. */
  get end(): LocalState {
    return this.#automaton.state(this.#target)
  }

  pc(passed: number): number {
    return this.#next(passed)?.instruction.address ?? this.end.step.pc
  }

  /** In the order of `SAVED_REGISTERS`. */
  registers(passed: number): BigUint64Array {
    return this.#next(passed)?.before ?? this.end.registers
  }

  register(passed: number, name: SavedRegister): bigint {
    return this.registers(passed)[SAVED_REGISTERS.indexOf(name)] ?? 0n
  }

  /** Two words a register, low half first. */
  xmm(passed: number): BigUint64Array {
    const next = this.#next(passed)
    return (next ? next.xmmBefore : this.end.xmm) ?? new BigUint64Array(32)
  }

  /** The local state that private memory is taken from, and the private bytes stored since. `state` undefined: the image. */
  privateMemory(passed: number): { readonly state: LocalState | undefined; readonly stored: ReadonlyMap<number, number> } {
    if (this.#next(passed) === undefined) return { state: this.end, stored: NOTHING }
    const state = this.#origin === 'start' ? undefined : this.#automaton.state(this.#origin.node)
    if (this.#stored?.passed !== passed) this.#stored = { passed, bytes: this.#bytesStored(passed) }
    return { state, stored: this.#stored.bytes }
  }

  /** The instruction that comes after `passed` others; `Infinity` is the end, for which nothing need be observed. */
  #next(passed: number): ObservedInstruction | undefined {
    return passed === Infinity ? undefined : this.instructions[passed]
  }

  #bytesStored(passed: number): Map<number, number> {
    const bytes = new Map<number, number>()
    for (const { stores } of this.instructions.slice(0, passed)) {
      for (const { address, size, value, isShared } of stores) {
        if (isShared) continue
        for (let i = 0; i < size; i++) bytes.set(address + i, Number((value >> BigInt(8 * i)) & 0xffn))
      }
    }
    return bytes
  }

  #observe(): ObservedInstruction[] {
    const found: ObservedInstruction[] = []
    const origin = this.#origin
    if (origin === 'start') this.#automaton.observeStart((one) => found.push(one))
    else this.#automaton.observe(origin.node, origin.value, (one) => found.push(one))
    return found
  }
}

const NOTHING: ReadonlyMap<number, number> = new Map()
