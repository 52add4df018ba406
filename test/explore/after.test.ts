import { describe, expect, test } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { assembleProgram, explore, outcomesOf } from '../kit/assemble-program.ts'
import { SB } from '../kit/store-buffering.ts'

const exec = (core: number): Transition => ({ kind: 'exec', core, back: 0 })

describe('a search that begins with a schedule', () => {
  test('SB: core 1 has stored and drained, so core 0 reads 1', () => {
    expect(outcomesOf(SB, x86Tso, '0:rax', { after: [exec(1), { kind: 'drain', core: 1, index: 0 }] })).toEqual(['1'])
  })

  test('which ends in a trap: that is all that comes out, and the search is complete', () => {
    const program = assembleProgram({ x: 0 }, `
      p0:
        mov qword ptr [x], 1
        ud2
      p1:
       again:
        cmp qword ptr [x], 0
        je again
        int3`)
    const after = [exec(0), exec(1), exec(0)]
    const seen = explore(program, x86Tso, '[x]', { after })
    expect(seen.complete).toBe(true)
    expect(seen.outcomes).toMatchObject([{ outcome: expect.stringMatching(/^core 0: /) as string, schedule: after }])
    expect(() => explore(program, x86Tso, '[x]', { after: [...after, exec(1)] })).toThrow(
      'after: transition 4 of 4, exec of core 1, under x86-tso: the trap of core 0 has ended the run before it')
  })

  test('that does not fit is refused', () => {
    // Under sc a store drains before its core goes on.
    expect(() => explore(SB, sc, '0:rax', { after: [exec(0), exec(0)] })).toThrow(
      /^after: transition 2 of 2, exec of core 0, under sc: it is not possible there: a schedule fits the scenario, model/)
    expect(() => explore(SB, sc, '0:rax', { after: [exec(7)] })).toThrow('transition 1 of 1, exec of core 7, under sc')
  })

  test('and bounds that count over whole runs exclude each other', () => {
    expect(() => explore(SB, sc, '0:rax', { after: [exec(0)], maxPreemptions: 1 })).toThrow('leave those out')
  })
})
