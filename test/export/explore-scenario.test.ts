import { expect, test } from 'vitest'
import { defineScenario, explore, intel, type Outcome, type ScenarioExploration } from '../../src/index.ts'

const sb = defineScenario({
  name: 'sb/plain',
  code: intel`
p0:
    mov qword ptr [x], 1
    mov rax, [y]
    ret
p1:
    mov qword ptr [y], 1
    mov rax, [x]
    ret
`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? 'trap' : [end.register(0, 'rax'), end.register(1, 'rax')]),
})

function values(outcome: Outcome): string {
  return Array.isArray(outcome) ? outcome.join() : 'no values'
}

// Owens, Sarkar, Sewell 2009, iwp2.3.a: both loads may read 0 under x86-TSO, never under SC.
test('SB: both cores read 0 under x86-tso only', async () => {
  const [sc, tso] = await Promise.all([explore(sb, { model: 'sc' }), explore(sb, { model: 'x86-tso' })])
  const keys = (seen: ScenarioExploration): string[] => seen.outcomes.map(({ outcome }) => values(outcome))
  expect(keys(sc).sort()).toEqual(['0,1', '1,0', '1,1'])
  expect(keys(tso).sort()).toEqual(['0,0', '0,1', '1,0', '1,1'])
  expect([sc.complete, tso.complete]).toEqual([true, true])
})

test('the witness of both reading 0 has both stores waiting while the loads run', async () => {
  const seen = await explore(sb)
  const witness = seen.outcomes.find(({ outcome }) => values(outcome) === '0,0')?.witness ?? ''
  expect(witness).toMatch(/^fencepost witness 1\nscenario sb\/plain {3}model x86-tso/)
  expect(witness).toContain('holds 1 in its buffer')
})

test('engines are given back, and outcomes keep their witnesses', async () => {
  const before = process.memoryUsage().rss
  const seen = []
  for (let i = 0; i < 60; i++) seen.push(await explore(sb))
  expect(new Set(seen.map(({ outcomes }) => outcomes[0]?.witness)).size).toBe(1)
  // Each exploration needs two engines of 3 MB: 360 MB when they were kept.
  expect(process.memoryUsage().rss - before).toBeLessThan(180e6)
})

test('a field that is wrong is named with the scenario', () => {
  expect(() => defineScenario({ name: 'no cores', code: intel``, cores: [], outcome: () => null })).toThrow(
    'scenario "no cores", name: expected a name without spaces',
  )
})
