import { Automaton } from '../emu/automaton.ts'
import { Core } from '../emu/core/core.ts'
import type { CoreOptions } from '../emu/core/core-options.ts'
import { returnSlot, type PrivateSegment } from '../emu/core/core-setup.ts'
import { GRANULE } from '../emu/core/granule.ts'
import { END_ADDRESS, type Engine } from '../emu/engine.ts'
import { KnownUses } from '../emu/liveness/known-uses.ts'
import { Liveness } from '../emu/liveness/liveness.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import type { MachineOptions, Program } from './program.ts'

/**
 * The automata of a program's cores, shared by every model that cuts steps in the same places. When memory becomes shared they are
 * all made anew.
 */
export class Automata {
  readonly program: Program
  readonly #decode: CoreOptions['decode']
  readonly #options: MachineOptions
  readonly #shared = new Set<number>()
  /** By whether LFENCE is a visible step. */
  readonly #built = new Map<boolean, readonly Automaton[]>()
  readonly #uses: KnownUses
  readonly #liveness: Liveness | undefined
  /** What was known of the uses of registers when they were built. */
  #builtWith = 0
  #withoutDead: Automata | undefined
  #initial: readonly { readonly from: number; readonly bytes: Uint8Array }[] | undefined

  /** `liveness`: of the program's registers, if dead ones are not to be told apart. */
  constructor(program: Program, options: MachineOptions, decode: CoreOptions['decode'], liveness?: Liveness) {
    this.program = program
    this.#options = options
    this.#decode = rememberingDecoder(decode)
    this.#uses = liveness?.uses ?? new KnownUses()
    this.#liveness = liveness
  }

  /**
   * Automata of the same program with fewer nodes: registers that a core cannot read any more are not told apart. They take the same steps
   * and make the same stores, and only what the outcome asks for is kept to the end.
   */
  get withoutDeadRegisters(): Automata {
    if (this.#liveness) return this
    if (!this.#withoutDead) {
      const { cores, traps } = this.program
      const liveness = new Liveness(
        cores.map(({ entry }) => Number(entry)),
        new Map([...traps].map(([address, symbol]) => [Number(address), symbol])),
        this.#uses,
      )
      this.#withoutDead = new Automata(this.program, this.#options, this.#decode, liveness)
      this.#withoutDead.share(this.sharedGranules)
    }
    return this.#withoutDead
  }

  /** Automata of their own for the same program, with the same memory shared: what a search learns there leaves these as they are. */
  copy(): Automata {
    const copy = new Automata(this.program, this.#options, this.#decode)
    copy.share(this.sharedGranules)
    return copy
  }

  /** Granules (address / 8) that turned out to be shared, ascending. */
  get sharedGranules(): readonly number[] {
    return [...this.#shared].sort((a, b) => a - b)
  }

  /** Tells `withoutDeadRegisters` what these know under `model`. For each core, by node: which of the nodes there it is. */
  teachWithoutDeadRegisters(model: MemoryModel): readonly Int32Array[] {
    const taught = this.withoutDeadRegisters.forModel(model)
    return this.forModel(model).map((automaton, core) => taught[core]?.learnFrom(automaton) ?? new Int32Array())
  }

  /** One automaton a core. */
  forModel(model: MemoryModel): readonly Automaton[] {
    // Local states that were made when less was known are of no use any more.
    if (this.#liveness && this.#builtWith !== this.#uses.version) this.close()
    this.#builtWith = this.#uses.version
    const lfenceVisible = model.loadsFromHistory
    let built = this.#built.get(lfenceVisible)
    if (!built) {
      const { image, cores, traps } = this.program
      const { privateInstructions, splitLines, bufferCapacity } = this.#options
      const options = {
        traps, sharedGranules: this.#shared, lfenceVisible, privateInstructions, splitLines,
        storesApart: bufferCapacity !== Infinity, decode: this.#decode, uses: this.#uses, liveness: this.#liveness,
      }
      let engine: Engine | undefined
      built = cores.map((setup, index) => {
        const core = new Core(image, setup, this.#privateMemoryBut(index), options, engine)
        engine = core.engine
        return new Automaton(core)
      })
      this.#built.set(lfenceVisible, built)
    }
    return built
  }

  /** Treats these granules as shared from now on. */
  share(granules: readonly number[]): void {
    for (const granule of granules) this.#shared.add(granule)
    this.close()
    this.#withoutDead?.share(granules)
  }

  /** The byte at `address` before the run. */
  initialByte(address: number): number {
    for (const { from, bytes } of (this.#initial ??= this.#initialMemory())) {
      const offset = address - from
      if (offset >= 0 && offset < bytes.length) return bytes[offset] ?? 0
    }
    return 0
  }

  /** Where several hold an address, the first counts: a return slot lies in a stack. */
  #initialMemory(): readonly { readonly from: number; readonly bytes: Uint8Array }[] {
    const { image, cores } = this.program
    const end = Uint8Array.from({ length: 8 }, (_, i) => Number((BigInt(END_ADDRESS) >> BigInt(8 * i)) & 0xffn))
    return [
      ...cores.map(({ stack }) => ({ from: returnSlot(stack), bytes: end })),
      ...[...image.segments, ...cores.flatMap((core) => core.privateMemory)]
        .map(({ address, bytes }) => ({ from: Number(address), bytes })),
    ]
  }

  /** Is any byte of `address..address+size` in memory that the model owns? */
  isShared(address: number, size: number): boolean {
    const inSegment = this.program.image.segments.some(
      (s) => s.kind === 'shared' && address < Number(s.address) + s.bytes.length && address + size > Number(s.address),
    )
    if (inSegment) return true
    for (let at = address; at < address + size; at++) if (this.#shared.has(Math.floor(at / GRANULE))) return true
    return false
  }

  /** Grows whenever it is learned that more of the cores' registers are read. */
  get usesKnown(): number {
    return this.#uses.version
  }

  /** Frees the engines. The automata are made anew when they are asked for. */
  close(): void {
    this.#withoutDead?.close()
    for (const automata of this.#built.values()) for (const automaton of automata) automaton.close()
    this.#built.clear()
  }

  #privateMemoryBut(core: number): PrivateSegment[] {
    return this.program.cores.flatMap((setup, other) => {
      if (other === core) return []
      const stack = { name: `stack of core ${other}`, address: setup.stack.address, bytes: new Uint8Array(setup.stack.size) }
      return [stack, ...setup.privateMemory]
    })
  }
}

/** Code does not change: all cores, and all automata that are made anew, have what was decoded once. */
function rememberingDecoder(decode: CoreOptions['decode']): CoreOptions['decode'] {
  const known = new Map<bigint, ReturnType<CoreOptions['decode']>>()
  return (bytes, address) => {
    if (!known.has(address)) known.set(address, decode(bytes, address))
    return known.get(address)
  }
}
