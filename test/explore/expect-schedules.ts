import { expect } from 'vitest'
import type { Exploration } from '../../src/explore/explore.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { outcomeOfRun } from '../../src/explore/run-outcome.ts'
import { Run } from '../../src/machine/run.ts'
import { everythingAbout, type Settings } from './outcomes-of.ts'

/** Follows the schedule of each outcome of a run that ends. */
export function expectSchedules({ machine, outcomes }: Exploration, trap: Settings['onTrap']): void {
  for (const { key, schedule, cycle } of outcomes) {
    if (cycle) continue
    const run = new Run(machine, trap)
    for (const transition of schedule) expect(run.take(transition), JSON.stringify(transition)).toBeDefined()
    expect(outcomeKey(outcomeOfRun(run, everythingAbout(machine.automata), trap))).toBe(key)
  }
}
