/** What the compiler must refuse, and what it must let pass: checked by `make typecheck`, never run. */
import { expect } from 'vitest'
import { defineScenario, explore, intel, replay, type ScenarioExploration } from '../../src/index.ts'
import '../../src/vitest/register.ts'

const counter = defineScenario({
  name: 'counter',
  code: intel``,
  memory: { x: 0n, node: { fields: { next: 'x', value: { size: 4 } } } },
  cores: [{ entry: 'p0', registers: { rdi: 'node', rsi: 'node.next', rdx: 1n } }, { calls: [{ entry: 'p0' }] }],
  outcome: (end) => end.trap ? { trap: end.trap.message } : { count: end.memory('x'), top: end.memory('node.next') },
})

export async function matchers(): Promise<void> {
  const seen = await explore(counter)
  expect(seen).toAllow({ count: 1n })
  expect(seen).not.toAllow({ count: 1n, top: 0n })
  expect(seen).toForbid({ trap: expect.any(String) as string })
  expect(seen).toHaveExactlyOutcomes([{ count: 1n, top: 0n }, { trap: '' }, { doesNotTerminate: [0] }])
  expect(seen).toBeRobust()
  expect(seen).not.toTerminate()

  // @ts-expect-error: a field that no outcome has
  expect(seen).toAllow({ cuont: 1n })
  // @ts-expect-error: a number where outcomes have a bigint
  expect(seen).toForbid({ count: 1 })
  // @ts-expect-error: an outcome that is not whole
  expect(seen).toHaveExactlyOutcomes([{ count: 1n }])
  // @ts-expect-error: a promise
  expect(explore(counter)).toForbid({ count: 1n })
  // @ts-expect-error: a scenario
  expect(counter).toTerminate()
  // @ts-expect-error: no exploration
  expect(5).toBeRobust()
  // @ts-expect-error: a model that does not exist
  await explore(counter, { model: 'tso' })

  const run = await replay(counter, '')
  if (run.end === 'finished') expect('trap' in run.outcome).toBe(false)
  // @ts-expect-error: a witness may end before its run does, and then there is no outcome
  expect('trap' in run.outcome).toBe(false)

  const kept: ScenarioExploration<{ readonly count: bigint; readonly top: bigint } | { readonly trap: string }> = seen
  expect(kept).toBeRobust()
}

export function scenarios(): void {
  defineScenario({
    name: 'wrong',
    code: intel``,
    memory: { x: 0n, node: { fields: { next: 0n } } },
    cores: [
      // @ts-expect-error: no such variable
      { entry: 'p0', registers: { rdi: 'y' } },
      // @ts-expect-error: no such field
      { entry: 'p0', registers: { rdi: 'node.value' } },
      // @ts-expect-error: no such register
      { entry: 'p0', registers: { eax: 1n } },
      // @ts-expect-error: a number
      { entry: 'p0', registers: { rax: 1 } },
    ],
    outcome: (end) => {
      // @ts-expect-error: memory of a run that may have trapped
      if (end.memory === undefined) return null
      if (end.trap) return null
      // @ts-expect-error: no such variable
      end.memory('y')
      // @ts-expect-error: a structure has no value of its own
      end.memory('node')
      return end.memory('node.next')
    },
  })
  defineScenario({
    name: 'wrong-memory',
    code: intel``,
    // @ts-expect-error: no such size
    memory: { x: { size: 3 } },
    cores: [],
    outcome: () => null,
  })
}
