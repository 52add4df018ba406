import { ALL_REDUCTIONS, NO_REDUCTIONS, type Reductions } from '../../src/explore/reductions.ts'

/** Each reduction alone, each left out, and all of them. */
export const REDUCTION_SETS: Readonly<Record<string, Reductions>> = {
  ...Object.fromEntries(
    Object.keys(ALL_REDUCTIONS).flatMap((name) => [
      [`only ${name}`, { ...NO_REDUCTIONS, [name]: true }],
      [`all but ${name}`, { ...ALL_REDUCTIONS, [name]: false }],
    ]),
  ),
  all: ALL_REDUCTIONS,
}
