import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { MODELS } from '../../src/cpu-model/models.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { Question } from '../../src/explore/explore.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { outcomeOfRun, takeTrap } from '../../src/explore/run-outcome.ts'
import { sample, type Sample } from '../../src/explore/sample.ts'
import { compareMetrics, measure, type ScheduleMetrics } from '../../src/explore/schedule-metrics.ts'
import { ScheduleShortener } from '../../src/explore/shorten-schedule.ts'
import type { Machine, Transition } from '../../src/machine/machine.ts'
import { Run } from '../../src/machine/run.ts'
import { assembleProgram, automataOf, describeEnd, type TestProgram } from '../kit/assemble-program.ts'
import { SB } from '../kit/store-buffering.ts'
import { assemblyOf, loopFreePrograms, loopingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, SHARED, SHARED_SIZE, withAutomata } from './assembled-program.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

function question(program: TestProgram, asked: string): Question {
  return { automata: automataOf(program), outcome: (end) => describeEnd(program, asked, end), onTrap: 'stop-run' }
}

/** The least (switches, delayed drains, length) that the shortener finds for an outcome of a few hundred random runs. */
function best(program: TestProgram, asked: string, model: MemoryModel, outcome: string): ScheduleMetrics {
  const about = question(program, asked)
  const found = sample(about, model, { runs: 500 })
  const one = found.outcomes.find((o) => o.outcome === outcome)
  if (!one) throw new Error(`${outcome} was not found: ${found.outcomes.map(({ key }) => key).join(', ')}`)
  const { after, isBest } = new ScheduleShortener(about, found.machine).shorten(one.schedule, one.key)
  expect(isBest).toBe(true)
  return after
}

function outcomeOf(machine: Machine, about: Question, schedule: readonly Transition[]): string {
  const run = new Run(machine, about.onTrap)
  for (const transition of schedule) if (!run.take(transition)) throw new Error('the schedule does not fit')
  if (run.status === 'running') takeTrap(run)
  return outcomeKey(outcomeOfRun(run, about.outcome, about.onTrap))
}

const INCREMENTS = assembleProgram({ x: 0 }, `
  p0:
    inc qword ptr [x]
    ret
  p1:
    inc qword ptr [x]
    ret`)

describe('the shortest witness', () => {
  it('of one core after the other: one switch, nothing delayed', () => {
    // 2 × (store, drain, load)
    expect(best(SB, '0:rax 1:rax', x86Tso, '0 1')).toStrictEqual({ switches: 1, delayedDrains: 0, length: 6 })
  })

  it('of SB, both loads zero: one store waits while the other core runs', () => {
    // 0: store, load; 1: store, drain, load; 0: drain
    expect(best(SB, '0:rax 1:rax', x86Tso, '0 0')).toStrictEqual({ switches: 2, delayedDrains: 1, length: 6 })
  })

  it('of SB under sc, both loads one: a core is interrupted once', () => {
    expect(best(SB, '0:rax 1:rax', sc, '1 1')).toStrictEqual({ switches: 2, delayedDrains: 0, length: 6 })
  })

  it('of a lost increment: load and store of one INC with the other between', () => {
    // 0: load and store; 1: load and store, drain; 0: drain
    expect(best(INCREMENTS, '[x]', sc, '1')).toStrictEqual({ switches: 2, delayedDrains: 1, length: 4 })
  })

  it('of a trap leaves out what does not lead to it', () => {
    const trap = assembleProgram({ x: 0, y: 0 }, `
      p0:
        mov qword ptr [y], 1
        mov qword ptr [y], 2
        ret
      p1:
        mov rax, [x]
        cmp rax, 1
        je fatal
        ret
      p2:
        mov qword ptr [x], 1
        ret`, { traps: ['fatal'] })
    // 2: store, drain; 1: load; and the trap's own step, since a sampled run has it.
    expect(best(trap, '', x86Tso, 'core 1: fatal')).toStrictEqual({ switches: 1, delayedDrains: 0, length: 4 })
  })
})

describe('a shortener', () => {
  it('ends with the trap of the core that now traps, where two cores trap alike', () => {
    // The two are the same program: whichever finds the other's store traps.
    const alike = assembleProgram({ x: 0 }, `
      p0:
        lock xadd qword ptr [x], rcx
        test rcx, rcx
        jne fatal
        ret
      p1:
        lock xadd qword ptr [x], rcx
        test rcx, rcx
        jne fatal
        ret`, { traps: ['fatal'], registers: [{ rcx: 1n }, { rcx: 1n }] })
    const about: Question = { ...question(alike, ''), outcome: (end) => (end.trap ? 'trapped' : 'not') }
    const { machine } = sample(about, x86Tso, { runs: 1 })
    for (const [first, second] of [[0, 1], [1, 0]]) {
      const given = [first, second, second].map((core = 0) => ({ kind: 'exec' as const, core, back: 0 }))
      const { schedule } = new ScheduleShortener(about, machine).shorten(given, outcomeKey('trapped'))
      expect(schedule).toStrictEqual([0, 1, 1].map((core) => ({ kind: 'exec', core, back: 0 })))
    }
  })

  it('refuses a schedule that has another outcome', () => {
    const about = question(SB, '0:rax 1:rax')
    const { machine, outcomes } = sample(about, x86Tso, { runs: 10 })
    const schedule = outcomes[0]?.schedule ?? []
    expect(() => new ScheduleShortener(about, machine).shorten(schedule, '"2 2"')).toThrow(/does not lead to "2 2"/)
  })

  it('gives equal schedules for equal ones', () => {
    const about = question(SB, '0:rax 1:rax')
    const { machine, outcomes } = sample(about, x86Tso, { runs: 100 })
    const twice = [1, 2].map(() =>
      outcomes.map(({ schedule, key }) => new ScheduleShortener(about, machine).shorten(schedule, key).schedule))
    expect(twice[0]).toStrictEqual(twice[1])
  })
})

describe.each(MODELS)('under $name every run', (model) => {
  const onTrap = fc.constantFrom<Question['onTrap']>('stop-run', 'stop-core')
  /** Without the last search, the local changes stand alone. */
  const mostStates = fc.constantFrom(0, 300, 20_000)

  const shortens = (program: AbstractProgram, trap: Question['onTrap'], states: number): void => {
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const about: Question = {
        automata,
        outcome: (end) => end.trap
          ? { trap: end.trap.core, pc: end.trap.pc }
          : {
              memory: Array.from({ length: SHARED_SIZE }, (_, i) => Number(end.read(SHARED + BigInt(i), 1))),
              rax: automata.program.cores.map((_, core) => end.register(core, 'rax')),
            },
        onTrap: trap,
      }
      const found: Sample = sample(about, model, { runs: 8, maxSteps: 200 })
      const shortener = new ScheduleShortener(about, found.machine)
      for (const { key, schedule, cycle } of found.outcomes.filter((o) => o.cycle === undefined)) {
        const short = shortener.shorten(schedule, key, { mostTransitions: 5000, mostStates: states })
        expect(cycle).toBeUndefined()
        expect(outcomeOf(found.machine, about, short.schedule)).toBe(key)
        expect(short.schedule.length).toBeLessThanOrEqual(schedule.length)
        expect(short.before).toStrictEqual(measure(found.machine, schedule))
        expect(short.after).toStrictEqual(measure(found.machine, short.schedule))
        expect(compareMetrics(short.after, short.before)).toBeLessThanOrEqual(0)
      }
    })
  }

  it('without loops becomes no worse and keeps its outcome', () => {
    fc.assert(fc.property(loopFreePrograms, onTrap, mostStates, shortens), propertyOptions(25))
  }, PROPERTY_TIMEOUT)

  it('that spins becomes no worse and keeps its outcome', () => {
    fc.assert(fc.property(loopingPrograms, onTrap, mostStates, shortens), propertyOptions(15))
  }, PROPERTY_TIMEOUT)
})

describe.each(MODELS)('under $name the best schedule', (model) => {
  it('does not depend on the schedule that it was made of, nor on what else has run', () => {
    let compared = 0
    fc.assert(fc.property(loopFreePrograms, fc.constantFrom<Question['onTrap']>('stop-run', 'stop-core'), (program, onTrap) => {
      const bestBySeed = [1, 2].map((seed) => withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
        const about: Question = {
          automata,
          outcome: (end) => end.trap
            ? { trap: end.trap.core }
            : automata.program.cores.map((_, core) => end.register(core, 'rax')),
          onTrap,
        }
        const found = sample(about, model, { runs: 10, seed })
        const shortener = new ScheduleShortener(about, found.machine)
        return new Map(found.outcomes.flatMap(({ key, schedule }) => {
          const { isBest, schedule: best } = shortener.shorten(schedule, key)
          return isBest ? [[key, best] as const] : []
        }))
      }))
      for (const [key, schedule] of bestBySeed[0] ?? []) {
        const other = bestBySeed[1]?.get(key)
        if (!other) continue
        expect(other).toStrictEqual(schedule)
        compared++
      }
    }), propertyOptions(30))
    expect(compared).toBeGreaterThan(20)
  }, PROPERTY_TIMEOUT)
})

/** The best metrics of each outcome over all schedules, one by one; undefined when there are too many. */
function bestOfAll(machine: Machine, about: Question): Map<string, ScheduleMetrics[]> | undefined {
  const found = new Map<string, Map<string, ScheduleMetrics>>()
  const run = new Run(machine, about.onTrap)
  let visited = 0
  const visit = (): boolean => {
    if (++visited > MOST_VISITED) return false
    const ways = run.transitions()
    if (ways.length === 0) {
      const key = outcomeKey(outcomeOfRun(run, about.outcome, about.onTrap))
      const metrics = measure(machine, run.schedule)
      found.set(key, (found.get(key) ?? new Map<string, ScheduleMetrics>()).set(JSON.stringify(metrics), metrics))
      return true
    }
    return ways.every((way) => {
      run.take(way)
      const goOn = visit()
      run.back()
      return goOn
    })
  }
  if (!visit()) return undefined
  return new Map([...found].map(([key, all]) => [key, [...all.values()].sort(compareMetrics)]))
}

const MOST_VISITED = 6000

describe.each(MODELS)('under $name a schedule said to be the best', (model) => {
  const onTrap = fc.constantFrom<Question['onTrap']>('stop-run', 'stop-core')
  const small = loopFreePrograms.map((program) => program.slice(0, 2).map((steps) => steps.slice(0, 3)))

  it('is the best of all', () => {
    let compared = 0
    fc.assert(fc.property(small, onTrap, (program, trap) => {
      withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
        const about: Question = {
          automata, outcome: (end) => end.trap ? { trap: end.trap.core } : end.register(0, 'rax'), onTrap: trap,
        }
        const found = sample(about, model, { runs: 10 })
        const all = bestOfAll(found.machine, about)
        if (!all) return
        const shortener = new ScheduleShortener(about, found.machine)
        for (const { key, schedule } of found.outcomes) {
          const short = shortener.shorten(schedule, key)
          if (!short.isBest) continue
          expect(short.after).toStrictEqual(all.get(key)?.find(({ length }) => length <= schedule.length))
          compared++
        }
      })
    }), propertyOptions(40))
    expect(compared).toBeGreaterThan(20)
  }, PROPERTY_TIMEOUT)
})
