import { beforeAll, describe, expect, test } from 'vitest'
import { defineScenario, explore, InputError, intel, replay, StaleWitness, witness, type Scenario } from '../../src/index.ts'

/** Message passing: core 0 stores data, then a flag; core 1 loads them the other way round. */
function messagePassing(data: number, name = 'mp'): Scenario<string> {
  return defineScenario({
    name,
    code: intel`
      send:
        mov qword ptr [data], ${data}
        mov qword ptr [flag], 1
        ret
      receive:
        mov rax, [flag]
        mov rbx, [data]
        ret`,
    memory: { data: 0n, flag: 0n },
    cores: [{ entry: 'send' }, { entry: 'receive' }],
    outcome: (end) => (end.trap ? end.trap.message : `flag ${end.register(1, 'rax')}, data ${end.register(1, 'rbx')}`),
  })
}

const mp = messagePassing(7)
let reordered: string
beforeAll(async () => {
  const seen = await explore(mp, { model: 'pso' })
  reordered = seen.outcomes.find(({ outcome }) => outcome === 'flag 1, data 0')?.witness ?? expect.fail('pso has no MP')
})

/** What replaying throws. */
async function thrown(scenario: Scenario, text: string): Promise<Error> {
  return replay(scenario, text).then(() => expect.fail('it was replayed'), (error: unknown) => error as Error)
}

describe('replay', () => {
  test('gives the end, the outcome and what each transition did', async () => {
    const run = await replay(mp, reordered)
    expect(run).toMatchObject({ scenario: 'mp', model: 'pso', end: 'finished', outcome: 'flag 1, data 0' })
    const drained = run.events.flatMap((event) => (event.kind === 'drain' ? [event.store.value] : []))
    expect(drained).toEqual([1n, 7n])
    expect(run.narration).toMatch(/flag = 1 → memory(.|\n)*data = 7 → memory/)
  })

  test('takes the text of a template with its indentation, as it is pasted', async () => {
    const indented = reordered.split('\n').map((line) => `      ${line}`).join('\n')
    expect((await replay(mp, witness`
      ${indented}
    `)).outcome).toBe('flag 1, data 0')
  })

  test('a witness that ends before its run does has no outcome', async () => {
    const lines = reordered.trimEnd().split('\n')
    expect(await replay(mp, lines.slice(0, -1).join('\n'))).toMatchObject({ end: 'running', outcome: undefined })
  })

  test('a trap is the end', async () => {
    const scenario = defineScenario({
      name: 'trap',
      code: intel`
        p0:
          mov rax, [rax]
          ret`,
      cores: [{ entry: 'p0' }],
      outcome: (end) => (end.trap ? `${end.trap.message}: ${end.trap.instruction ?? ''}` : 'none'),
    })
    const [found] = (await explore(scenario)).outcomes
    expect(found?.outcome).toBe('read of unmapped memory at 0x0: mov rax, [rax]')
    expect(await replay(scenario, found?.witness ?? '')).toMatchObject({ end: 'trapped', outcome: found?.outcome })
  })
})

describe('a witness that does not fit', () => {
  test('the code has changed: one error with what changed and how to make it again', async () => {
    const error = await thrown(messagePassing(8), reordered)
    expect(error).toBeInstanceOf(StaleWitness)
    expect(error.message).toMatch(/^witness: this witness is stale: it was made with image [0-9a-f]{8}, and mp is [0-9a-f]{8} now/)
    expect(error.message).toContain("make it again with: await explore(scenario, { model: 'pso' })")
  })

  test('a step that cannot be taken: its line', async () => {
    const lines = reordered.trimEnd().split('\n')
    const swapped = [...lines.slice(0, 2), '0 drain data', ...lines.slice(2)].join('\n')
    const error = await thrown(mp, swapped)
    expect(error).toBeInstanceOf(StaleWitness)
    expect(error.message).toBe('witness:3: core 0 cannot drain data: its buffer holds nothing')
  })

  test('another scenario', async () => {
    const error = await thrown(messagePassing(7, 'mp/other'), reordered)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('this witness is of scenario "mp", and it is replayed in "mp/other"')
  })

  test('no witness', async () => {
    expect(await thrown(mp, 'hello')).toBeInstanceOf(InputError)
  })
})
