import { loadAssembler } from '../emu/assembler/assemble.ts'
import { nearNames } from '../emu/assembler/near-names.ts'
import { imageOf, type Image } from '../emu/image.ts'
import type { Listing, ListingSource } from '../emu/listing.ts'
import { GENERAL_REGISTERS, type GeneralRegister } from '../emu/registers.ts'
import type { Outcome } from '../explore/outcome.ts'
import { LabelTable } from '../go/labels.ts'
import type { End, TrapReport } from '../machine/end.ts'
import { checkSpec } from './check-spec.ts'
import { caller, callerName, resultAddress, resultMemory, type PreparedCall } from './core-calls.ts'
import { failIn, inField, type Fail } from './fail.ts'
import type { BuiltScenario, Scenario } from './scenario.ts'
import {
  noVariable, placeVariables, variableReader,
  type MemorySpec, type NoVariables, type PlaceName, type PlacedVariables, type ValueName,
} from './variables.ts'

export { att, go, intel } from './listing.ts'
export type { Variable } from './variables.ts'

/** A function to run until its RET. */
export interface CallSpec<M extends MemorySpec = NoVariables> {
  readonly entry: string
  /** Registers before it begins; the name of a variable or field stands for its address. */
  readonly registers?: Partial<Record<GeneralRegister, bigint | PlaceName<M>>>
}

/**
 * What a core runs: one function, or several calls one after another. Registers that are not given are 0 at first; between calls
 * they stay as the call before left them.
 */
export type CoreSpec<M extends MemorySpec = NoVariables> = CallSpec<M> | { readonly calls: readonly CallSpec<M>[] }

/** A trap of a core, in words too. */
export interface ScenarioTrap extends TrapReport {
  /** `read of unmapped memory at 0x8`. */
  readonly message: string
  /** The instruction, as the code has it. */
  readonly instruction: string | undefined
}

/** The end of a run of a scenario made by `defineScenario`. After a trap there is the trap and nothing else. */
export type ScenarioEnd<M extends MemorySpec = MemorySpec> =
  | { readonly trap: ScenarioTrap }
  | {
      readonly trap: undefined
      /** A register of a core at its end, unsigned. */
      readonly register: (core: number, name: GeneralRegister) => bigint
      /** RAX as a call of the core left it, counted from 0; the last call where none is named. */
      readonly result: (core: number, call?: number) => bigint
      /** A variable or field (element `index` of an array), unsigned. */
      readonly memory: (variable: ValueName<M>, index?: number) => bigint
      /** What lies at an address: `node`, `node.value`, `nil` for 0, else the address in hexadecimal. */
      readonly nameOf: (address: bigint) => string
      /** With `onTrap: 'stop-core'`: the cores that trapped. */
      readonly stopped: readonly ScenarioTrap[]
    }

export interface ScenarioSpec<M extends MemorySpec = MemorySpec, O = Outcome> {
  readonly name: string
  readonly summary?: string
  /** Assembly text: `intel`, `att` or `go` template strings, or files: `listing('lock.asm')`. */
  readonly code: ListingSource | readonly ListingSource[]
  /** Shared variables by name; code refers to them by the same name. Each begins a cache line of its own. */
  readonly memory?: M
  readonly cores: readonly CoreSpec<NoInfer<M>>[]
  /** Core `later` takes its first step only after core `earlier` has returned. Orders steps only; it drains nothing. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  /** A trap ends the run (`stop-run`, the default), or only its core. */
  readonly onTrap?: 'stop-run' | 'stop-core'
  /** What is asked of a finished run: plain data; bigints are welcome. */
  readonly outcome: (end: ScenarioEnd<NoInfer<M>>) => O
}

const CODE = 0x40_1000n
const CONSTANTS = 0x50_0000n
const STACKS = 0x7ffe_0000_0000n
const STACK_SIZE = 0x4000
const STACK_SPACING = 0x10_0000n

/**
 * A scenario from assembly text, shared variables and what each core runs. Mistakes throw an `InputError` that names the scenario and
 * the field: those in the code when the scenario is built, the others at once.
 *
 * ```ts
 * const sb = defineScenario({
 *   name: 'sb',
 *   code: intel`
 *     p0:
 *       mov qword ptr [x], 1
 *       mov rax, [y]
 *       ret
 *     p1:
 *       mov qword ptr [y], 1
 *       mov rax, [x]
 *       ret`,
 *   memory: { x: 0n, y: 0n },
 *   cores: [{ entry: 'p0' }, { entry: 'p1' }],
 *   outcome: (end) => (end.trap ? end.trap.message : [end.result(0), end.result(1)]),
 * })
 * ```
 */
export function defineScenario<const M extends MemorySpec = NoVariables, O = Outcome>(
  spec: ScenarioSpec<M, O>,
): Scenario<O> {
  const fail = failIn(spec.name)
  checkSpec(spec, fail)
  spec.cores.forEach((core, number) => {
    if ('calls' in core && core.calls.length === 0) fail(`cores[${number}].calls`, 'expected at least one call')
  })
  const variables = placeVariables(spec.memory ?? {}, fail)
  return {
    name: spec.name,
    summary: spec.summary ?? '',
    onTrap: spec.onTrap ?? 'stop-run',
    build: () => build(spec, variables, fail),
  }
}

async function build<M extends MemorySpec, O>(
  spec: ScenarioSpec<M, O>, variables: PlacedVariables, fail: Fail,
): Promise<BuiltScenario<O>> {
  const { places, labels } = variables
  const sources = Array.isArray(spec.code) ? (spec.code as readonly ListingSource[]) : [spec.code as ListingSource]
  const cores = spec.cores.map((core, number) => prepare(core, `cores[${number}]`, places, fail))
  const callers = cores.flatMap(({ calls, isList }, number) => (isList ? [caller(number, calls)] : []))
  const symbols = new Map([...places].map(([name, { address }]) => [name, address]))
  const code = await assemble(sources, symbols, fail)
  cores.forEach(({ calls, isList }, number) => calls.forEach(({ entry }, call) => {
    const field = isList ? `cores[${number}].calls[${call}].entry` : `cores[${number}].entry`
    if (!code.symbols.has(entry)) fail(field, noFunction(entry, code))
  }))
  const listing = callers.length === 0 ? code : await assemble([...sources, ...callers], symbols, fail)
  const setups = cores.map(({ calls, isList }, number) => {
    const start = listing.symbols.get(isList ? callerName(number) : calls[0]?.entry ?? '')
    if (start === undefined) throw new Error(`core ${number} has nothing to begin with`)
    return {
      entry: start,
      registers: isList ? {} : calls[0]?.registers ?? {},
      stack: { address: STACKS + BigInt(number) * STACK_SPACING, size: STACK_SIZE },
      privateMemory: isList ? [resultMemory(number, calls.length)] : [],
    }
  })
  const image = imageOf(listing, variables.segments)
  const table = new LabelTable(labels, listing.symbols)
  const program = { name: spec.name, image, cores: setups, traps: new Map<bigint, string>(), order: spec.order ?? [] }
  const ends = new Ends({ cores, places, image, labels: table, fail })
  return { program, labels: table, outcome: (end) => spec.outcome(ends.describe(end)) }
}

interface PreparedCore {
  readonly calls: readonly PreparedCall[]
  /** The calls are made one after another by instructions of ours. */
  readonly isList: boolean
}

function prepare(core: CoreSpec<MemorySpec>, field: string, places: PlacedVariables['places'], fail: Fail): PreparedCore {
  const isList = 'calls' in core
  const calls = (isList ? core.calls : [core]).map(({ entry, registers: given = {} }, call) => {
    const where = isList ? `${field}.calls[${call}]` : field
    const registers: Partial<Record<GeneralRegister, bigint>> = {}
    for (const [name, value] of Object.entries(given)) {
      const register = GENERAL_REGISTERS.find((one) => one === name)
      if (register === undefined) {
        fail(`${where}.registers`, `there is no 64-bit register ${JSON.stringify(name)}; there are ${GENERAL_REGISTERS.join(', ')}`)
      } else if (typeof value === 'bigint') registers[register] = BigInt.asUintN(64, value)
      else registers[register] = places.get(value)?.address ?? fail(`${where}.registers.${name}`, noVariable(value, places.keys()))
    }
    return { entry, registers }
  })
  return { calls, isList }
}

async function assemble(
  sources: readonly ListingSource[], symbols: ReadonlyMap<string, bigint>, fail: Fail,
): Promise<Listing> {
  const assembler = await loadAssembler()
  return inField('code', fail, () => assembler.assemble(sources, { origin: CODE, dataOrigin: CONSTANTS, symbols }))
}

function noFunction(name: string, { symbols, statements }: Listing): string {
  const own = new Set(statements.map(({ symbol }) => symbol))
  const names = [...symbols.keys()].filter((symbol) => !symbol.includes('.') || own.has(symbol))
  const [near] = nearNames(name, names)
  const hint = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`
  return `the code defines no ${JSON.stringify(name)}; it defines ${names.join(', ')}${hint}`
}

interface EndParts {
  readonly cores: readonly PreparedCore[]
  readonly places: PlacedVariables['places']
  readonly image: Image
  readonly labels: LabelTable
  readonly fail: Fail
}

function structureAt(address: bigint, places: PlacedVariables['places']): string | undefined {
  return [...places].find(([, place]) => place.size === 0 && place.address === address)?.[0]
}

/** Ends of runs, in the names of the scenario. */
class Ends {
  readonly #parts: EndParts

  constructor(parts: EndParts) {
    this.#parts = parts
  }

  describe(end: End): ScenarioEnd {
    if (end.trap) return { trap: this.#trap(end.trap) }
    const { cores, places, labels, fail } = this.#parts
    const calls = (core: number): PreparedCore =>
      cores[core] ?? fail('outcome', `there is no core ${core}: the scenario has ${cores.length}, counted from 0`)
    return {
      trap: undefined,
      register: (core, name) => (calls(core), end.register(core, name)),
      result: (core, call) => {
        const { calls: made, isList } = calls(core)
        const number = call ?? made.length - 1
        if (!made[number]) fail('outcome', `core ${core} makes ${made.length} calls, and number ${number} (from 0) is none of them`)
        return isList ? end.readPrivate(core, resultAddress(core, number), 8) : end.register(core, 'rax')
      },
      memory: variableReader({ places }, (address, size) => end.read(address, size), fail),
      nameOf: (address) => (address === 0n ? 'nil' : structureAt(address, places) ?? labels.nameOf(address)),
      stopped: end.stopped.map((report) => this.#trap(report)),
    }
  }

  #trap(report: TrapReport): ScenarioTrap {
    const { image, labels } = this.#parts
    const { trap, pc } = report
    const at = trap.kind === 'fault' && trap.address !== undefined ? ` at ${labels.nameOf(trap.address)}` : ''
    const message = trap.kind === 'symbol' ? trap.symbol : `${trap.reason}${at}`
    return { ...report, message, instruction: image.statementAt(pc)?.text }
  }
}
