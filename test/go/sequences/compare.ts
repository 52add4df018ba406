/**
 * Compares what real Go does with a map and what the emulated code does, on many random sequences of operations:
 *
 *     node --import ./scripts/run-typescript.js test/go/sequences/run.ts 10000
 */
import type { ListingSource } from '../../../src/emu/listing.ts'
import type { GoToolchain } from '../../../src/go/fidelity/toolchain.ts'
import { defineElfScenario } from '../../../src/scenario/go/elf/elf-scenario.ts'
import type { GoCall } from '../../../src/scenario/go/go-call.ts'
import { buildGoScenario, goListings, type GoScenarioSpec } from '../../../src/scenario/go/go-scenario.ts'
import { EmulatedMap, type Coverage } from './emulated.ts'
import { buildSequencesProgram, runNatively } from './native.ts'
import { OPERATIONS, sequenceNumber, type Sequence } from './sequence.ts'

/** Where a sequence went another way than in real Go. */
export interface Deviation {
  readonly code: 'listings' | 'binary'
  readonly sequence: number
  /** The first operation after which something differs. */
  readonly operation: number
}

export interface ComparedSequences {
  readonly sequences: number
  readonly deviations: readonly Deviation[]
  /** What the sequences came upon. */
  readonly coverage: Coverage
}

/** One core that has every function; the map is as `make` leaves it, without a bucket. */
const SPEC: GoScenarioSpec = {
  name: 'sequences',
  summary: '',
  map: { B: 0, entries: [], buckets: 'nil' },
  cores: [OPERATIONS.map((name): GoCall => ({ function: `main.${name}`, arguments: ['map'] }))],
  outcome: () => null,
}

/** Sequences 0 to `count` - 1: in real Go, with the listings, and with functions out of the binary. */
export async function compareSequences(
  go: GoToolchain, count: number, listings?: readonly ListingSource[],
): Promise<ComparedSequences> {
  const program = await buildSequencesProgram(go)
  const sequences = Array.from({ length: count }, (_, index) => sequenceNumber(index))
  const expected = await runNatively(program, sequences)
  const fromListings = await buildGoScenario(SPEC, listings ?? await goListings())
  const fromBinary = await defineElfScenario({ ...SPEC, binary: program.binary }).build()
  const hmap = fromListings.labels.addressOf('h.count').address
  const symbols = fromListings.program.image.symbols
  const maps = {
    listings: new EmulatedMap(fromListings, hmap, (name) => symbols.get(name) ?? 0n),
    binary: new EmulatedMap(fromBinary, hmap, (name) => program.binary.functionNamed(name).entry),
  }
  try {
    const deviations = (['listings', 'binary'] as const).flatMap((code) => {
      return deviationsOf(code, maps[code], sequences, expected)
    })
    return { sequences: count, deviations, coverage: maps.listings.coverage }
  } finally {
    maps.listings.close()
    maps.binary.close()
  }
}

function deviationsOf(
  code: Deviation['code'], map: EmulatedMap, sequences: readonly Sequence[], expected: readonly Uint32Array[],
): Deviation[] {
  return sequences.flatMap((sequence, index): Deviation[] => {
    const digests = map.run(sequence)
    const operation = digests.findIndex((digest, i) => digest !== expected[index]?.[i])
    return operation < 0 ? [] : [{ code, sequence: index, operation }]
  })
}
