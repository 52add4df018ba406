/** The visible steps of a core that runs alone, as text. */
import { Core } from '../../src/emu/core/core.ts'
import type { CoreOptions } from '../../src/emu/core/core-options.ts'
import type { LocalState } from '../../src/emu/core/local-state.ts'
import { SAVED_REGISTERS, type SavedRegister } from '../../src/emu/registers.ts'
import type { SharedStore } from '../../src/emu/visible-step.ts'
import { decode, describeTrap, type TestProgram } from './assemble-program.ts'

export interface CoreTestOptions extends Partial<Omit<CoreOptions, 'decode' | 'sharedGranules'>> {
  /** Which core; default 0. */
  readonly core?: number
  /** Addresses whose granules are shared. */
  readonly shared?: readonly number[]
}

/** A core of the program. The caller closes it. */
export function coreOf({ program }: TestProgram, options: CoreTestOptions = {}): Core {
  const number = options.core ?? 0
  const setup = program.cores[number]
  if (!setup) throw new Error(`no core ${number}`)
  const others = program.cores.flatMap(({ stack, privateMemory }, other) =>
    other === number
      ? []
      : [{ name: `stack${other}`, address: stack.address, bytes: new Uint8Array(stack.size) }, ...privateMemory],
  )
  return new Core(program.image, setup, others, {
    traps: program.traps,
    lfenceVisible: false,
    privateInstructions: 10_000,
    ...options,
    sharedGranules: new Set(options.shared?.map((address) => Math.floor(address / 8))),
    decode,
  })
}

/** What a core did when it ran alone on memory that behaves. */
export interface Solo {
  /** One line a visible step: `load x:8 = 5, store x:8 = 6`. The last is `end`, `trap …`, `diverge` or `bound`. */
  readonly steps: readonly string[]
  readonly last: LocalState
  register(name: SavedRegister): bigint
}

const STEP_LIMIT = 1000

/** Runs one core to its end; stores reach memory at once. */
export function runAlone(program: TestProgram, options: CoreTestOptions = {}): Solo {
  const core = coreOf(program, options)
  try {
    const memory = new Map<number, number>()
    const steps: string[] = []
    let state = core.start()
    while (steps.length < STEP_LIMIT) {
      const { step } = state
      if (step.kind === 'trap') steps.push(`trap: ${describeTrap(program, step.trap)}`)
      else if (step.kind === 'end' || step.kind === 'diverge' || step.kind === 'bound') steps.push(step.kind)
      if (step.kind === 'trap' || step.kind === 'end' || step.kind === 'diverge' || step.kind === 'bound') break
      const reads = step.kind === 'load' || step.kind === 'locked'
      const value = reads ? readMemory(program, memory, step.address, step.size) : undefined
      const { stores, next } = core.evaluate(state, value)
      const own = reads ? [`${step.kind} ${program.nameOf(step.address)}:${step.size} = ${value ?? 0n}`]
        : step.kind === 'store' ? [] : [step.kind]
      steps.push([...own, ...stores.map((store) => describeStore(program, store))].join(', '))
      for (const store of stores) writeMemory(memory, store)
      state = next
    }
    const last = state
    return { steps, last, register: (name) => last.registers[SAVED_REGISTERS.indexOf(name)] ?? 0n }
  } finally {
    core.close()
  }
}

/** The steps of `runAlone`. */
export function stepsOf(program: TestProgram, options: CoreTestOptions = {}): readonly string[] {
  return runAlone(program, options).steps
}

function describeStore(program: TestProgram, { address, size, value, nonTemporal, afterSfence }: SharedStore): string {
  const words = [afterSfence ? 'sfence,' : '', nonTemporal ? 'nt' : '', 'store'].filter((word) => word !== '').join(' ')
  return `${words} ${program.nameOf(address)}:${size} = ${value}`
}

function readMemory(
  { program }: TestProgram, memory: ReadonlyMap<number, number>, address: number, size: number,
): bigint {
  const { segments } = program.image
  let value = 0n
  for (let at = address + size - 1; at >= address; at--) {
    const segment = segments.find((s) => at >= Number(s.address) && at < Number(s.address) + s.bytes.length)
    const initial = segment?.bytes[at - Number(segment.address)] ?? 0
    value = (value << 8n) | BigInt(memory.get(at) ?? initial)
  }
  return value
}

function writeMemory(memory: Map<number, number>, { address, size, value }: SharedStore): void {
  for (let i = 0; i < size; i++) memory.set(address + i, Number((value >> BigInt(8 * i)) & 0xffn))
}
