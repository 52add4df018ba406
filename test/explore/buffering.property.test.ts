/**
 * Where buffers hold much, most of the search is drains, and most of the reductions are about which of them need not be taken: they
 * find what the plain search finds, and the schedule of each outcome leads to it.
 */
import fc from 'fast-check'
import { describe, it, expect } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assemblyOf, bufferingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { expectSchedules } from './expect-schedules.ts'
import { explore, outcomeTexts, type Settings } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

const WITHOUT_HISTORY = MODELS.filter(({ loadsFromHistory }) => !loadsFromHistory)

describe.each(WITHOUT_HISTORY)('under $name what drains needlessly is left out', (model) => {
  const agree = (program: AbstractProgram, trap: Settings['onTrap']): void => {
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const plain = explore(automata, model, { onTrap: trap, reductions: NO_REDUCTIONS, maxStates: 50_000 })
      fc.pre(plain.complete)
      for (const reductions of [ALL_REDUCTIONS, { ...ALL_REDUCTIONS, symmetry: false, late: false }]) {
        const found = explore(automata, model, { onTrap: trap, reductions })
        expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
        expectSchedules(found, trap)
      }
    })
  }

  it('in programs whose cores store more than they load', () => {
    fc.assert(fc.property(bufferingPrograms, onTrap, agree), propertyOptions(40))
  }, PROPERTY_TIMEOUT)
})
