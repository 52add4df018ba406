/** The schedulers alone: a table of ways in, a number out. */
import { describe, expect, it } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { pso } from '../../src/cpu-model/pso.ts'
import { PctSchedule } from '../../src/explore/pct-schedule.ts'
import { RandomSchedule } from '../../src/explore/random-schedule.ts'
import { waysOf, type Scheduler } from '../../src/explore/scheduler.ts'
import type { Transition } from '../../src/machine/machine.ts'

const exec = (core: number): Transition => ({ kind: 'exec', core, back: 0 })
const drain = (core: number, index = 0): Transition => ({ kind: 'drain', core, index })

/** What the scheduler picks when everything stays possible. */
function picks(scheduler: Scheduler, seed: number, transitions: readonly Transition[], steps: number): number[] {
  const ways = waysOf(transitions)
  scheduler.start(seed)
  return Array.from({ length: steps }, () => scheduler.pick(ways))
}

describe('a random schedule', () => {
  const three = [exec(0), exec(1), drain(1)]

  it('repeats itself from an equal seed', () => {
    const scheduler = new RandomSchedule(0)
    const first = picks(scheduler, 7, three, 50)
    expect(picks(scheduler, 7, three, 50)).toStrictEqual(first)
    expect(picks(scheduler, 8, three, 50)).not.toStrictEqual(first)
  })

  it('takes the same way whether it is asked about ways or about transitions', () => {
    const scheduler = new RandomSchedule(7)
    const chosen = Array.from({ length: 50 }, () => scheduler.choose(three))
    expect(picks(new RandomSchedule(0), 7, three, 50).map((at) => three[at])).toStrictEqual(chosen)
  })

  it('takes each way about as often', () => {
    const counts = [0, 0, 0]
    for (const at of picks(new RandomSchedule(0), 1, three, 30_000)) counts[at] = (counts[at] ?? 0) + 1
    // Binomial with n = 30,000 and p = 1/3: standard deviation 82.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 82)
  })
})

describe('PCT', () => {
  const twoCores = [exec(0), drain(0), exec(1), drain(1)]

  it('runs one thread for ever at depth 1', () => {
    const scheduler = new PctSchedule({ depth: 1, steps: 100, cores: 2, model: x86Tso })
    for (let seed = 0; seed < 20; seed++) expect(new Set(picks(scheduler, seed, twoCores, 100)).size).toBe(1)
  })

  it('changes threads d - 1 times at most', () => {
    const scheduler = new PctSchedule({ depth: 3, steps: 100, cores: 2, model: x86Tso })
    const changes = Array.from({ length: 200 }, (_, seed) => {
      const picked = picks(scheduler, seed, twoCores, 100)
      return picked.filter((at, i) => i > 0 && at !== picked[i - 1]).length
    })
    // One when both points fall together, none when both are the last step; a demoted thread is never the highest again.
    expect(Math.max(...changes)).toBe(2)
  })

  it('prefers each thread equally often', () => {
    const scheduler = new PctSchedule({ depth: 1, steps: 10, cores: 2, model: x86Tso })
    const counts = [0, 0, 0, 0]
    for (let seed = 0; seed < 8000; seed++) {
      const at = picks(scheduler, seed, twoCores, 1)[0] ?? 0
      counts[at] = (counts[at] ?? 0) + 1
    }
    // Binomial with n = 8,000 and p = 1/4: standard deviation 39.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(5 * 39)
  })

  it('lets everybody run beyond step k', () => {
    const scheduler = new PctSchedule({ depth: 1, steps: 3, cores: 2, model: x86Tso })
    expect(new Set(picks(scheduler, 1, twoCores, 10)).size).toBe(4)
  })

  it('promises 1/(n·k^(d-1)), a core and its buffer being two threads', () => {
    const { bound } = new PctSchedule({ depth: 3, steps: 50, cores: 2, model: x86Tso })
    expect(bound).toStrictEqual({ depth: 3, threads: 4, steps: 50, probability: 1 / 10_000 })
  })

  it('has one thread a core under sc, where a core waits for its buffer', () => {
    const { bound } = new PctSchedule({ depth: 2, steps: 50, cores: 2, model: sc })
    expect(bound).toStrictEqual({ depth: 2, threads: 2, steps: 50, probability: 1 / 100 })
  })

  it('promises nothing once a buffer could drain in two ways', () => {
    const scheduler = new PctSchedule({ depth: 1, steps: 50, cores: 1, model: pso })
    expect(scheduler.bound.probability).toBe(1 / 2)
    expect(new Set(picks(scheduler, 1, [drain(0, 0), drain(0, 1)], 20)).size).toBe(2)
    expect(scheduler.bound.probability).toBeUndefined()
  })
})
