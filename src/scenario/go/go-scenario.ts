/** Scenarios whose cores call functions of Go 1.22's runtime, taken from the listings in `asm/go1.22`. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadAssembler } from '../../emu/assembler/assemble.ts'
import { imageOf, type Segment } from '../../emu/image.ts'
import type { Listing, ListingSource } from '../../emu/listing.ts'
import type { Outcome } from '../../explore/outcome.ts'
import { ARGUMENT_REGISTERS, goCoreState, G_REGISTER } from '../../go/abi.ts'
import { decodeMap, type DecodedMap } from '../../go/decode-map.ts'
import { LabelTable, type Label } from '../../go/labels.ts'
import { listingClosure } from '../../go/listing-closure.ts'
import { buildMap, type MapSpec } from '../../go/map-image.ts'
import { buildMapType } from '../../go/map-type.ts'
import { RUNTIME_TRAPS, trapsOf, type RuntimeTrap } from '../../go/runtime-traps.ts'
import type { End, TrapReport } from '../../machine/end.ts'
import type { BuiltScenario, Scenario } from '../scenario.ts'

/** A call that a core makes: a function of the listings, with integer or pointer arguments. `map` stands for the map's address. */
export interface GoCall {
  /** `main.put`, `main.get`, `runtime.growWork_fast64`, … */
  readonly function: string
  readonly arguments: readonly (bigint | 'map' | 'type')[]
}

export interface GoScenarioSpec {
  readonly name: string
  readonly summary: string
  readonly map: MapSpec
  /** What each core calls, one after another. */
  readonly cores: readonly (readonly GoCall[])[]
  /** Core `later` begins only after core `earlier` has returned. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  readonly arena?: 'fresh' | 'recycled'
  readonly outcome: (end: GoEnd) => Outcome
}

/** A trap of Go's runtime, in Go's words. */
export interface GoTrap {
  readonly core: number
  readonly kind: RuntimeTrap['kind'] | 'fault'
  /** `concurrent map writes`. */
  readonly message: string
  /** The Go line of the call that trapped, `map_fast64.go:102`, where the listing tells. */
  readonly goLine: string | undefined
}

/** The end of a run of Go code. After a trap there is nothing but the trap. */
export type GoEnd =
  | { readonly trap: GoTrap; readonly map: undefined; readonly results: undefined; readonly stopped: readonly GoTrap[] }
  | {
      readonly trap: undefined
      readonly map: DecodedMap
      /** For each core and call, the first results in RAX and RBX. */
      readonly results: readonly (readonly { readonly rax: bigint; readonly rbx: bigint }[])[]
      /** With `onTrap: 'stop-core'`, the traps of the cores that stopped. */
      readonly stopped: readonly GoTrap[]
    }

const CODE = 0x40_1000n
const TRAPS = 0x40_0000n
const CONSTANTS = 0x48_0000n
const ARENAS = 0xc0_4000_0000n
const ARENA_SIZE = 0x4000
const STACK_SIZE = 0x4000
const STACKS = 0x7ffe_0000_0000n
const G_PAGES = 0x7ffd_0000_0000n
const CORE_SPACING = 0x10_0000n
const SEED = 0x9e37_79b9_7f4a_7c15n
/** Results of the calls, two words each, in the core's private page; the fields of `g` and of the shims end below. */
const RESULTS = 0x400
const HLT = 0xf4
/** The funcval that the map's type names as its hasher. */
const HASHER = 'runtime.memhash64·f'

const LISTINGS = new URL('../../../asm/go1.22/', import.meta.url)

let sources: Promise<ListingSource[]> | undefined

/** The listings of Go 1.22's map, in the order of their names. */
export function goListings(): Promise<ListingSource[]> {
  sources ??= readListings()
  return sources
}

async function readListings(): Promise<ListingSource[]> {
  const folder = fileURLToPath(LISTINGS)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.s')).sort()
  return Promise.all(
    names.map(async (name) => ({
      file: `asm/go1.22/${name}`, text: await readFile(new URL(name, LISTINGS), 'utf8'), syntax: 'go' as const,
    })),
  )
}

/** A scenario over Go's map. */
export function defineGoScenario(spec: GoScenarioSpec): Scenario {
  return {
    name: spec.name,
    summary: spec.summary,
    onTrap: spec.onTrap ?? 'stop-run',
    build: async () => build(spec, await goListings()),
  }
}

/** The same, from other listings than those that ship: tests change a byte, experiments a function. */
export async function buildGoScenario(spec: GoScenarioSpec, listings: readonly ListingSource[]): Promise<BuiltScenario> {
  return build(spec, listings)
}

async function build(spec: GoScenarioSpec, listings: readonly ListingSource[]): Promise<BuiltScenario> {
  const assembler = await loadAssembler()
  const map = buildMap(spec.map)
  const roots = [HASHER, ...spec.cores.flatMap((calls) => calls.map((call) => call.function))]
  const { sources, defined, missing } = listingClosure(listings, roots)
  // The map's type holds the address of the hasher, and code refers to the type: its own address is fixed first.
  const typeSymbols = buildMapType(0n).symbols
  const undefinedSymbols = missing.filter((name) => !typeSymbols.has(name))
  const trapSymbols = new Map(undefinedSymbols.map((name, index) => [name, TRAPS + BigInt(index * 16)]))
  const drivers = spec.cores.map((calls, core) => driver(core, calls, map.hmap, buildMapType(0n).type))
  const listing = assembler.assemble([...sources, ...drivers], {
    origin: CODE, dataOrigin: CONSTANTS, symbols: new Map([...trapSymbols, ...typeSymbols]),
  })
  const type = buildMapType(symbol(listing, HASHER))
  const arenas = spec.cores.map((_, core) => arena(core))
  const image = imageOf(listing, [
    { name: 'traps', address: TRAPS, bytes: new Uint8Array((missing.length + 1) * 16).fill(HLT), kind: 'code' },
    type.segment,
    ...map.segments,
    ...arenas,
  ])
  const runtimeTraps = trapsOf(new Map([...listing.symbols, ...trapSymbols]), (symbol) => defined.has(symbol))
  const traps = new Map([
    ...[...trapSymbols].map(([symbol, address]) => [address, symbol] as const),
    ...[...runtimeTraps].map(([address, { symbol }]) => [address, symbol] as const),
  ])
  const labels: Label[] = [
    ...map.labels,
    ...type.labels,
    ...arenas.map(({ name, address, bytes }) => ({ name, address, size: bytes.length })),
  ]
  const cores = spec.cores.map((_, core) => {
    const stackTop = STACKS + BigInt(core) * CORE_SPACING + BigInt(STACK_SIZE)
    const gAddress = G_PAGES + BigInt(core) * CORE_SPACING
    const { address, bytes } = arena(core)
    const go = goCoreState({
      core, stackTop, stackSize: STACK_SIZE, gAddress, mode: spec.arena ?? 'fresh', seed: SEED + BigInt(core),
      arena: { start: address, end: address + BigInt(bytes.length) },
    })
    return {
      entry: symbol(listing, driverName(core)),
      registers: go.registers,
      stack: { address: stackTop - BigInt(STACK_SIZE), size: STACK_SIZE },
      privateMemory: go.privateMemory,
    }
  })
  const program = {
    name: spec.name,
    image,
    cores,
    traps,
    order: spec.order ?? [],
  }
  const describe = (report: TrapReport): GoTrap => describeTrap(report, image.statementAt, image.segments)
  const outcome = (end: End): Outcome => {
    if (end.trap) return spec.outcome({ trap: describe(end.trap), map: undefined, results: undefined, stopped: [] })
    const results = spec.cores.map((calls, core) =>
      calls.map((_, call) => {
        const at = G_PAGES + BigInt(core) * CORE_SPACING + BigInt(RESULTS + 16 * call)
        return { rax: end.readPrivate(core, at, 8), rbx: end.readPrivate(core, at + 8n, 8) }
      }),
    )
    const read = (address: bigint, size: number): bigint => end.read(address, size)
    return spec.outcome({ trap: undefined, map: decodeMap(read, map.hmap), results, stopped: end.stopped.map(describe) })
  }
  return { program, labels: new LabelTable(labels, listing.symbols), outcome }
}

function symbol(listing: Listing, name: string): bigint {
  const address = listing.symbols.get(name)
  if (address === undefined) throw new Error(`the listings do not define ${name}`)
  return address
}

function arena(core: number): Segment {
  return {
    name: `arena${core}`, address: ARENAS + BigInt(core) * CORE_SPACING, bytes: new Uint8Array(ARENA_SIZE), kind: 'shared',
  }
}

function driverName(core: number): string {
  return `core${core}`
}

/**
 * The function that a core begins with: its calls, each followed by saving its results. Registers are dead between calls and at
 * the end, and are cleared, so that states that differ only in them are one.
 */
function driver(core: number, calls: readonly GoCall[], map: bigint, type: bigint): ListingSource {
  const lines = [`TEXT ${driverName(core)}(SB), $0-0`]
  calls.forEach((call, index) => {
    call.arguments.forEach((argument, i) => {
      const value = argument === 'map' ? map : argument === 'type' ? type : argument
      lines.push(`\tMOVQ $0x${BigInt.asUintN(64, value).toString(16)}, ${goName(ARGUMENT_REGISTERS[i] ?? 'rax')}`)
    })
    lines.push(`\tCALL ${call.function}(SB)`)
    lines.push(`\tMOVQ AX, ${RESULTS + 16 * index}(${goName(G_REGISTER)})`)
    lines.push(`\tMOVQ BX, ${RESULTS + 16 * index + 8}(${goName(G_REGISTER)})`)
    for (const name of ['AX', 'BX', 'CX', 'DX', 'SI', 'DI', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R15', 'BP']) {
      lines.push(`\tXORL ${name}, ${name}`)
    }
  })
  lines.push('\tRET')
  return { file: `core ${core}`, text: `${lines.join('\n')}\n`, syntax: 'go' }
}

/** `rax` is AX to Go's assembler. */
function goName(register: string): string {
  return /^r\d/.test(register) ? register.toUpperCase() : register.slice(1).toUpperCase()
}

function describeTrap(
  report: TrapReport,
  statementAt: (address: bigint) => { readonly goLine?: string } | undefined,
  segments: readonly Segment[],
): GoTrap {
  const { core, trap, pc } = report
  if (trap.kind !== 'symbol') {
    const at = trap.kind === 'fault' && trap.address !== undefined ? ` at 0x${trap.address.toString(16)}` : ''
    return { core, kind: trap.kind === 'fault' ? 'fault' : 'unmodelled', message: `${trap.reason}${at}`, goLine: statementAt(pc)?.goLine }
  }
  const runtimeTrap = RUNTIME_TRAPS.get(trap.symbol)
  if (!runtimeTrap) {
    const message = `${trap.symbol} is not in these listings`
    return { core, kind: 'unmodelled', message, goLine: callLine(report, statementAt, segments) }
  }
  const registers = Object.fromEntries(
    ['rax', 'rbx', 'rcx', 'rdx', 'rdi', 'rsi'].map((name) => [name, report.register(name as 'rax')]),
  )
  const message = runtimeTrap.describe(registers, (address, size) => report.read(address, size))
  return { core, kind: runtimeTrap.kind, message, goLine: callLine(report, statementAt, segments) }
}

/** The Go line of the CALL whose return address lies on top of the stack. */
function callLine(
  report: TrapReport,
  statementAt: (address: bigint) => { readonly goLine?: string } | undefined,
  segments: readonly Segment[],
): string | undefined {
  const returnAddress = report.read(report.register('rsp'), 8)
  const inCode = segments.some((s) => s.kind === 'code' && returnAddress > s.address && returnAddress <= s.address + BigInt(s.bytes.length))
  if (!inCode) return undefined
  // A CALL with a 32-bit displacement has 5 bytes, one through a register 2 or 3.
  for (const length of [5n, 2n, 3n]) {
    const statement = statementAt(returnAddress - length)
    if (statement) return statement.goLine
  }
  return undefined
}
