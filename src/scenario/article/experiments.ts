import type { Experiment } from './experiment.ts'
import { lostCount, mixedSlot } from './experiments/after-the-race.ts'
import { deleteBesideInsert, oneKeyTwice } from './experiments/delete-beside-insert.ts'
import { doubleEvacuation, nevacuateSkip } from './experiments/double-evacuation.ts'
import { lostIncrement, storeAfterReturn } from './experiments/element-store.ts'
import { endOfGrowth } from './experiments/end-of-growth.ts'
import { flagProtocol } from './experiments/flag-protocol.ts'
import { halfInsert } from './experiments/half-insert.ts'
import { growInsideRange, iterateAndGrow, iteratorBits, twoIterations } from './experiments/iterators.ts'
import { overflowBuckets } from './experiments/overflow.ts'
import { reseed } from './experiments/reseed.ts'
import { firstBucket, startOfGrowth } from './experiments/start-of-growth.ts'
import { insertAfterReturn, lookAcross, twoInserts } from './experiments/two-inserts.ts'
import { EXPERIMENTS_OF_SYNC } from './experiments-of-sync.ts'

/** Every experiment, in the order of its number. */
export const EXPERIMENTS: readonly Experiment[] = [
  twoInserts, lookAcross, insertAfterReturn, halfInsert, reseed, endOfGrowth, nevacuateSkip, startOfGrowth, iteratorBits,
  storeAfterReturn,
  iterateAndGrow, overflowBuckets, growInsideRange, flagProtocol, firstBucket,
  mixedSlot, lostCount, oneKeyTwice, lostIncrement, doubleEvacuation, twoIterations, deleteBesideInsert,
  ...EXPERIMENTS_OF_SYNC,
]
