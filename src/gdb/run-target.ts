/**
 * A run of a scenario as a target for GDB: core n is thread n + 1. It stands on `SteppedRun`, whose history is the way back; moves that
 * were taken back, and those of a witness, are ahead until something else is done.
 */
import { fromLittleEndian, littleEndian } from './hex.ts'
import { SAVED_REGISTERS } from '../emu/registers.ts'
import { InputError } from '../emu/input-error.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { Program } from '../machine/program.ts'
import type { Move, SteppedRun } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import { accessesOf } from './accesses.ts'
import type { PointKind } from './command.ts'
import { withMemory, withRegister } from './initial-state.ts'
import { Monitor } from './monitor.ts'
import { REGISTERS } from './register-file.ts'
import { Points } from './points.ts'
import { playBySteps } from './play-by-steps.ts'
import { Refusal, type Resume, type Running, type ServedFile, type Stop, type Target, type Thread } from './target.ts'
import { nextOf, Turns, type Action } from './turns.ts'
import { coreText, endText, trapSignal } from './words.ts'

/** Moves of one `continue`: a core that spins on a value that never comes would fill memory with its history. */
const MOST_MOVES = 200_000
/** Moves between two looks at the socket. */
const SLICE = 64

export interface RunSubject {
  readonly loaded: LoadedScenario
  readonly machine: Machine
  /** Of a witness; the run begins with all of it ahead. */
  readonly schedule: readonly Transition[] | undefined
}

export class RunTarget implements Target {
  readonly program: ServedFile
  readonly #machineOf: (loaded: LoadedScenario) => Machine
  readonly #scenario: LoadedScenario
  #loaded: LoadedScenario
  #machine: Machine
  #schedule: readonly Transition[]
  #run: SteppedRun
  #restarts = 0
  readonly #points = new Points()
  #stop: Stop = trap(0)

  /** `machineOf`: a machine that knows what memory is shared. */
  constructor({ loaded, machine, schedule = [] }: RunSubject, program: ServedFile, machineOf: (loaded: LoadedScenario) => Machine) {
    this.program = program
    this.#machineOf = machineOf
    this.#scenario = loaded
    this.#loaded = loaded
    this.#machine = machine
    this.#schedule = schedule
    this.#run = this.#opened(schedule)
    while (this.#run.back());
  }

  get threads(): readonly Thread[] {
    return this.#machine.locals.map((_, core) => ({
      id: core + 1, core, name: `core ${core}`, information: coreText(this.#run, core, this.#loaded),
    }))
  }

  get stop(): Stop {
    return this.#stop
  }

  // --- registers and memory -----------------------------------------------------------------------------------------------

  readRegister(thread: number, number: number): Uint8Array | undefined {
    const register = REGISTERS[number]
    if (!register) return undefined
    const core = thread - 1
    const { source, size } = register
    switch (source.kind) {
      case 'pc': return littleEndian(BigInt(this.#run.position(core).pc), size)
      case 'saved': return littleEndian(this.#run.registers(core)[SAVED_REGISTERS.indexOf(source.name)] ?? 0n, size)
      case 'xmm': {
        const words = this.#run.xmm(core)
        const word = (half: 0 | 1): bigint => words[2 * source.number + half] ?? 0n
        return littleEndian(word(0) | (word(1) << 64n), size)
      }
      case 'unavailable': return undefined
    }
  }

  writeRegister(thread: number, number: number, value: Uint8Array): void {
    const register = REGISTERS[number]
    if (!register) throw new Refusal(`there is no register ${number}`)
    this.#beginWith(withRegister(this.#loaded.program, thread - 1, register, fromLittleEndian(value)))
  }

  readMemory(thread: number, address: number, size: number): Uint8Array {
    const bytes: number[] = []
    while (bytes.length < size && this.#run.isMapped(address + bytes.length, 1)) {
      bytes.push(Number(this.#run.read(thread - 1, address + bytes.length, 1)))
    }
    return Uint8Array.from(bytes)
  }

  writeMemory(_thread: number, address: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.#beginWith(withMemory(this.#loaded.program, address, bytes))
  }

  /** What is set by hand is another initial state, and so it can be set only where the run begins. */
  #beginWith(program: Program): void {
    if (this.#run.history.length > 0) {
      throw new Refusal('a value can be set only at the beginning of the run, as an initial state: reverse-continue goes there')
    }
    const before = this.#loaded
    const loaded = before.withProgram(program)
    try {
      this.#machine = this.#machineOf(loaded)
    } catch (error) {
      loaded.close()
      if (error instanceof InputError) throw new Refusal(error.message)
      throw error
    }
    this.#loaded = loaded
    if (before !== this.#scenario) before.close()
    this.#schedule = []
    this.#run = this.#opened([])
  }

  // --- forwards -------------------------------------------------------------------------------------------------------------

  async resume({ step, continue: others, current }: Resume, running: Running): Promise<Stop> {
    const stepping = step.includes(current) ? current : step[0]
    const cores = others.map((id) => id - 1)
    this.#stop = stepping === undefined
      ? await this.#continue(cores, current - 1, running)
      : await this.#step(stepping - 1, cores, running)
    return this.#stop
  }

  /** One instruction of `core`. Others move only where they are free to, and moves that are ahead tell how. */
  async #step(core: number, others: readonly number[], running: Running): Promise<Stop> {
    const isAlone = others.length < this.#machine.coreCount - 1
    if (!isAlone && this.#run.ahead.some((move) => isInstructionOf(move, core))) {
      return this.#follow((move) => (isInstructionOf(move, core) ? trap(core) : undefined), running)
    }
    for (;;) {
      const action = nextOf(this.#run, core)
      if (!action) return this.#over(core, [core], running)
      const move = this.#take(action, running)
      const stop = this.#afterMove(move, running)
      if (stop) return stop
      if (action.kind === 'step') return trap(core)
    }
  }

  async #continue(cores: readonly number[], first: number, running: Running): Promise<Stop> {
    const all = cores.length === this.#machine.coreCount
    if (all && this.#run.ahead.length > 0) {
      const stop = await this.#follow(() => undefined, running)
      if (stop.why?.kind !== 'end-of-history') return stop
    }
    const turns = new Turns(this.#run, cores, first)
    for (let moves = 0; moves < MOST_MOVES; moves++) {
      if (await this.#isInterrupted(moves, running)) return { thread: first + 1, signal: 'SIGINT' }
      const action = turns.next()
      if (!action) return this.#over(first, cores, running)
      const reached = action.kind === 'step' ? this.#breakpointAt(action.core) : undefined
      if (reached) return reached
      const move = this.#take(action, running)
      turns.taken(action, move.kind === 'transition' && action.kind === 'step')
      const stop = this.#afterMove(move, running)
      if (stop) return stop
    }
    running.say(`stopped after ${MOST_MOVES} moves: do the cores wait for each other?\n`)
    return { thread: first + 1, signal: 'SIGINT' }
  }

  /** Makes the moves that are ahead, until one is a reason to stop or none is left. */
  async #follow(isLast: (move: Move) => Stop | undefined, running: Running): Promise<Stop> {
    for (let moves = 0; ; moves++) {
      const next = this.#run.ahead.at(-1)
      if (!next) return { ...this.#stop, why: { kind: 'end-of-history', end: 'end' } }
      if (await this.#isInterrupted(moves, running)) return { thread: this.#stop.thread, signal: 'SIGINT' }
      // The instruction that a step is about is made although a breakpoint is on it, as a processor does.
      const last = isLast(next)
      const reached = !last && isInstruction(next) ? this.#breakpointAt(next.core) : undefined
      if (reached) return reached
      const move = this.#run.forward() ?? next
      const stop = this.#afterMove(move, running) ?? last
      if (stop) return stop
    }
  }

  #take(action: Action, running: Running): Move {
    const ahead = this.#run.ahead.at(-1)
    if (ahead && isSame(ahead, action)) return this.#run.forward() ?? ahead
    const left = this.#run.ahead.length
    const move = action.kind === 'step' ? this.#run.step(action.core) : this.#run.drain(action.core, action.index)
    if (!move) throw new Error(`a ${action.kind} of core ${action.core} that was possible is not`)
    if (left > 0) running.say(`This run goes another way now: ${left} moves that were ahead are forgotten (kill begins again).\n`)
    if (this.#run.restarts > this.#restarts) {
      running.say('Memory that one core had to itself has become shared: all steps so far were made again.\n')
      this.#run = this.#opened(this.#run.schedule)
    }
    return move
  }

  /** Why to stop after `move`, if it is a reason. */
  #afterMove(move: Move, running: Running): Stop | undefined {
    const { core } = move
    const trapped = trapSignal(this.#run, core, this.#loaded.onTrap)
    if (trapped && move.kind === 'transition' && move.transition.kind === 'exec') {
      running.say(endText(this.#run, this.#loaded))
      return { thread: core + 1, signal: trapped }
    }
    return this.#watched(move)
  }

  #watched(move: Move): Stop | undefined {
    const hit = this.#points.watched(accessesOf(move, this.#run.position(move.core).last))
    return hit && { thread: move.core + 1, signal: 'SIGTRAP', why: { kind: 'watchpoint', ...hit } }
  }

  #breakpointAt(core: number): Stop | undefined {
    const kind = this.#points.breakpointAt(this.#run.position(core).pc)
    return kind && { ...trap(core), why: { kind: 'breakpoint', isHardware: kind === 'hardware-breakpoint' } }
  }

  /** None of `cores` can go on. */
  #over(core: number, cores: readonly number[], running: Running): Stop {
    if (this.#run.status === 'running' && cores.length > 0) {
      for (const one of cores) running.say(`core ${one} cannot go on: it ${coreText(this.#run, one, this.#loaded)}.\n`)
    } else running.say(endText(this.#run, this.#loaded))
    return { ...trap(core), why: { kind: 'end-of-history', end: 'end' } }
  }

  async #isInterrupted(moves: number, running: Running): Promise<boolean> {
    if (moves % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve))
    return running.signal.aborted
  }

  // --- backwards ------------------------------------------------------------------------------------------------------------

  async reverseStep(thread: number, running: Running): Promise<Stop> {
    const core = thread - 1
    const { history } = this.#run
    if (!history.some((move) => isInstructionOf(move, core))) return this.#begin(core)
    for (let moves = 0; ; moves++) {
      if (await this.#isInterrupted(moves, running)) return (this.#stop = { thread, signal: 'SIGINT' })
      const move = this.#run.back()
      if (!move || isInstructionOf(move, core)) return (this.#stop = trap(core))
    }
  }

  async reverseContinue(thread: number, running: Running): Promise<Stop> {
    for (let moves = 0; ; moves++) {
      if (await this.#isInterrupted(moves, running)) return (this.#stop = { thread, signal: 'SIGINT' })
      const next = this.#run.last
      if (!next) return this.#begin(thread - 1)
      const watched = this.#watched(next)
      this.#run.back()
      const reached = watched ?? (isInstruction(next) ? this.#breakpointAt(next.core) : undefined)
      if (reached) return (this.#stop = reached)
    }
  }

  #begin(core: number): Stop {
    return (this.#stop = { ...trap(core), why: { kind: 'end-of-history', end: 'begin' } })
  }

  // --- the rest -------------------------------------------------------------------------------------------------------------

  addPoint(point: PointKind, address: number, size: number): boolean {
    this.#points.add(point, address, size)
    return true
  }

  removePoint(point: PointKind, address: number, size: number): void {
    this.#points.remove(point, address, size)
  }

  monitor(text: string, running: Running): Promise<string> {
    return new Monitor(this.#run, this.#loaded, this.#machine.model, this.#loaded === this.#scenario).answer(text, running.signal)
  }

  /** Back to the beginning, with everything ahead that was there when the target was made. */
  restart(): Stop {
    this.#run = this.#opened(this.#schedule)
    while (this.#run.back());
    return (this.#stop = trap(0))
  }

  #opened(schedule: readonly Transition[]): SteppedRun {
    const run = playBySteps(this.#machine, this.#loaded.onTrap, schedule)
    this.#restarts = run.restarts
    return run
  }
}

function trap(core: number): Stop {
  return { thread: core + 1, signal: 'SIGTRAP' }
}

function isInstruction(move: Move): boolean {
  return move.kind === 'private' || move.transition.kind === 'exec'
}

function isInstructionOf(move: Move, core: number): boolean {
  return move.core === core && isInstruction(move)
}

/** Would `action` do again what `ahead` did? */
function isSame(ahead: Move, action: Action): boolean {
  if (ahead.core !== action.core) return false
  if (ahead.kind === 'private') return action.kind === 'step'
  const { transition } = ahead
  if (transition.kind === 'exec') return action.kind === 'step'
  return action.kind === 'drain' && transition.index === action.index
}
