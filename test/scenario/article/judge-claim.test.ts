import { describe, expect, test } from 'vitest'
import type { Claim, Statement } from '../../../src/scenario/article/claim.ts'
import type { Reach } from '../../../src/scenario/article/experiment.ts'
import { judgeClaim, type Evidence } from '../../../src/scenario/article/judge-claim.ts'
import { reachOf, type Finding } from '../../../src/scenario/article/run-experiment.ts'

const finding = (from: Reach | undefined): Finding => ({
  experiment: 'E', variant: 'real', observation: 'x', from, seen: [], unseen: [], outcomes: 0,
  predicted: undefined, agrees: undefined, reason: undefined, witness: undefined,
})

const evidence = (from: Reach | undefined): Evidence => ({
  finding: () => finding(from), instructions: () => [], trace: () => ({ accesses: [], end: 'returned' }),
  watched: () => undefined,
})

const run = (...from: Reach[]): Statement => ({
  by: 'run', says: 'x', checks: [{ experiment: 'E', variant: 'real', observation: 'x', from }],
})
const read = (holds: boolean): Statement => ({ by: 'reading', says: 'x', holds, source: 'map.go:1' })
const nothing: Statement = { by: 'nothing', says: 'x', why: 'hardware' }
const observer: Statement = { by: 'observer', says: 'x', needs: 'cache lines' }

const claim = (statements: Statement[]): Claim => ({ id: '1-a', claim: 'x', verdict: 'true', really: 'x', statements })

const verdict = (from: Reach | undefined, ...statements: Statement[]): string | undefined =>
  judgeClaim(claim(statements), evidence(from)).verdict

describe('the verdict on a claim follows from its statements', () => {
  test.each([
    ['true when the run gives what it says', verdict('x86-tso', run('x86-tso')), 'true'],
    ['false when the run gives something else', verdict('sc', run('x86-tso')), 'false'],
    ['false when the run gives it and it should not', verdict('pso', run('never')), 'false'],
    ['partly when one holds and one does not', verdict('sc', run('sc'), read(false)), 'partly'],
    ['true with a part that nobody can check', verdict('sc', run('sc'), nothing), 'true'],
    ['not checkable when nothing settles it', verdict('sc', nothing), 'not checkable here'],
    ['not checked yet when an observer could', verdict('sc', nothing, observer), 'not checked yet'],
    ['open when a search was cut short', verdict(undefined, run('sc'), read(true)), undefined],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })

  test('a verdict written by hand that the run contradicts is seen', () => {
    const judged = judgeClaim(claim([run('never')]), evidence('sc'))
    expect(judged).toMatchObject({ verdict: 'false', asWritten: false })
  })
})

describe('the strongest model that has an observation', () => {
  const models = ['sc', 'x86-tso', 'pso'] as const

  test.each([
    [['x86-tso', 'pso'], [], 'x86-tso'],
    [[], [], 'never'],
    [['pso'], ['x86-tso'], undefined],
    [[], ['pso'], undefined],
    [['sc', 'x86-tso'], ['pso'], 'sc'],
  ] as const)('seen under %j, cut short %j: %s', (seen, cut, expected) => {
    expect(reachOf(models, seen, cut)).toBe(expected)
  })

  test('a weaker model that lacks what a stronger one has is a bug', () => {
    expect(() => reachOf(models, ['sc'], [])).toThrow('sc has an outcome that x86-tso lacks')
  })
})

test.each([[true, 'true'], [false, 'false']] as const)('what observers see settles a statement: %s', (holds, verdict) => {
  const statement: Statement = {
    by: 'observer', says: 's', needs: 'cache lines', watch: () => Promise.reject(new Error('not here')),
  }
  const watched = { holds, figures: '3 invalidations' }
  const judged = judgeClaim(claim([statement]), { ...evidence('sc'), watched: () => watched })
  expect(judged.verdict).toBe(verdict)
  expect(judged.statements[0]?.watched).toEqual(watched)
})
