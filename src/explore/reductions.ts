/**
 * What a search leaves out, and finds every outcome all the same (DESIGN section 3). Each rule can be switched off, and is checked against
 * the plain search by property tests:
 *
 * 1. `fuse`    plain stores are appended together with the step before them: appending is invisible to others.
 * 2. `loads`   a load (or LOCKed step) whose bytes no other core can write (or access) any more runs alone.
 * 3. `drains`  a drain whose bytes no other core can read or write any more runs alone.
 * 4. `chains`  states with a single way on are passed through, not stored.
 * 5. `sleep`   of two transitions that commute, only one order is taken: the other sleeps (Godefroid 1996, with the rule for stored
 *              states: one that is reached again with fewer sleepers takes those up). Left out where a state can be
 *              come to from itself (`StateGraph`), or loads have moments.
 * 6. `symmetry` of all states that are images of each other under a renaming of cores, one is stored (`symmetry/`). Left out where
 *              `sleep` is, and where a core waits for another to return.
 * 7. `late`    a drain waits until something waits for it (`LateDrains`). Left out where `sleep` is, too.
 * 8. `early`   a drain goes before everything else where all that does not commute with it sleeps (`EarlyDrain`). Needs `chains`; left out
 *              where `sleep` is, and where stores do not drain in order.
 * 9. `dead`    registers that a core cannot read any more are not told apart (`LiveRegisters`).
 */
export interface Reductions {
  readonly fuse: boolean
  readonly loads: boolean
  readonly drains: boolean
  readonly chains: boolean
  readonly sleep: boolean
  readonly symmetry: boolean
  readonly late: boolean
  readonly early: boolean
  readonly dead: boolean
}

export const ALL_REDUCTIONS: Reductions = {
  fuse: true, loads: true, drains: true, chains: true, sleep: true, symmetry: true, late: true, early: true, dead: true,
}
export const NO_REDUCTIONS: Reductions = {
  fuse: false, loads: false, drains: false, chains: false, sleep: false, symmetry: false, late: false, early: false, dead: false,
}

/** Must it be known whether a state can be come to from itself? */
export function needGraph({ sleep, symmetry, late, early }: Reductions): boolean {
  return sleep || symmetry || late || early
}

/** Do they go by what each core may still do? */
export function needFutures(reductions: Reductions): boolean {
  return reductions.loads || reductions.drains || needGraph(reductions)
}
