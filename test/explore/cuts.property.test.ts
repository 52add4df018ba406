/**
 * Accesses that cut cells of memory in the middle of a search: one that splits them in place finds what one finds that begins again, and
 * what the plain search finds, and the schedule of each outcome leads to it, those found before a cut as well. So does one that is shared
 * out.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import type { Exploration } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assemblyOf, cuttingPrograms, loopingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { expectSchedules } from './expect-schedules.ts'
import { explore, outcomeTexts, TOGETHER, type Settings } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

const WITHOUT_HISTORY = MODELS.filter(({ loadsFromHistory }) => !loadsFromHistory)

const WITHOUT_SLEEP = { ...ALL_REDUCTIONS, sleep: false, symmetry: false }

/** Programs found by long sessions, and what lost the schedule of an outcome of them. */
const examples: [AbstractProgram, Settings['onTrap']][] = [
  // What slept before a cut did not sleep after it: accesses of several cells did not commute, whatever they were to.
  [[
    [
      { op: 'exchange', register: 'rax', value: 1, at: 4, size: 8 }, { op: 'load', register: 'rax', at: 0, size: 8 },
      { op: 'inc', value: 1, locked: false, at: 0, size: 1 },
    ],
    [
      { op: 'store', value: 1, nonTemporal: false, at: 4, size: 8 }, { op: 'load', register: 'rax', at: 4, size: 8 },
      { op: 'store', value: 1, nonTemporal: true, at: 4, size: 8 }, { op: 'load', register: 'rax', at: 0, size: 4 },
    ],
  ], 'stop-run'],
]

describe.each(WITHOUT_HISTORY)('under $name nothing is lost where cells are split in place', (model) => {
  /**
   * The automata know nothing when the search begins, so that it comes upon each cut itself. Dead registers are told apart: without them
   * more cores are images of each other, and then the search begins again at a cut.
   */
  const anew = (program: AbstractProgram, settings: Settings): Exploration =>
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const found = explore(automata, model, { warmUp: false, firstCheck: 8, maxStates: 2000, deadAfter: Infinity, ...settings })
      if (found.complete) expectSchedules(found, settings.onTrap)
      return found
    })

  const agree = (program: AbstractProgram, trap: Settings['onTrap']): void => {
    const restarted = anew(program, { onTrap: trap, reductions: NO_REDUCTIONS, restartAtCuts: true })
    fc.pre(restarted.complete)
    const plain = anew(program, { onTrap: trap, reductions: NO_REDUCTIONS })
    expect(outcomeTexts(plain)).toStrictEqual(outcomeTexts(restarted))
    expect([plain.states, plain.complete]).toStrictEqual([restarted.states, true])
    for (const reductions of [ALL_REDUCTIONS, WITHOUT_SLEEP, { ...ALL_REDUCTIONS, chains: false }]) {
      const found = anew(program, { onTrap: trap, reductions })
      expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(restarted))
      expect(found.bounds).toStrictEqual([])
    }
    const together = anew(program, { onTrap: trap, reductions: ALL_REDUCTIONS, ...TOGETHER })
    expect([together.complete, ...outcomeTexts(together)]).toStrictEqual([true, ...outcomeTexts(restarted)])
  }

  it('in programs that access memory in smaller and smaller pieces', () => {
    fc.assert(fc.property(cuttingPrograms, onTrap, agree), { ...propertyOptions(50), examples })
  }, PROPERTY_TIMEOUT)

  it('in programs that spin', () => {
    fc.assert(fc.property(loopingPrograms, onTrap, agree), propertyOptions(20))
  }, PROPERTY_TIMEOUT)
})

it('one pass is enough, and the sets of states are the same', () => {
  const lines = ['mov rax, [X]', 'mov qword ptr [X], 1', 'mov al, [X+1]', 'mov byte ptr [X+1], 2', 'mov bx, [X]']
  const [sc] = WITHOUT_HISTORY
  if (!sc) throw new Error('no model')
  const search = (restartAtCuts: boolean): Exploration => withAutomata(assembledProgram([lines, lines]), (automata) =>
    explore(automata, sc, { reductions: NO_REDUCTIONS, onTrap: 'stop-run', warmUp: false, restartAtCuts }))
  const [split, restarted] = [search(false), search(true)]
  expect([split.passes, restarted.passes]).toEqual([1, 2])
  expect(split.states).toBe(restarted.states)
})
