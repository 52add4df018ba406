/** Scenarios whose cores call functions of Go 1.22's runtime, taken from the listings in `asm/go1.22`. */
import { loadAssembler } from '../../emu/assembler/assemble.ts'
import { nearNames } from '../../emu/assembler/near-names.ts'
import { imageOf } from '../../emu/image.ts'
import type { ListingSource } from '../../emu/listing.ts'
import type { Outcome } from '../../explore/outcome.ts'
import { LabelTable, type Label } from '../../go/labels.ts'
import { functionsIn, listingClosure } from '../../go/listing-closure.ts'
import { buildMap, type MapSpec } from '../../go/map-image.ts'
import { buildMapType } from '../../go/map-type.ts'
import { checkSpec } from '../check-spec.ts'
import { failIn, inField } from '../fail.ts'
import type { BuiltScenario, Scenario } from '../scenario.ts'
import type { ArenaSpec } from './arena.ts'
import { asmListings, changedListings, type ListingChanges } from './asm-listings.ts'
import { driver, driverName, type GoCall } from './go-call.ts'
import { goArena, goCore } from './go-cores.ts'
import { goOutcome, type GoEnd } from './go-end.ts'
import { ORIGINS, symbolOf, trapNames, trapSegment, trapSymbols } from './listing-code.ts'

export type { GoCall } from './go-call.ts'
export type { GoEnd, GoTrap } from './go-end.ts'

/** Its edits and further listings are files of `asm`; what the latter define goes before what `asm/go1.22` does. */
export interface GoScenarioSpec<O = Outcome> extends ListingChanges {
  readonly name: string
  readonly summary: string
  /** `goMap({ … })`. */
  readonly map: MapSpec
  /** What each core calls, one after another: `[m.put(7n, 70n), m.get(9n)]`. */
  readonly cores: readonly (readonly GoCall[])[]
  /** Core `later` begins only after core `earlier` has returned. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  /** What cores allocate from; default `fresh`. */
  readonly arena?: ArenaSpec
  readonly outcome: (end: GoEnd) => O
}

/** The funcval that the map's type names as its hasher. */
const HASHER = 'runtime.memhash64·f'

/** The funcval that the key's type names as its comparison, and the one function of the map that calls it. */
const EQUAL = 'runtime.memequal64·f'
const COMPARES_KEYS = 'runtime.mapaccessK'

/** The listings of Go 1.22's map. */
export function goListings(): Promise<ListingSource[]> {
  return asmListings('go1.22/')
}

/** The summary, one sentence for `fencepost scenarios`, may be left out. */
export type WithoutSummary<Spec extends { readonly summary: string }> = Omit<Spec, 'summary'> & Partial<Pick<Spec, 'summary'>>

/** A scenario over Go's map, from the listings that ship. Mistakes name the scenario and the field when it is built. */
export function defineGoScenario<O>(given: WithoutSummary<GoScenarioSpec<O>>): Scenario<O> {
  const spec = { summary: '', ...given }
  checkSpec(spec, failIn(spec.name))
  return {
    name: spec.name,
    summary: spec.summary,
    onTrap: spec.onTrap ?? 'stop-run',
    build: async () => build(spec, await changedListings(await goListings(), '', spec)),
  }
}

/** The same, from other listings than those that ship: tests change a byte, experiments a function. */
export async function buildGoScenario<O>(spec: GoScenarioSpec<O>, listings: readonly ListingSource[]): Promise<BuiltScenario<O>> {
  return build(spec, listings)
}

async function build<O>(spec: GoScenarioSpec<O>, listings: readonly ListingSource[]): Promise<BuiltScenario<O>> {
  const fail = failIn(spec.name)
  const assembler = await loadAssembler()
  const map = inField('map', fail, () => buildMap(spec.map))
  const called = spec.cores.flatMap((calls) => calls.map((call) => call.function))
  const comparesKeys = listingClosure(listings, called).defined.has(COMPARES_KEYS)
  const roots = [HASHER, ...(comparesKeys ? [EQUAL] : []), ...called]
  const { sources, defined, missing } = listingClosure(listings, roots)
  spec.cores.forEach((calls, core) => calls.forEach(({ function: name }, call) => {
    if (!missing.includes(name)) return
    const functions = functionsIn(listings)
    const hint = nearNames(name, functions)[0] ?? functions.filter((one) => one.startsWith('main.')).join(', ')
    fail(`cores[${core}][${call}].function`, `the listings define no ${JSON.stringify(name)}; there is ${hint}`)
  }))
  // The map's type holds the address of the hasher, and code refers to the type: its own address is fixed first.
  const typeSymbols = buildMapType(0n).symbols
  const undefinedSymbols = missing.filter((name) => !typeSymbols.has(name))
  const undefinedFunctions = trapSymbols(undefinedSymbols)
  const drivers = spec.cores.map((calls, core) => driver(core, calls, map.hmap, buildMapType(0n).type))
  const listing = assembler.assemble([...sources, ...drivers], {
    ...ORIGINS, symbols: new Map([...undefinedFunctions, ...typeSymbols]),
  })
  const type = buildMapType(symbolOf(listing, HASHER), undefined, comparesKeys ? symbolOf(listing, EQUAL) : 0n)
  const arenas = inField('arena', fail, () => spec.cores.map((_, core) => goArena(core, spec.arena)))
  const image = imageOf(listing, [
    trapSegment(missing.length),
    type.segment,
    ...map.segments,
    ...arenas,
  ])
  const labels: Label[] = [
    ...map.labels,
    ...type.labels,
    ...arenas.map(({ name, address, bytes }) => ({ name, address, size: bytes.length })),
  ]
  const cores = spec.cores.map((_, core) => {
    return goCore(core, symbolOf(listing, driverName(core)), goArena(core), spec.arena)
  })
  const program = {
    name: spec.name,
    image,
    cores,
    traps: trapNames(listing, undefinedFunctions, defined),
    order: spec.order ?? [],
  }
  const describeSymbol = (name: string): string => `${name} is not in these listings`
  const outcome = goOutcome({ ...spec, hmap: map.hmap, describeSymbol }, image)
  return { program, labels: new LabelTable(labels, listing.symbols), outcome }
}
