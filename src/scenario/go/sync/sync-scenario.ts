/** Scenarios whose cores call Go's package sync, or code of ours with Go's registers, on variables of their own. */
import { loadAssembler } from '../../../emu/assembler/assemble.ts'
import { imageOf } from '../../../emu/image.ts'
import type { ListingSource } from '../../../emu/listing.ts'
import type { Outcome } from '../../../explore/outcome.ts'
import { LabelTable, type Label } from '../../../go/labels.ts'
import { listingClosure } from '../../../go/listing-closure.ts'
import type { End } from '../../../machine/end.ts'
import { checkSpec } from '../../check-spec.ts'
import { failIn } from '../../fail.ts'
import type { BuiltScenario, Scenario } from '../../scenario.ts'
import { placeVariables, variableReader, type MemorySpec } from '../../variables.ts'
import { asmListings, changedListings, type ListingChanges } from '../asm-listings.ts'
import { driver, driverName, resultOffset, type SymbolCall } from '../go-call.ts'
import { goArena, goCore, gPage } from '../go-cores.ts'
import { describeTrap, type GoTrap } from '../go-end.ts'
import { goListings } from '../go-scenario.ts'
import { ORIGINS, symbolOf, trapNames, trapSegment, trapSymbols } from '../listing-code.ts'

/** The end of a run. After a trap there is the trap and nothing else. */
export type SyncEnd =
  | { readonly trap: GoTrap }
  | {
      readonly trap: undefined
      /** For each core and call, the first results in RAX and RBX. */
      readonly results: readonly (readonly { readonly rax: bigint; readonly rbx: bigint }[])[]
      /** A variable (element `index` of an array), unsigned. */
      readonly memory: (variable: string, index?: number) => bigint
      /** Memory at an address that a pointer led to; `size` 1, 2, 4 or 8 bytes. */
      readonly read: (address: bigint, size: number) => bigint
      /** With `onTrap: 'stop-core'`, the traps of the cores that stopped. */
      readonly stopped: readonly GoTrap[]
    }

/** Its edits are of the listings of `asm/sync`; they and further listings are files of that folder, `ours/seqlock.s`. */
export interface SyncScenarioSpec extends ListingChanges {
  readonly name: string
  readonly summary: string
  /** Shared variables by name; calls refer to them as `{ symbol: name }`, code as `name(SB)`. */
  readonly memory: MemorySpec
  /** What each core calls, one after another. */
  readonly cores: readonly (readonly SymbolCall[])[]
  /** Core `later` begins only after core `earlier` has returned. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  readonly outcome: (end: SyncEnd) => Outcome
}

const FOLDER = 'sync/'

/** The listings of package sync. */
export function syncListings(): Promise<ListingSource[]> {
  return asmListings(FOLDER)
}

/** A scenario over package sync. */
export function defineSyncScenario(spec: SyncScenarioSpec): Scenario {
  checkSpec(spec, failIn(spec.name))
  return { name: spec.name, summary: spec.summary, onTrap: spec.onTrap ?? 'stop-run', build: () => build(spec) }
}

async function build(spec: SyncScenarioSpec): Promise<BuiltScenario> {
  const fail = failIn(spec.name)
  const assembler = await loadAssembler()
  const placed = placeVariables(spec.memory, fail)
  const variables = new Map([...placed.places].map(([name, { address }]) => [name, address]))
  const listings = [...await goListings(), ...await changedListings(await syncListings(), FOLDER, spec)]
  const arguments_ = spec.cores.flat().flatMap((call) => call.arguments)
  const named = arguments_.flatMap((argument) => (typeof argument === 'object' ? [argument.symbol] : []))
  const roots = [...spec.cores.flat().map((call) => call.function), ...named.filter((name) => !variables.has(name))]
  const { sources: needed, defined, missing } = listingClosure(listings, roots)
  const trapped = missing.filter((name) => !variables.has(name))
  const undefinedFunctions = trapSymbols(trapped)
  const drivers = spec.cores.map((calls, core) => driver(core, calls, 0n, 0n))
  const listing = assembler.assemble([...needed, ...drivers], {
    ...ORIGINS, symbols: new Map([...undefinedFunctions, ...variables]),
  })
  const arenas = spec.cores.map((_, core) => goArena(core))
  const image = imageOf(listing, [trapSegment(trapped.length), ...placed.segments, ...arenas])
  const labels: Label[] = [
    ...placed.labels,
    ...arenas.map(({ name, address, bytes }) => ({ name, address, size: bytes.length })),
  ]
  const describe = (symbol: string): string => `${symbol} is not in these listings`
  const outcome = (end: End): Outcome => {
    if (end.trap) return spec.outcome({ trap: describeTrap(end.trap, image, describe) })
    return spec.outcome({
      trap: undefined,
      results: spec.cores.map((calls, core) =>
        calls.map((_, call) => {
          const at = gPage(core) + BigInt(resultOffset(call))
          return { rax: end.readPrivate(core, at, 8), rbx: end.readPrivate(core, at + 8n, 8) }
        }),
      ),
      memory: variableReader(placed, (address, size) => end.read(address, size), fail),
      read: (address, size) => end.read(address, size),
      stopped: end.stopped.map((report) => describeTrap(report, image, describe)),
    })
  }
  const program = {
    name: spec.name,
    image,
    cores: spec.cores.map((_, core) => goCore(core, symbolOf(listing, driverName(core)), goArena(core), 'fresh')),
    traps: trapNames(listing, undefinedFunctions, defined),
    order: spec.order ?? [],
  }
  return { program, labels: new LabelTable(labels, listing.symbols), outcome }
}
