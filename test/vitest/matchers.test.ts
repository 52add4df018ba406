import { beforeAll, describe, expect, test } from 'vitest'
import { explore, replay, type ScenarioExploration } from '../../src/index.ts'
import { failureText } from '../../src/vitest/failure-text.ts'
import * as matchers from '../../src/vitest/matchers.ts'
import { literal } from '../../src/vitest/pattern.ts'
import '../../src/vitest/register.ts'
import { sb, sbWithFences, waitForEver, waitForFlag } from './scenarios.ts'

type Loads = typeof sb extends { build(): Promise<{ outcome: (end: never) => infer O }> } ? O : never

/** Any number. */
const ANY = expect.any(BigInt) as bigint

let tso: ScenarioExploration<Loads>
let cut: ScenarioExploration<Loads>
beforeAll(async () => {
  tso = await explore(sb)
  // The initial state alone: no run has ended.
  cut = await explore(sb, { maxStates: 0 })
})

/** The message of the expectation that fails. */
function failure(expectation: () => void): string {
  try {
    expectation()
  } catch (error) {
    return (error as Error).message
  }
  return expect.fail('the expectation holds')
}

/** The witness in a message, as it stands between the backticks. */
function pasted(message: string): string {
  return /await replay\(scenario, witness`\n(.*)\n`\)/s.exec(message)?.[1] ?? expect.fail('no witness')
}

describe('toAllow', () => {
  test('passes for an outcome that is possible, fields left out', () => {
    expect(tso).toAllow({ r0: 0n, r1: 0n })
    expect(tso).toAllow({ r1: 1n })
    expect(tso).toAllow({ r0: ANY })
  })

  test('fails for one that is not', () => {
    expect(failure(() => expect(tso.under('sc')).toAllow({ r0: 0n, r1: 0n }))).toMatch(
      'sb/plain under sc: expected an outcome with { r0: 0n, r1: 0n }, there is none',
    )
  })

  test('says when a number stands for a bigint', () => {
    const pattern = { r0: 0 } as unknown as { r0: bigint }
    expect(failure(() => expect(tso).toAllow(pattern))).toContain('write 1n for a bigint')
  })
})

describe('toForbid', () => {
  test('passes when a complete search does not find it', () => {
    expect(tso.under('sc')).toForbid({ r0: 0n, r1: 0n })
    expect(tso).toForbid({ r0: 2n })
  })

  test('fails with every model that has the outcome, and with a witness that leads there when it is pasted', async () => {
    const message = failure(() => expect(tso).toForbid({ r0: 0n, r1: 0n }))
    expect(message).toContain('sb/plain under x86-tso: expected no outcome with { r0: 0n, r1: 0n }, one is possible')
    expect(message).toMatch(/^→ {2}r0: 0, r1: 0 +– +✓$/m)
    expect(message).toMatch(/^ {3}r0: 1, r1: 1 +✓ +✓$/m)
    expect(message).toContain('What to do: sc forbids this outcome.')
    const run = await replay(sb, pasted(message))
    expect(run).toMatchObject({ end: 'finished', model: 'x86-tso', outcome: { r0: 0n, r1: 0n } })
  })

  test('says that no fence helps when sc has the outcome, too', () => {
    expect(failure(() => expect(tso).toForbid({ r0: 1n, r1: 1n }))).toContain('so no fence forbids it')
  })

  test('attaches the witness to the test', async ({ task, expect: check }) => {
    check(failure(() => check(tso).toForbid({ r0: 0n, r1: 0n }))).not.toBe('')
    await Promise.all(task.promises ?? [])
    const [annotation] = task.annotations
    check(annotation).toMatchObject({ type: 'witness', message: 'sb/plain under x86-tso: r0: 0, r1: 0' })
    const body = Buffer.from(String(annotation?.attachment?.body), 'base64').toString()
    check(body).toBe(tso.outcomes.find(({ outcome }) => literal(outcome) === '{ r0: 0n, r1: 0n }')?.witness)
  })
})

describe('toHaveExactlyOutcomes', () => {
  // By hand: each core's load comes before or after the other's store.
  const sequential = [{ r0: 0n, r1: 1n }, { r0: 1n, r1: 0n }, { r0: 1n, r1: 1n }]

  test('passes for the same outcomes in any order', () => {
    expect(tso.under('sc')).toHaveExactlyOutcomes(sequential.toReversed())
    expect(tso).toHaveExactlyOutcomes([{ r0: 0n, r1: 0n }, ...sequential])
  })

  test('names what is unexpected and what is missing', () => {
    const message = failure(() => expect(tso).toHaveExactlyOutcomes([...sequential, { r0: 7n, r1: 7n }]))
    expect(message).toContain('1 unexpected and 1 missing')
    expect(message).toMatch(/^→ {2}r0: 0, r1: 0 +– +✓$/m)
    expect(message).toMatch(/^→ {2}r0: 7, r1: 7 +– +–$/m)
    expect(message).toContain('\n  { r0: 0n, r1: 0n },\n')
  })

  test('an outcome is given whole', () => {
    expect(tso).not.toHaveExactlyOutcomes([{ r0: ANY } as { r0: bigint; r1: bigint }])
  })
})

describe('toBeRobust', () => {
  test('SB is not, SB with fences is', async () => {
    expect(await explore(sbWithFences, { model: 'relaxed' })).toBeRobust()
    expect(tso).not.toBeRobust()
    const message = failure(() => expect(tso).toBeRobust())
    expect(message).toContain('expected no outcome that sc does not have, one is possible')
    expect((await replay(sb, pasted(message))).outcome).toEqual({ r0: 0n, r1: 0n })
  })

  test('asks for a model other than sc', () => {
    expect(failure(() => expect(tso.under('sc')).toBeRobust())).toContain("explore with { model: 'x86-tso' }")
  })
})

describe('toTerminate', () => {
  test('a wait for a store that comes', async () => {
    expect(await explore(waitForFlag)).toTerminate()
  })

  test('a wait for a store that never comes', async () => {
    const seen = await explore(waitForEver)
    expect(seen).not.toTerminate()
    expect(seen).toAllow({ doesNotTerminate: [0] })
    const message = failure(() => expect(seen).toTerminate())
    expect(message).toContain('expected every run to end, some go on for ever')
    expect(message).toContain('; and then for ever, again and again:')
    expect(await replay(waitForEver, pasted(message))).toMatchObject({ end: 'running', outcome: undefined })
  })

  test('with maxPreemptions the question is open', async () => {
    const seen = await explore(waitForEver, { maxPreemptions: 3 })
    for (const expectation of [() => expect(seen).toTerminate(), () => expect(seen).not.toTerminate()]) {
      expect(failure(expectation)).toMatch(/^inconclusive: /)
    }
  })
})

describe('a search that was cut short', () => {
  test('is inconclusive about what it did not see, with .not as well', () => {
    expect(cut.complete).toBe(false)
    const expectations = [
      () => expect(cut).toForbid({ r0: 0n, r1: 0n }), () => expect(cut).not.toForbid({ r0: 0n, r1: 0n }),
      () => expect(cut).toAllow({ r0: 0n, r1: 0n }), () => expect(cut).not.toAllow({ r0: 0n, r1: 0n }),
      () => expect(cut).toHaveExactlyOutcomes([{ r0: 0n, r1: 0n }]),
      () => expect(cut).not.toHaveExactlyOutcomes([{ r0: 0n, r1: 0n }]),
      () => expect(cut).toBeRobust(), () => expect(cut).not.toBeRobust(),
      () => expect(cut).toTerminate(), () => expect(cut).not.toTerminate(),
    ]
    for (const expectation of expectations) {
      const message = failure(expectation)
      expect(message).toMatch(/^inconclusive: sb\/plain under x86-tso: .*, and the search was cut short\n/)
      expect(message).toContain('0 states')
      expect(message).toContain('maxStates')
    }
  })

  test('is conclusive about what it saw', async () => {
    // Deep enough for some run to end.
    let some = cut
    for (let maxStates = 4; some.outcomes.length === 0; maxStates++) some = await explore(sb, { maxStates })
    const seen = some.outcomes[0]?.outcome
    expect(some.complete).toBe(false)
    expect(some).toAllow(seen ?? {})
    expect(some).not.toForbid(seen ?? {})
    expect(some).not.toHaveExactlyOutcomes([])
  })
})

describe('as plain functions', () => {
  test('five, and nothing else, for expect.extend', () => {
    expect(Object.keys(matchers).sort()).toEqual(['toAllow', 'toBeRobust', 'toForbid', 'toHaveExactlyOutcomes', 'toTerminate'])
  })

  test('each gives the answer, the message and what was found', () => {
    const { pass, message, meta } = matchers.toForbid.call({}, tso, { r0: 0n, r1: 0n })
    expect(pass).toBe(false)
    expect(meta.finding).toMatchObject({ answer: 'no', model: 'x86-tso', models: ['sc', 'x86-tso'], moreEvidence: 0 })
    expect(message()).toBe(failureText(meta.finding))
    expect(matchers.toForbid.call({ isNot: true }, cut, { r0: 0n }).pass).toBe(true)
    expect(matchers.toForbid.call({ isNot: false }, cut, { r0: 0n }).pass).toBe(false)
  })
})

describe('what is no exploration', () => {
  test.each([
    ['a promise', explore(sb), 'expect(await explore(scenario))'],
    ['a scenario', sb, 'expect(await explore(scenario))'],
    ['a number', 5, 'found 5'],
  ])('%s', (_name, received, hint) => {
    const message = failure(() => expect(received as unknown as ScenarioExploration).toForbid({}))
    expect(message).toContain('toForbid: expected what explore() gives')
    expect(message).toContain(hint)
  })
})
