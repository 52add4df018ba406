import { expect, test } from 'vitest'
import type { Watched } from '../../../src/scenario/article/claim.ts'
import { flagFindsEveryOverlap } from '../../../src/scenario/article/watched/detectors.ts'
import { barrierSavesInvalidations, bucketLineDominates, storesInvalidate } from '../../../src/scenario/article/watched/inserts.ts'
import {
  contentionCostsTranslations, flowchartReadTakesNoLock, loadHitTakesNoLock, readersFailAtCompareAndSwap, readersShareALine,
} from '../../../src/scenario/article/watched/package-sync.ts'

test.each<[string, () => Promise<Watched>, boolean, RegExp]>([
  ['two cores that insert take lines from each other', storesInvalidate, true, /: [1-9]\d* invalidations/],
  // flags set, count, flags cleared: three stores to the hmap for each insert, two (tophash, key) to the bucket's first line.
  ['that of the bucket is not the one that is taken most', bucketLineDominates, false, /stores 3 times to that of the hmap/],
  ['private stores before the others save nothing', barrierSavesInvalidations, false, /(\d+) invalidations as Go has it, \1 with/],
  ['a Load that hits only loads', loadHitTakesNoLock, true, /0 LOCKed instructions, 0 stores/],
  ['RLock and RUnlock have no CMPXCHG', readersFailAtCompareAndSwap, false, /, 0 CMPXCHG, of which 0 failed$/],
  ['a reader touches the same pages beside others', contentionCostsTranslations, false, /(\d+) when it runs alone, \1 at most/],
  // Four additions by turns: each but the first finds the line with the other core.
  ['two readers hand a line to each other', readersShareALine, true, /4 LOCKed additions .* changes hands 3 times/],
  ['a read by the flowchart of chapter 5 locks and unlocks', flowchartReadTakesNoLock, false, /: 1 LOCK CMPXCHG and 1 XCHG$/],
  ['the flag does not stop every two inserts that overlap', flagFindsEveryOverlap, false, /no fatal/],
])('%s', async (_what, look, holds, figures) => {
  const seen = await look()
  expect(seen.holds).toBe(holds)
  expect(seen.figures).toMatch(figures)
})
