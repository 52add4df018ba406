import type { StoreEntry } from '../../cpu-model/stores.ts'
import { returnSlot } from '../../emu/core/core-setup.ts'
import type { Syntax } from '../../emu/listing.ts'
import type { MemoryAccess, ObservedInstruction } from '../../emu/observed-instruction.ts'
import { SAVED_REGISTERS } from '../../emu/registers.ts'
import type { Trap } from '../../emu/visible-step.ts'
import { outcomeOfRun } from '../../explore/run-outcome.ts'
import type { LoadEvent, TransitionEvent } from '../../machine/event.ts'
import type { Transition } from '../../machine/machine.ts'
import type { Run } from '../../machine/run.ts'
import type { Names } from '../../machine/witness.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import { CodePlaces } from './code-places.ts'
import type {
  ChangedRegister, EndEvent, HeldStore, InstructionEvent, PrivateAccess, SharedLoad, TraceAccess, TraceEvent, TrapEvent,
  ValueSource,
} from './trace-event.ts'
import { Writers } from './writers.ts'

interface CoreTrace {
  hasBegun: boolean
  /** As in the machine, with the identity of each store. */
  held: readonly HeldStore[]
  /** Loads of an instruction that has further ones to make. */
  loads: SharedLoad[]
}

/** Takes the transitions of a run and tells what happens in it, instruction by instruction. */
export class Tracer {
  readonly #run: Run
  readonly #loaded: LoadedScenario
  readonly #places: CodePlaces
  readonly #names: Names
  readonly #writers: Writers
  readonly #cores: readonly CoreTrace[]
  #events = 0
  #stores = 0
  #steps = 0

  /** `run` at its beginning. */
  constructor(run: Run, loaded: LoadedScenario, syntax?: Syntax) {
    this.#run = run
    this.#loaded = loaded
    this.#places = new CodePlaces(loaded, syntax)
    this.#names = loaded.names(syntax)
    const { machine } = run
    this.#writers = new Writers(machine.hasHistory ? machine.options.historyEntries : 0, (address) => machine.pastOf(address))
    this.#cores = run.machine.locals.map(() => ({ hasBegun: false, held: [], loads: [] }))
  }

  /** Takes `transition` and gives its events; undefined when it is not possible now. */
  take(transition: Transition): TraceEvent[] | undefined {
    const run = this.#run
    const { machine, state: before } = run
    const { core } = transition
    const sources = this.#sourcesOfNextLoad(transition)
    const event = run.take(transition)
    if (!event) return undefined
    this.#steps++
    const changes = machine.memoryNow(before[machine.coreCount] ?? 0) !== machine.memoryNow(run.state[machine.coreCount] ?? 0)
    if (event.kind === 'drain') {
      return transition.kind === 'drain' ? [this.#drain(core, transition.index, changes)] : []
    }
    const begin = this.#begin(core)
    if (run.trappedCore !== undefined) return [...begin, this.#trap(core)]
    const node = machine.local(core).node(before[core] ?? 0)
    return [...begin, ...this.#exec(event, node, sources, changes)]
  }

  /**
   * What is left to tell when no transition is taken any more: cores whose private instructions lead to no visible step, instructions
   * that the run leaves between two loads, and how it ended.
   */
  end(): TraceEvent[] {
    const events: TraceEvent[] = []
    const { status, machine, state } = this.#run
    this.#cores.forEach((own, core) => {
      if (status !== 'trapped' && !machine.isWaiting(state, core)) events.push(...this.#begin(core))
      const last = own.loads.at(-1)
      if (last) events.push(this.#incomplete(core, last.step, own.loads))
    })
    const outcome = outcomeOfRun(this.#run, this.#loaded.outcome, this.#loaded.onTrap)
    const end: EndEvent = { kind: 'end', event: ++this.#events, status, steps: this.#steps, outcome }
    return [...events, end]
  }

  #core(core: number): CoreTrace {
    const found = this.#cores[core]
    if (!found) throw new Error(`no core ${core}`)
    return found
  }

  /** The private instructions that lead to the core's first visible step. */
  #begin(core: number): TraceEvent[] {
    const own = this.#core(core)
    if (own.hasBegun) return []
    own.hasBegun = true
    const events: TraceEvent[] = []
    this.#run.machine.local(core).automaton.observeStart((one) => {
      events.push(this.#instruction(core, 0, one, false, this.#privateAccesses(core, one)))
    })
    return events
  }

  #exec(
    event: TransitionEvent & { readonly kind: 'exec' }, node: number, sources: readonly ValueSource[], changes: boolean,
  ): TraceEvent[] {
    const { core, load } = event
    const own = this.#core(core)
    const { machine, state } = this.#run
    const table = machine.local(core)
    if (load) own.loads.push(this.#sharedLoad(load, sources))
    const events: TraceEvent[] = []
    table.automaton.observe(node, load?.value, (one) => {
      const isVisible = events.length === 0
      const shared = isVisible ? this.#visibleAccesses(core, event, changes) : []
      const accesses = [...shared, ...this.#privateAccesses(core, one)].sort(loadsFirst)
      events.push(this.#instruction(core, this.#steps, one, isVisible, accesses))
    })
    const next = table.visibleStep(state[core] ?? 0)
    if (events.length === 0 && next.pc === event.step.pc && next.kind === 'trap') {
      events.push(this.#incomplete(core, this.#steps, this.#visibleAccesses(core, event, changes)))
    }
    if (next.kind === 'trap' && this.#loaded.onTrap === 'stop-core') events.push(this.#trap(core))
    return events
  }

  /** The loads of the instruction that `event` completes, and its stores, which get their numbers here. */
  #visibleAccesses(core: number, { stores, atOnce }: TransitionEvent & { readonly kind: 'exec' }, changes: boolean): TraceAccess[] {
    const own = this.#core(core)
    const loads = own.loads
    own.loads = []
    const issued = this.#events + 1
    const made = stores.map((store) => this.#hold(store, issued))
    if (atOnce) {
      for (const { address, size, store } of made) this.#writers.write(address, size, { store, event: issued }, changes)
    } else {
      own.held = [...own.held, ...made]
    }
    const to = atOnce ? 'memory' : 'buffer'
    return [
      ...loads,
      ...made.map(({ address, size, value, label, store }) => (
        { kind: 'store', memory: 'shared', address, size, value, label, store, to } as const
      )),
    ]
  }

  #hold({ address, size, value }: StoreEntry, issued: number): HeldStore {
    return { store: ++this.#stores, address, size, value, label: this.#names.nameOf(address, size), issued }
  }

  #instruction(
    core: number, step: number, one: ObservedInstruction, isVisible: boolean, accesses: readonly TraceAccess[],
  ): InstructionEvent {
    return {
      kind: 'instruction', event: ++this.#events, step, core,
      ...this.#places.at(one.instruction.address, one.instruction.length),
      isVisible, isComplete: true,
      registers: changedRegisters(one),
      accesses,
      buffer: this.#core(core).held,
    }
  }

  #incomplete(core: number, step: number, accesses: readonly TraceAccess[]): InstructionEvent {
    const { machine, state } = this.#run
    const table = machine.local(core)
    const { pc } = table.visibleStep(state[core] ?? 0)
    const length = table.automaton.core.instructionAt(pc)?.length ?? 0
    return {
      kind: 'instruction', event: ++this.#events, step, core, ...this.#places.at(pc, length),
      isVisible: true, isComplete: false, registers: [], accesses, buffer: this.#core(core).held,
    }
  }

  #drain(core: number, index: number, changes: boolean): TraceEvent {
    const own = this.#core(core)
    const held = own.held[index]
    if (!held) throw new Error(`core ${core} holds no store ${index}`)
    own.held = own.held.filter((one) => one !== held)
    const event = ++this.#events
    this.#writers.write(held.address, held.size, { store: held.store, event }, changes)
    return { kind: 'drain', event, step: this.#steps, core, index, ...held, buffer: own.held }
  }

  #trap(core: number): TrapEvent {
    const { machine, state } = this.#run
    const step = machine.local(core).visibleStep(state[core] ?? 0)
    if (step.kind !== 'trap') throw new Error(`core ${core} is at a ${step.kind} step`)
    const { pc, trap } = step
    return {
      kind: 'trap', event: ++this.#events, step: this.#steps, core, pc,
      symbol: trap.kind === 'symbol' ? trap.symbol : this.#places.symbolAt(pc), reason: reasonOf(trap),
    }
  }

  // --- accesses -------------------------------------------------------------------------------------------------------

  #sharedLoad({ address, size, value, back }: LoadEvent, sources: readonly ValueSource[]): SharedLoad {
    const label = this.#names.nameOf(address, size)
    return { kind: 'load', memory: 'shared', address, size, value, label, step: this.#steps, back, sources }
  }

  /** Asked before the transition is taken. */
  #sourcesOfNextLoad(transition: Transition): readonly ValueSource[] {
    if (transition.kind === 'drain') return []
    const { machine, state } = this.#run
    const step = machine.local(transition.core).visibleStep(state[transition.core] ?? 0)
    if (step.kind !== 'load' && step.kind !== 'locked') return []
    const { held } = this.#core(transition.core)
    const sources: ValueSource[] = []
    for (let offset = 0; offset < step.size; offset++) {
      const source = this.#sourceOfByte(held, step.address + offset, offset, transition.back)
      const last = sources.at(-1)
      if (last?.from === source.from && last.store === source.store) {
        sources[sources.length - 1] = { ...last, size: last.size + 1 }
      } else {
        sources.push(source)
      }
    }
    return sources
  }

  #sourceOfByte(held: readonly HeldStore[], at: number, offset: number, back: number): ValueSource {
    const own = held.findLast(({ address, size }) => at >= address && at < address + size)
    if (own) return { offset, size: 1, from: 'buffer', store: own.store, event: own.issued }
    const writer = this.#writers.at(at, back)
    return writer ? { offset, size: 1, from: 'memory', ...writer } : { offset, size: 1, from: 'initial' }
  }

  #privateAccesses(core: number, { loads, stores }: ObservedInstruction): PrivateAccess[] {
    const describe = (kind: 'load' | 'store') => ({ address, size, value, isShared }: MemoryAccess): PrivateAccess[] =>
      isShared ? [] : [{ kind, memory: 'private', address, size, value, label: this.#privateLabel(core, address, size) }]
    return [...loads.flatMap(describe('load')), ...stores.flatMap(describe('store'))]
  }

  /** Places in the stack count from the return address of the core's function, which is `stack`. */
  #privateLabel(core: number, address: number, size: number): string {
    const setup = this.#run.machine.automata.program.cores[core]
    if (!setup) return this.#names.nameOf(address, size)
    const { stack, privateMemory } = setup
    const isIn = (from: bigint, length: number): boolean => address >= Number(from) && address < Number(from) + length
    if (isIn(stack.address, stack.size)) return withOffset('stack', address - returnSlot(stack))
    const name = this.#names.nameOf(address, size)
    const segment = privateMemory.find((s) => isIn(s.address, s.bytes.length))
    return segment && name.startsWith('0x') ? withOffset(segment.name, address - Number(segment.address)) : name
  }
}

function withOffset(name: string, offset: number): string {
  return offset === 0 ? name : `${name}${offset < 0 ? '-' : '+'}0x${Math.abs(offset).toString(16)}`
}

function loadsFirst(a: TraceAccess, b: TraceAccess): number {
  return Number(a.kind === 'store') - Number(b.kind === 'store')
}

function changedRegisters({ before, after, xmmBefore, xmmAfter }: ObservedInstruction): ChangedRegister[] {
  const changed: ChangedRegister[] = []
  for (const [index, name] of SAVED_REGISTERS.entries()) {
    const value = after[index] ?? 0n
    if (value !== before[index]) changed.push({ name, value })
  }
  if (!xmmAfter) return changed
  for (let index = 0; index < xmmAfter.length / 2; index++) {
    const [low, high] = [xmmAfter[2 * index] ?? 0n, xmmAfter[2 * index + 1] ?? 0n]
    if (low !== (xmmBefore?.[2 * index] ?? 0n) || high !== (xmmBefore?.[2 * index + 1] ?? 0n)) {
      changed.push({ name: `xmm${index}`, value: low | (high << 64n) })
    }
  }
  return changed
}

/** `runtime.fatal`, `read of unmapped memory at 0x10`. */
function reasonOf(trap: Trap): string {
  if (trap.kind === 'symbol') return trap.symbol
  const at = trap.kind === 'fault' && trap.address !== undefined ? ` at 0x${trap.address.toString(16)}` : ''
  return `${trap.reason}${at}`
}
