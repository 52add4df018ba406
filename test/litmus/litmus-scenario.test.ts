import { expect, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { outcomeText } from '../../src/export/outcome-text.ts'
import { litmusScenario } from '../../src/litmus/litmus-scenario.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { loadScenario, type LoadedScenario } from '../../src/scenario/scenario.ts'

async function open(text: string): Promise<LoadedScenario> {
  return loadScenario(litmusScenario(parseLitmus('test.litmus', text)))
}

/** Under each model, from the strongest on. */
async function outcomesOf(text: string): Promise<string[][]> {
  const loaded = await open(text)
  const found = MODELS.map((model) => {
    const { complete, outcomes } = exploreAll(loaded, model)
    expect(complete).toBe(true)
    return outcomes.map(({ outcome }) => outcomeText(outcome)).sort()
  })
  loaded.close()
  return found
}

const SB = `X86_64 SB
{ }
 P0             | P1             ;
 movl $1,(x)    | movl $1,(y)    ;
 movl (y),%eax  | movl (x),%eax  ;
exists (0:rax=0 /\\ 1:rax=0)
`

test('SB: the condition holds where there are store buffers', async () => {
  const strong = ['0 1', '1 0', '1 1'].map((values) => {
    const [rax0, rax1] = values.split(' ')
    return `state: 0:rax=${rax0}; 1:rax=${rax1}, condition: does not hold`
  })
  const weak = ['state: 0:rax=0; 1:rax=0, condition: holds', ...strong]
  expect(await outcomesOf(SB)).toEqual([strong, weak, weak, weak])
})

test('a core that faults stops alone, and a filter leaves states out', async () => {
  const [faults] = await outcomesOf(`X86_64 fault
{ 0:rbx=x; }
 P0               | P1          ;
 movl (%rcx),%eax | movl $1,(x) ;
exists ([x]=1)
`)
  expect(faults).toEqual([expect.stringMatching(/^state: \[x\]=1; fault\(P0, .*\), condition: holds$/)])
  const [filtered] = await outcomesOf(SB.replace('exists', 'filter (0:rax=1)\nexists'))
  expect(filtered).toEqual([
    'state: 0:rax=1; 1:rax=0, condition: does not hold', 'state: 0:rax=1; 1:rax=1, condition: does not hold',
    'state: left out by the filter',
  ])
})

test('variables and elements have their names, and the columns those of their processors', async () => {
  const loaded = await open(`X86_64 names
{ int a[2] = {1, 2}; }
 P1             | P4            ;
 movl $1,(x)    | movl (a),%eax ;
exists ([x]=1)
`)
  expect(loaded.labels.all.map(({ name }) => name).sort()).toEqual(['a[0]', 'a[1]', 'x'])
  expect(loaded.program.cores.map(({ entry }) => loaded.labels.nameOf(Number(entry)))).toEqual(['P1', 'P4'])
  loaded.close()
})
