import { describe, expect, it } from 'vitest'
import { herdLog } from '../../src/litmus/herd-log.ts'
import { jsonLine } from '../../src/litmus/json-line.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { litmusResult } from '../../src/litmus/result.ts'
import type { LitmusResult } from '../../src/litmus/result.ts'
import { stateReader } from './state-reader.ts'

/** The final states of store buffering under x86-TSO, or some of them. */
function sb(condition: string, pairs: readonly (readonly [bigint, bigint])[], complete = true): LitmusResult {
  const test = parseLitmus('SB.litmus', `X86_64 SB
Hash=0123abcd
{ }
 P0            | P1            ;
 movl $1,(x)   | movl $1,(y)   ;
 movl (y),%eax | movl (x),%eax ;
${condition}`)
  const readers = pairs.map(([a, b]) => stateReader({ '0:rax': a, '1:rax': b, x: 1n, y: 1n }))
  return litmusResult(test, readers, { model: 'x86-tso', complete, transitions: 34, milliseconds: 12.3456 })
}

const ALL = [[1n, 1n], [0n, 1n], [1n, 0n], [0n, 0n]] as const

describe('the log of a test', () => {
  it('is herd7\'s', () => {
    expect(herdLog(sb('exists (0:rax=0 /\\ 1:rax=0)', ALL))).toBe(`Test SB Allowed
States 4
0:rax=0; 1:rax=0;
0:rax=0; 1:rax=1;
0:rax=1; 1:rax=0;
0:rax=1; 1:rax=1;
Ok
Witnesses
Positive: 1 Negative: 3
Condition exists (0:rax=0 /\\ 1:rax=0)
Observation SB Sometimes 1 3
Time SB 0.01
Hash=0123abcd

`)
  })

  it('counts the witnesses of ~exists the other way round, but not the observation', () => {
    const log = herdLog(sb('~exists (0:rax=0 /\\ 1:rax=0)', ALL.slice(0, 3)))
    expect(log).toMatch(/^Test SB Forbidden\nStates 3\n(?:.*\n){3}Ok\nWitnesses\nPositive: 3 Negative: 0\n/)
    expect(log).toContain('\nObservation SB Never 0 3\n')
  })

  it('calls forall Required', () => {
    const log = herdLog(sb('forall (0:rax=1 \\/ 1:rax=1)', ALL))
    expect(log).toMatch(/^Test SB Required\n(?:.*\n){5}No\nWitnesses\nPositive: 3 Negative: 1\n/)
  })

  it('does not say that something is forbidden after an incomplete search', () => {
    expect(herdLog(sb('~exists (0:rax=0 /\\ 1:rax=0)', ALL.slice(0, 2), false))).toContain('\nLoop ??\n')
    expect(herdLog(sb('exists (0:rax=0 /\\ 1:rax=0)', ALL.slice(3), false))).toContain('\nLoop Ok\n')
  })

  it('has one empty line for the only state of a test that shows nothing', () => {
    expect(herdLog(sb('', ALL))).toMatch(/^Test SB Required\nStates 1\n\nOk\n/)
  })
})

describe('the JSON line of a test', () => {
  it('has sorted states and the keys of the manual', () => {
    const line = jsonLine(sb('~exists (0:rax=0 /\\ 1:rax=0)', ALL))
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toStrictEqual({
      version: 1,
      name: 'SB',
      model: 'x86-tso',
      states: ['0:rax=0; 1:rax=0;', '0:rax=0; 1:rax=1;', '0:rax=1; 1:rax=0;', '0:rax=1; 1:rax=1;'],
      condition: '~exists (0:rax=0 /\\ 1:rax=0)',
      observation: 'Sometimes',
      positive: 1,
      negative: 3,
      complete: true,
      transitions: 34,
      ms: 12.346,
    })
  })
})
