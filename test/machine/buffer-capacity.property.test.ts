/** Buffers with limited room: no reduction changes the outcomes, and more room never loses any. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { MODELS } from '../../src/cpu-model/models.ts'
import { exploreAll, type Exploration } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS, type Reductions } from '../../src/explore/reductions.ts'
import { Automata } from '../../src/machine/automata.ts'
import type { End } from '../../src/machine/end.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../../src/machine/program.ts'
import { assemblyOf, loopFreePrograms, VALUE_REGISTERS, type AbstractProgram } from '../explore/abstract-program.ts'
import { assembledProgram, SHARED } from '../explore/assembled-program.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from '../explore/property-options.ts'
import { decode } from '../kit/assemble-program.ts'

function outcomes(
  program: AbstractProgram, model: MemoryModel, bufferCapacity: number, reductions: Reductions,
): Exploration {
  const machine = { ...DEFAULT_MACHINE_OPTIONS, bufferCapacity }
  const automata = new Automata(assembledProgram(program.map(assemblyOf)), machine, decode)
  const outcome = (end: End): unknown => {
    if (end.trap) return { trap: end.trap.core }
    const registers = program.map((_, core) => VALUE_REGISTERS.map((name) => end.register(core, name)))
    return [registers, end.read(SHARED, 8), end.read(SHARED + 8n, 8)]
  }
  try {
    return exploreAll({ automata, outcome, onTrap: 'stop-run' }, model, { machine, reductions, maxStates: 8000 })
  } finally {
    automata.close()
  }
}

it.each(MODELS)('random programs under $name', (model) => {
  const agree = (program: AbstractProgram): void => {
    let before: string[] = []
    for (const capacity of [1, 2, Infinity]) {
      const plain = outcomes(program, model, capacity, NO_REDUCTIONS)
      fc.pre(plain.complete)
      const keys = plain.outcomes.map(({ key }) => key)
      expect(outcomes(program, model, capacity, ALL_REDUCTIONS).outcomes.map(({ key }) => key)).toEqual(keys)
      expect(keys).toEqual(expect.arrayContaining(before))
      before = keys
    }
  }
  fc.assert(fc.property(loopFreePrograms, agree), propertyOptions(12))
}, PROPERTY_TIMEOUT)
