/**
 * One core: Unicorn, the image, and the core's private memory. It answers the one question of the design: from this local state,
 * what is your next visible step, and given the value that it reads, what do you store and where are you then?
 *
 * RAM is scratch. The value of a shared load is put into RAM by the read hook just before the instruction reads it; the value of a
 * shared store is taken from the write hook; the memory model owns what shared memory holds (`RunningInstruction`).
 *
 * Code runs one instruction at a time (5 million a second), so that flags which the manual leaves undefined come out the same
 * on every path, and so that the state before a store is at hand when its write hook fires, where it is too late to stop.
 */
import { END_ADDRESS, takeEngine, type Engine } from '../engine.ts'
import type { Image } from '../image.ts'
import type { Instruction } from '../instruction.ts'
import type { InstructionObserver } from '../observed-instruction.ts'
import type { SavedRegister } from '../registers.ts'
import { HOOK_MEM_READ, HOOK_MEM_WRITE } from '../unicorn.ts'
import type { Trap, VisibleStep } from '../visible-step.ts'
import { AddressSpace } from './address-space.ts'
import type { CoreOptions } from './core-options.ts'
import type { CoreSetup, PrivateSegment } from './core-setup.ts'
import { CoreState } from './core-state.ts'
import { Instructions } from './instructions.ts'
import type { Evaluation, LocalState } from './local-state.ts'
import { Observation } from './observation.ts'
import { PrivateMemory } from './private-memory.ts'
import { RegisterFile } from './register-file.ts'
import { RegisterUses } from './register-uses.ts'
import { RunningInstruction } from './running-instruction.ts'

export class Core {
  /** Cores of one program may share it: they run in turns. */
  readonly engine: Engine
  readonly #image: Image
  readonly #setup: CoreSetup
  readonly #others: readonly PrivateSegment[]
  readonly #options: CoreOptions
  readonly #traps: ReadonlyMap<number, string>
  readonly #instructions: Instructions
  /** Those of them that are run to see whether they are visible: no traps, no fences. */
  readonly #plain = new Map<number, Instruction>()
  readonly #registers: RegisterFile
  readonly #state: CoreState
  readonly #running: RunningInstruction
  readonly #observation: Observation
  readonly #uses: RegisterUses
  #closed = false

  /** `engine`: that of another core of the program, to be shared with it. */
  constructor(image: Image, setup: CoreSetup, others: readonly PrivateSegment[], options: CoreOptions, engine?: Engine) {
    this.#image = image
    this.#setup = setup
    this.#others = others
    this.#options = options
    this.#traps = new Map([...options.traps].map(([address, name]) => [Number(address), name]))
    const space = new AddressSpace(image, setup, others, options.sharedGranules)
    this.engine = engine ?? engineFor(space)
    for (const { from, to, bytes } of space.contents) this.engine.ram.view(from, to - from).set(bytes)
    const memory = new PrivateMemory(space, this.engine.ram)
    this.#instructions = new Instructions(space, options.decode)
    this.#registers = new RegisterFile(this.engine)
    this.#state = new CoreState(this.#registers, memory)
    this.#running = new RunningInstruction(this.engine, space, memory, options)
    this.#observation = new Observation(this.#registers, this.#running)
    this.#uses = new RegisterUses(options, this.#instructions)
    this.engine.giveTo(this.#running)
  }

  /** The same core once more, for observers: they see its accesses to private memory too. */
  watching(): Core {
    const engine = this.#closed ? undefined : this.engine
    return new Core(this.#image, this.#setup, this.#others, { ...this.#options, watchesPrivateMemory: true }, engine)
  }

  /** The local state before the first visible step. */
  start(observer?: InstructionObserver): LocalState {
    this.#takeTurn()
    this.#state.reset(this.#setup)
    this.#observation.by(observer)
    try {
      return this.#runPrivately()
    } finally {
      this.#observation.by(undefined)
    }
  }

  /**
   * Performs the visible step of `state` and runs on to the next one. `value` is what a `load` or `locked` step reads.
   * Throws `BecameShared` when the steps must be cut again.
   */
  evaluate(state: LocalState, value?: bigint, observer?: InstructionObserver): Evaluation {
    this.#takeTurn()
    // A watching core runs from states of the one that it watches.
    if (this.#options.watchesPrivateMemory) this.#state.noteUsesOf(state)
    this.#state.restore(state)
    this.#observation.by(observer)
    try {
      return this.#performStep(state, value)
    } finally {
      this.#observation.by(undefined)
    }
  }

  /** The instruction at `address`, decoded once. */
  instructionAt(address: number): Instruction | undefined {
    return this.#instructions.at(address)
  }

  /** The outcome asks for a register where the core has come to its last step. Throws `UsesLearned` when it was taken for dead there. */
  ask(step: VisibleStep, name: SavedRegister): void {
    this.#uses.ask(step, name)
  }

  /** `state`, which another such core has come to, as this one has it. */
  adopt(state: LocalState): LocalState {
    this.#state.noteUsesOf(state)
    return this.#uses.withoutDead({ ...state, registers: state.registers.slice(), xmm: state.xmm?.slice() })
  }

  /** Gives the engine up: the core can do nothing from now on. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.engine.giveBack(this.#running)
  }

  #takeTurn(): void {
    if (this.#closed) throw new Error('the core is closed: its engine may be another one\'s')
    this.engine.giveTo(this.#running)
  }

  #performStep(state: LocalState, value: bigint | undefined): Evaluation {
    const { step } = state
    const instruction = this.#instructions.at(step.pc)
    if (!instruction) throw new Error(`no instruction at 0x${step.pc.toString(16)} (${step.kind})`)
    this.#registers.noteUseBy(instruction)
    if (step.kind === 'trap' || step.kind === 'end' || step.kind === 'diverge' || step.kind === 'bound') {
      throw new Error(`a ${step.kind} step has no successor`)
    }
    const supplied = value === undefined ? state.supplied : [...state.supplied, value]
    this.#registers.read()
    const trap = this.#running.run(instruction, supplied, this.#state.sfencePending)
    const { pending, stores } = this.#running
    if (pending) {
      const next: VisibleStep = { kind: 'load', pc: step.pc, ...pending, index: supplied.length }
      return { stores: [], next: this.#take(next, supplied) }
    }
    if (this.#options.storesApart && step.kind === 'load' && stores.length > 0) {
      return { stores: [], next: this.#take({ kind: 'store', pc: step.pc }, supplied) }
    }
    if (trap) return { stores, next: this.#take({ kind: 'trap', pc: step.pc, trap }) }
    this.#complete(instruction)
    if (stores.length > 0) this.#state.sfencePending = false
    return { stores, next: this.#runPrivately() }
  }

  /** Runs private instructions until the next visible one and gives the state before it. */
  #runPrivately(): LocalState {
    // Brent's cycle detection: `anchor` is the whole state at the last power of two, compared when the PC is the same.
    let anchor: LocalState | undefined
    let power = 64
    for (let count = 0; ; count++) {
      const { pc } = this.#state
      let instruction = this.#plain.get(pc)
      if (!instruction) {
        const met = this.#meet(pc)
        if ('step' in met) return met
        instruction = met
      }
      if (count === power) {
        anchor = this.#takeWhole({ kind: 'diverge', pc })
        power *= 2
      } else if (anchor !== undefined && anchor.step.pc === pc && this.#state.is(anchor)) {
        return this.#uses.withoutDead(anchor)
      }
      if (count >= this.#options.privateInstructions) {
        return this.#takeNow({ kind: 'bound', pc, instructions: count })
      }
      const visible = this.#runOne(instruction)
      if (visible) return visible
    }
  }

  /** The state now, where what stands at `pc` is visible or ends the run; else the instruction there. */
  #meet(pc: number): LocalState | Instruction {
    if (pc === END_ADDRESS) return this.#takeNow({ kind: 'end', pc })
    const symbol = this.#traps.get(pc)
    if (symbol !== undefined) return this.#takeNow({ kind: 'trap', pc, trap: { kind: 'symbol', symbol } })
    const instruction = this.#instructions.at(pc)
    if (!instruction) {
      return this.#takeNow({ kind: 'trap', pc, trap: { kind: 'fault', reason: this.#instructions.whyNoneAt(pc) } })
    }
    this.#registers.noteUseBy(instruction)
    if (instruction.refused !== undefined) {
      const trap: Trap = { kind: 'refused', reason: `${instruction.mnemonic}: ${instruction.refused}` }
      return this.#takeNow({ kind: 'trap', pc, trap })
    }
    if (instruction.fence === 'mfence' || instruction.fence === 'serialising') {
      return this.#takeNow({ kind: 'fence', pc })
    }
    if (instruction.fence === 'lfence' && this.#options.lfenceVisible) return this.#takeNow({ kind: 'lfence', pc })
    this.#plain.set(pc, instruction)
    return instruction
  }

  /** Runs one instruction that may turn out to be visible; then gives the state before it. */
  #runOne(instruction: Instruction): LocalState | undefined {
    const { pc } = this.#state
    // LOCK may be on private memory, which has changed by the time we know.
    const before = instruction.locked ? this.#takeNow({ kind: 'fence', pc }) : undefined
    if (instruction.touchesMemory && !instruction.locked) this.#registers.read()
    const trap = this.#running.run(instruction, [], this.#state.sfencePending)
    const { pending } = this.#running
    if (pending) {
      return before
        ? { ...before, step: { kind: 'locked', pc, ...pending } }
        : this.#take({ kind: 'load', pc, ...pending, index: 0 })
    }
    if (trap) return this.#takeNow({ kind: 'trap', pc, trap })
    if (before) return before
    if (this.#running.stores.length > 0) return this.#take({ kind: 'store', pc })
    if (instruction.fence === 'sfence') this.#state.sfencePending = true
    if (instruction.readsCounter) this.#state.count(instruction)
    this.#complete(instruction)
    return undefined
  }

  /** The instruction has run: goes on behind it. */
  #complete(instruction: Instruction): void {
    if (instruction.jumps) {
      const pc = this.#registers.readPc()
      this.#state.pc = pc
      if (!instruction.leadsWhereItSays) this.#uses.noteJump(instruction, pc)
    } else {
      this.#state.pc = instruction.address + instruction.length
    }
    this.#observation.completed(instruction, this.#state.pc)
  }

  // --- local states, which forget what nobody can read any more --------------------------------------------------------

  #takeNow(step: VisibleStep): LocalState {
    this.#registers.read()
    return this.#take(step)
  }

  /** The state with the registers as last read, which is how they were before the instruction of `step`. */
  #take(step: VisibleStep, supplied?: readonly bigint[]): LocalState {
    return this.#uses.withoutDead(this.#state.take(step, supplied))
  }

  /** The state now, dead registers too. */
  #takeWhole(step: VisibleStep): LocalState {
    this.#registers.read()
    return this.#state.take(step)
  }
}

/** An engine that tells of all accesses, those to own private memory too, so that it is right for every core of the program. */
function engineFor(space: AddressSpace): Engine {
  const maps = space.pages()
  return takeEngine({ maps, hooks: maps.map((map) => ({ ...map, types: HOOK_MEM_READ | HOOK_MEM_WRITE })) })
}
