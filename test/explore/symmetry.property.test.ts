/**
 * Programs whose cores are renamings of each other: with symmetry every model finds the same outcomes as without, and the schedule of
 * each leads to it.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/search.ts'
import { assemblyOf, VALUE_REGISTERS, type Step } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts, type Settings } from './outcomes-of.ts'
import { expectSchedules } from './expect-schedules.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

/** A place that each core names from its own side: its own four bytes, those of the core after it, or some that all share. */
type Whose = 'own' | 'next' | 'common'

interface SidedStep {
  readonly op: 'load' | 'store' | 'exchange' | 'inc' | 'locked inc' | 'mfence' | 'skip' | 'trap'
  readonly whose: Whose
  readonly register: (typeof VALUE_REGISTERS)[number]
  /** The value is the core's own: core i means 16 + i. */
  readonly ownValue: boolean
  readonly byte: boolean
}

const sidedStep: fc.Arbitrary<SidedStep> = fc.record({
  op: fc.constantFrom('load', 'load', 'load', 'store', 'store', 'store', 'exchange', 'inc', 'locked inc', 'mfence', 'skip', 'trap'),
  whose: fc.constantFrom('own', 'next', 'common'),
  register: fc.constantFrom(...VALUE_REGISTERS),
  ownValue: fc.boolean(),
  byte: fc.boolean(),
})

const programs = fc.oneof(
  fc.record({ cores: fc.constant(2), steps: fc.array(sidedStep, { minLength: 1, maxLength: 5 }) }),
  fc.record({ cores: fc.constant(3), steps: fc.array(sidedStep, { minLength: 1, maxLength: 3 }) }),
)

function stepsOf(core: number, cores: number, steps: readonly SidedStep[]): Step[] {
  return steps.map(({ op, whose, register, ownValue, byte }): Step => {
    const at = 4 * (whose === 'own' ? core : whose === 'next' ? (core + 1) % cores : 3)
    const where = { at, size: byte ? 1 : 4 } as const
    const value = ownValue ? 16 + core : 1
    switch (op) {
      case 'load': return { op, register, ...where }
      case 'store': return { op, value, nonTemporal: false, ...where }
      case 'exchange': return { op, register, value, ...where }
      case 'inc': return { op, value, locked: false, ...where }
      case 'locked inc': return { op: 'inc', value, locked: true, ...where }
      case 'mfence': return { op }
      case 'skip': return { op, register, value, count: 1 }
      case 'trap': return { op, register, value: 0 }
    }
  })
}

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

describe.each(MODELS)('under $name symmetry changes no outcome', (model) => {
  it('of cores that are renamings of each other', () => {
    fc.assert(
      fc.property(programs, onTrap, ({ cores, steps }, trap) => {
        const lines = Array.from({ length: cores }, (_, core) => assemblyOf(stepsOf(core, cores, steps)))
        withAutomata(assembledProgram(lines), (automata) => {
          const plain = explore(automata, model, { reductions: NO_REDUCTIONS, onTrap: trap })
          fc.pre(plain.complete)
          for (const reductions of [{ ...NO_REDUCTIONS, symmetry: true }, { ...ALL_REDUCTIONS, chains: false }, ALL_REDUCTIONS]) {
            const found = explore(automata, model, { reductions, onTrap: trap })
            expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
            expectSchedules(found, trap)
          }
        })
      }),
      propertyOptions(40),
    )
  }, PROPERTY_TIMEOUT)
})
