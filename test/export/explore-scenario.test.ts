import { expect, test } from 'vitest'
import { defineScenario, explore, intel } from '../../src/index.ts'

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

// Owens, Sarkar, Sewell 2009, iwp2.3.a: both loads may read 0 under x86-TSO, never under SC.
test('SB: both cores read 0 under x86-tso only', async () => {
  const [sc, tso] = await Promise.all([explore(sb, { model: 'sc' }), explore(sb, { model: 'x86-tso' })])
  const keys = (seen: Awaited<ReturnType<typeof explore>>): string[] => seen.outcomes.map(({ outcome }) => String(outcome))
  expect(keys(sc).sort()).toEqual(['0,1', '1,0', '1,1'])
  expect(keys(tso).sort()).toEqual(['0,0', '0,1', '1,0', '1,1'])
  expect([sc.complete, tso.complete]).toEqual([true, true])
})

test('the witness of both reading 0 has both stores waiting while the loads run', async () => {
  const seen = await explore(sb)
  const witness = seen.outcomes.find(({ outcome }) => String(outcome) === '0,0')?.witness ?? ''
  expect(witness).toMatch(/^fencepost witness 1\nscenario sb\/plain {3}model x86-tso/)
  expect(witness).toContain('holds 1 in its buffer')
})

test('a field that is wrong is named with the scenario', () => {
  expect(() => defineScenario({ name: 'no cores', code: intel``, cores: [], outcome: () => null })).toThrow(
    'scenario "no cores", name: expected a name without spaces',
  )
})
