/** Scenarios whose cores call functions of a Go program, as its `go build` made it. */
import { loadAssembler } from '../../../emu/assembler/assemble.ts'
import { loadDisassembler } from '../../../emu/disassembler/disassemble.ts'
import { InputError } from '../../../emu/input-error.ts'
import type { Outcome } from '../../../explore/outcome.ts'
import type { GoBinary } from '../../../go/elf/go-binary.ts'
import type { GoMapType } from '../../../go/elf/go-types.ts'
import { hashSetup } from '../../../go/elf/hash-setup.ts'
import { describeUnmodelled } from '../../../go/elf/unmodelled.ts'
import { LabelTable } from '../../../go/labels.ts'
import { BUCKET } from '../../../go/layout.ts'
import { buildMap, type MapSpec } from '../../../go/map-image.ts'
import { checkSpec } from '../../check-spec.ts'
import { failIn } from '../../fail.ts'
import type { BuiltScenario, Scenario } from '../../scenario.ts'
import { driver, driverName, type GoCall } from '../go-call.ts'
import type { ArenaSpec } from '../arena.ts'
import { goArena, goCore } from '../go-cores.ts'
import { goOutcome, type GoEnd } from '../go-end.ts'
import { goListings, type WithoutSummary } from '../go-scenario.ts'
import { elfProgram } from './elf-program.ts'

/** A scenario over a binary. */
export interface ElfScenarioSpec<O = Outcome> {
  readonly name: string
  readonly summary: string
  readonly binary: GoBinary
  /** The map that `map` stands for in calls. Its hash function is the binary's. */
  readonly map: MapSpec
  /** The map's type by name; without it the binary's only type that fits, `map[uint64]uint64` before others. */
  readonly mapType?: string
  readonly cores: readonly (readonly GoCall[])[]
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  /** What cores allocate from; default `fresh`. */
  readonly arena?: ArenaSpec
  readonly outcome: (end: GoEnd) => O
}

/** The hash function of 8-byte keys, which the maps built here are laid out by. */
const HASHER = 'runtime.memhash64'
const PREFERRED = 'map[uint64]uint64'

/** A scenario that runs code of `spec.binary`. Names that the binary does not have are refused at once. */
export function defineElfScenario<O>(given: WithoutSummary<ElfScenarioSpec<O>>): Scenario<O> {
  const spec = { summary: '', ...given }
  checkSpec(spec, failIn(spec.name))
  for (const call of spec.cores.flat()) spec.binary.functionNamed(call.function)
  return { name: spec.name, summary: spec.summary, onTrap: spec.onTrap ?? 'stop-run', build: () => build(spec) }
}

async function build<O>(spec: ElfScenarioSpec<O>): Promise<BuiltScenario<O>> {
  const { binary } = spec
  const [assembler, disassembler, listings] = await Promise.all([loadAssembler(), loadDisassembler(), goListings()])
  const usesMap = spec.cores.flat().some((call) => call.arguments.some((a) => a === 'map' || a === 'type'))
  const type = usesMap ? mapTypeOf(binary, spec.mapType).address : 0n
  const hash = usesMap ? hashSetup(binary) : undefined
  const callees = new Map<string, bigint>()
  const renamed = spec.cores.map((calls) => calls.map((call): GoCall => {
    // Names of methods and instances of generic functions are more than the assembler's syntax takes.
    const alias = `binary.callee${callees.size}`
    callees.set(alias, binary.functionNamed(call.function).entry)
    return { ...call, function: alias }
  }))
  const map = buildMap({ ...spec.map, ...(hash && { hashKey: hash.equivalent }) })
  const drivers = renamed.map((calls, core) => driver(core, calls, map.hmap, type))
  const program = elfProgram({
    binary, listings, drivers, callees, hashKey: hash?.words, assembler, disassembler,
  })
  const arenas = spec.cores.map((_, core) => goArena(core, spec.arena))
  const image = { ...program.image, segments: [...program.image.segments, ...map.segments, ...arenas] }
  const cores = spec.cores.map((_, core) => {
    const entry = image.symbols.get(driverName(core))
    if (entry === undefined) throw new Error(`no driver for core ${core}`)
    return goCore(core, entry, arenas[core] ?? goArena(core), spec.arena)
  })
  const labels = [...map.labels, ...arenas.map(({ name, address, bytes }) => ({ name, address, size: bytes.length }))]
  return {
    program: { name: spec.name, image, cores, traps: program.traps, order: spec.order ?? [] },
    labels: new LabelTable(labels, program.symbols),
    outcome: goOutcome({ ...spec, hmap: map.hmap, describeSymbol: describeUnmodelled }, image),
  }
}

/** The type of the map that a scenario builds: keys and elems of 8 bytes without pointers, hashed as integers are. */
export function mapTypeOf(binary: GoBinary, name?: string): GoMapType {
  const fits = (type: GoMapType): boolean =>
    type.keySize === BUCKET.keySize && type.elemSize === BUCKET.elemSize && type.bucketSize === BUCKET.size
    && !type.bucketHasPointers && binary.functionAt(type.hasher)?.name === HASHER
  if (name !== undefined) {
    const type = binary.mapTypeNamed(name)
    if (fits(type)) return type
    throw new InputError(
      `${binary.file}: a map of type ${name} cannot be built here: expected keys and elems that are integers of 8 bytes, ` +
      'such as map[uint64]uint64',
    )
  }
  const types = binary.mapTypes()
  const fitting = types.filter(fits)
  const found = fitting.find((type) => type.name === PREFERRED) ?? fitting[0]
  if (found !== undefined && (fitting.length === 1 || found.name === PREFERRED)) return found
  if (found === undefined) {
    const names = types.map((type) => type.name).join(', ')
    throw new InputError(
      `${binary.file}: the program has no map with integers of 8 bytes as keys and elems: its maps are ${names}`,
    )
  }
  const names = fitting.map((type) => type.name).join(' or ')
  throw new InputError(`${binary.file}: m may be ${names}: name one with --map-type`)
}
