/**
 * Programs whose cores are renamings of each other, or nearly: with symmetry every model finds the same outcomes as without, and the
 * schedule of each leads to it. So does a search that knows nothing of its program at first, and one that is shared out.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assemblyOf, VALUE_REGISTERS, type Step } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts, TOGETHER, type Settings } from './outcomes-of.ts'
import { expectSchedules } from './expect-schedules.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

/** A place that each core names from its own side: its own four bytes, those of the core after it, or some that all share. */
type Whose = 'own' | 'next' | 'common'

interface SidedStep {
  readonly op: 'load' | 'store' | 'movnti' | 'exchange' | 'inc' | 'locked inc' | 'mfence' | 'skip' | 'trap'
  readonly whose: Whose
  readonly register: (typeof VALUE_REGISTERS)[number]
  /** What core i means: 1, or 16 + i, or i, which for core 0 is what memory holds at first. */
  readonly value: 'one' | 'own' | 'number'
  readonly byte: boolean
}

const sidedStep: fc.Arbitrary<SidedStep> = fc.record({
  op: fc.constantFrom(
    'load', 'load', 'load', 'store', 'store', 'store', 'movnti', 'exchange', 'inc', 'locked inc', 'mfence', 'skip', 'trap',
  ),
  whose: fc.constantFrom('own', 'next', 'common'),
  register: fc.constantFrom(...VALUE_REGISTERS),
  value: fc.constantFrom('one', 'own', 'number'),
  byte: fc.boolean(),
})

/** In a third of the programs core 0 has another step in place of one. */
const odd = fc.option(fc.record({ at: fc.nat(4), step: sidedStep }), { freq: 2, nil: undefined })

const programs = fc.oneof(
  fc.record({ cores: fc.constant(2), steps: fc.array(sidedStep, { minLength: 1, maxLength: 5 }), odd }),
  fc.record({ cores: fc.constant(3), steps: fc.array(sidedStep, { minLength: 1, maxLength: 3 }), odd }),
)

function stepsOf(core: number, cores: number, steps: readonly SidedStep[]): Step[] {
  return steps.map(({ op, whose, register, value: whichValue, byte }): Step => {
    const at = 4 * (whose === 'own' ? core : whose === 'next' ? (core + 1) % cores : 3)
    const where = { at, size: byte ? 1 : 4 } as const
    const value = whichValue === 'one' ? 1 : whichValue === 'own' ? 16 + core : core
    switch (op) {
      case 'load': return { op, register, ...where }
      case 'store': return { op, value, nonTemporal: false, ...where }
      case 'movnti': return { op: 'store', value, nonTemporal: true, at, size: 4 }
      case 'exchange': return { op, register, value, ...where }
      case 'inc': return { op, value, locked: false, ...where }
      case 'locked inc': return { op: 'inc', value, locked: true, ...where }
      case 'mfence': return { op }
      case 'skip': return { op, register, value, count: 1 }
      case 'trap': return { op, register, value: 0 }
    }
  })
}

interface SidedProgram {
  readonly cores: number
  readonly steps: readonly SidedStep[]
  readonly odd: { readonly at: number; readonly step: SidedStep } | undefined
}

function plainStep(op: SidedStep['op'], whose: Whose, value: SidedStep['value'] = 'one'): SidedStep {
  return { op, whose, register: 'rax', value, byte: false }
}

/** Programs found by long sessions, and what lost an outcome of them. */
const examples: [SidedProgram, Settings['onTrap']][] = [
  // What slept in a state was not renamed with it.
  [{
    cores: 2, steps: [plainStep('load', 'own'), plainStep('store', 'own'), plainStep('load', 'next')], odd: undefined,
  }, 'stop-run'],
  [{
    cores: 2, steps: [plainStep('store', 'own'), plainStep('load', 'own'), plainStep('movnti', 'next', 'own')], odd: undefined,
  }, 'stop-run'],
  // A renaming was not checked again when the automata had grown.
  [{
    cores: 3, steps: [plainStep('load', 'own'), plainStep('store', 'common', 'own'), plainStep('trap', 'own')],
    odd: { at: 1, step: plainStep('locked inc', 'common') },
  }, 'stop-run'],
]

const onTrap = fc.constantFrom<Settings['onTrap']>('stop-run', 'stop-core')

describe.each(MODELS)('under $name symmetry changes no outcome', (model) => {
  it('of cores that are renamings of each other, or nearly', () => {
    fc.assert(
      fc.property(programs, onTrap, ({ cores, steps, odd }, trap) => {
        const lines = Array.from({ length: cores }, (_, core) => {
          const own = steps.map((step, at) => (core === 0 && at === odd?.at ? odd.step : step))
          return assemblyOf(stepsOf(core, cores, own))
        })
        const expected = withAutomata(assembledProgram(lines), (automata) => {
          const plain = explore(automata, model, { reductions: NO_REDUCTIONS, onTrap: trap })
          fc.pre(plain.complete)
          for (const reductions of [{ ...NO_REDUCTIONS, symmetry: true }, { ...ALL_REDUCTIONS, chains: false }, ALL_REDUCTIONS]) {
            const found = explore(automata, model, { reductions, onTrap: trap })
            expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
            expectSchedules(found, trap)
          }
          return outcomeTexts(plain)
        })
        for (const together of [{}, TOGETHER]) {
          withAutomata(assembledProgram(lines), (automata) => {
            const settings = { reductions: ALL_REDUCTIONS, onTrap: trap, warmUp: false, firstCheck: 1, ...together }
            const found = explore(automata, model, settings)
            expect(outcomeTexts(found)).toStrictEqual(expected)
            expectSchedules(found, trap)
          })
        }
      }),
      { ...propertyOptions(40), examples },
    )
  }, PROPERTY_TIMEOUT)
})
