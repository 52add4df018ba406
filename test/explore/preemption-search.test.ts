/** Searches bounded by preemptions (Musuvathi, Qadeer, PLDI 2007). */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { ALL_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assembleProgram, explore as exploreText, outcomeTexts as texts, type TestProgram } from '../kit/assemble-program.ts'
import { SB } from '../kit/store-buffering.ts'
import { assemblyOf, loopFreePrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

/** A flag that is up for a while. */
const PULSE = assembleProgram({ x: 0 }, `
  p0:
    mov rax, [x]
    mov rbx, [x]
    ret
  p1:
    mov qword ptr [x], 1
    mov qword ptr [x], 0
    ret`)

function within(maxPreemptions: number, program: TestProgram, asked: string, model = sc): readonly [boolean, readonly string[]] {
  const found = exploreText(program, model, asked, { maxPreemptions })
  return [found.complete, texts(found)]
}

describe('SB', () => {
  test('without preemptions under sc: one core after the other', () => {
    expect(within(0, SB, '0:rax 1:rax')).toEqual([false, ['0 1', '1 0']])
  })

  test('with one under sc: both stores before both loads', () => {
    expect(within(1, SB, '0:rax 1:rax')[1]).toEqual(['0 1', '1 0', '1 1'])
  })

  test('without preemptions under x86-tso: drains are no steps of a core, so both may read 0', () => {
    expect(within(0, SB, '0:rax 1:rax', x86Tso)).toEqual([false, ['0 0', '0 1', '1 0']])
  })

  test('with as many as there are steps it is complete', () => {
    expect(within(4, SB, '0:rax 1:rax')).toEqual([true, ['0 1', '1 0', '1 1']])
    expect(within(4, SB, '0:rax 1:rax', x86Tso)).toEqual([true, ['0 0', '0 1', '1 0', '1 1']])
  })
})

describe('a flag that is up for a while', () => {
  test.each([
    [0, ['0 0']],
    // Core 1 between its stores.
    [1, ['0 0', '1 1']],
    // And core 0 between its loads.
    [2, ['0 0', '0 1', '1 0', '1 1']],
  ])('with %i preemptions', (most, expected) => {
    expect(within(most, PULSE, '0:rax 0:rbx')[1]).toEqual(expected)
  })
})

test('a bound that cuts is named', () => {
  expect(exploreText(SB, sc, '', { maxPreemptions: 0 }).bounds).toEqual(['0 preemptions'])
})

test('one core alone is never preempted: complete', () => {
  const program = assembleProgram({ x: 0 }, 'p0:\n  inc qword ptr [x]\n  ret\n')
  expect(within(0, program, '[x]', x86Tso)).toEqual([true, ['1']])
})

test('after a core that has ended, switching is free', () => {
  const program = assembleProgram({ x: 0 }, 'p0:\n  inc qword ptr [x]\n  ret\np1:\n  inc qword ptr [x]\n  ret\n')
  expect(within(0, program, '[x]')[1]).toEqual(['2'])
  expect(within(1, program, '[x]')[1]).toEqual(['1', '2'])
})

test('runs that may never end are not looked for, and that is said', () => {
  const wait = 'p0:\n  mov rax, [x]\n  test rax, rax\n  je p0\n  ret\n'
  const program = assembleProgram({ x: 0 }, `${wait}p1:\n  mov qword ptr [x], 1\n  ret\n`)
  const found = exploreText(program, sc, '0:rax', { maxPreemptions: 9 })
  expect([found.complete, texts(found)]).toEqual([false, ['1']])
  expect(found.bounds.join()).toContain('never end')
})

test('every schedule leads to its outcome and has no more preemptions than allowed', () => {
  const found = exploreText(PULSE, sc, '0:rax 0:rbx', { maxPreemptions: 1 })
  for (const { schedule, outcome } of found.outcomes) {
    const { machine } = found
    let state = machine.initialState()
    for (const transition of schedule) state = machine.step(state, transition) ?? expect.fail('a step that is not possible')
    const table = machine.local(0)
    const values = (['rax', 'rbx'] as const).map((name) => table.automaton.register(table.node(state[0] ?? 0), name))
    expect(values.join(' ')).toBe(outcome)
    const steps = schedule.filter(({ kind }) => kind === 'exec').map(({ core }) => core)
    const lastOf = (core: number): number => steps.lastIndexOf(core)
    const preemptions = steps.filter((core, i) => i > 0 && steps[i - 1] !== core && lastOf(steps[i - 1] ?? 0) > i)
    expect(preemptions.length).toBeLessThanOrEqual(1)
  }
})

describe.each(MODELS)('random programs under $name', (model) => {
  const grow = (program: AbstractProgram, onTrap: 'stop-run' | 'stop-core'): void => {
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const all = explore(automata, model, { reductions: ALL_REDUCTIONS, onTrap })
      fc.pre(all.complete)
      let before: readonly string[] = []
      for (const maxPreemptions of [0, 1, 2, 100]) {
        const found = explore(automata, model, { reductions: ALL_REDUCTIONS, onTrap, maxPreemptions })
        const outcomes = outcomeTexts(found)
        expect(outcomes).toEqual(expect.arrayContaining([...before]))
        expect(outcomeTexts(all)).toEqual(expect.arrayContaining(outcomes))
        if (found.complete) expect(outcomes).toStrictEqual(outcomeTexts(all))
        before = outcomes
      }
    })
  }

  it('more preemptions never lose outcomes, and enough of them find all', () => {
    fc.assert(fc.property(loopFreePrograms, fc.constantFrom('stop-run' as const, 'stop-core' as const), grow), propertyOptions(15))
  }, PROPERTY_TIMEOUT)
})
