import type { Experiment } from './experiment.ts'
import { barrierBeforeStores } from './experiments/barrier.ts'
import { fatalThatReturns, flagWithoutOwner } from './experiments/fatal.ts'
import { flagWord } from './experiments/flag-word.ts'
import { freedBucket } from './experiments/freed-bucket.ts'
import { iteratorLoop } from './experiments/iterator-loop.ts'
import { lengthBesideInsert } from './experiments/length.ts'
import { nilMap, nilMapReads } from './experiments/nil-map.ts'
import { copyOnWrite, publishedPointer } from './experiments/publish.ts'
import { readersOfRwMutex } from './experiments/rwmutex.ts'
import { segmentLock, sequenceLock } from './experiments/seqlock.ts'
import { syncMapAcross } from './experiments/sync-map.ts'

/** Experiments over package sync, over code of ours and over code as the article prints it: E13 to E18 and those without a number. */
export const EXPERIMENTS_OF_SYNC: readonly Experiment[] = [
  readersOfRwMutex, publishedPointer, copyOnWrite, sequenceLock, segmentLock, nilMap, nilMapReads, flagWord, freedBucket,
  syncMapAcross, flagWithoutOwner, fatalThatReturns, iteratorLoop, lengthBesideInsert,
  barrierBeforeStores,
]
