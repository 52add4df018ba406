/**
 * Programs for tests, in the shape of the litmus literature: shared variables with their initial values, then one function a core
 * (p0, p1, …) as assembly text.
 *
 * ```ts
 * const sb = assembleProgram({ x: 0, y: 0 }, `
 *   p0:
 *     mov qword ptr [x], 1
 *     mov rax, [y]
 *     ret
 *   p1:
 *     mov qword ptr [y], 1
 *     mov rax, [x]
 *     ret`)
 * expect(outcomesOf(sb, x86Tso, '0:rax 1:rax')).toEqual(['0 0', '0 1', '1 0', '1 1'])
 * ```
 */
import { afterAll } from 'vitest'
import { loadAssembler } from '../../src/emu/assembler/assemble.ts'
import type { CoreOptions } from '../../src/emu/core/core-options.ts'
import { loadDisassembler } from '../../src/emu/disassembler/disassemble.ts'
import { imageOf, type Segment, type SegmentKind } from '../../src/emu/image.ts'
import type { Syntax } from '../../src/emu/listing.ts'
import type { SavedRegister } from '../../src/emu/registers.ts'
import type { Trap } from '../../src/emu/visible-step.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { exploreAll, type Exploration, type ExploreOptions } from '../../src/explore/explore.ts'
import { Automata } from '../../src/machine/automata.ts'
import type { End } from '../../src/machine/end.ts'
import { Machine } from '../../src/machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS, type MachineOptions, type Program } from '../../src/machine/program.ts'

const assembler = await loadAssembler()
const disassembler = await loadDisassembler()

const CODE = 0x40_1000n
const TRAPS = 0x40_0000n
const CONSTANTS = 0x50_0000n
const VARIABLES = 0x60_0000n
const PRIVATE_PAGES = 0x70_0000n
const STACKS = 0x7ffe_0000_0000n
const SPACING = 0x10_0000n
const CACHE_LINE = 64n
const HLT = 0xf4

/** 8 bytes, or `size` bytes that begin with `value`, little-endian. Each variable begins a cache line of its own. */
export type Variable = number | bigint | { readonly size: number; readonly value?: number | bigint }

export interface ProgramOptions {
  /** Default: `intel`. */
  readonly syntax?: Syntax
  /** Variables that are taken for constant until somebody stores to them. */
  readonly constants?: Readonly<Record<string, Variable>>
  /** For each core its initial registers. The name of a variable stands for its address, `stack0` for the end of that stack. */
  readonly registers?: readonly Partial<Record<SavedRegister, bigint | string>>[]
  /** For each core, variables that it has to itself. */
  readonly privates?: readonly Readonly<Record<string, Variable>>[]
  /** Functions that end the run when a core reaches them. */
  readonly traps?: readonly string[]
  readonly order?: Program['order']
  /** Bytes; default 4096. */
  readonly stackSize?: number
}

export interface TestProgram {
  readonly program: Program
  /** Of a variable, a function or a label (`p0.again`). Throws when there is none. */
  address(name: string): number
  /** `x`, `x+8`, `stack0+4032` (counted from the stack's low end), or hexadecimal. */
  nameOf(address: number): string
}

export const decode: CoreOptions['decode'] = (bytes, address) => disassembler.decode(bytes, address)

interface Placed {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
}

/** Assembles `text`; its functions p0, p1, … are what the cores run. */
export function assembleProgram(
  variables: Readonly<Record<string, Variable>>, text: string, options: ProgramOptions = {},
): TestProgram {
  const shared = place(variables, VARIABLES)
  const constants = place(options.constants ?? {}, CONSTANTS)
  const privates = (options.privates ?? []).map((own, core) => place(own, PRIVATE_PAGES + BigInt(core) * SPACING))
  const traps = (options.traps ?? []).map((name, i) => ({ name, address: TRAPS + BigInt(16 * i) }))
  const placed = [...shared, ...constants, ...privates.flat()]
  const symbols = new Map([...placed, ...traps].map(({ name, address }) => [name, address]))
  const source = { file: 'test.s', text, syntax: options.syntax ?? 'intel' }
  const listing = assembler.assemble([source], { origin: CODE, dataOrigin: CONSTANTS + SPACING, symbols })
  const entries: bigint[] = []
  for (let entry = listing.symbols.get('p0'); entry !== undefined; entry = listing.symbols.get(`p${entries.length}`)) {
    entries.push(entry)
  }
  if (entries.length === 0) throw new Error('no function p0: begin its label further left than the instructions')
  const size = options.stackSize ?? 4096
  const stacks = entries.map((_, core) => ({ name: `stack${core}`, address: STACKS + BigInt(core) * SPACING, size }))
  const registerValue = (value: bigint | string): bigint => {
    if (typeof value === 'bigint') return value
    const stack = stacks.find(({ name }) => name === value)
    return stack ? stack.address + BigInt(stack.size) : symbolOf(value)
  }
  const symbolOf = (name: string): bigint => {
    const found = symbols.get(name) ?? listing.symbols.get(name)
    if (found === undefined) throw new Error(`the program has no ${name}`)
    return found
  }
  const cores = entries.map((entry, core) => ({
    entry,
    registers: Object.fromEntries(
      Object.entries(options.registers?.[core] ?? {}).map(([name, value]) => [name, registerValue(value)]),
    ),
    stack: stacks[core] ?? { address: STACKS, size },
    privateMemory: privates[core] ?? [],
  }))
  const image = imageOf(listing, [
    { name: 'traps', address: TRAPS, bytes: new Uint8Array(16 * traps.length + 16).fill(HLT), kind: 'code' },
    ...segments(shared, 'shared'),
    ...segments(constants, 'constant'),
  ])
  const named = [...placed.map(({ name, address, bytes }) => ({ name, address, size: bytes.length })), ...stacks]
  const trapNames = new Map(traps.map(({ name, address }) => [address, name]))
  return {
    program: { name: 'test', image, cores, traps: trapNames, order: options.order ?? [] },
    address: (name) => Number(symbolOf(name)),
    nameOf: (address) => {
      const found = named.find((n) => address >= Number(n.address) && address < Number(n.address) + n.size)
      if (!found) return `0x${address.toString(16)}`
      const offset = address - Number(found.address)
      return offset === 0 ? found.name : `${found.name}+${offset}`
    },
  }
}

function place(variables: Readonly<Record<string, Variable>>, from: bigint): Placed[] {
  let next = from
  return Object.entries(variables).map(([name, variable]) => {
    const { size, value = 0 } = typeof variable === 'object' ? variable : { size: 8, value: variable }
    const bytes = Uint8Array.from({ length: size }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 0xffn))
    const address = next
    next += (BigInt(size) + CACHE_LINE - 1n) / CACHE_LINE * CACHE_LINE
    return { name, address, bytes }
  })
}

function segments(placed: readonly Placed[], kind: SegmentKind): Segment[] {
  return placed.map((one) => ({ ...one, kind }))
}

/** Automata of the program, closed when the test file is done. */
export function automataOf({ program }: TestProgram, options: Partial<MachineOptions> = {}): Automata {
  const automata = new Automata(program, { ...DEFAULT_MACHINE_OPTIONS, ...options }, decode)
  opened.push(automata)
  return automata
}

/** The program under `model`. */
export function machineOf(program: TestProgram, model: MemoryModel, options: Partial<MachineOptions> = {}): Machine {
  return new Machine(automataOf(program, options), model, { ...DEFAULT_MACHINE_OPTIONS, ...options })
}

const opened: Automata[] = []
afterAll(() => {
  for (const automata of opened.splice(0)) automata.close()
})

export interface TestQuestion extends ExploreOptions {
  readonly onTrap?: 'stop-run' | 'stop-core'
}

/** Explores the program; outcomes are texts as `outcomesOf` gives them. `asked`: `0:rax [x] [y+4]:2`, separated by spaces. */
export function explore(
  program: TestProgram, model: MemoryModel, asked: string, options: TestQuestion = {},
): Exploration {
  const automata = automataOf(program, options.machine)
  const outcome = (end: End): string => describeEnd(program, asked, end)
  return exploreAll({ automata, outcome, onTrap: options.onTrap ?? 'stop-run' }, model, options)
}

/**
 * What is `asked` (see `explore`) of every finished run, as the values in that order: `0 1`. A trap is `core 0: ` and its reason, a
 * run without end `cores 0 1 do not terminate`. Sorted. Throws when the search is incomplete.
 */
export function outcomesOf(
  program: TestProgram, model: MemoryModel, asked: string, options: TestQuestion = {},
): string[] {
  const found = explore(program, model, asked, options)
  if (!found.complete) throw new Error(`incomplete: ${found.bounds.join('; ')}`)
  return outcomeTexts(found)
}

/** The outcomes of a search made with `explore`, complete or not. */
export function outcomeTexts(found: Exploration): string[] {
  return found.outcomes
    .map(({ outcome }) => {
      if (typeof outcome === 'string') return outcome
      const { doesNotTerminate } = outcome as { readonly doesNotTerminate: readonly number[] }
      return `cores ${doesNotTerminate.join(' ')} do not terminate`
    })
    .sort()
}

/** The values that are `asked` of `end`. */
export function describeEnd(program: TestProgram, asked: string, end: End): string {
  if (end.trap) return `core ${end.trap.core}: ${describeTrap(program, end.trap.trap)}`
  const values = asked.split(' ').filter((word) => word !== '').map((word) => {
    const register = /^(\d+):(\w+)$/.exec(word)
    if (register) return end.register(Number(register[1]), register[2] as SavedRegister)
    const memory = /^\[(\w+)(?:\+(\d+))?\](?::(\d+))?$/.exec(word)
    if (!memory) throw new Error(`${word} is neither 0:rax nor [x+8]:4`)
    return end.read(BigInt(program.address(memory[1] ?? '') + Number(memory[2] ?? 0)), Number(memory[3] ?? 8))
  })
  const stopped = end.stopped.map(({ core, trap }) => `core ${core}: ${describeTrap(program, trap)}`)
  return [...values.map(String), ...stopped].join(' ')
}

/** `runtime.fatal`, `read of unmapped memory at 0x1000`. */
export function describeTrap(program: TestProgram, trap: Trap): string {
  if (trap.kind === 'symbol') return trap.symbol
  const at = trap.kind === 'fault' && trap.address !== undefined ? ` at ${program.nameOf(trap.address)}` : ''
  return `${trap.reason}${at}`
}
