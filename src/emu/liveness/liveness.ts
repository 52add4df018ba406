import type { Instruction } from '../instruction.ts'
import type { KnownUses } from './known-uses.ts'
import { LiveRegisters, type KnownEffects } from './live-registers.ts'

/** The liveness of a program's registers, which all its cores share: what is learned of one is true of all. */
export class Liveness {
  readonly uses: KnownUses
  readonly #entries: readonly number[]
  readonly #traps: ReadonlyMap<number, string>
  readonly #effects: KnownEffects = new Map()
  #live: LiveRegisters | undefined
  /** What was known when `#live` was found out. */
  #version = 0

  /** `entries`: where the cores begin. */
  constructor(entries: readonly number[], traps: ReadonlyMap<number, string>, uses: KnownUses) {
    this.uses = uses
    this.#entries = entries
    this.#traps = traps
  }

  /** By what is known now. `instructionAt` reads the code. */
  registers(instructionAt: (address: number) => Instruction | undefined): LiveRegisters {
    if (this.#live && this.#version === this.uses.version) return this.#live
    this.#version = this.uses.version
    return (this.#live = new LiveRegisters({ entries: this.#entries, traps: this.#traps, instructionAt }, this.uses, this.#effects))
  }
}
