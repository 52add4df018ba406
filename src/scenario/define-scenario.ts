import { loadAssembler } from '../emu/assembler/assemble.ts'
import { InputError } from '../emu/input-error.ts'
import { imageOf, type Segment } from '../emu/image.ts'
import type { ListingSource, Syntax } from '../emu/listing.ts'
import { GENERAL_REGISTERS, type GeneralRegister } from '../emu/registers.ts'
import type { Outcome } from '../explore/outcome.ts'
import { LabelTable, type Label } from '../go/labels.ts'
import type { End, TrapReport } from '../machine/end.ts'
import type { BuiltScenario, Scenario } from './scenario.ts'

/** One shared variable, or an array of them. */
export interface Variable {
  /** Bytes of one element: 1, 2, 4 or 8 (the default). */
  readonly size?: 1 | 2 | 4 | 8
  /** The initial value, or those of an array; default 0. Negative values are taken modulo 2^(8·size). */
  readonly value?: bigint | readonly bigint[]
}

export interface CoreSpec {
  /** The function that the core runs, until its RET. */
  readonly entry: string
  /** Initial registers; the name of a variable stands for its address. Others are 0. */
  readonly registers?: Partial<Record<GeneralRegister, bigint | string>>
}

/** The end of a run of a scenario made by `defineScenario`. After a trap there is the trap and nothing else. */
export type ScenarioEnd =
  | { readonly trap: TrapReport }
  | {
      readonly trap: undefined
      /** A register of a core at its end, unsigned. */
      readonly register: (core: number, name: GeneralRegister) => bigint
      /** A variable (element `index` of an array), unsigned. */
      readonly memory: (variable: string, index?: number) => bigint
      /** With `onTrap: 'stop-core'`: the cores that trapped. */
      readonly stopped: readonly TrapReport[]
    }

export interface ScenarioSpec {
  readonly name: string
  readonly summary?: string
  /** Assembly text: `intel`, `att` or `go` template strings, or listings read from files. */
  readonly code: ListingSource | readonly ListingSource[]
  /** Shared variables by name; code refers to them by the same name. Each begins a cache line of its own. */
  readonly memory?: Readonly<Record<string, Variable>>
  readonly cores: readonly CoreSpec[]
  /** Core `later` takes its first step only after core `earlier` has returned. Orders steps only; it drains nothing. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  /** What is asked of a finished run: plain data; bigints are welcome. */
  readonly outcome: (end: ScenarioEnd) => Outcome
}

const CODE = 0x40_1000n
const CONSTANTS = 0x50_0000n
const VARIABLES = 0x60_0000n
const STACKS = 0x7ffe_0000_0000n
const STACK_SIZE = 0x4000
const STACK_SPACING = 0x10_0000n
const CACHE_LINE = 64

let templates = 0

function template(syntax: Syntax): (parts: TemplateStringsArray, ...values: readonly unknown[]) => ListingSource {
  return (parts, ...values) => ({ file: `${syntax} template ${++templates}`, text: String.raw({ raw: parts }, ...values), syntax })
}

/** Assembly text in Intel syntax, in a test. */
export const intel = template('intel')
/** Assembly text in AT&T syntax. */
export const att = template('att')
/** Assembly text in the syntax of Go's compiler (`-S`). */
export const go = template('go')

/** A scenario from assembly text, shared variables and what each core runs. Mistakes name the scenario and the field. */
export function defineScenario(spec: ScenarioSpec): Scenario {
  const fail = (field: string, problem: string): never => {
    throw new InputError(`scenario ${JSON.stringify(spec.name)}, ${field}: ${problem}`)
  }
  if (!/^\S+$/.test(spec.name)) fail('name', 'expected a name without spaces, such as "sb/plain"')
  if (spec.cores.length === 0) fail('cores', 'expected at least one core')
  for (const { earlier, later } of spec.order ?? []) {
    if (earlier === later || !spec.cores[earlier] || !spec.cores[later]) {
      fail('order', `expected two different cores below ${spec.cores.length}, found ${earlier} and ${later}`)
    }
  }
  return {
    name: spec.name,
    summary: spec.summary ?? '',
    onTrap: spec.onTrap ?? 'stop-run',
    build: () => build(spec, fail),
  }
}

async function build(spec: ScenarioSpec, fail: (field: string, problem: string) => never): Promise<BuiltScenario> {
  const assembler = await loadAssembler()
  const placed = placeVariables(spec.memory ?? {}, fail)
  const symbols = new Map(placed.map(({ name, address }) => [name, address]))
  const sources = Array.isArray(spec.code) ? (spec.code as readonly ListingSource[]) : [spec.code as ListingSource]
  const listing = assembler.assemble(sources, { origin: CODE, dataOrigin: CONSTANTS, symbols })
  const cores = spec.cores.map((core, number) => {
    const entry = listing.symbols.get(core.entry)
    if (entry === undefined) {
      const functions = [...listing.symbols.keys()].filter((name) => !name.includes('.')).join(', ')
      return fail(`cores[${number}].entry`, `the code defines no ${JSON.stringify(core.entry)}; it defines ${functions}`)
    }
    const registers: Partial<Record<GeneralRegister, bigint>> = {}
    for (const name of GENERAL_REGISTERS) {
      const value = core.registers?.[name]
      if (typeof value === 'bigint') registers[name] = BigInt.asUintN(64, value)
      else if (value !== undefined) {
        const field = `cores[${number}].registers.${name}`
        registers[name] = symbols.get(value) ?? fail(field, `there is no variable ${JSON.stringify(value)}`)
      }
    }
    return {
      entry, registers, stack: { address: STACKS + BigInt(number) * STACK_SPACING, size: STACK_SIZE }, privateMemory: [],
    }
  })
  const memory: Segment[] = placed.map(({ name, address, bytes }) => ({ name, address, bytes, kind: 'shared' }))
  const image = imageOf(listing, memory)
  const labels: Label[] = placed.flatMap(({ name, address, bytes, size }) =>
    bytes.length === size
      ? [{ name, address, size }]
      : Array.from({ length: bytes.length / size }, (_, i) => (
          { name: `${name}[${i}]`, address: address + BigInt(i * size), size }
        )),
  )
  const outcome = (end: End): Outcome => {
    if (end.trap) return spec.outcome(end)
    return spec.outcome({
      trap: undefined,
      register: (core, name) => end.register(core, name),
      memory: (variable, index = 0) => {
        const place = placed.find(({ name }) => name === variable)
        if (!place) return fail('outcome', `there is no variable ${JSON.stringify(variable)}`)
        return end.read(place.address + BigInt(index * place.size), place.size)
      },
      stopped: end.stopped,
    })
  }
  const program = { name: spec.name, image, cores, traps: new Map<bigint, string>(), order: spec.order ?? [] }
  return { program, labels: new LabelTable(labels, listing.symbols), outcome }
}

/** A variable with an address. */
export interface PlacedVariable {
  readonly name: string
  readonly address: bigint
  readonly bytes: Uint8Array
  /** Bytes of one element. */
  readonly size: number
}

/** Lays variables out, each at the beginning of a cache line. */
export function placeVariables(
  memory: Readonly<Record<string, Variable>>, fail: (field: string, problem: string) => never,
): PlacedVariable[] {
  let next = VARIABLES
  return Object.entries(memory).map(([name, { size = 8, value = 0n }]) => {
    if (!/^[A-Za-z_][\w.]*$/.test(name)) fail('memory', `${JSON.stringify(name)} is not a name that assembly text can use`)
    const values = typeof value === 'bigint' ? [value] : value
    const bytes = new Uint8Array(values.length * size)
    values.forEach((element, index) => {
      let rest = BigInt.asUintN(8 * size, element)
      for (let i = 0; i < size; i++, rest >>= 8n) bytes[index * size + i] = Number(rest & 0xffn)
    })
    const address = next
    next += BigInt(Math.max(1, Math.ceil(bytes.length / CACHE_LINE)) * CACHE_LINE)
    return { name, address, bytes, size }
  })
}
