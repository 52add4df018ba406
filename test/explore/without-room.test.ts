/**
 * A cell that an access cuts cannot be split in place where tables have no room for its parts: then the search begins again. Where a row
 * cannot number the values of a cell, that is said.
 */
import { afterEach, expect, it, vi } from 'vitest'
import { ConcurrentMemory, OutOfRoom } from '../../src/cpu-model/concurrent-memory.ts'
import { Memory } from '../../src/cpu-model/memory.ts'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import { InputError } from '../../src/emu/input-error.ts'
import { exploreAll, type Exploration, type ExploreOptions, type Question } from '../../src/explore/explore.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { TOGETHER } from './outcomes-of.ts'

/** Words of eight bytes: each is cut into eight cells, and there is room for some 64 more than the first steps touch. */
const WORDS = 12

/** MP: core 0 stores each word whole, upwards; core 1 reads the low byte of each, downwards. */
const cores = [
  Array.from({ length: WORDS }, (_, word) => `mov qword ptr [X+${8 * word}], 1`),
  Array.from({ length: WORDS }, (_, word) => `mov ${{ 0: 'al', [WORDS - 1]: 'bl' }[word] ?? 'cl'}, [X+${8 * word}]`).reverse(),
]

const WITHOUT_HISTORY = MODELS.filter(({ loadsFromHistory }) => !loadsFromHistory)

afterEach(() => { vi.restoreAllMocks() })

function search(model: (typeof MODELS)[number], options: ExploreOptions): Exploration {
  return withAutomata(assembledProgram(cores, [], 8 * WORDS), (automata) => {
    const outcome: Question['outcome'] = (end) =>
      end.trap ? 'trap' : `last ${end.register(1, 'rbx')}, first ${end.register(1, 'rax')}`
    return exploreAll({ automata, outcome, onTrap: 'stop-run' }, model, { warmUp: false, ...options })
  })
}

/** Who sees the last store sees the first as well, where stores drain in order. */
function expectMessagePassing({ complete, outcomes, model }: Exploration): void {
  expect(complete).toBe(true)
  const inOrder = ['last 0, first 0', 'last 0, first 1', 'last 1, first 1']
  expect(outcomes.map(({ outcome }) => outcome).sort())
    .toStrictEqual(model.name === 'pso' ? [...inOrder, 'last 1, first 0'].sort() : inOrder)
}

it.each(WITHOUT_HISTORY)('of one thread, where memory is used up, under $name', (model) => {
  const split = vi.spyOn(Memory.prototype, 'split').mockImplementationOnce(() => { throw new RangeError('no room') })
  const found = search(model, {})
  expect(split.mock.results[0]?.type).toBe('throw')
  expect(found.passes).toBeGreaterThan(1)
  expectMessagePassing(found)
})

it.each(WITHOUT_HISTORY)('that threads share, where a row has no cells left, under $name', (model) => {
  const split = vi.spyOn(ConcurrentMemory.prototype, 'split')
  const found = search(model, TOGETHER)
  expect(split.mock.results).toContainEqual({ type: 'throw', value: expect.any(OutOfRoom) as unknown })
  expectMessagePassing(found)
})

it('a cell with more values than workers can number is refused', () => {
  const count = ['mov ecx, 65536', 'again:', 'mov dword ptr [X], ecx', 'dec ecx', 'jnz again']
  withAutomata(assembledProgram([count, []]), (automata) => {
    const question: Question = { automata, outcome: () => 'end', onTrap: 'stop-run' }
    expect(() => exploreAll(question, modelNamed('sc'), { warmUp: false, ...TOGETHER })).toThrow(new InputError(
      'some memory takes more than 65,536 different values here, which is more than workers can keep apart: '
        + 'ask for shorter runs, or for one worker',
    ))
  })
})
