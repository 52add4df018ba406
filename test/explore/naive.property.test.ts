/** The search without reductions against the models as the design states them, on random programs without loops. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assemblyOf, loopFreePrograms } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { naiveOutcomes } from './naive-models.ts'
import { explore, outcomeTexts } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

describe('random programs without loops', () => {
  it.each(MODELS)('have the outcomes of the definition under $name', (model) => {
    fc.assert(
      fc.property(loopFreePrograms, (program) => {
        const seen = withAutomata(assembledProgram(program.map(assemblyOf)), (automata) =>
          explore(automata, model, { reductions: NO_REDUCTIONS, onTrap: 'stop-run' }),
        )
        fc.pre(seen.complete)
        const expected = [...naiveOutcomes(program, model.name)].map((text) => outcomeKey(JSON.parse(text))).sort()
        expect(outcomeTexts(seen)).toStrictEqual(expected)
      }),
      propertyOptions(60),
    )
  }, PROPERTY_TIMEOUT)
})
