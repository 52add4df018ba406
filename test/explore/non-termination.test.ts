/** Fairness (DESIGN section 2): a wait for a store that comes is no outcome; a wait for one that never comes is. */
import { describe, expect, it } from 'vitest'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import type { ModelName } from '../../src/cpu-model/model.ts'
import { exploreAll, type Exploration, type ExploreOptions, type Question } from '../../src/explore/explore.ts'
import { NO_REDUCTIONS, ALL_REDUCTIONS } from '../../src/explore/reductions.ts'
import { SHARED, assembledProgram, withAutomata } from './assembled-program.ts'

type Cores = readonly (readonly string[])[]

function search(
  cores: Cores, model: ModelName, reductions = ALL_REDUCTIONS, bufferEntries = 8, options: ExploreOptions = {},
): Exploration {
  return withAutomata(assembledProgram(cores), (automata) => {
    const outcome: Question['outcome'] = (end) =>
      end.trap ? 'trap' : { x: end.read(SHARED, 1), y: end.read(SHARED + 8n, 1) }
    const question: Question = { automata, outcome, onTrap: 'stop-run' }
    return exploreAll(question, modelNamed(model), { ...options, reductions, machine: { bufferEntries } })
  })
}

function outcomes(cores: Cores, model: ModelName): string[] {
  const keys = [ALL_REDUCTIONS, NO_REDUCTIONS].map((reductions) => {
    const found = search(cores, model, reductions)
    expect(found.complete).toBe(true)
    return found.outcomes.map(({ key }) => key)
  })
  expect(keys[0]).toStrictEqual(keys[1])
  return keys[0] ?? []
}

const waitFor = (place: string, label: string): string[] => [`${label}:`, `cmp byte ptr [${place}], 1`, `jne ${label}`]
const set = (place: string): string => `mov byte ptr [${place}], 1`
const acquire = (label: string): string[] => [
  `${label}:`, 'mov eax, 1', 'xchg byte ptr [X], al', 'test al, al', `jne ${label}`,
]
/** Takes the lock at X, counts at X+8, and gives the lock back after `fence`. */
const lock = (label: string, fence: readonly string[]): string[] => [
  ...acquire(label), 'inc byte ptr [X+8]', ...fence, 'mov byte ptr [X], 0',
]

describe.each(MODELS)('under $name', ({ name }) => {
  it('a wait for a flag ends, since every buffered store drains', () => {
    expect(outcomes([[set('X')], waitFor('X', 'L')], name)).toStrictEqual(['{"x":"1","y":"0"}'])
  })

  it('two cores that wait for each other in turn end', () => {
    const cores = [[set('X'), ...waitFor('X+8', 'L')], [...waitFor('X', 'M'), set('X+8')]]
    expect(outcomes(cores, name)).toStrictEqual(['{"x":"1","y":"1"}'])
  })

  it('two cores that each wait for the other first do not', () => {
    const cores = [[...waitFor('X+8', 'L'), set('X')], [...waitFor('X', 'M'), set('X+8')]]
    expect(outcomes(cores, name)).toStrictEqual(['{"doesNotTerminate":[0,1]}'])
  })

  it('nor where a search knows of their loops only when it no longer keeps what leads where', () => {
    const core = (own: number, other: number, label: string): string[] =>
      [set(`X+${own + 1}`), `mov al, [X+${other + 1}]`, ...waitFor(`X+${other}`, label), set(`X+${own}`)]
    const late = { warmUp: false, firstCheck: 1, longWithoutCycle: 0 }
    const found = search([core(0, 8, 'L'), core(8, 0, 'M')], name, ALL_REDUCTIONS, 8, late)
    expect(found.outcomes.map(({ key }) => key)).toStrictEqual(['{"doesNotTerminate":[0,1]}'])
  })

  it('a wait for a flag that nobody sets does not end, whatever the other core does', () => {
    expect(outcomes([[set('X')], waitFor('X+8', 'L')], name)).toStrictEqual(['{"doesNotTerminate":[1]}'])
  })

  it('the schedule enters the cycle as soon as it can, with all reductions and with none', () => {
    // A search follows core 1 through many rounds before it stores a state.
    for (const reductions of [ALL_REDUCTIONS, NO_REDUCTIONS]) {
      const { outcomes: found, machine } = search([[set('X')], waitFor('X+8', 'L')], name, reductions)
      const { schedule, cycle = [] } = found[0] ?? { schedule: [] }
      const seen = [machine.initialState()]
      for (const transition of [...schedule, ...cycle]) {
        const next = machine.step(seen[seen.length - 1] ?? machine.initialState(), transition)
        if (next) seen.push(next)
      }
      const states = seen.map((state) => state.join())
      expect(states).toHaveLength(1 + schedule.length + cycle.length)
      expect(states[states.length - 1]).toBe(states[schedule.length])
      const onCycle = new Set(states.slice(schedule.length))
      expect(states.slice(0, schedule.length).filter((state) => onCycle.has(state))).toEqual([])
    }
  })

  it('a loop of private instructions does not end', () => {
    expect(outcomes([[set('X')], ['L:', 'jmp L']], name)).toStrictEqual(['{"doesNotTerminate":[1]}'])
  })

  it('a trap that must come ends the run, however long another core waits', () => {
    expect(outcomes([['mov al, [X]', 'ud2'], waitFor('X+8', 'L')], name)).toStrictEqual(['"trap"'])
    expect(outcomes([['mov byte ptr [X], 1', 'ud2'], waitFor('X+8', 'L')], name)).toStrictEqual(['"trap"'])
    expect(outcomes([['ud2'], waitFor('X+8', 'L')], name)).toStrictEqual(['"trap"'])
    expect(outcomes([['ud2'], ['L: jmp L']], name)).toStrictEqual(['"trap"'])
  })

  it('a lock that is given back is taken in the end', () => {
    expect(outcomes([lock('L', ['sfence']), lock('M', ['sfence'])], name)).toStrictEqual(['{"x":"0","y":"2"}'])
  })

  it('without SFENCE the unlocking store may overtake what the lock guards, under pso and relaxed', () => {
    const lost = name === 'pso' || name === 'relaxed' ? ['{"x":"0","y":"1"}'] : []
    expect(outcomes([lock('L', []), lock('M', [])], name)).toStrictEqual([...lost, '{"x":"0","y":"2"}'])
  })

  it('a lock that is kept lets one core in only', () => {
    const cores = [acquire('L'), acquire('M')]
    expect(outcomes(cores, name)).toStrictEqual(['{"doesNotTerminate":[0]}', '{"doesNotTerminate":[1]}'])
  })
})

describe('a loop of stores', () => {
  it('ends nowhere under sc', () => {
    expect(outcomes([['L:', set('X'), 'jmp L'], []], 'sc')).toStrictEqual(['{"doesNotTerminate":[0]}'])
  })

  it('fills its buffer under x86-tso, which the search says', () => {
    const found = search([['L:', set('X'), 'jmp L'], []], 'x86-tso', NO_REDUCTIONS, 4)
    expect(found.complete).toBe(false)
    expect(found.bounds).toStrictEqual([expect.stringMatching(/^4 buffered stores \(core 0 at 0x401000\)$/)])
  })
})
