import type { Outcome } from '../explore/outcome.ts'
import { insertThenLookAcross } from '../scenario/go/insert-then-look-across.ts'
import { twoInsertsOneBucket } from '../scenario/go/two-inserts-one-bucket.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { lookAcrossInWords, LOOK_ACROSS_ORDER, twoInsertsInWords, TWO_INSERTS_ORDER } from './demo-outcomes.ts'

/** One half of the demo: a scenario, its table, and one outcome worth reading a witness of. */
export interface Half {
  readonly scenario: Scenario
  readonly title: string
  /** What each core does, as Go. */
  readonly cores: readonly string[]
  readonly inWords: (outcome: Outcome) => string
  /** How the rows' words begin, from the top of the table to its end. */
  readonly order: readonly string[]
  readonly witnessTitle: string
  /** Is this the outcome to be shown? */
  readonly isShown: (outcome: Outcome) => boolean
  readonly why: string
}

/** S1 of the experiments: an insert is lost, and no check notices. */
export const LOST_INSERT: Half = {
  scenario: twoInsertsOneBucket,
  title: "Two inserts into one bucket of Go's map",
  cores: ['m[7] = 70', 'm[9] = 90'],
  inWords: twoInsertsInWords,
  order: TWO_INSERTS_ORDER,
  witnessTitle: 'A lost insert that no check notices',
  isShown: (outcome) => /^one key lost, count/.test(twoInsertsInWords(outcome)),
  why: `The first check and the toggle of h.flags are separate loads with the whole hasher between them, and nothing is
    LOCKed, so both cores pass the check, find the same slot free and take it, and the later key overwrites the earlier
    one. This is plain SC: no store buffer is needed.`,
}

/** S2 of the experiments: what a store buffer adds. */
export const BOTH_MISS: Half = {
  scenario: insertThenLookAcross,
  title: "Each core inserts a key, then looks up the other's",
  cores: ['m[7] = 70; a, aFound = m[9]', 'm[9] = 90; b, bFound = m[7]'],
  inWords: lookAcrossInWords,
  order: LOOK_ACROSS_ORDER,
  witnessTitle: 'Both keys are inserted, and yet both lookups miss',
  isShown: (outcome) => lookAcrossInWords(outcome) === 'both lookups miss',
  why: `A core's store of its key waits in its store buffer while its lookup already reads memory: a store followed by a
    load of another address takes effect the other way round (store→load reordering). Under SC it cannot: the core that
    stores its key last finds the other's key, or dies at a check.`,
}
