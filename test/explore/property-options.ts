/**
 * How a property runs: `runs` programs in the normal suite, FENCEPOST_PROPERTY_RUNS of them in a long session. FENCEPOST_SEED repeats
 * a failure.
 */
export function propertyOptions(runs: number): { readonly numRuns: number; readonly seed?: number } {
  const asked = process.env['FENCEPOST_PROPERTY_RUNS']
  const seed = process.env['FENCEPOST_SEED']
  return { numRuns: asked === undefined ? runs : Number(asked), ...(seed === undefined ? {} : { seed: Number(seed) }) }
}

/** Milliseconds after which such a property has hung: for the last argument of `it`. */
export const PROPERTY_TIMEOUT = process.env['FENCEPOST_PROPERTY_RUNS'] === undefined ? 240_000 : 3_600_000
