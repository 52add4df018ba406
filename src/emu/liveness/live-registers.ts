/**
 * Which registers of a core may still be read, before each of its instructions: liveness, the textbook's backward analysis over the
 * control flow (Aho, Lam, Sethi, Ullman: Compilers, 9.2.5), across calls. Local states that differ only in others are one: what model
 * checkers call dead variable reduction (Bozga, Fernandez, Ghirvu: State Space Reduction Based on Live Variables Analysis, 1999).
 *
 * It goes by the code as it stands, which cannot change. Where a return leads is taken to be behind a call of its function, and where a
 * jump through a register leads is not known at all: where those that are run lead is noted (`KnownUses`), and the analysis begins again
 * when it has not gone by that (`expects`).
 */
import { END_ADDRESS } from '../engine.ts'
import type { Instruction } from '../instruction.ts'
import type { VisibleStep } from '../visible-step.ts'
import { placeOf, type KnownUses, type LastPlace } from './known-uses.ts'
import { effectsOf, type RegisterEffects } from './register-effects.ts'
import { ALL_REGISTERS, NO_REGISTERS, type RegisterSet } from './register-set.ts'

/** The code of a program. */
export interface Code {
  /** Where its cores begin. */
  readonly entries: readonly number[]
  readonly traps: ReadonlyMap<number, string>
  /** Undefined where there is none. */
  instructionAt(address: number): Instruction | undefined
}

/** What instructions do to registers, by address: found out once. */
export type KnownEffects = Map<number, RegisterEffects>

/** An instruction. */
interface Place {
  /** Where it ends. */
  readonly end: number
  readonly reads: RegisterSet
  readonly overwrites: RegisterSet
  /** Where it leads: to the next one and where its operand says, or for returns and jumps through registers, where it may. */
  readonly next: number[]
  readonly kind: 'call' | 'return' | 'other'
  /** Is what comes after it told by its address and operand? */
  readonly isDirect: boolean
  /** Places that lead here. */
  readonly before: Place[]
  /** What may be read from here on. */
  live: RegisterSet
}

export class LiveRegisters {
  readonly #code: Code
  readonly #uses: KnownUses
  readonly #effects: KnownEffects
  /** As it was known when the analysis was made. */
  readonly #asked: Readonly<Record<LastPlace, RegisterSet>>
  readonly #places = new Map<number, Place>()

  constructor(code: Code, uses: KnownUses, effects: KnownEffects) {
    this.#code = code
    this.#uses = uses
    this.#effects = effects
    this.#asked = uses.asked
    this.#read()
    this.#linkReturns()
    this.#solve()
  }

  /** Those that may be read from the instruction at `pc` on, itself included. */
  before(pc: number): RegisterSet {
    return this.#places.get(pc)?.live ?? ALL_REGISTERS
  }

  /** Those that outcomes ask for where a core has come to its last step, `step`. */
  atLast(step: VisibleStep): RegisterSet {
    return this.#asked[placeOf(step)]
  }

  /** Does the analysis go by what happens when `instruction` leads to `to`? */
  expects({ address }: Instruction, to: number): boolean {
    const place = this.#places.get(address)
    return place === undefined || place.isDirect || place.next.includes(to)
  }

  /** Reads all code that can be reached. */
  #read(): void {
    const left = [...this.#code.entries]
    for (let pc = left.pop(); pc !== undefined; pc = left.pop()) {
      if (this.#places.has(pc) || pc === END_ADDRESS || this.#code.traps.has(pc)) continue
      const instruction = this.#code.instructionAt(pc)
      if (!instruction) continue
      const place = this.#placeOf(instruction)
      this.#places.set(pc, place)
      left.push(...place.next)
      if (place.kind === 'call') left.push(place.end)
    }
  }

  #placeOf(instruction: Instruction): Place {
    const { address, length, mnemonic, target, leadsWhereItSays: isDirect } = instruction
    const { reads, overwrites } = this.#effectsOf(instruction)
    const kind = mnemonic === 'call' ? 'call' : mnemonic === 'ret' ? 'return' : 'other'
    const goesOn = kind === 'other' && mnemonic !== 'jmp' && isDirect
    const next = [...(goesOn ? [address + length] : []), ...(target === undefined ? this.#uses.jumpsFrom(address) : [target])]
    return { end: address + length, reads, overwrites, next, kind, isDirect, before: [], live: NO_REGISTERS }
  }

  #effectsOf(instruction: Instruction): RegisterEffects {
    const known = this.#effects.get(instruction.address)
    if (known) return known
    const effects = effectsOf(instruction)
    this.#effects.set(instruction.address, effects)
    return effects
  }

  /** Every return of a function leads behind every call of it; that of the outermost one ends the core. */
  #linkReturns(): void {
    const sites = new Map<number, number[]>(this.#code.entries.map((entry) => [entry, [END_ADDRESS]]))
    for (const { kind, next, end } of this.#places.values()) {
      if (kind !== 'call') continue
      for (const callee of next) {
        const known = sites.get(callee)
        if (known) known.push(end)
        else sites.set(callee, [end])
      }
    }
    for (const [entry, behind] of sites) {
      for (const { next } of this.#returnsOf(entry)) next.push(...behind.filter((site) => !next.includes(site)))
    }
  }

  /** The returns that can be come to from `entry` while the functions that it calls return. */
  #returnsOf(entry: number): readonly Place[] {
    const found: Place[] = []
    const seen = new Set<number>()
    const left = [entry]
    for (let pc = left.pop(); pc !== undefined; pc = left.pop()) {
      const place = this.#places.get(pc)
      if (!place || seen.has(pc)) continue
      seen.add(pc)
      if (place.kind === 'return') found.push(place)
      else if (place.kind === 'call') left.push(place.end)
      else left.push(...place.next)
    }
    return found
  }

  #solve(): void {
    for (const place of this.#places.values()) for (const to of place.next) this.#places.get(to)?.before.push(place)
    const atFaults = this.#asked.fault
    const left = [...this.#places.values()]
    const isLeft = new Set(left)
    for (let place = left.pop(); place !== undefined; place = left.pop()) {
      isLeft.delete(place)
      let after = NO_REGISTERS
      for (const to of place.next) after |= this.#liveAt(to)
      const live = place.reads | (after & ~place.overwrites) | atFaults
      if (live === place.live) continue
      place.live = live
      for (const before of place.before) {
        if (isLeft.has(before)) continue
        isLeft.add(before)
        left.push(before)
      }
    }
  }

  #liveAt(pc: number): RegisterSet {
    const place = this.#places.get(pc)
    if (place) return place.live
    if (pc === END_ADDRESS) return this.#asked.end
    // Where there is no code, the core faults.
    return this.#asked[this.#code.traps.has(pc) ? 'symbol' : 'fault']
  }
}
