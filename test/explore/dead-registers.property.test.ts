/**
 * Dead registers are not told apart: on random programs the outcomes stay what they are, whatever registers these ask for, and whenever the
 * search begins to go by that.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { exploreAll, type ExploreOptions } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import type { Automata } from '../../src/machine/automata.ts'
import type { End } from '../../src/machine/end.ts'
import { assemblyOf, loopFreePrograms, loopingPrograms, VALUE_REGISTERS, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, SHARED, SHARED_SIZE, withAutomata } from './assembled-program.ts'
import { outcomeTexts, TOGETHER } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

type Asked = readonly (readonly (typeof VALUE_REGISTERS)[number][])[]

/** For each core, registers that the outcome asks for. */
const asked = fc.array(fc.subarray([...VALUE_REGISTERS], { maxLength: 2 }), { minLength: 3, maxLength: 3 })

/** Memory and those registers. Of a trap, the core and those, too. */
function outcomeAskingFor(automata: Automata, registers: Asked): (end: End) => unknown {
  return (end) => {
    if (end.trap) {
      const { trap } = end
      return { trap: trap.core, registers: (registers[trap.core] ?? []).map((name) => trap.register(name)) }
    }
    const memory = Array.from({ length: SHARED_SIZE }, (_, i) => Number(end.read(SHARED + BigInt(i), 1)))
    const ofCores = automata.program.cores.map((_, core) => (registers[core] ?? []).map((name) => end.register(core, name)))
    return { memory, ofCores, stopped: end.stopped.map(({ core }) => core) }
  }
}

function agree(model: MemoryModel, program: AbstractProgram, registers: Asked, onTrap: 'stop-run' | 'stop-core'): void {
  withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
    const question = { automata, outcome: outcomeAskingFor(automata, registers), onTrap }
    const find = (options: ExploreOptions): string[] => outcomeTexts(exploreAll(question, model, { maxStates: 8000, ...options }))
    // It must learn what the outcome asks for; for those that follow, that is known.
    const onlyDead = { ...NO_REDUCTIONS, dead: true }
    const learning = find({ reductions: onlyDead, deadAfter: 0 })
    const plain = exploreAll(question, model, { maxStates: 8000, reductions: NO_REDUCTIONS })
    fc.pre(plain.complete)
    const expected = outcomeTexts(plain)
    expect(learning, 'only dead').toStrictEqual(expected)
    expect(find({ reductions: onlyDead, deadAfter: 20 }), 'only dead, after 20 transitions').toStrictEqual(expected)
    expect(find({ reductions: ALL_REDUCTIONS, deadAfter: 0 }), 'all').toStrictEqual(expected)
    expect(find({ reductions: ALL_REDUCTIONS, deadAfter: 20 }), 'all, after 20 transitions').toStrictEqual(expected)
    expect(find({ ...TOGETHER, deadAfter: 0 }), 'all, three searches').toStrictEqual(expected)
  })
}

describe.each(MODELS)('under $name dead registers are not told apart', (model) => {
  const onTrap = fc.constantFrom('stop-run' as const, 'stop-core' as const)

  it('in programs without loops', () => {
    fc.assert(fc.property(loopFreePrograms, asked, onTrap, (...drawn) => { agree(model, ...drawn) }), propertyOptions(30))
  }, PROPERTY_TIMEOUT)

  it('in programs that spin', () => {
    const runs = model.loadsFromHistory ? 8 : 30
    fc.assert(fc.property(loopingPrograms, asked, onTrap, (...drawn) => { agree(model, ...drawn) }), propertyOptions(runs))
  }, PROPERTY_TIMEOUT)
})
