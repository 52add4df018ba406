/**
 * A search from the middle of a run, against the plain search of the whole: what it finds is what runs that begin so come to, with
 * all reductions as without any.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { Machine, type Transition } from '../../src/machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../../src/machine/program.ts'
import { Run } from '../../src/machine/run.ts'
import { assemblyOf, loopFreePrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { everythingAbout, explore, outcomeTexts } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

describe.each(MODELS)('under $name', (model) => {
  const agree = (program: AbstractProgram, onTrap: 'stop-run' | 'stop-core', choices: readonly number[]): void => {
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      // A whole search first, so that all memory that is shared is known and the steps stay as they are.
      const whole = explore(automata, model, { reductions: NO_REDUCTIONS, onTrap })
      fc.pre(whole.complete)
      const run = new Run(new Machine(automata, model, DEFAULT_MACHINE_OPTIONS), onTrap)
      for (const choice of choices) {
        const ways = run.transitions()
        const way = ways[choice % Math.max(1, ways.length)]
        if (!way || !run.take(way) || run.status === 'trapped') break
      }
      const after = [...run.schedule]
      const question = { automata, outcome: everythingAbout(automata), onTrap }
      const plain = exploreAll(question, model, { reductions: NO_REDUCTIONS, after })
      const reduced = exploreAll(question, model, { reductions: ALL_REDUCTIONS, after })
      expect(outcomeTexts(reduced)).toEqual(outcomeTexts(plain))
      expect(outcomeTexts(whole)).toEqual(expect.arrayContaining(outcomeTexts(plain)))
      for (const { schedule } of reduced.outcomes) expect(schedule.slice(0, after.length)).toEqual(after)
      // Step by step: an outcome is reachable from a state when it is from some state after it.
      const steps = run.transitions().map((way): Transition[] => [...after, way])
      const next = new Set(steps.flatMap((longer) => outcomeTexts(exploreAll(question, model, { after: longer }))))
      if (steps.length > 0) expect([...next].sort()).toEqual(outcomeTexts(plain))
    })
  }

  it('searches from anywhere find what can still come out', () => {
    const choices = fc.array(fc.nat({ max: 7 }), { maxLength: 10 })
    const onTrap = fc.constantFrom('stop-run' as const, 'stop-core' as const)
    fc.assert(fc.property(loopFreePrograms, onTrap, choices, agree), propertyOptions(8))
  }, PROPERTY_TIMEOUT)
})
