import { describe, expect, test } from 'vitest'
import { anchorOf } from '../../src/export/audit/anchor.ts'
import { experimentText } from '../../src/export/audit/audit-text.ts'
import { auditJson } from '../../src/export/audit/audit-json.ts'
import { agreementText, markOf, reachText } from '../../src/export/audit/reach-text.ts'
import { witnessFile } from '../../src/export/audit/witness-files.ts'
import type { Experiment } from '../../src/scenario/article/experiment.ts'
import type { Finding } from '../../src/scenario/article/run-experiment.ts'

const same = (text: string): string => text
const PLAIN = { bold: same, dim: same, good: same, unsure: same }

const finding = (change: Partial<Finding>): Finding => ({
  experiment: 'E1', variant: 'real', observation: 'no fatal, a key is lost',
  from: 'x86-tso', seen: ['x86-tso', 'pso'], unseen: ['sc'], outcomes: 1,
  predicted: 'x86-tso', agrees: true, reason: undefined, witness: undefined, ...change,
})

test('a link to an experiment goes where GitHub puts its heading', () => {
  expect(anchorOf({ id: 'E4', also: 'S3, S4' })).toBe('e4-s3-s4')
  expect(anchorOf({ id: 'E14-cow', also: '4.3' })).toBe('e14-cow-43')
})

describe('a finding in words', () => {
  test('the strongest model that reaches it', () => {
    expect(reachText(finding({}))).toBe('reachable under x86-tso, not under sc')
    expect(reachText(finding({ from: 'sc', unseen: [] }))).toBe('reachable under sc')
  })

  test('unreachable is said of the models that were asked', () => {
    expect(reachText(finding({ from: 'never', seen: [], unseen: ['sc', 'x86-tso', 'pso'] }))).toBe('unreachable')
    expect(reachText(finding({ from: 'never', seen: [], unseen: ['sc'] }))).toBe('unreachable under sc')
  })

  test('a search that was cut short forbids nothing', () => {
    const open = finding({ from: undefined, seen: [], unseen: ['sc'], agrees: undefined })
    expect(reachText(open)).toBe('inconclusive (not under sc)')
    expect(markOf(open, 'pso')).toBe('?')
    expect(agreementText(open)).toBe('open')
  })

  test('a prediction that the run misses stands out', () => {
    expect(agreementText(finding({ predicted: 'sc', agrees: false }))).toBe('DISAGREES: sc was predicted')
    expect(agreementText(finding({ predicted: undefined, agrees: undefined }))).toBe('not predicted')
  })

  test('the name of its witness', () => {
    expect(witnessFile(finding({}))).toBe('e1-real-no-fatal-a-key-is-lost.witness')
  })
})

const scenario = { name: 's', summary: '', onTrap: 'stop-run', build: () => Promise.reject(new Error('not built here')) } as const
const experiment: Experiment = {
  id: 'E1', question: 'what?', meaning: 'm', models: ['sc', 'x86-tso', 'pso'], observations: [], predictions: [], disagreements: [],
  variants: [{ name: 'real', summary: 'as it is', scenario }], maxStates: 1,
}

test('an experiment as a table', () => {
  const [variant] = experiment.variants
  if (!variant) throw new Error('there is one')
  const run = { experiment, variants: [{ variant, outcomes: [], incomplete: [] }], findings: [finding({})] }
  const words = experimentText(run, 100, PLAIN).replace(/─+/g, '').split('\n').map((line) => line.trim().replace(/ +/g, ' '))
  expect(words.filter((line) => line !== '')).toEqual([
    'E1 what?', 'real: as it is (0 outcomes) sc x86-tso pso', 'no fatal, a key is lost – yes yes as predicted',
  ])
})

test('JSON: a line for each claim and each finding', () => {
  const runs = [{ experiment, variants: [], findings: [finding({})] }]
  const lines = [...auditJson({ sections: [], runs, linesOf: () => [], problems: [] })]
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{
    version: 1, experiment: 'E1', variant: 'real', observation: 'no fatal, a key is lost',
    from: 'x86-tso', seen: ['x86-tso', 'pso'], unseen: ['sc'], predicted: 'x86-tso', agrees: true,
  }])
})
