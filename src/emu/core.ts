/**
 * One core: Unicorn, the image, and the core's private memory. It answers the one question of the design: from this local state,
 * what is your next visible step, and given the value that it reads, what do you store and where are you then?
 *
 * RAM is scratch. The value of a shared load is put into RAM by the read hook just before the instruction reads it; the value of a
 * shared store is taken from the write hook; the memory model owns what shared memory holds.
 *
 * Code runs one instruction at a time (5 million a second), so that flags which the manual leaves undefined come out the same
 * on every path, and so that the state before a store is at hand when its write hook fires, where it is too late to stop.
 */
import { END_ADDRESS, takeEngine, type Engine, type EngineUser, type Range } from './engine.ts'
import type { Image } from './image.ts'
import { classify, type DecodedInstruction, type Instruction } from './instruction.ts'
import type { InstructionObserver, MemoryAccess } from './observed-instruction.ts'
import { UsesLearned, type KnownUses } from './liveness/known-uses.ts'
import type { LiveRegisters } from './liveness/live-registers.ts'
import type { Liveness } from './liveness/liveness.ts'
import { ARITHMETIC_FLAG_BITS, hasFlags, hasGeneral, hasXmm, setOf } from './liveness/register-set.ts'
import { EFLAGS_INDEX, RAX_INDEX, RCX_INDEX, RDX_INDEX, RSP_INDEX } from './registers.ts'
import { SAVED_REGISTERS, type SavedRegister } from './registers.ts'
import { HOOK_MEM_READ, HOOK_MEM_WRITE, UC_ERR, type RegisterBatch, type Unicorn } from './unicorn.ts'
import type { SharedStore, Trap, VisibleStep } from './visible-step.ts'

const PAGE = 4096
/** Bytes of a cache line, in every x86-64 processor so far. */
const CACHE_LINE = 64
/** Shared memory is found out in granules of 8 bytes. */
export const GRANULE = 8
/** Bytes below RSP that the System V ABI lets a leaf function use; anything further down is dead and reads as zero. */
const RED_ZONE = 128
/**
 * Bytes of a stack above the return address of its outermost function: where a function of Go saves the nine arguments that come in
 * registers, which is its caller's memory.
 */
const ABOVE_RETURN_ADDRESS = 80

/** Where the return address of a core's outermost function lies. */
export function returnSlot(stack: CoreSetup['stack']): number {
  return Number(stack.address) + stack.size - ABOVE_RETURN_ADDRESS - 8
}

/** Bit 1 of EFLAGS is always set. */
const EFLAGS_RESERVED = 2n

/** Memory that one core has to itself. */
export interface PrivateSegment {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
}

/** What a core starts with. */
export interface CoreSetup {
  /** Address of the first instruction. */
  readonly entry: bigint
  /** Registers that are not named start at 0; `rsp` is set from `stack`. */
  readonly registers: Partial<Record<SavedRegister, bigint>>
  /** Private, zeroed; `size` in bytes. The return address of `entry` is put 88 bytes below its end. */
  readonly stack: { readonly address: bigint; readonly size: number }
  readonly privateMemory: readonly PrivateSegment[]
}

export interface CoreOptions {
  /** Reaching one of these addresses is a trap with that name. */
  readonly traps: ReadonlyMap<bigint, string>
  /** Granules (address / 8) outside of the image's shared segments that are shared all the same. */
  readonly sharedGranules: ReadonlySet<number>
  /** LFENCE is a visible step (only `relaxed` orders loads by it). */
  readonly lfenceVisible: boolean
  /** Private instructions in a row that are run before a run is given up as inconclusive. */
  readonly privateInstructions: number
  /**
   * An access that crosses a cache line is two accesses, the lower part first; not under LOCK, where the processor locks the bus
   * (Intel SDM vol. 3, 9.1.1 and 9.1.2). Default: whole.
   */
  readonly splitLines?: boolean
  /**
   * The stores of an instruction that loads first are a step of their own, so that a full buffer holds up only them. Default: they
   * are part of the last load's step.
   */
  readonly storesApart?: boolean
  /** Observers are told of accesses to private and constant memory too. Default: they are not. */
  readonly watchesPrivateMemory?: boolean
  /** What is learned of who reads registers, if anybody wants to know. */
  readonly uses?: KnownUses | undefined
  /**
   * Registers that cannot be read any more are zero in local states, and arithmetic flags clear. Default: registers are what they are.
   * Throws `UsesLearned` when what is zero is read all the same.
   */
  readonly liveness?: Liveness | undefined
  readonly decode: (bytes: Uint8Array, address: bigint) => DecodedInstruction | undefined
}

/**
 * Memory that was taken for private or constant turned out to be shared. The caller adds the granules and starts again: the steps
 * of every core are cut differently then.
 */
export class BecameShared extends Error {
  override name = 'BecameShared'
  readonly granules: readonly number[]
  constructor(granules: readonly number[]) {
    super(`memory became shared: ${granules.map((g) => `0x${(g * GRANULE).toString(16)}`).join(', ')}`)
    this.granules = granules
  }
}

/** A core just before a visible step, with everything that decides what it does next. */
export interface LocalState {
  readonly step: VisibleStep
  /** In the order of `SAVED_REGISTERS`. */
  readonly registers: BigUint64Array
  /** Two words a register; absent while no instruction has used them. */
  readonly xmm: BigUint64Array | undefined
  /** Stack bytes from `stackFrom` up to its end. */
  readonly stack: Uint8Array
  /** Granules of other private memory that differ from their initial value: address, value, address, value… */
  readonly privateWords: readonly bigint[]
  /** Values that earlier loads of the same instruction have read. */
  readonly supplied: readonly bigint[]
  /** An SFENCE has run and no store since. */
  readonly sfencePending: boolean
  /** What RDTSC reads next. */
  readonly counter: number
}

/** What a visible step did, and the state before the next one. */
export interface Evaluation {
  readonly stores: readonly SharedStore[]
  readonly next: LocalState
}

interface RangeOfBytes extends Range {
  readonly bytes: Uint8Array
}

interface Access {
  readonly address: number
  readonly size: number
}

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

export class Core {
  /** Cores of one program may share it: they run in turns. */
  readonly engine: Engine
  readonly #unicorn: Unicorn
  readonly #image: Image
  readonly #setup: CoreSetup
  readonly #options: CoreOptions
  readonly #othersMemory: readonly PrivateSegment[]
  readonly #registers: RegisterBatch
  readonly #rip: RegisterBatch
  readonly #xmm: RegisterBatch
  readonly #instructions = new Map<number, Instruction | undefined>()
  /** Those of them that are run to see whether they are visible: no traps, no fences. */
  readonly #plain = new Map<number, Instruction>()
  readonly #traps: ReadonlyMap<number, string>
  readonly #shared: readonly Range[]
  readonly #code: readonly RangeOfBytes[]
  readonly #others: readonly Range[]
  readonly #stack: RangeOfBytes
  /** Granules of private memory outside the stack that were ever written, with their initial value. */
  readonly #privateWords = new Map<number, bigint>()
  #usesXmm = false
  #closed = false
  #pc = 0
  #counter = 0
  #sfencePending = false
  #observer: InstructionObserver | undefined
  /** Registers before the instruction that is running, while there is an observer. */
  #before: { readonly registers: BigUint64Array; readonly xmm: BigUint64Array | undefined } | undefined
  /** What it has read and stored in private and constant memory, in a core that watches these. */
  #privateLoads: MemoryAccess[] = []
  #privateStores: MemoryAccess[] = []

  // What the hooks of the instruction that is running have seen.
  #instruction: Instruction | undefined
  #supplied: readonly bigint[] = []
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

  readonly #engineUser: EngineUser
  /** What was known of them when this core was made: all its local states go by that, whatever is learned elsewhere. */
  #live: LiveRegisters | undefined

  /** `engine`: that of another core of the program, to be shared with it. */
  constructor(image: Image, setup: CoreSetup, others: readonly PrivateSegment[], options: CoreOptions, engine?: Engine) {
    this.#image = image
    this.#setup = setup
    this.#options = options
    this.#othersMemory = others
    this.#traps = new Map([...options.traps].map(([address, name]) => [Number(address), name]))
    const range = ({ address, bytes }: { address: bigint; bytes: Uint8Array }): RangeOfBytes => ({
      from: Number(address), to: Number(address) + bytes.length, bytes,
    })
    const stack = range({ address: setup.stack.address, bytes: new Uint8Array(setup.stack.size) })
    this.#shared = image.segments.filter((s) => s.kind === 'shared').map(range)
    this.#code = image.segments.filter((s) => s.kind === 'code').map(range)
    this.#others = others.map(rangeOf)
    const contents = [...[...image.segments, ...others, ...setup.privateMemory].map(range), stack]
    const maps = pageRuns(contents)
    // All accesses are told, those to own private memory too, so that the engine is right for every core of the program.
    this.engine = engine ?? takeEngine({ maps, hooks: maps.map((map) => ({ ...map, types: HOOK_MEM_READ | HOOK_MEM_WRITE })) })
    this.#unicorn = this.engine.unicorn
    this.#registers = this.engine.registers
    this.#rip = this.engine.rip
    this.#xmm = this.engine.xmm
    for (const { from, bytes } of contents) this.#view(from, bytes.length).set(bytes)
    this.#stack = { ...stack, bytes: this.#view(stack.from, setup.stack.size) }
    this.#engineUser = this.#listener()
    this.engine.giveTo(this.#engineUser)
  }

  /** The same core once more, for observers: they see its accesses to private memory too. */
  watching(): Core {
    const engine = this.#closed ? undefined : this.engine
    return new Core(this.#image, this.#setup, this.#othersMemory, { ...this.#options, watchesPrivateMemory: true }, engine)
  }

  /** The local state before the first visible step. */
  start(observer?: InstructionObserver): LocalState {
    this.#begin()
    this.#observe(observer)
    try {
      return this.#runPrivately()
    } finally {
      this.#observe(undefined)
    }
  }

  #begin(): void {
    this.#takeTurn()
    const values = this.#registers.values
    SAVED_REGISTERS.forEach((name, index) => (values[index] = this.#setup.registers[name] ?? 0n))
    const slot = returnSlot(this.#setup.stack)
    values[RSP_INDEX] = BigInt(slot)
    values[EFLAGS_INDEX] = (this.#setup.registers.eflags ?? 0n) | EFLAGS_RESERVED
    this.#registers.write()
    this.#xmm.values.fill(0n)
    this.#xmm.write()
    this.#stack.bytes.fill(0)
    this.#writeWord(slot, BigInt(END_ADDRESS))
    for (const [address, initial] of this.#privateWords) this.#writeWord(address, initial)
    this.#pc = Number(this.#setup.entry)
    this.#counter = 0
    this.#sfencePending = false
  }

  /**
   * Performs the visible step of `state` and runs on to the next one. `value` is what a `load` or `locked` step reads.
   * Throws `BecameShared` when the steps must be cut again.
   */
  evaluate(state: LocalState, value?: bigint, observer?: InstructionObserver): Evaluation {
    this.#restore(state)
    this.#observe(observer)
    try {
      return this.#performStep(state, value)
    } finally {
      this.#observe(undefined)
    }
  }

  /** The instruction at `address`, decoded once. */
  instructionAt(address: number): Instruction | undefined {
    let found = this.#instructions.get(address)
    if (found === undefined && !this.#instructions.has(address)) {
      const code = this.#code.find(({ from, to }) => address >= from && address < to)
      const bytes = code?.bytes.subarray(address - code.from, address - code.from + 15)
      const decoded = bytes && this.#options.decode(bytes, BigInt(address))
      found = decoded && classify(address, decoded)
      this.#instructions.set(address, found)
    }
    return found
  }

  /** The outcome asks for a register where the core has come to its last step. Throws `UsesLearned` when it was taken for dead there. */
  ask(step: VisibleStep, name: SavedRegister): void {
    const { uses, liveness } = this.#options
    const isLast = step.kind === 'end' || step.kind === 'trap'
    if (isLast) uses?.noteAsked(step, name)
    if (!liveness) return
    if (!isLast) throw new Error('registers are not all kept here')
    const isKept = name === 'rsp' || (this.#liveRegisters(liveness).atLast(step) & setOf(name)) !== 0
    if (!isKept) throw new UsesLearned(`${name} is asked for at a ${step.kind}`)
  }

  /** `state`, which another such core has come to, as this one has it. */
  adopt(state: LocalState): LocalState {
    this.#noteWordsOf(state)
    if (state.xmm) this.#usesXmm = true
    return this.#withoutDead({ ...state, registers: state.registers.slice(), xmm: state.xmm?.slice() })
  }

  /** Gives the engine up: the core can do nothing from now on. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.engine.giveBack(this.#engineUser)
  }

  #performStep(state: LocalState, value: bigint | undefined): Evaluation {
    const { step } = state
    const instruction = this.instructionAt(step.pc)
    if (!instruction) throw new Error(`no instruction at 0x${step.pc.toString(16)} (${step.kind})`)
    if (instruction.usesXmm) this.#usesXmm = true
    if (step.kind === 'trap' || step.kind === 'end' || step.kind === 'diverge' || step.kind === 'bound') {
      throw new Error(`a ${step.kind} step has no successor`)
    }
    const supplied = value === undefined ? state.supplied : [...state.supplied, value]
    this.#registers.read()
    const trap = this.#run(instruction, supplied)
    if (this.#pending) {
      const { address, size } = this.#pending
      const next: VisibleStep = { kind: 'load', pc: step.pc, address, size, index: supplied.length }
      return { stores: [], next: this.#capture(next, supplied) }
    }
    // What follows goes on in an array that is still empty.
    const stores = this.#stores.length > 0 ? this.#stores : []
    if (this.#options.storesApart && step.kind === 'load' && stores.length > 0) {
      return { stores: [], next: this.#capture({ kind: 'store', pc: step.pc }, supplied) }
    }
    if (trap) return { stores, next: this.#capture({ kind: 'trap', pc: step.pc, trap }) }
    this.#advance(instruction)
    this.#reportCompleted(instruction)
    if (stores.length > 0) this.#sfencePending = false
    return { stores, next: this.#runPrivately() }
  }

  /** Runs private instructions until the next visible one and gives the state before it. */
  #runPrivately(): LocalState {
    // Brent's cycle detection: `anchor` is the whole state at the last power of two, compared when the PC is the same.
    let anchor: LocalState | undefined
    let power = 64
    for (let count = 0; ; count++) {
      const pc = this.#pc
      let instruction = this.#plain.get(pc)
      if (!instruction) {
        const met = this.#meet(pc)
        if ('step' in met) return met
        instruction = met
      }
      if (count === power) {
        anchor = this.#captureWhole({ kind: 'diverge', pc })
        power *= 2
      } else if (anchor !== undefined && anchor.step.pc === pc && this.#isAt(anchor)) {
        return this.#withoutDead(anchor)
      }
      if (count >= this.#options.privateInstructions) {
        return this.#captureNow({ kind: 'bound', pc, instructions: count })
      }
      const visible = this.#runOne(instruction)
      if (visible) return visible
    }
  }

  /** The state now, where what stands at `pc` is visible or ends the run; else the instruction there. */
  #meet(pc: number): LocalState | Instruction {
    if (pc === END_ADDRESS) return this.#captureNow({ kind: 'end', pc })
    const symbol = this.#traps.get(pc)
    if (symbol !== undefined) return this.#captureNow({ kind: 'trap', pc, trap: { kind: 'symbol', symbol } })
    const instruction = this.instructionAt(pc)
    if (!instruction) {
      return this.#captureNow({ kind: 'trap', pc, trap: { kind: 'fault', reason: this.#whyNoInstruction(pc) } })
    }
    if (instruction.usesXmm) this.#usesXmm = true
    if (instruction.refused !== undefined) {
      const trap: Trap = { kind: 'refused', reason: `${instruction.mnemonic}: ${instruction.refused}` }
      return this.#captureNow({ kind: 'trap', pc, trap })
    }
    if (instruction.fence === 'mfence' || instruction.fence === 'serialising') {
      return this.#captureNow({ kind: 'fence', pc })
    }
    if (instruction.fence === 'lfence' && this.#options.lfenceVisible) return this.#captureNow({ kind: 'lfence', pc })
    this.#plain.set(pc, instruction)
    return instruction
  }

  /** Runs one instruction that may turn out to be visible; then gives the state before it. */
  #runOne(instruction: Instruction): LocalState | undefined {
    const pc = this.#pc
    // LOCK may be on private memory, which has changed by the time we know.
    const before = instruction.locked ? this.#captureNow({ kind: 'fence', pc }) : undefined
    if (instruction.touchesMemory && !instruction.locked) this.#registers.read()
    const trap = this.#run(instruction, [])
    if (this.#pending) {
      const { address, size } = this.#pending
      const step: VisibleStep = instruction.locked
        ? { kind: 'locked', pc, address, size }
        : { kind: 'load', pc, address, size, index: 0 }
      return before ? { ...before, step } : this.#capture(step)
    }
    if (trap) return this.#captureNow({ kind: 'trap', pc, trap })
    if (before) return before
    if (this.#stores.length > 0) return this.#capture({ kind: 'store', pc })
    if (instruction.fence === 'sfence') this.#sfencePending = true
    if (instruction.readsCounter) this.#supplyCounter(instruction)
    this.#advance(instruction)
    this.#reportCompleted(instruction)
    return undefined
  }

  #advance(instruction: Instruction): void {
    if (instruction.jumps) {
      this.#rip.read()
      this.#pc = Number(this.#rip.values[0])
      if (this.#options.uses && !instruction.leadsWhereItSays) this.#noteJump(this.#options.uses, instruction, this.#pc)
    } else {
      this.#pc = instruction.address + instruction.length
    }
  }

  /** Runs one instruction with the given values for its shared loads. The hooks' findings are in the fields. */
  #run(instruction: Instruction, supplied: readonly bigint[]): Trap | undefined {
    this.#forget(instruction, supplied)
    const code = this.#unicorn.emu_start(instruction.address, 1)
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

  #forget(instruction: Instruction, supplied: readonly bigint[]): void {
    this.#instruction = instruction
    this.#supplied = supplied
    // Most instructions fire no hook: nothing is made anew for them.
    if (this.#loads.length > 0) this.#loads = []
    this.#firstHalf = undefined
    this.#pending = undefined
    if (this.#stores.length > 0) this.#stores = []
    this.#codeStore = undefined
    this.#outside = undefined
    this.#invalidAddress = undefined
    if (this.#privateLoads.length > 0) this.#privateLoads = []
    if (this.#privateStores.length > 0) this.#privateStores = []
  }

  // --- observers ------------------------------------------------------------------------------------------------------

  #observe(observer: InstructionObserver | undefined): void {
    this.#observer = observer
    this.#before = observer && this.#readRegisters()
  }

  #readRegisters(): { readonly registers: BigUint64Array; readonly xmm: BigUint64Array | undefined } {
    this.#registers.read()
    if (this.#usesXmm) this.#xmm.read()
    return { registers: this.#registers.values.slice(), xmm: this.#usesXmm ? this.#xmm.values.slice() : undefined }
  }

  /** The instruction is done: not one that was tried and turned out to be the next visible one, or to fault. */
  #reportCompleted(instruction: Instruction): void {
    if (!this.#observer || !this.#before) return
    const before = this.#before
    const after = this.#readRegisters()
    this.#before = after
    const loads = this.#loads.map(({ address, size }, i) => ({ address, size, value: this.#supplied[i] ?? 0n, isShared: true }))
    const stores = this.#stores.map(({ address, size, value }) => ({ address, size, value, isShared: true }))
    this.#observer({
      instruction,
      before: before.registers, after: after.registers, xmmBefore: before.xmm, xmmAfter: after.xmm,
      loads: [...loads, ...this.#privateLoads], stores: [...stores, ...this.#privateStores],
      nextPc: this.#pc,
    })
  }

  #notePrivateAccess(type: number, address: number, size: number, bits: number | bigint): void {
    if (this.#pending || this.#isShared(Math.floor(address / GRANULE))) return
    const isRead = type === READ_EVENT
    const value = isRead ? this.#readValue(address, size) : BigInt.asUintN(8 * size, BigInt(bits))
    const accesses = isRead ? this.#privateLoads : this.#privateStores
    addAccess(accesses, { address, size, value, isShared: false }, this.#instruction?.wide ?? false)
  }

  #storeToCode(address: number): Trap {
    for (const { from, to, bytes } of this.#code) this.#view(from, to - from).set(bytes)
    return { kind: 'fault', reason: 'store to code', address }
  }

  /** RDTSC gives the core's own counter, so that runs repeat. */
  #supplyCounter(instruction: Instruction): void {
    this.#registers.read()
    this.#registers.values[RAX_INDEX] = BigInt(this.#counter >>> 0)
    this.#registers.values[RDX_INDEX] = BigInt(Math.floor(this.#counter / 2 ** 32))
    if (instruction.mnemonic === 'rdtscp') this.#registers.values[RCX_INDEX] = 0n
    this.#registers.write()
    this.#counter++
  }

  #whyNoInstruction(pc: number): string {
    const inCode = this.#code.some(({ from, to }) => pc >= from && pc < to)
    return inCode ? 'invalid instruction' : 'ran off the code'
  }

  // --- local states ---------------------------------------------------------------------------------------------------

  #captureNow(step: VisibleStep): LocalState {
    this.#registers.read()
    return this.#capture(step)
  }

  /** The state with the registers as last read, which is how they were before the instruction of `step`. */
  #capture(step: VisibleStep, supplied: readonly bigint[] = []): LocalState {
    return this.#withoutDead(this.#captureRead(step, supplied))
  }

  /** The state now, dead registers too. */
  #captureWhole(step: VisibleStep): LocalState {
    this.#registers.read()
    return this.#captureRead(step, [])
  }

  /** Clears what a new `state` has of registers that are dead, where those are told. */
  #withoutDead(state: LocalState): LocalState {
    const { liveness } = this.#options
    if (!liveness) return state
    const { step, registers, xmm } = state
    const isLast = step.kind === 'end' || step.kind === 'trap'
    const known = this.#liveRegisters(liveness)
    const live = isLast ? known.atLast(step) : known.before(step.pc)
    for (let number = 0; number < EFLAGS_INDEX; number++) if (!hasGeneral(live, number)) registers[number] = 0n
    if (!hasFlags(live)) registers[EFLAGS_INDEX] = (registers[EFLAGS_INDEX] ?? 0n) & ~ARITHMETIC_FLAG_BITS
    if (xmm) for (let word = 0; word < xmm.length; word++) if (!hasXmm(live, word >> 1)) xmm[word] = 0n
    return state
  }

  /** Throws `UsesLearned` when registers were taken for dead because it was not expected. */
  #noteJump(uses: KnownUses, instruction: Instruction, to: number): void {
    const { liveness } = this.#options
    if (liveness && this.#liveRegisters(liveness).expects(instruction, to)) return
    uses.noteJump(instruction.address, to)
    if (liveness) throw new UsesLearned(`a jump to 0x${to.toString(16)}`)
  }

  #liveRegisters(liveness: Liveness): LiveRegisters {
    return (this.#live ??= liveness.registers((address) => this.instructionAt(address)))
  }

  #captureRead(step: VisibleStep, supplied: readonly bigint[]): LocalState {
    const registers = this.#registers.values.slice()
    let xmm: BigUint64Array | undefined
    if (this.#usesXmm) {
      this.#xmm.read()
      xmm = this.#xmm.values.slice()
    }
    return {
      step,
      registers,
      xmm,
      stack: this.#liveStack(registers),
      privateWords: this.#changedPrivateWords(),
      supplied,
      sfencePending: this.#sfencePending,
      counter: this.#counter,
    }
  }

  /** A copy of the live stack; what is shared there belongs to the model, and RAM is only scratch for it. */
  #liveStack(registers: BigUint64Array): Uint8Array {
    const from = this.#liveFrom(registers)
    const live = this.#stack.bytes.slice(from)
    for (const granule of this.#options.sharedGranules) {
      const offset = granule * GRANULE - this.#stack.from - from
      if (offset > -GRANULE && offset < live.length) live.fill(0, Math.max(0, offset), offset + GRANULE)
    }
    return live
  }

  /** Offset into the stack of the lowest byte that is alive; 0 when RSP points elsewhere. */
  #liveFrom(registers: BigUint64Array): number {
    const rsp = Number(registers[RSP_INDEX])
    const live = rsp - RED_ZONE - this.#stack.from
    return rsp >= this.#stack.from && rsp <= this.#stack.to ? Math.max(0, live) : 0
  }

  #changedPrivateWords(): bigint[] {
    const words: bigint[] = []
    for (const [address, initial] of this.#privateWords) {
      const value = this.#readWord(address)
      if (value !== initial) words.push(BigInt(address), value)
    }
    return words
  }

  #restore(state: LocalState): void {
    this.#takeTurn()
    this.#registers.values.set(state.registers)
    this.#registers.write()
    // A state may come from another such core, which knows of more.
    if (state.xmm) this.#usesXmm = true
    if (this.#options.watchesPrivateMemory) this.#noteWordsOf(state)
    if (this.#usesXmm) {
      if (state.xmm) this.#xmm.values.set(state.xmm)
      else this.#xmm.values.fill(0n)
      this.#xmm.write()
    }
    const stack = this.#stack.bytes
    stack.fill(0, 0, stack.length - state.stack.length)
    stack.set(state.stack, stack.length - state.stack.length)
    if (this.#privateWords.size > 0) {
      for (const [address, initial] of this.#privateWords) this.#writeWord(address, initial)
      for (let i = 0; i + 1 < state.privateWords.length; i += 2) {
        this.#writeWord(Number(state.privateWords[i]), state.privateWords[i + 1] ?? 0n)
      }
    }
    this.#pc = state.step.pc
    this.#counter = state.counter
    this.#sfencePending = state.sfencePending
  }

  #takeTurn(): void {
    if (this.#closed) throw new Error('the core is closed: its engine may be another one\'s')
    this.engine.giveTo(this.#engineUser)
  }

  #noteWordsOf({ privateWords }: LocalState): void {
    for (let i = 0; i < privateWords.length; i += 2) {
      const granule = Number(privateWords[i]) / GRANULE
      this.#noteOwnPrivate(granule, granule)
    }
  }

  /** Is the core now in the local state `state`? Its PC is known to be equal. */
  #isAt(state: LocalState): boolean {
    // Nearly every round of a loop differs in a register, and comparing these takes no copy of anything.
    this.#registers.read()
    if (!equalHalves(this.#registers.halves, state.registers)) return false
    const now = this.#captureWhole(state.step)
    return (
      now.sfencePending === state.sfencePending &&
      now.counter === state.counter &&
      equalWords(now.registers, state.registers) &&
      (now.xmm === undefined || state.xmm === undefined || equalWords(now.xmm, state.xmm)) &&
      Buffer.compare(now.stack, state.stack) === 0 &&
      equalWords(now.privateWords, state.privateWords)
    )
  }

  // --- hooks ----------------------------------------------------------------------------------------------------------

  #listener(): EngineUser {
    return {
      onAccess: (type, address, size, value) => {
        try {
          if (type === READ_EVENT) this.#onRead(address, size)
          else this.#onWrite(address, size, value)
          if (this.#observer && this.#options.watchesPrivateMemory) this.#notePrivateAccess(type, address, size, value)
        } catch (error) {
          // An exception must not reach the native caller: it would go on without hooks and write memory.
          this.#hookError ??= error
          this.#unicorn.emu_stop()
        }
      },
      onInvalid: (_type, address) => {
        this.#invalidAddress ??= address
      },
    }
  }

  #onRead(address: number, size: number): void {
    if (this.#pending) return
    this.#firstHalf ??= address
    if (!this.#sharedOrThrow(address, size, false)) return
    const whole = this.#wholeAccess(address, size)
    for (const access of this.#partsOf(whole.address, whole.size)) {
      if (this.#isLoaded(access)) continue
      const value = this.#supplied[this.#loads.length]
      if (value === undefined) {
        this.#pending = access
        this.#unicorn.emu_stop()
        return
      }
      this.#loads.push(access)
      this.#writeValue(access.address, access.size, value)
    }
  }

  /** Has the instruction that is running read all of `address..address+size` already? */
  #isLoaded({ address, size }: Access): boolean {
    return this.#loads.some((load) => address >= load.address && address + size <= load.address + load.size)
  }

  /** The access itself, or its parts below and above the beginning of a cache line. */
  #partsOf(address: number, size: number): Access[] {
    const line = Math.ceil((address + 1) / CACHE_LINE) * CACHE_LINE
    if (!this.#options.splitLines || this.#instruction?.locked || line >= address + size) return [{ address, size }]
    return [{ address, size: line - address }, { address: line, size: address + size - line }]
  }

  #onWrite(address: number, size: number, value: number | bigint): void {
    if (this.#pending) return
    if (this.#code.some(({ from, to }) => address < to && address + size > from)) {
      this.#codeStore ??= address
      return
    }
    if (!this.#sharedOrThrow(address, size, true)) return
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
        afterSfence: this.#sfencePending && this.#stores.length === 0,
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

  /**
   * Is the memory shared? A store to what was taken for constant, any access to another core's private memory, and an access
   * that is half shared make it so; then the run is over.
   */
  #sharedOrThrow(address: number, size: number, isWrite: boolean): boolean {
    let shared = 0
    const first = Math.floor(address / GRANULE)
    const last = Math.floor((address + size - 1) / GRANULE)
    for (let granule = first; granule <= last; granule++) if (this.#isShared(granule)) shared++
    if (shared === last - first + 1) return true
    const beyond = [address, address + size - 1].find((at) => !this.#livesSomewhere(at))
    if (beyond !== undefined) {
      // Mapped only because its page is: nothing lives there.
      this.#outside = { reason: FAULTS[isWrite ? UC_ERR.writeUnmapped : UC_ERR.readUnmapped] ?? '', address: beyond }
      this.#pending = { address, size }
      this.#unicorn.emu_stop()
      return false
    }
    if (shared === 0 && this.#isOwnPrivate(address)) {
      if (isWrite && !this.#inStack(address)) this.#noteOwnPrivate(first, last)
      return false
    }
    if (shared === 0 && !isWrite && this.#inImage(address)) return false
    for (let granule = first; granule <= last; granule++) if (!this.#isShared(granule)) this.#newlyShared.push(granule)
    this.#pending = { address, size }
    this.#unicorn.emu_stop()
    return false
  }

  #isShared(granule: number): boolean {
    const address = granule * GRANULE
    return (
      this.#shared.some(({ from, to }) => address + GRANULE > from && address < to) ||
      this.#options.sharedGranules.has(granule)
    )
  }

  #inStack(address: number): boolean {
    return address >= this.#stack.from && address < this.#stack.to
  }

  #isOwnPrivate(address: number): boolean {
    if (this.#inStack(address)) return true
    return this.#setup.privateMemory.some(
      (s) => address >= Number(s.address) && address < Number(s.address) + s.bytes.length,
    )
  }

  #livesSomewhere(address: number): boolean {
    return this.#isOwnPrivate(address) || this.#inImage(address) || this.#inOthers(address)
  }

  #inOthers(address: number): boolean {
    return this.#others.some(({ from, to }) => address >= from && address < to)
  }

  #inImage(address: number): boolean {
    return this.#image.segments.some(
      (s) => address >= Number(s.address) && address < Number(s.address) + s.bytes.length,
    )
  }

  /** The hook comes before RAM changes, so what RAM holds at a granule's first write is its initial value. */
  #noteOwnPrivate(first: number, last: number): void {
    for (let granule = first; granule <= last; granule++) {
      const address = granule * GRANULE
      if (!this.#privateWords.has(address)) this.#privateWords.set(address, this.#readInitialWord(address))
    }
  }

  #readInitialWord(address: number): bigint {
    const segment = this.#setup.privateMemory.find(
      (s) => address + GRANULE > Number(s.address) && address < Number(s.address) + s.bytes.length,
    )
    if (!segment) throw new Error(`0x${address.toString(16)} is not private memory`)
    const padded = new Uint8Array(GRANULE)
    const offset = address - Number(segment.address)
    padded.set(segment.bytes.subarray(offset, offset + GRANULE))
    return new DataView(padded.buffer).getBigUint64(0, true)
  }

  // --- RAM ------------------------------------------------------------------------------------------------------------

  #view(address: number, size: number): Uint8Array {
    const map = this.engine.maps.find(({ from, to }) => address >= from && address + size <= to)
    if (!map) throw new Error(`0x${address.toString(16)} is not mapped`)
    return map.bytes.subarray(address - map.from, address - map.from + size)
  }

  #readWord(address: number): bigint {
    const view = this.#view(address, GRANULE)
    return new DataView(view.buffer, view.byteOffset).getBigUint64(0, true)
  }

  #readValue(address: number, size: number): bigint {
    return this.#view(address, size).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
  }

  #writeWord(address: number, value: bigint): void {
    this.#writeValue(address, GRANULE, value)
  }

  #writeValue(address: number, size: number, value: bigint): void {
    const view = this.#view(address, size)
    let rest = value
    for (let i = 0; i < size; i++) {
      view[i] = Number(rest & 0xffn)
      rest >>= 8n
    }
  }
}

/** uc_mem_type of a read event in a hook; a write is 17. */
const READ_EVENT = 16

function rangeOf({ address, bytes }: { address: bigint; bytes: Uint8Array }): Range {
  return { from: Number(address), to: Number(address) + bytes.length }
}

/** Rounds ranges out to pages and joins those that touch. */
function pageRuns(ranges: readonly Range[]): Range[] {
  const rounded = ranges
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({ from: from - (from % PAGE), to: Math.ceil(to / PAGE) * PAGE }))
    .sort((a, b) => a.from - b.from)
  const runs: { from: number; to: number }[] = []
  for (const range of rounded) {
    const last = runs.at(-1)
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else runs.push({ ...range })
  }
  return runs
}

/** A wide access comes as two hooks of 8 bytes, the lower half first; an access that crosses a page may come twice. */
function addAccess(accesses: MemoryAccess[], access: MemoryAccess, isWide: boolean): void {
  const last = accesses.at(-1)
  if (last?.address === access.address && last.size === access.size) return
  if (isWide && last?.size === 8 && access.size === 8 && access.address === last.address + 8) {
    accesses[accesses.length - 1] = { ...last, size: 16, value: last.value | (access.value << 64n) }
  } else {
    accesses.push(access)
  }
}

/** Like `equalWords`, without making a bigint of each. */
function equalHalves(halves: Int32Array, words: BigUint64Array): boolean {
  const others = new Int32Array(words.buffer, words.byteOffset, words.length * 2)
  for (let i = 0; i < others.length; i++) if (halves[i] !== others[i]) return false
  return true
}

function equalWords(a: ArrayLike<bigint>, b: ArrayLike<bigint>): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
