import { describe, expect, it } from 'vitest'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { litmusResult, observe, validate } from '../../src/litmus/result.ts'
import type { LitmusResult } from '../../src/litmus/result.ts'
import { stateReader } from './state-reader.ts'

const FACTS = { model: 'x86-tso', complete: true, transitions: 80, milliseconds: 1.5 }

/** The result of a one-variable test whose final states have these values of x (and y = 0). */
function resultOf(final: string, xs: readonly bigint[]): LitmusResult {
  const test = parseLitmus('t', `X86_64 t\n{ }\nP0 ;\n nop ;\n${final}\n`)
  return litmusResult(test, xs.map((x) => stateReader({ x })), FACTS)
}

describe('a result', () => {
  it('counts distinct states that satisfy the proposition or not', () => {
    expect(resultOf('exists (x=1)', [2n, 1n, 2n, 0n])).toMatchObject({
      states: [{ text: '[x]=0;' }, { text: '[x]=1;' }, { text: '[x]=2;' }],
      positive: 1,
      negative: 2,
      observation: 'Sometimes',
      validation: 'Ok',
    })
  })

  it('leaves out what the filter refuses, though the filter\'s locations are not shown', () => {
    expect(resultOf('filter x=1\nexists (y=0)', [0n, 1n, 2n])).toMatchObject({ positive: 1, negative: 0 })
    expect(resultOf('filter x=7\nexists (y=0)', [0n, 1n])).toMatchObject({
      states: [], positive: 0, negative: 0, observation: 'Never', validation: 'No',
    })
  })

  it('has one empty state for a test that asks for nothing', () => {
    expect(resultOf('', [0n, 1n])).toMatchObject({ states: [{ text: '' }], observation: 'Always', validation: 'Ok' })
  })
})

describe('observation', () => {
  it.each([
    [0, 3, 'Never'],
    [3, 0, 'Always'],
    [1, 2, 'Sometimes'],
  ])('of %i positive and %i negative states is %s', (positive, negative, expected) => {
    expect(observe(positive, negative)).toBe(expected)
  })
})

describe('validation', () => {
  it.each([
    ['exists', 1, 1, 'Ok', 'Ok'],
    ['exists', 0, 1, 'No', '??'],
    ['~exists', 0, 1, 'Ok', '??'],
    ['~exists', 1, 1, 'No', 'No'],
    ['forall', 2, 0, 'Ok', '??'],
    ['forall', 2, 1, 'No', 'No'],
  ] as const)('of %s with %i:%i is %s, and %s of a part', (quantifier, positive, negative, all, some) => {
    expect(validate(quantifier, positive, negative, true)).toBe(all)
    expect(validate(quantifier, positive, negative, false)).toBe(some)
  })
})
