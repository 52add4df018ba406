import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { InputError } from '../../src/emu/input-error.ts'
import type { Question } from '../../src/explore/explore.ts'
import { outcomeOfRun } from '../../src/explore/run-outcome.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { RandomSchedule } from '../../src/explore/random-schedule.ts'
import { sample, sampleInTurns, SEEDS_KEPT, type Sample } from '../../src/explore/sample.ts'
import { waysOf } from '../../src/explore/scheduler.ts'
import { Run } from '../../src/machine/run.ts'
import { assembleProgram, automataOf, describeEnd, explore, outcomeTexts, type TestProgram } from '../kit/assemble-program.ts'
import { SB } from '../kit/store-buffering.ts'

const SPIN = assembleProgram({ x: 0 }, `
  p0:
    cmp qword ptr [x], 0
    je p0
    ret
  p1:
    mov qword ptr [x], 1
    ret`)

const TRAP = assembleProgram({ x: 0 }, `
  p0:
    mov rax, [x]
    test rax, rax
    jne fatal
    ret
  p1:
    mov qword ptr [x], 1
    ret`, { traps: ['fatal'] })

function question(program: TestProgram, asked: string, onTrap: Question['onTrap'] = 'stop-run'): Question {
  return { automata: automataOf(program), outcome: (end) => describeEnd(program, asked, end), onTrap }
}

/** How each outcome's schedule ends when a `Run` follows it. */
function replayed(found: Sample, asked: Question): string[] {
  return found.outcomes.map(({ schedule }) => {
    const run = new Run(found.machine, asked.onTrap)
    for (const transition of schedule) expect(run.take(transition)).toBeDefined()
    return outcomeKey(outcomeOfRun(run, asked.outcome, asked.onTrap))
  })
}

describe('sampling', () => {
  it('finds the outcomes of SB, and the relaxed one only with store buffers', () => {
    expect(outcomeTexts(sample(question(SB, '0:rax 1:rax'), sc, { runs: 500 }))).toStrictEqual(['0 1', '1 0', '1 1'])
    const tso = sample(question(SB, '0:rax 1:rax'), x86Tso, { runs: 500 })
    expect(outcomeTexts(tso)).toStrictEqual(['0 0', '0 1', '1 0', '1 1'])
    expect(tso.outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(500)
  })

  it.each(MODELS)('finds nothing that the search does not under $name', (model) => {
    const all = outcomeTexts(explore(SB, model, '0:rax 1:rax [x] [y]'))
    const found = sample(question(SB, '0:rax 1:rax [x] [y]'), model, { runs: 200 })
    expect(all).toEqual(expect.arrayContaining(outcomeTexts(found)))
  })

  it.each(['random', { pct: 2 }] as const)('gives a schedule for each outcome, which replays (%j)', (strategy) => {
    for (const [program, onTrap] of [[SB, 'stop-run'], [TRAP, 'stop-run'], [TRAP, 'stop-core']] as const) {
      const asked = question(program, '0:rax', onTrap)
      const found = sample(asked, x86Tso, { runs: 200, strategy })
      expect(found.outcomes).toHaveLength(2)
      expect(replayed(found, asked)).toStrictEqual(found.outcomes.map(({ key }) => key))
    }
  })

  it.each(['random', { pct: 3 }] as const)('repeats a run from its seed (%j)', (strategy) => {
    const asked = question(SB, '0:rax 1:rax')
    const found = sample(asked, x86Tso, { runs: 400, seed: 4_294_967_200, strategy })
    for (const { key, seeds, schedule } of found.outcomes) {
      expect(seeds.length).toBeLessThanOrEqual(SEEDS_KEPT)
      for (const seed of seeds) {
        const [again] = sample(asked, x86Tso, { runs: 1, seed, strategy }).outcomes
        expect(again?.key).toBe(key)
        if (seed === seeds[0]) expect(again?.schedule).toStrictEqual(schedule)
      }
    }
  })

  it.each(MODELS)('takes the ways that a Run takes with the same scheduler under $name', (model) => {
    const asked = question(SB, '0:rax 1:rax')
    const found = sample(asked, model, { runs: 1, seed: 99 })
    const run = new Run(found.machine, asked.onTrap)
    const scheduler = new RandomSchedule(99)
    for (let ways = run.transitions(); ways.length > 0; ways = run.transitions()) {
      const next = ways[scheduler.pick(waysOf(ways))]
      if (next) run.take(next)
    }
    expect(run.schedule).toStrictEqual(found.outcomes[0]?.schedule)
  })

  it('is never complete and says what was done', () => {
    const found = sample(question(SB, '0:rax 1:rax'), x86Tso, { runs: 30, seed: 5 })
    expect(found).toMatchObject({ complete: false, sampledRuns: 30, seed: 5, bounds: ['30 random runs from seed 5'] })
  })

  it('cuts runs that spin, and counts them', () => {
    const never = assembleProgram({ x: 0 }, `
      p0:
        cmp qword ptr [x], 0
        je p0
        ret`)
    const found = sample(question(never, '0:rax'), x86Tso, { runs: 10, maxSteps: 100 })
    expect(found).toMatchObject({ outcomes: [], sampledRuns: 10, cutRuns: 10, transitions: 1000 })
    expect(found.bounds).toContain('10 runs came to no end within 100 transitions')
  })

  it('does not starve the one that a spinning core waits for', () => {
    expect(sample(question(SPIN, '[x]'), x86Tso, { runs: 200, strategy: { pct: 1 } })).toMatchObject({
      cutRuns: 0, outcomes: [{ outcome: '1', count: 200 }],
    })
  })

  it('promises nothing of runs longer than the given k', () => {
    const found = sample(question(SB, '0:rax 1:rax'), x86Tso, { runs: 20, strategy: { pct: 2, steps: 3 } })
    // SB has 2 stores, 2 loads, 2 drains: 6 transitions, each of the 20 runs.
    expect(found).toMatchObject({ longerRuns: 20, pct: { threads: 4, steps: 3, probability: undefined } })
  })

  it('estimates k as the length of the longest run', () => {
    const found = sample(question(SB, '0:rax 1:rax'), x86Tso, { runs: 20, strategy: { pct: 2 } })
    expect(found).toMatchObject({ longerRuns: 0, pct: { threads: 4, steps: 6, probability: 1 / 24 } })
  })

  it('finds the outcome of SB as often as PCT promises', () => {
    // Both loads before both drains: a core and the other core come first, whatever the rest; d = 2 is enough.
    const found = sample(question(SB, '0:rax 1:rax'), x86Tso, { runs: 2400, strategy: { pct: 2 } })
    const relaxed = found.outcomes.find(({ outcome }) => outcome === '0 0')
    expect(relaxed?.count).toBeGreaterThan(2400 / 24)
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    controller.abort()
    const found = await sampleInTurns(question(SB, '0:rax'), x86Tso, { runs: 1e9, signal: controller.signal })
    expect(found.bounds).toContain('interrupted')
  })

  it('refuses a seed and a depth that are none', () => {
    expect(() => sample(question(SB, '0:rax'), sc, { seed: -1 })).toThrow(InputError)
    expect(() => sample(question(SB, '0:rax'), sc, { strategy: { pct: 0 } })).toThrow(/at least 1/)
  })
})
