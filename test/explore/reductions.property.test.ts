/**
 * Every reduction alone, and all together, against the plain search: on random programs the sets of outcomes (ends of runs, traps,
 * runs that do not end) are the same, in every model.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import type { Program } from '../../src/machine/program.ts'
import { assemblyOf, loopFreePrograms, loopingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { expectSchedules } from './expect-schedules.ts'
import { explore, outcomeTexts, TOGETHER, type Settings } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'
import { REDUCTION_SETS } from './reduction-sets.ts'

type Order = Program['order']

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

/** Core `later` starts after core `earlier`, in a quarter of the programs. */
const order = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Order>([]) },
  { weight: 1, arbitrary: fc.constantFrom<Order[]>([{ earlier: 0, later: 1 }], [{ earlier: 1, later: 0 }]) },
)

describe.each(MODELS)('under $name no reduction changes the outcomes', (model) => {
  const agree = (program: AbstractProgram, trap: Settings['onTrap'], starts: Order): void => {
    withAutomata(assembledProgram(program.map(assemblyOf), starts), (automata) => {
      const plain = explore(automata, model, { reductions: NO_REDUCTIONS, onTrap: trap })
      fc.pre(plain.complete)
      const expected = outcomeTexts(plain)
      for (const [name, reductions] of Object.entries(REDUCTION_SETS)) {
        expect(outcomeTexts(explore(automata, model, { reductions, onTrap: trap })), name).toStrictEqual(expected)
      }
      const together = explore(automata, model, { ...TOGETHER, reductions: ALL_REDUCTIONS, onTrap: trap })
      expect(outcomeTexts(together), 'all, three searches').toStrictEqual(expected)
      expectSchedules(together, trap)
    })
  }

  it('of programs without loops', () => {
    fc.assert(fc.property(loopFreePrograms, onTrap, order, agree), propertyOptions(40))
  }, PROPERTY_TIMEOUT)

  it('of programs that spin', () => {
    // Under `relaxed` a spinning core makes histories grow: a single program can take seconds.
    fc.assert(fc.property(loopingPrograms, onTrap, order, agree), propertyOptions(model.loadsFromHistory ? 12 : 40))
  }, PROPERTY_TIMEOUT)
})
