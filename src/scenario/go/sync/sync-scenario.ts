/** Scenarios whose cores call Go's package sync, or code of ours with Go's registers, on variables of their own. */
import { readdir, readFile } from 'node:fs/promises'
import { loadAssembler } from '../../../emu/assembler/assemble.ts'
import { imageOf, type Segment } from '../../../emu/image.ts'
import type { Listing, ListingSource } from '../../../emu/listing.ts'
import type { Outcome } from '../../../explore/outcome.ts'
import { LabelTable, type Label } from '../../../go/labels.ts'
import { editListings } from '../../../go/listing-edit.ts'
import { listingClosure } from '../../../go/listing-closure.ts'
import { trapsOf } from '../../../go/runtime-traps.ts'
import type { End } from '../../../machine/end.ts'
import { checkSpec } from '../../check-spec.ts'
import { failIn } from '../../fail.ts'
import type { BuiltScenario, Scenario } from '../../scenario.ts'
import { placeVariables, variableReader, type MemorySpec } from '../../variables.ts'
import { driver, driverName, resultOffset, type SymbolCall } from '../go-call.ts'
import { goArena, goCore, gPage } from '../go-cores.ts'
import { describeTrap, type GoTrap } from '../go-end.ts'
import { goListings } from '../go-scenario.ts'

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

export interface SyncScenarioSpec {
  readonly name: string
  readonly summary: string
  /** Shared variables by name; calls refer to them as `{ symbol: name }`, code as `name(SB)`. */
  readonly memory: MemorySpec
  /** What each core calls, one after another. */
  readonly cores: readonly (readonly SymbolCall[])[]
  /** Core `later` begins only after core `earlier` has returned. */
  readonly order?: readonly { readonly earlier: number; readonly later: number }[]
  readonly onTrap?: 'stop-run' | 'stop-core'
  /** Edits of the listings of `asm/sync`, applied in order: files of that folder, `ours/rlock-without-lock.diff`. */
  readonly edits?: readonly string[]
  /** More listings: files of `asm/sync`, `ours/seqlock.s`. */
  readonly listings?: readonly string[]
  readonly outcome: (end: SyncEnd) => Outcome
}

const CODE = 0x40_1000n
const TRAPS = 0x40_0000n
const CONSTANTS = 0x48_0000n
const HLT = 0xf4
const SYNC = new URL('../../../../asm/sync/', import.meta.url)

let sources: Promise<ListingSource[]> | undefined

/** The listings of package sync, in the order of their names. */
export function syncListings(): Promise<ListingSource[]> {
  sources ??= readListings()
  return sources
}

async function readListings(): Promise<ListingSource[]> {
  const names = (await readdir(SYNC)).filter((name) => name.endsWith('.s')).sort()
  return Promise.all(
    names.map(async (name) => ({
      file: `asm/sync/${name}`, text: await readSync(name), syntax: 'go' as const,
    })),
  )
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
  const listings = await listingsOf(spec)
  const arguments_ = spec.cores.flat().flatMap((call) => call.arguments)
  const named = arguments_.flatMap((argument) => (typeof argument === 'object' ? [argument.symbol] : []))
  const roots = [...spec.cores.flat().map((call) => call.function), ...named.filter((name) => !variables.has(name))]
  const { sources: needed, defined, missing } = listingClosure(listings, roots)
  const trapped = missing.filter((name) => !variables.has(name))
  const trapSymbols = new Map(trapped.map((name, index) => [name, TRAPS + BigInt(index * 16)]))
  const drivers = spec.cores.map((calls, core) => driver(core, calls, 0n, 0n))
  const listing = assembler.assemble([...needed, ...drivers], {
    origin: CODE, dataOrigin: CONSTANTS, symbols: new Map([...trapSymbols, ...variables]),
  })
  const arenas = spec.cores.map((_, core) => goArena(core))
  const traps: Segment = { name: 'traps', address: TRAPS, bytes: new Uint8Array((trapped.length + 1) * 16).fill(HLT), kind: 'code' }
  const image = imageOf(listing, [traps, ...placed.segments, ...arenas])
  const runtimeTraps = trapsOf(new Map([...listing.symbols, ...trapSymbols]), (name) => defined.has(name))
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
    cores: spec.cores.map((_, core) => goCore(core, symbol(listing, driverName(core)), goArena(core), 'fresh')),
    traps: new Map([
      ...[...trapSymbols].map(([name, address]) => [address, name] as const),
      ...[...runtimeTraps].map(([address, { symbol: name }]) => [address, name] as const),
    ]),
    order: spec.order ?? [],
  }
  return { program, labels: new LabelTable(labels, listing.symbols), outcome }
}

/** Go's map, package sync with the edits of `spec`, and its own listings. */
async function listingsOf({ edits = [], listings = [] }: SyncScenarioSpec): Promise<ListingSource[]> {
  let sync = await syncListings()
  for (const name of edits) sync = editListings(sync, { file: `asm/sync/${name}`, text: await readSync(name) })
  const more = listings.map(async (name) => ({ file: `asm/sync/${name}`, text: await readSync(name), syntax: 'go' as const }))
  return [...await goListings(), ...sync, ...await Promise.all(more)]
}

function readSync(name: string): Promise<string> {
  return readFile(new URL(name, SYNC), 'utf8')
}

function symbol(listing: Listing, name: string): bigint {
  const address = listing.symbols.get(name)
  if (address === undefined) throw new Error(`the listings do not define ${name}`)
  return address
}
