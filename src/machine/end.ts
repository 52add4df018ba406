import { GRANULE } from '../emu/core/granule.ts'
import type { LocalState } from '../emu/core/local-state.ts'
import type { SavedRegister } from '../emu/registers.ts'
import type { Trap } from '../emu/visible-step.ts'
import type { MemoryId } from '../cpu-model/memory.ts'
import type { LocalId } from './local-table.ts'
import { STEP } from './node-table.ts'
import type { Machine, State } from './machine.ts'

/** A trap of a core, as an outcome function sees it. */
export interface TrapReport {
  readonly core: number
  readonly trap: Trap
  /** Address of the instruction, or of the symbol that was reached. */
  readonly pc: bigint
  /** A register of the core at the trap, unsigned. */
  register(name: SavedRegister): bigint
  /** Private or constant memory as the trapped core sees it, unsigned little-endian; `size` 1, 2, 4 or 8 bytes. */
  read(address: bigint, size: number): bigint
}

/** The end of a run, as an outcome function sees it. After a trap there is the trap and nothing else. */
export type End =
  | { readonly trap: TrapReport }
  | {
      readonly trap: undefined
      /** A core's register at its end, unsigned. */
      register(core: number, name: SavedRegister): bigint
      /** Memory, unsigned little-endian; `size` 1, 2, 4 or 8 bytes. */
      read(address: bigint, size: number): bigint
      /** A core's own private memory. */
      readPrivate(core: number, address: bigint, size: number): bigint
      /** With `onTrap: 'stop-core'`: the cores that trapped. */
      readonly stopped: readonly TrapReport[]
    }

/** Memory byte by byte: shared cells from `memory`, the rest from the image. */
function readMemory(machine: Machine, memory: MemoryId, address: bigint, size: number): bigint {
  const { cells } = machine
  const whole = cells.cellAt(Number(address))
  if (whole !== undefined && cells.address(whole) === Number(address) && cells.size(whole) === size) {
    return cells.value(whole, machine.memory.at(memory, whole))
  }
  let value = 0n
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(readByte(machine, memory, Number(address) + i))
  return value
}

/** One byte of shared memory; what no access has touched is as the image has it. */
export function readByte(machine: Machine, memory: MemoryId, address: number): number {
  const { cells } = machine
  const cell = cells.cellAt(address)
  if (cell === undefined) return machine.automata.initialByte(address)
  const value = cells.value(cell, machine.memory.at(memory, cell))
  return Number((value >> BigInt(8 * (address - cells.address(cell)))) & 0xffn)
}

/** A core's private memory in local state `local`; what is not private there reads as the image has it. */
export function readPrivate(machine: Machine, core: number, local: LocalId, address: bigint, size: number): bigint {
  const table = machine.local(core)
  const state = table.automaton.state(table.node(local))
  let value = 0n
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(privateByte(machine, core, state, Number(address) + i))
  return value
}

/** One byte of it, in the local state `state`. */
export function privateByte({ automata }: Machine, core: number, state: LocalState, at: number): number {
  const setup = automata.program.cores[core]
  if (!setup) throw new Error(`no core ${core}`)
  const stackEnd = Number(setup.stack.address) + setup.stack.size
  const inStack = at - (stackEnd - state.stack.length)
  if (inStack >= 0 && at < stackEnd) return state.stack[inStack] ?? 0
  if (at >= Number(setup.stack.address) && at < stackEnd) return 0
  const granule = BigInt(at - (at % GRANULE))
  for (let i = 0; i + 1 < state.privateWords.length; i += 2) {
    if (state.privateWords[i] === granule) return Number(((state.privateWords[i + 1] ?? 0n) >> BigInt(8 * (at % GRANULE))) & 0xffn)
  }
  return automata.initialByte(at)
}

export function trapReport(machine: Machine, core: number, local: LocalId): TrapReport {
  const table = machine.local(core)
  const node = table.node(local)
  const step = table.automaton.step(node)
  if (step.kind !== 'trap') throw new Error(`core ${core} is at a ${step.kind} step`)
  return {
    core,
    trap: step.trap,
    pc: BigInt(step.pc),
    register: (name) => table.automaton.register(node, name),
    read: (address, size) => readPrivate(machine, core, local, address, size),
  }
}

/** The end of a finished run. */
export function endOf(machine: Machine, state: State, stopped: readonly TrapReport[]): End {
  const memory = machine.memoryNow(state[machine.coreCount] ?? 0)
  return {
    trap: undefined,
    register: (core, name) => {
      const table = machine.local(core)
      return table.automaton.register(table.node(state[core] ?? 0), name)
    },
    read: (address, size) => readMemory(machine, memory, address, size),
    readPrivate: (core, address, size) => readPrivate(machine, core, state[core] ?? 0, address, size),
    stopped,
  }
}

/** The traps of the cores that have stopped at one, where a trap stops only its core. */
export function stoppedAt(machine: Machine, state: State, onTrap: 'stop-run' | 'stop-core'): TrapReport[] {
  if (onTrap !== 'stop-core') return []
  return machine.locals.flatMap((table, core) => {
    const local = state[core] ?? 0
    return table.step[local] === STEP.trap ? [trapReport(machine, core, local)] : []
  })
}
