/** Searches divided among shards: together they find what one search finds. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { exploreAll, type ExploreOptions, type Exploration, type Question } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS } from '../../src/explore/reductions.ts'
import { parseShard } from '../../src/explore/shard.ts'
import type { End } from '../../src/machine/end.ts'
import type { State, Transition } from '../../src/machine/machine.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import { scenarioNamed } from '../../src/scenario/catalogue.ts'
import { automataOf, assembleProgram, describeEnd, outcomeTexts as kitTexts } from '../kit/assemble-program.ts'
import { assemblyOf, loopFreePrograms, loopingPrograms, type AbstractProgram } from './abstract-program.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts } from './outcomes-of.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from './property-options.ts'

const COUNTS = [1, 2, 3, 5]

function allShards(count: number, search: (options: ExploreOptions) => Exploration): Exploration[] {
  return Array.from({ length: count }, (_, i) => search({ shard: { index: i + 1, count } }))
}

function union(shards: readonly Exploration[], texts: (one: Exploration) => string[]): string[] {
  return [...new Set(shards.flatMap(texts))].sort()
}

/** The state after a schedule; throws when it does not fit. */
function follow({ machine }: Exploration, schedule: readonly Transition[]): State {
  return schedule.reduce((state, transition) => {
    const next = machine.step(state, transition)
    if (!next) throw new Error(`${JSON.stringify(transition)} is not possible`)
    return next
  }, machine.initialState())
}

describe.each(['go/two-inserts-one-bucket', 'go/insert-then-look-across'])('%s', (name) => {
  test.each(MODELS.slice(0, 3))('all shards together have the outcomes of one search ($name)', async (model) => {
    const { automata, outcome, onTrap, options } = await loadScenario(scenarioNamed(name))
    const search = (more: ExploreOptions): Exploration =>
      exploreAll({ automata, outcome, onTrap }, model, { machine: options, ...more })
    const whole = search({})
    for (const count of COUNTS) {
      const shards = allShards(count, search)
      expect(shards.every(({ complete }) => complete)).toBe(true)
      expect(new Set(shards.map(({ shard }) => shard?.frontier)).size).toBe(1)
      expect(union(shards, outcomeTexts)).toEqual(outcomeTexts(whole))
    }
  }, 60_000)
})

describe.each(MODELS)('random programs under $name', (model) => {
  const agree = (program: AbstractProgram, onTrap: 'stop-run' | 'stop-core', rootsPerShard: number, deadAfter: number): void => {
    withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
      const whole = explore(automata, model, { reductions: ALL_REDUCTIONS, onTrap })
      fc.pre(whole.complete)
      for (const count of COUNTS) {
        const settings = { reductions: ALL_REDUCTIONS, onTrap, rootsPerShard, deadAfter }
        const shards = allShards(count, ({ shard }) => explore(automata, model, { ...settings, shard }))
        expect(union(shards, outcomeTexts), `${count} shards`).toEqual(outcomeTexts(whole))
        expect(new Set(shards.map(({ shard }) => shard?.frontier)).size).toBe(1)
      }
    })
  }
  const onTrap = fc.constantFrom('stop-run' as const, 'stop-core' as const)
  // With 64 nearly all of these small spaces lie in the prefix.
  const rootsPerShard = fc.constantFrom(1, 2, 5, 64)
  const deadAfter = fc.constantFrom(0, Infinity)

  // The prefix is searched without reductions, and under `relaxed` that is slow for programs that spin.
  const spinning = model.loadsFromHistory ? 6 : 20

  it('without loops', () => fc.assert(
    fc.property(loopFreePrograms, onTrap, rootsPerShard, deadAfter, agree), propertyOptions(20),
  ), PROPERTY_TIMEOUT)
  it('that spin', () => fc.assert(
    fc.property(loopingPrograms, onTrap, rootsPerShard, deadAfter, agree), propertyOptions(spinning),
  ), PROPERTY_TIMEOUT)
})

/** SB with `n` stores and loads a core: more states than the prefix of two shards. */
function storesAndLoads(n: number): ReturnType<typeof assembleProgram> {
  const places = Array.from({ length: n }, (_, i) => i)
  const core = (own: string, other: string): string => {
    const stores = places.map((i) => `  mov byte ptr [${own}+${i}], 1`)
    const loads = places.map((i) => `  add al, byte ptr [${other}+${i}]`)
    return [...stores, ...loads, '  ret'].join('\n')
  }
  return assembleProgram({ x: 0, y: 0 }, `p0:\n${core('x', 'y')}\np1:\n${core('y', 'x')}\n`)
}

describe('a shard', () => {
  const program = storesAndLoads(5)
  const asked = '0:rax 1:rax'
  const outcome = (end: End): string => describeEnd(program, asked, end)
  const question: Question = { automata: automataOf(program), outcome, onTrap: 'stop-run' }

  test('explores a part, and all of them together find everything', () => {
    const whole = exploreAll(question, x86Tso, {})
    const shards = allShards(3, (options) => exploreAll(question, x86Tso, { ...options, rootsPerShard: 4 }))
    expect(union(shards, kitTexts)).toEqual(kitTexts(whole))
    // As the whole search does, each goes by symmetry and by what sleeps and waits.
    for (const { states } of shards) expect(states).toBeLessThan(whole.states)
  })

  test('has schedules from the initial state, through the prefix', () => {
    for (const found of allShards(2, (options) => exploreAll(question, x86Tso, options))) {
      for (const { schedule, outcome } of found.outcomes) {
        const end = follow(found, schedule)
        expect(found.machine.isFinished(end)).toBe(true)
        const sums = found.machine.locals.map((table, core) => table.automaton.register(table.node(end[core] ?? 0), 'rax'))
        expect(sums.join(' ')).toBe(outcome)
      }
    }
  })

  test('that a bound cuts short is incomplete', () => {
    const found = exploreAll(question, x86Tso, { shard: { index: 1, count: 2 }, maxStates: 10 })
    expect([found.complete, found.bounds]).toEqual([false, ['10 states']])
  })

  test('of a space that grows for ever but stays narrow gets a share all the same', () => {
    const counting = assembleProgram({ x: 0 }, 'p0:\n  inc qword ptr [x]\n  jmp p0\n')
    const found = exploreAll(
      { automata: automataOf(counting), outcome: () => 'end', onTrap: 'stop-run' }, x86Tso,
      { shard: { index: 1, count: 1 }, maxStates: 10, machine: { bufferCapacity: 1 } },
    )
    expect(found.complete).toBe(false)
  })
})

describe('--shard', () => {
  test.each([['1/1', 1, 1], ['2/5', 2, 5], ['5/5', 5, 5]])('%s', (text, index, count) => {
    expect(parseShard(text)).toEqual({ index, count })
  })

  test.each(['0/3', '4/3', '1/0', '1', '1/', '/2', '-1/2', '1/99999', 'a/b'])('%s is none', (text) => {
    expect(() => parseShard(text)).toThrow(`found ${JSON.stringify(text)}`)
  })
})
