/**
 * A search that knows nothing of its program at first goes by wrong futures all the time, and mends what they made it leave out. It finds
 * what the plain search finds, and the schedule of each outcome leads to it.
 */
import fc from 'fast-check'
import { describe, it, expect } from 'vitest'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assemblyOf, loopFreePrograms, loopingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { expectSchedules } from './expect-schedules.ts'
import { explore, outcomeTexts, TOGETHER, type Settings } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

const WITHOUT_HISTORY = MODELS.filter(({ loadsFromHistory }) => !loadsFromHistory)

describe.each(WITHOUT_HISTORY)('under $name nothing is lost by revising futures', (model) => {
  const agree = (program: AbstractProgram, trap: Settings['onTrap']): void => {
    const settings = { onTrap: trap, warmUp: false, firstCheck: 1, maxStates: 1000 }
    // The automata must know nothing when the search begins, so the plain search comes last.
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const found = explore(automata, model, { ...settings, reductions: ALL_REDUCTIONS })
      const plain = explore(automata, model, { onTrap: trap, reductions: NO_REDUCTIONS })
      fc.pre(plain.complete && found.complete)
      expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
      expectSchedules(found, trap)
    })
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const found = explore(automata, model, { ...settings, reductions: { ...ALL_REDUCTIONS, chains: false } })
      const plain = explore(automata, model, { onTrap: trap, reductions: NO_REDUCTIONS })
      fc.pre(plain.complete && found.complete)
      expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
      expectSchedules(found, trap)
    })
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const found = explore(automata, model, { ...settings, ...TOGETHER, reductions: ALL_REDUCTIONS })
      const plain = explore(automata, model, { onTrap: trap, reductions: NO_REDUCTIONS })
      fc.pre(plain.complete && found.complete)
      expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
      expectSchedules(found, trap)
    })
  }

  it('in programs without loops', () => {
    fc.assert(fc.property(loopFreePrograms, onTrap, agree), propertyOptions(40))
  }, PROPERTY_TIMEOUT)

  it('in programs that spin', () => {
    fc.assert(fc.property(loopingPrograms, onTrap, agree), propertyOptions(30))
  }, PROPERTY_TIMEOUT)
})

it('what a step has relied on is kept in the words of the state that led there, of which an image is stored', () => {
  // Without core 2 the search is so short that nothing is lost either way.
  const side = (own: string, next: string): string[] => [
    `mov ebx, [${own}]`, `mov eax, [${next}]`, `mov edx, [${own}]`,
    ...[1, 1, 2].map((value) => `mov dword ptr [${next}], ${value}`),
  ]
  const cores = [side('X', 'X+4'), side('X+4', 'X'), ['mov ebx, [X+12]']]
  withAutomata(assembledProgram(cores), (automata) => {
    const found = explore(automata, modelNamed('sc'), { onTrap: 'stop-run', warmUp: false, reductions: ALL_REDUCTIONS })
    const plain = explore(automata, modelNamed('sc'), { onTrap: 'stop-run', reductions: NO_REDUCTIONS })
    expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
    // A core that reads what the other has stored has stored nothing itself before that: 6 pairs in order for one, zeros for the other.
    expect(found.outcomeCount).toBe(11)
    expectSchedules(found, 'stop-run')
  })
})
