import { describe, expect, test } from 'vitest'
import { goMapMin, storesThenLoads } from '../../bench/peers.ts'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { exploreAll, exploreInTurns, type Exploration } from '../../src/explore/explore.ts'
import { loadScenario, type Scenario } from '../../src/scenario/scenario.ts'

/** Other threads are started after so many transitions. */
const ALONE = 100

const PROGRAMS: readonly { readonly scenario: Scenario; readonly model: string }[] = [
  { scenario: goMapMin(3), model: 'x86-tso' },
  { scenario: storesThenLoads(7), model: 'x86-tso' },
  { scenario: storesThenLoads(5), model: 'pso' },
]

async function explore(scenario: Scenario, model: string, workers: number, maxStates?: number): Promise<Exploration> {
  const loaded = await loadScenario(scenario)
  const { automata, outcome, onTrap } = loaded
  const bound = maxStates === undefined ? {} : { maxStates }
  return exploreAll({ automata, outcome, onTrap }, modelNamed(model), { workers, alone: ALONE, ...bound })
}

describe('worker threads', () => {
  test.each(PROGRAMS)('find what one thread finds: $scenario.name under $model', async ({ scenario, model }) => {
    const alone = await explore(scenario, model, 1)
    const together = await explore(scenario, model, 2)
    expect(together.states).toBeGreaterThan(4 * ALONE)
    expect(together.complete).toBe(true)
    expect(together.outcomes.map(({ key }) => key)).toEqual(alone.outcomes.map(({ key }) => key))
    const { machine } = together
    for (const { schedule } of together.outcomes.slice(0, 20)) {
      let state = machine.initialState()
      for (const transition of schedule) state = machine.step(state, transition) ?? expect.fail('a transition does not fit')
      expect(machine.isFinished(state)).toBe(true)
    }
  })

  test('an interrupt stops them while they search, without a turn of theirs', async () => {
    const { automata, outcome, onTrap } = await loadScenario(storesThenLoads(8))
    const controller = new AbortController()
    let seen = 0
    const search = exploreInTurns({ automata, outcome, onTrap }, modelNamed('x86-tso'), {
      workers: 2, alone: ALONE, signal: controller.signal,
      onProgress: ({ states }) => {
        seen = states
        controller.abort()
      },
    })
    const { complete, bounds, states } = await search
    expect(complete).toBe(false)
    expect(bounds).toContain('interrupted')
    // The clock is looked at after 256 states, or after a sleep of a millisecond.
    expect(states - seen).toBeLessThan(20_000)
  })

  test('a bound stops them, and says so', async () => {
    const cut = await explore(storesThenLoads(7), 'x86-tso', 2, 2000)
    expect(cut.complete).toBe(false)
    expect(cut.bounds.join()).toContain('2000 states')
  })
})
