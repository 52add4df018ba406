import type { Experiment } from './experiment.ts'
import { insertAfterReturn, lookAcross, twoInserts } from './experiments/two-inserts.ts'

/** Every experiment, in the order of its number. */
export const EXPERIMENTS: readonly Experiment[] = [twoInserts, lookAcross, insertAfterReturn]
