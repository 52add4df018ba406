/**
 * A run at the granularity of instructions, for whoever steps by hand: the terminal stepper, the page in the browser, the GDB stub.
 *
 * A transition takes a core from just before one visible step to just before the next, over any number of private instructions.
 * `Run` knows only transitions. Here each core also has a point within the instructions that its last transition ran (before its
 * first one: within those that lead to its first visible step). Moving over private instructions moves that point, and changes
 * nothing that another core could notice. So the schedule, and with it the witness, is that of the transitions.
 *
 * ```ts
 * const run = new SteppedRun(machine, loaded.onTrap)
 * run.step(0)          // one instruction of core 0
 * run.drain(0)         // its oldest buffered store reaches memory
 * run.exec(1)          // core 1 goes on to just before its next visible step but one
 * run.back()           // and back
 * run.register(0, 'rax'); run.read(0, address, 8)
 * ```
 */
import type { StoreEntry } from '../cpu-model/stores.ts'
import type { ObservedInstruction } from '../emu/observed-instruction.ts'
import type { SavedRegister } from '../emu/registers.ts'
import type { VisibleStep } from '../emu/visible-step.ts'
import { privateByte, readByte } from '../machine/end.ts'
import type { TransitionEvent } from '../machine/event.ts'
import type { Machine, State, Transition } from '../machine/machine.ts'
import { Run, type RunStatus } from '../machine/run.ts'
import { Segment } from './segment.ts'

/** Where a core is. */
export interface CorePosition {
  /** Of the next instruction. */
  readonly pc: number
  /** The next instruction is private: `step` takes no transition. */
  readonly isPrivate: boolean
  /** Private instructions between here and that visible step. */
  readonly ahead: number
  /** The visible step that the core is before, here or after private instructions. `index` > 0: between loads of one instruction. */
  readonly visibleStep: VisibleStep
  /** The instruction that the core completed last, in its last transition; undefined at the beginning of it. */
  readonly last: ObservedInstruction | undefined
}

/** One move, as the history has it. */
export type Move =
  /** Over a private instruction. */
  | { readonly kind: 'private'; readonly core: number; readonly instruction: ObservedInstruction }
  /** `upTo`: the core of an `exec` stands right behind the visible instruction, or before its next visible step. */
  | {
      readonly kind: 'transition'
      readonly core: number
      readonly transition: Transition
      readonly upTo: 'instruction' | 'visible-step'
      readonly event: TransitionEvent
    }

/** A core's point: `passed` instructions of `segment` are behind it, `Infinity` for all. */
interface Point {
  readonly segment: Segment
  readonly passed: number
}

interface Record {
  readonly move: Move
  /** Of the core that moved. */
  readonly before: Point
}

export class SteppedRun {
  readonly machine: Machine
  readonly #onTrap: 'stop-run' | 'stop-core'
  #run: Run
  #points: Point[]
  #past: Record[] = []
  #future: Move[] = []
  #restarts = 0

  constructor(machine: Machine, onTrap: 'stop-run' | 'stop-core' = 'stop-run') {
    this.machine = machine
    this.#onTrap = onTrap
    this.#run = new Run(machine, onTrap)
    this.#points = this.#firstPoints()
  }

  // --- where the run is -------------------------------------------------------------------------------------------------

  /** The transitions taken so far: with `formatWitness`, the run so far as a witness. */
  get schedule(): readonly Transition[] {
    return this.#run.schedule
  }

  /** Every move so far, oldest first. */
  get history(): readonly Move[] {
    return this.#past.map(({ move }) => move)
  }

  /** The newest of them. */
  get last(): Move | undefined {
    return this.#past.at(-1)?.move
  }

  /** Moves taken back that `forward` makes again. */
  get undone(): number {
    return this.#future.length
  }

  /** These moves; the last is the one that `forward` makes next. */
  get ahead(): readonly Move[] {
    return this.#future
  }

  /** The machine's state: that of the transitions, wherever the cores' points are. */
  get state(): State {
    return this.#run.state
  }

  get status(): RunStatus {
    return this.#run.status
  }

  /** The core whose trap ended the run. */
  get trappedCore(): number | undefined {
    return this.#run.trappedCore
  }

  /** What can happen next. An `exec` is possible also while its core has private instructions before it. */
  transitions(): Transition[] {
    return this.#run.transitions()
  }

  /**
   * Grows when memory turned out to be shared, which cuts the steps of all cores anew: then the same schedule has been followed
   * again, every core stands before its next visible step, which may be an earlier one than before, and private moves are forgotten.
   */
  get restarts(): number {
    return this.#restarts
  }

  /** Treats these granules (address / 8) as shared from now on, as when a step of this run had found it out. */
  share(granules: readonly number[]): void {
    const { machine } = this
    machine.automata.share(granules)
    machine.reset()
    this.#followAgain()
  }

  // --- moving ---------------------------------------------------------------------------------------------------------

  /**
   * Moves `core` by one instruction: over a private one, or through the visible one (one load of it, when it has several). `back`:
   * under `relaxed`, how many stores to that place ago its load is performed. Undefined when it cannot move now.
   */
  step(core: number, back = 0): Move | undefined {
    const point = this.#point(core)
    const instruction = this.#privateInstruction(point)
    if (!instruction) return this.#transition({ kind: 'exec', core, back }, 'instruction')
    if (this.#run.trappedCore !== undefined || this.machine.isWaiting(this.state, core)) return undefined
    this.#future = []
    return this.#movePrivately(core, point, instruction)
  }

  /** Moves `core` through its next visible step and up to just before the one after that. */
  exec(core: number, back = 0): Move | undefined {
    return this.#transition({ kind: 'exec', core, back }, 'visible-step')
  }

  /** The buffered store number `index` of `core` (0 is the oldest) reaches memory. */
  drain(core: number, index = 0): Move | undefined {
    return this.#transition({ kind: 'drain', core, index }, 'visible-step')
  }

  /** `exec` or `drain`. */
  take(transition: Transition): Move | undefined {
    return this.#transition(transition, 'visible-step')
  }

  /** Takes back the last move, and gives it. */
  back(): Move | undefined {
    const record = this.#past.pop()
    if (!record) return undefined
    const { move, before } = record
    if (move.kind === 'transition') this.#run.back()
    this.#points[move.core] = before
    this.#future.push(move)
    return move
  }

  /** Takes back moves up to and including the last transition, and gives that; undefined when there is none. */
  backTransition(): Move | undefined {
    if (!this.#past.some(({ move }) => move.kind === 'transition')) return undefined
    for (;;) {
      const move = this.back()
      if (move?.kind !== 'private') return move
    }
  }

  /** Makes the last move that was taken back again. */
  forward(): Move | undefined {
    const move = this.#future.pop()
    if (!move) return undefined
    const rest = this.#future
    const { core } = move
    const again = move.kind === 'private'
      ? this.#movePrivately(core, this.#point(core), move.instruction)
      : this.#transition(move.transition, move.upTo)
    if (!again) throw new Error('a move that was taken back is not possible again')
    this.#future = rest
    return again
  }

  /** Makes moves again up to and including the next transition that was taken back, and gives that. */
  forwardTransition(): Move | undefined {
    if (!this.#future.some(({ kind }) => kind === 'transition')) return undefined
    for (;;) {
      const move = this.forward()
      if (move?.kind !== 'private') return move
    }
  }

  // --- what is to be seen ---------------------------------------------------------------------------------------------

  position(core: number): CorePosition {
    const { segment, passed } = this.#point(core)
    const last = segment.instructions[Math.min(passed, segment.length) - 1]
    const ahead = Math.max(0, segment.length - passed)
    return { pc: segment.pc(passed), isPrivate: ahead > 0, ahead, visibleStep: segment.end.step, last }
  }

  /** In the order of `SAVED_REGISTERS`. */
  registers(core: number): BigUint64Array {
    const { segment, passed } = this.#point(core)
    return segment.registers(passed)
  }

  register(core: number, name: SavedRegister): bigint {
    const { segment, passed } = this.#point(core)
    return segment.register(passed, name)
  }

  /** XMM0 to XMM15, two words each, low half first. */
  xmm(core: number): BigUint64Array {
    const { segment, passed } = this.#point(core)
    return segment.xmm(passed)
  }

  /** The stores that the core has made and that no other core can see yet, oldest first. */
  buffer(core: number): StoreEntry[] {
    const { machine } = this
    const entries = machine.buffers.entries(machine.local(core).buffer(this.state[core] ?? 0))
    return entries.map((store) => machine.stores.entry(store))
  }

  /**
   * Memory as `core` sees it: byte by byte its own buffered store, else memory; its private memory at the point where it is.
   * Unsigned, little-endian; `size` in bytes.
   */
  read(core: number, address: number, size: number): bigint {
    const buffer = this.buffer(core)
    return fromBytes(size, (i) => buffered(buffer, address + i) ?? this.#byte(address + i))
  }

  /** Memory as it is, whatever is buffered; private memory as its core has it. */
  readMemory(address: number, size: number): bigint {
    return fromBytes(size, (i) => this.#byte(address + i))
  }

  /** Does every byte lie in the image or in some core's private memory? */
  isMapped(address: number, size: number): boolean {
    const { image, cores } = this.machine.automata.program
    const ranges = [
      ...image.segments.map((s) => ({ from: Number(s.address), size: s.bytes.length })),
      ...cores.flatMap(({ stack, privateMemory }) => [
        { from: Number(stack.address), size: stack.size },
        ...privateMemory.map((s) => ({ from: Number(s.address), size: s.bytes.length })),
      ]),
    ]
    const covers = (at: number): boolean => ranges.some(({ from, size: length }) => at >= from && at < from + length)
    for (let at = address; at < address + size; at++) if (!covers(at)) return false
    return true
  }

  #byte(address: number): number {
    const { machine } = this
    const { automata } = machine
    if (automata.isShared(address, 1)) return readByte(machine, machine.memoryNow(this.state[machine.coreCount] ?? 0), address)
    const owner = automata.program.cores.findIndex(({ stack, privateMemory }) =>
      isWithin(address, Number(stack.address), stack.size) ||
      privateMemory.some((s) => isWithin(address, Number(s.address), s.bytes.length)))
    if (owner < 0) return automata.initialByte(address)
    const { segment, passed } = this.#point(owner)
    const { state, stored } = segment.privateMemory(passed)
    return stored.get(address) ?? (state ? privateByte(machine, owner, state, address) : automata.initialByte(address))
  }

  // --- inside ---------------------------------------------------------------------------------------------------------

  #point(core: number): Point {
    const point = this.#points[core]
    if (!point) throw new Error(`no core ${core}`)
    return point
  }

  #firstPoints(): Point[] {
    return this.machine.locals.map(({ automaton }) => ({ segment: new Segment(automaton, 'start', 0), passed: 0 }))
  }

  #privateInstruction({ segment, passed }: Point): ObservedInstruction | undefined {
    return passed === Infinity ? undefined : segment.instructions[passed]
  }

  #movePrivately(core: number, before: Point, instruction: ObservedInstruction): Move {
    const move: Move = { kind: 'private', core, instruction }
    this.#points[core] = { segment: before.segment, passed: before.passed + 1 }
    this.#past.push({ move, before })
    return move
  }

  #transition(transition: Transition, upTo: 'instruction' | 'visible-step'): Move | undefined {
    const { core } = transition
    const { automata } = this.machine
    const shared = automata.sharedGranules.length
    const taken = this.#take(transition)
    if (!taken) return undefined
    if (automata.sharedGranules.length !== shared) return this.#followAgain()
    const before = this.#point(core)
    if (taken.segment) {
      const passed = upTo === 'visible-step' ? Infinity : Math.min(1, taken.segment.length)
      this.#points[core] = { segment: taken.segment, passed }
    } else if (transition.kind === 'exec') {
      this.#points[core] = { segment: before.segment, passed: Infinity }
    }
    const move: Move = { kind: 'transition', core, transition, upTo, event: taken.event }
    this.#past.push({ move, before })
    this.#future = []
    return move
  }

  /** Without a segment: a drain, or a trap, which completes no instruction. */
  #take(transition: Transition): { readonly event: TransitionEvent; readonly segment: Segment | undefined } | undefined {
    const { machine } = this
    const { core } = transition
    const node = machine.local(core).node(this.state[core] ?? 0)
    const event = this.#run.take(transition)
    if (!event) return undefined
    if (event.kind === 'drain' || this.#run.trappedCore !== undefined) return { event, segment: undefined }
    const table = machine.local(core)
    const target = table.node(this.state[core] ?? 0)
    return { event, segment: new Segment(table.automaton, { node, value: event.load?.value }, target) }
  }

  /** Memory became shared: nodes and segments are void. */
  #followAgain(): Move | undefined {
    this.#restarts++
    const { schedule } = this.#run
    this.#run = new Run(this.machine, this.#onTrap)
    this.#points = this.#firstPoints().map(({ segment }) => ({ segment, passed: Infinity }))
    this.#past = []
    this.#future = []
    let last: Move | undefined
    for (const transition of schedule) last = this.#transition(transition, 'visible-step')
    return last
  }
}

function buffered(buffer: readonly StoreEntry[], at: number): number | undefined {
  const newest = buffer.findLast(({ address, size }) => isWithin(at, address, size))
  return newest && Number((newest.value >> BigInt(8 * (at - newest.address))) & 0xffn)
}

function isWithin(at: number, from: number, size: number): boolean {
  return at >= from && at < from + size
}

function fromBytes(size: number, byte: (i: number) => number): bigint {
  let value = 0n
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(byte(i))
  return value
}
