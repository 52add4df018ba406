import { describe, expect, it } from 'vitest'
import { attText } from '../../src/litmus/instruction.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { printCondition } from '../../src/litmus/print-condition.ts'
import { HERD_TESTS, PAPER_TESTS, catalogueLitmus } from './catalogue.ts'
import type { CatalogueProgram } from './catalogue.ts'

/** Stores by their variable, over all cores: what a final value can be. */
function storesTo(test: CatalogueProgram, variable: string): number[] {
  const steps = test.cores.flat().filter((step) => step[0] === 'W' || step[0] === 'A')
  return steps.flatMap((step) => (step[1] === variable ? [step[2]] : []))
}

describe('the catalogue', () => {
  it('has the 30 tests of the papers and the 28 of herdtools7, each name once', () => {
    expect(new Set(PAPER_TESTS.map(({ name }) => name)).size).toBe(30)
    expect(new Set(HERD_TESTS.map(({ name }) => name)).size).toBe(28)
  })

  it('allows no less in a weaker model', () => {
    for (const { name, verdict, outcomes } of PAPER_TESTS) {
      expect(['FFF', 'FFA', 'FAA', 'AAA'], name).toContain(verdict.sc + verdict['x86-tso'] + verdict.pso)
      expect(outcomes.sc, name).toBeLessThanOrEqual(outcomes['x86-tso'])
      expect(outcomes['x86-tso'], name).toBeLessThanOrEqual(outcomes.pso)
    }
  })

  it.each([...PAPER_TESTS, ...HERD_TESTS])('$name asks for values that some store writes, and is a test', (entry) => {
    for (const step of entry.cores.flat()) {
      if (step[0] === 'R') expect([0, ...storesTo(entry, step[1])]).toContain(step[2])
    }
    for (const [variable, value] of Object.entries(entry.final)) expect(storesTo(entry, variable)).toContain(value)
    const test = parseLitmus(entry.name, catalogueLitmus(entry))
    expect(test.programs).toHaveLength(entry.cores.length)
    expect(test.quantifier).toBe('exists')
  })

  it('writes n8 as it should be', () => {
    const n8 = PAPER_TESTS.find(({ name }) => name === 'n8')
    const test = parseLitmus('n8', n8 === undefined ? '' : catalogueLitmus(n8))
    const code = test.programs.map(({ rows }) => rows.map(({ instruction }) => instruction && attText(instruction)))
    expect(code).toStrictEqual([
      ['movl $1, %r15d', 'xchgl %r15d, x(%rip)', 'movl y(%rip), %eax'],
      ['movl $1, y(%rip)', 'movl x(%rip), %eax'],
    ])
    expect(printCondition(test)).toBe('exists (0:rax=0 /\\ 1:rax=0)')
  })
})
