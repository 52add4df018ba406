import type { Parameters } from 'fast-check'

type Options = Pick<Parameters, 'numRuns' | 'seed' | 'interruptAfterTimeLimit' | 'markInterruptAsFailure'>

/**
 * Runs of a property: `runs` in the normal suite; as many as fit into FENCEPOST_PROPERTY_SECONDS when that is set.
 * FENCEPOST_SEED repeats a failure.
 */
export function propertyOptions(runs: number): Options {
  const seconds = Number(process.env['FENCEPOST_PROPERTY_SECONDS'] ?? 0)
  const seed = process.env['FENCEPOST_SEED']
  return {
    ...(seconds > 0
      ? { numRuns: 1_000_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false }
      : { numRuns: runs }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  }
}

/** Milliseconds after which such a property has hung: for the last argument of `it`. */
export const PROPERTY_TIMEOUT = 60_000 + 2000 * Number(process.env['FENCEPOST_PROPERTY_SECONDS'] ?? 0)
