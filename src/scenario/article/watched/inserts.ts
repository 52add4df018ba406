/** What crosses between two cores that insert by turns: cache lines, with and without stores of a garbage collector's barrier. */
import { CacheLines, type LineReport } from '../../../observe/cache-lines.ts'
import { watch } from '../../../observe/watch.ts'
import { defineGoScenario } from '../../go/go-scenario.ts'
import type { Scenario } from '../../scenario.ts'
import type { Watched } from '../claim.ts'
import { put } from '../experiments/map-words.ts'

/** Two new keys into one bucket. */
const inserts = (name: string, edits: readonly string[]): Scenario => defineGoScenario({
  name: `watched/${name}`, summary: 'm[7] = 70 and m[9] = 90 by turns, in an empty map of one bucket', edits,
  map: { B: 0, entries: [] }, cores: [[put(7n, 70n)], [put(9n, 90n)]], outcome: () => 'watched',
})

async function linesOf(
  name: string, edits: readonly string[] = [], order: 'in-turn' | 'alternating' = 'alternating',
): Promise<readonly LineReport[]> {
  const lines = new CacheLines(2)
  await watch(inserts(name, edits), order, [lines])
  return lines.lines
}

const ofMap = (lines: readonly LineReport[]): LineReport | undefined => lines.find(({ labels }) => labels.includes('h.flags'))
const ofBucket = (lines: readonly LineReport[]): LineReport | undefined => (
  lines.find(({ labels }) => labels.some((label) => label.startsWith('bucket[0].tophash')))
)

/** Stores make other cores' copies invalid. */
export async function storesInvalidate(): Promise<Watched> {
  const lines = await linesOf('inserts')
  const sum = lines.reduce((total, { invalidations }) => total + invalidations, 0)
  return { holds: sum > 0, figures: `two inserts by turns: ${sum} invalidations over ${lines.length} lines` }
}

/** The bucket's line is the one that two inserts take from each other most. */
export async function bucketLineDominates(): Promise<Watched> {
  const lines = await linesOf('inserts')
  const [map, bucket] = [ofMap(lines), ofBucket(lines)]
  const own = ofMap(await linesOf('inserts', [], 'in-turn'))
  return {
    holds: (bucket?.invalidations ?? 0) > (map?.invalidations ?? 0),
    figures: `two inserts by turns: the line of the hmap is taken ${map?.invalidations ?? 0} times, the first line of the bucket `
      + `${bucket?.invalidations ?? 0} times; every insert stores ${(own?.stores ?? 0) / 2} times to that of the `
      + 'hmap (flags, count, flags)',
  }
}

/** Stores of a collector's barrier before each store of tophash and key make invalidations rarer. */
export async function barrierSavesInvalidations(): Promise<Watched> {
  const count = (lines: readonly LineReport[]): number => lines.reduce((total, { invalidations }) => total + invalidations, 0)
  const without = count(await linesOf('inserts'))
  const together = count(await linesOf('barrier', ['article/barrier-before-stores.diff']))
  return {
    holds: together < without,
    figures: `two inserts by turns: ${without} invalidations as Go has it, ${together} with the stores of a barrier`,
  }
}
