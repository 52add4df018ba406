import { describe, expect, test } from 'vitest'
import { witnessText } from '../../../src/export/witness-text.ts'
import { audit } from '../../../src/scenario/article/audit.ts'
import { reachable, unreachable, type Section } from '../../../src/scenario/article/claim.ts'
import { defineExperiment, type Experiment, type Reach } from '../../../src/scenario/article/experiment.ts'
import { defineScenario, intel } from '../../../src/scenario/define-scenario.ts'

// SB: both loads give 0 under x86-TSO, and not under SC.
const storeBuffering = defineScenario({
  name: 'test/sb',
  code: intel`
    left:  mov qword ptr [x], 1
           mov rax, [y]
           ret
    right: mov qword ptr [y], 1
           mov rax, [x]
           ret`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'left' }, { entry: 'right' }],
  outcome: (end) => (end.trap ? 'trap' : `${end.register(0, 'rax')}${end.register(1, 'rax')}`),
})

const experiment = (predicted: Reach, reason?: string): Experiment => defineExperiment<string>({
  id: 'SB', question: 'both 0?', meaning: 'a store waits in its buffer',
  variants: [{ name: 'real', summary: 'plain stores', scenario: storeBuffering }],
  observations: { 'both 0': (outcome) => outcome === '00' },
  predictions: { 'both 0': { real: predicted } },
  ...(reason === undefined ? {} : { disagreements: [{ observation: 'both 0', variant: 'real', reason }] }),
})

const section = (check: ReturnType<typeof reachable>): Section => ({
  id: '9', heading: '章', english: 'chapter',
  claims: [{ id: '9-a', claim: 'c', verdict: 'true', really: 'r', statements: [{ by: 'run', says: 's', checks: [check] }] }],
})

const problems = async (tried: Experiment, sections: readonly Section[] = []): Promise<readonly string[]> =>
  (await audit([tried], sections, { write: witnessText })).problems

describe('an audit', () => {
  test('finds from which model on something is reachable, with a witness where a claim rests on it', async () => {
    const sections = [section(reachable('SB', 'both 0', 'real', ['x86-tso']))]
    const { runs, problems } = await audit([experiment('x86-tso')], sections, { write: witnessText })
    expect(problems).toEqual([])
    const [finding] = runs[0]?.findings ?? []
    expect(finding).toMatchObject({ from: 'x86-tso', seen: ['x86-tso', 'pso'], unseen: ['sc'], agrees: true })
    expect(finding?.witness).toMatch(/^fencepost witness 1\nscenario test\/sb +model x86-tso/)
  })

  test('fails when a verdict that was written down is not what the run says', async () => {
    expect(await problems(experiment('x86-tso'), [section(unreachable('SB', 'both 0'))])).toEqual([
      'claim 9-a: written down as "true", but the evidence says "false"',
    ])
  })

  test('fails when a prediction is missed and nobody has written down why', async () => {
    expect(await problems(experiment('sc'))).toEqual([
      'SB/real: "both 0" was predicted from sc, and is x86-tso: no reason is written down',
    ])
    expect(await problems(experiment('sc', 'both buffers hold a store'))).toEqual([])
  })

  test('fails when a reason for a disagreement outlives it', async () => {
    expect(await problems(experiment('x86-tso', 'both buffers hold a store'))).toEqual([
      'SB/real: "both 0" has a reason for a disagreement that there is not',
    ])
  })

  test('says so when a claim rests on what no experiment observes', async () => {
    await expect(problems(experiment('x86-tso'), [section(reachable('SB', 'both 1'))])).rejects.toThrow(
      'a claim rests on "both 1" of SB/real, which does not exist',
    )
  })
})
