import type { SavedRegister } from '../registers.ts'
import type { VisibleStep } from '../visible-step.ts'
import { NO_REGISTERS, setOf, type RegisterSet } from './register-set.ts'

/**
 * More is read of a core's registers than was known, so its local states were taken for equal too easily. The caller starts again: what has
 * been learned is kept in `KnownUses`.
 */
export class UsesLearned extends Error {
  override name = 'UsesLearned'
}

/** Where a core has come to its last step: it has returned, reached a symbol that is a trap, or trapped otherwise, anywhere. */
export type LastPlace = 'end' | 'symbol' | 'fault'

/** What cannot be read off a program's code about who reads its registers. It is learned while the code runs. */
export class KnownUses {
  /** Grows with what is known. */
  version = 0
  /** By address of a jump, call or return: where it has led that its operand does not say. */
  readonly #jumps = new Map<number, readonly number[]>()
  /** Registers that outcomes ask for. Whatever one of them asks for at a symbol it may ask for at all. */
  readonly #asked: Record<LastPlace, RegisterSet> = { end: NO_REGISTERS, symbol: NO_REGISTERS, fault: NO_REGISTERS }

  jumpsFrom(pc: number): readonly number[] {
    return this.#jumps.get(pc) ?? []
  }

  /** The instruction at `from` has led to `to`, which its operand does not say. Gives whether that is new. */
  noteJump(from: number, to: number): boolean {
    const known = this.jumpsFrom(from)
    if (known.includes(to)) return false
    this.#jumps.set(from, [...known, to])
    this.version++
    return true
  }

  /** Registers that outcomes are known to ask for now, by the place that a core has come to. */
  get asked(): Readonly<Record<LastPlace, RegisterSet>> {
    return { ...this.#asked }
  }

  /** An outcome asks for a register there. Gives whether that is new. */
  noteAsked(step: VisibleStep, name: SavedRegister): boolean {
    const place = placeOf(step)
    const before = this.#asked[place]
    const after = before | setOf(name)
    if (after === before) return false
    this.#asked[place] = after
    this.version++
    return true
  }
}

/** Throws where `step` is not a core's last one. */
export function placeOf(step: VisibleStep): LastPlace {
  if (step.kind === 'end') return 'end'
  if (step.kind === 'trap') return step.trap.kind === 'symbol' ? 'symbol' : 'fault'
  throw new Error(`a core at a ${step.kind} step has not come to its last one`)
}
