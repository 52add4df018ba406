import type { Engine, EngineUser } from '../engine.ts'
import type { Instruction } from '../instruction.ts'
import type { MemoryAccess } from '../observed-instruction.ts'
import type { Ram } from '../ram.ts'
import { UC_ERR, type Unicorn } from '../unicorn.ts'
import type { SharedStore, Trap } from '../visible-step.ts'
import { covers, splitAtLine, type Access } from './access.ts'
import type { AddressSpace } from './address-space.ts'
import { BecameShared } from './became-shared.ts'
import type { CoreOptions } from './core-options.ts'
import { GRANULE, granulesOf } from './granule.ts'
import { PrivateAccesses } from './private-accesses.ts'
import type { PrivateMemory } from './private-memory.ts'

const FAULTS: Readonly<Record<number, string>> = {
  [UC_ERR.readUnmapped]: 'read of unmapped memory',
  [UC_ERR.writeUnmapped]: 'write to unmapped memory',
  [UC_ERR.fetchUnmapped]: 'jump to unmapped memory',
  [UC_ERR.invalidInstruction]: 'invalid instruction',
  [UC_ERR.writeProtected]: 'write to protected memory',
  [UC_ERR.readProtected]: 'read of protected memory',
  [UC_ERR.fetchProtected]: 'jump to protected memory',
  [UC_ERR.exception]: 'processor exception',
}

/** uc_mem_type of a read event in a hook; a write is 17. */
const READ_EVENT = 16

const NO_STORES: readonly SharedStore[] = []

/**
 * The instruction that a core runs, and what the hooks see of it. A shared load is given its value just before it is made, and where
 * there is none yet, the instruction is broken off; shared stores are collected.
 */
export class RunningInstruction implements EngineUser {
  readonly #unicorn: Unicorn
  readonly #ram: Ram
  readonly #space: AddressSpace
  readonly #memory: PrivateMemory
  readonly #splitsLines: boolean
  /** Only for observers. */
  readonly #privateAccesses: PrivateAccesses | undefined

  #instruction: Instruction | undefined
  #supplied: readonly bigint[] = []
  #afterSfence = false
  /** Has a hook fired? Most instructions fire none: there is nothing to look at then, and nothing to forget. */
  #hasFired = false
  #loads: Access[] = []
  /** Address of its first read. */
  #firstHalf: number | undefined
  #pending: Access | undefined
  #stores: SharedStore[] = []
  #newlyShared: number[] = []
  #codeStore: number | undefined
  #outside: { readonly reason: string; readonly address: number } | undefined
  #invalidAddress: number | undefined
  #hookError: unknown

  constructor({ unicorn, ram }: Engine, space: AddressSpace, memory: PrivateMemory, options: CoreOptions) {
    this.#unicorn = unicorn
    this.#ram = ram
    this.#space = space
    this.#memory = memory
    this.#splitsLines = options.splitLines ?? false
    this.#privateAccesses = options.watchesPrivateMemory ? new PrivateAccesses() : undefined
  }

  /** The shared load that broke it off, having had no value. */
  get pending(): Access | undefined {
    return this.#pending
  }

  /** Its shared stores. What is given stays as it is when the next instruction runs, which goes on in an array that is still empty. */
  get stores(): readonly SharedStore[] {
    return this.#stores.length > 0 ? this.#stores : NO_STORES
  }

  /** What it has read, for observers: shared memory, then private and constant memory in a core that watches these. */
  loadsSeen(): readonly MemoryAccess[] {
    const shared = this.#loads.map(({ address, size }, i) => ({ address, size, value: this.#supplied[i] ?? 0n, isShared: true }))
    return [...shared, ...(this.#privateAccesses?.loads ?? [])]
  }

  /** What it has stored, likewise. */
  storesSeen(): readonly MemoryAccess[] {
    const shared = this.#stores.map(({ address, size, value }) => ({ address, size, value, isShared: true }))
    return [...shared, ...(this.#privateAccesses?.stores ?? [])]
  }

  /**
   * Runs `instruction` with the given values for its shared loads. `afterSfence`: an SFENCE has run and no store since. Gives why the
   * core cannot go on, if it cannot. Throws `BecameShared` when the core's steps must be cut again.
   */
  run(instruction: Instruction, supplied: readonly bigint[], afterSfence: boolean): Trap | undefined {
    this.#instruction = instruction
    this.#supplied = supplied
    this.#afterSfence = afterSfence
    if (this.#hasFired) this.#forget()
    const code = this.#unicorn.emu_start(instruction.address, 1)
    return this.#hasFired || code !== 0 ? this.#whyNot(code) : undefined
  }

  /** Why the core cannot go on, by what the hooks have seen and what the engine gives. */
  #whyNot(code: number): Trap | undefined {
    if (this.#hookError !== undefined) {
      const error = this.#hookError
      this.#hookError = undefined
      throw error
    }
    if (this.#newlyShared.length > 0) {
      const granules = this.#newlyShared
      this.#newlyShared = []
      throw new BecameShared(granules)
    }
    if (this.#outside) {
      this.#pending = undefined
      return { kind: 'fault', ...this.#outside }
    }
    if (this.#pending) return undefined
    if (this.#codeStore !== undefined) return this.#storeToCode(this.#codeStore)
    if (code === 0) return undefined
    const reason = FAULTS[code]
    if (reason === undefined) throw new Error(`uc_emu_start: ${this.#unicorn.strerror(code)} (${code})`)
    return this.#invalidAddress === undefined
      ? { kind: 'fault', reason }
      : { kind: 'fault', reason, address: this.#invalidAddress }
  }

  #forget(): void {
    this.#hasFired = false
    if (this.#loads.length > 0) this.#loads = []
    this.#firstHalf = undefined
    this.#pending = undefined
    if (this.#stores.length > 0) this.#stores = []
    this.#codeStore = undefined
    this.#outside = undefined
    this.#invalidAddress = undefined
    this.#privateAccesses?.forget()
  }

  #storeToCode(address: number): Trap {
    for (const { from, to, bytes } of this.#space.code) this.#ram.view(from, to - from).set(bytes)
    return { kind: 'fault', reason: 'store to code', address }
  }

  // --- hooks ----------------------------------------------------------------------------------------------------------

  readonly onAccess = (type: number, address: number, size: number, value: number | bigint): void => {
    this.#hasFired = true
    try {
      if (type === READ_EVENT) this.#onRead(address, size)
      else this.#onWrite(address, size, value)
      if (this.#privateAccesses) this.#notePrivate(this.#privateAccesses, type, address, size, value)
    } catch (error) {
      // An exception must not reach the native caller: it would go on without hooks and write memory.
      this.#hookError ??= error
      this.#unicorn.emu_stop()
    }
  }

  readonly onInvalid = (_type: number, address: number): void => {
    this.#hasFired = true
    this.#invalidAddress ??= address
  }

  #onRead(address: number, size: number): void {
    if (this.#pending) return
    this.#firstHalf ??= address
    if (!this.#isShared(address, size, false)) return
    const whole = this.#wholeAccess(address, size)
    for (const part of this.#partsOf(whole.address, whole.size)) {
      if (this.#loads.some((load) => covers(load, part))) continue
      const value = this.#supplied[this.#loads.length]
      if (value === undefined) {
        this.#breakOff(part)
        return
      }
      this.#loads.push(part)
      this.#ram.write(part.address, part.size, value)
    }
  }

  #onWrite(address: number, size: number, value: number | bigint): void {
    if (this.#pending) return
    if (this.#space.isCode(address, size)) {
      this.#codeStore ??= address
      return
    }
    if (!this.#isShared(address, size, true)) return
    const bits = BigInt.asUintN(8 * size, BigInt(value))
    const last = this.#stores.at(-1)
    if (last && this.#instruction?.wide && size === 8 && address === last.address + 8 && last.address % 16 === 0) {
      this.#stores[this.#stores.length - 1] = { ...last, size: 16, value: last.value | (bits << 64n) }
      return
    }
    for (const part of this.#partsOf(address, size)) {
      this.#stores.push({
        ...part,
        value: BigInt.asUintN(8 * part.size, bits >> BigInt(8 * (part.address - address))),
        nonTemporal: this.#instruction?.nonTemporal ?? false,
        afterSfence: this.#afterSfence && this.#stores.length === 0,
      })
    }
  }

  /**
   * An aligned 16-byte access comes as two hooks of 8 and is one access; an unaligned one is two, of which the second may be
   * aligned.
   */
  #wholeAccess(address: number, size: number): Access {
    const isWhole = this.#instruction?.wide && size === 8 && address % 16 === 0 && address === this.#firstHalf
    return isWhole ? { address, size: 16 } : { address, size }
  }

  #partsOf(address: number, size: number): readonly Access[] {
    return this.#splitsLines && !this.#instruction?.locked ? splitAtLine(address, size) : [{ address, size }]
  }

  /** Does the model own that memory? If it is to, or if nothing lives there, the run is over. */
  #isShared(address: number, size: number, isWrite: boolean): boolean {
    switch (this.#space.kindOf(address, size, isWrite)) {
      case 'shared':
        return true
      case 'own':
        if (isWrite) this.#memory.noteWrite(address, size)
        return false
      case 'constant':
        return false
      case 'nothing':
        this.#outside = {
          reason: FAULTS[isWrite ? UC_ERR.writeUnmapped : UC_ERR.readUnmapped] ?? '',
          address: this.#space.endInNothing(address, size) ?? address,
        }
        this.#breakOff({ address, size })
        return false
      case 'becomes shared':
        this.#share(address, size)
        this.#breakOff({ address, size })
        return false
    }
  }

  #share(address: number, size: number): void {
    const { first, last } = granulesOf(address, size)
    for (let granule = first; granule <= last; granule++) if (!this.#space.isShared(granule)) this.#newlyShared.push(granule)
  }

  #breakOff(access: Access): void {
    this.#pending = access
    this.#unicorn.emu_stop()
  }

  #notePrivate(noted: PrivateAccesses, type: number, address: number, size: number, bits: number | bigint): void {
    if (this.#pending || this.#space.isShared(Math.floor(address / GRANULE))) return
    const isWide = this.#instruction?.wide ?? false
    if (type === READ_EVENT) noted.addLoad(address, size, this.#ram.read(address, size), isWide)
    else noted.addStore(address, size, BigInt.asUintN(8 * size, BigInt(bits)), isWide)
  }
}
