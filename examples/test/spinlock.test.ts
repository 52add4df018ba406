import { defineScenario, explore, listing, replay } from 'fencepost'
import 'fencepost/vitest'
import { describe, expect, test } from 'vitest'

function twoAdd(entry: 'add_one' | 'add_one_release') {
  return defineScenario({
    name: `spinlock/${entry}`,
    code: listing(new URL('./spinlock.asm', import.meta.url)),
    memory: { lock: { size: 4 }, counter: 0n },
    cores: [{ entry }, { entry }],
    outcome: (end) => (end.trap ? { trap: end.trap.message } : { counter: end.memory('counter') }),
  })
}

describe('a spinlock around counter++', () => {
  test.each(['sc', 'x86-tso'] as const)('plain store to unlock: no increment is lost under %s', async (model) => {
    const seen = await explore(twoAdd('add_one'), { model })
    expect(seen).toHaveExactlyOutcomes([{ counter: 2n }])
    expect(seen).toTerminate()
  })

  test('plain store to unlock: an increment is lost where stores drain out of order', async () => {
    const scenario = twoAdd('add_one')
    const seen = await explore(scenario, { model: 'pso' })
    expect(seen).toAllow({ counter: 1n })
    expect(seen).not.toBeRobust()

    // What a failed expectation prints can be pasted as replay(scenario, witness`…`). Here it comes from the search.
    const lost = seen.outcomes.find(({ outcome }) => 'counter' in outcome && outcome.counter === 1n)
    const run = await replay(scenario, lost?.witness ?? '')
    expect(run.outcome).toEqual({ counter: 1n })
    expect(run.narration).toContain('lock = 0 → memory')
  })

  test.each(['pso', 'relaxed'] as const)('XCHG to unlock: no increment is lost under %s', async (model) => {
    expect(await explore(twoAdd('add_one_release'), { model })).toForbid({ counter: 1n })
  })
})
