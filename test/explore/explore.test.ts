/**
 * The classic litmus tests, their outcome sets taken by hand from Owens, Sarkar, Sewell (TPHOLs 2009), Sewell et al. (CACM 2010) and
 * Alglave et al.'s test families; then what a search must say about runs that do not end, bounds, traps and shared memory.
 */
import { describe, expect, test } from 'vitest'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { pso } from '../../src/cpu-model/pso.ts'
import { relaxed } from '../../src/cpu-model/relaxed.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { Exploration, FoundOutcome } from '../../src/explore/explore.ts'
import type { State, Transition } from '../../src/machine/machine.ts'
import {
  assembleProgram, explore, outcomesOf, outcomeTexts, type ProgramOptions, type TestProgram, type Variable,
} from '../kit/assemble-program.ts'

/** Each core's instructions; RET is added. */
function cores(
  variables: Readonly<Record<string, Variable>>, programs: readonly string[], options: ProgramOptions = {},
): TestProgram {
  const functions = programs.map((body, core) => {
    const lines = body.split('\n').map((line) => `  ${line.trim()}`)
    return `p${core}:\n${lines.join('\n')}\n  ret\n`
  })
  return assembleProgram(variables, functions.join(''), options)
}

const XY = { x: 0, y: 0 }
const store = (variable: string, value: number): string => `mov qword ptr [${variable}], ${value}`
const WX1_WY1 = `${store('x', 1)}\n${store('y', 1)}`

interface Litmus {
  readonly name: string
  readonly program: TestProgram
  readonly asked: string
  readonly sc: readonly string[]
  /** What the weaker models add to the one before. */
  readonly tsoAdds: readonly string[]
  readonly psoAdds: readonly string[]
}

const SB_UNDER_SC = ['0 1', '1 0', '1 1']
/** `0 0 0 0` to `1 1 1 1`. */
const FOUR_BITS = Array.from({ length: 16 }, (_, n) => n.toString(2).padStart(4, '0').replace(/\B/g, ' '))

const LITMUS: readonly Litmus[] = [
  {
    name: 'SB (iwp2.3.a, Intel 8-3)',
    program: cores(XY, [`${store('x', 1)}\nmov rax, [y]`, `${store('y', 1)}\nmov rax, [x]`]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: ['0 0'], psoAdds: [],
  },
  {
    name: 'SB+mfences (amd5)',
    program: cores(XY, [`${store('x', 1)}\nmfence\nmov rax, [y]`, `${store('y', 1)}\nmfence\nmov rax, [x]`]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: [], psoAdds: [],
  },
  {
    name: 'SB with one mfence (SB+mfence+po)',
    program: cores(XY, [`${store('x', 1)}\nmfence\nmov rax, [y]`, `${store('y', 1)}\nmov rax, [x]`]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: ['0 0'], psoAdds: [],
  },
  {
    name: 'SB with XCHG (iwp2.8.a, Intel 8-9)',
    program: cores(XY, [
      'mov ecx, 1\nxchg [x], rcx\nmov rax, [y]',
      'mov ecx, 1\nxchg [y], rcx\nmov rax, [x]',
    ]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: [], psoAdds: [],
  },
  {
    name: 'SB with LOCK on the own stack (the JVM\'s and Linux\'s fence)',
    program: cores(XY, [
      `${store('x', 1)}\nlock add dword ptr [rsp-8], 0\nmov rax, [y]`,
      `${store('y', 1)}\nlock add dword ptr [rsp-8], 0\nmov rax, [x]`,
    ]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: [], psoAdds: [],
  },
  {
    name: 'SB with SFENCE, which does not order it',
    program: cores(XY, [`${store('x', 1)}\nsfence\nmov rax, [y]`, `${store('y', 1)}\nsfence\nmov rax, [x]`]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: ['0 0'], psoAdds: [],
  },
  {
    name: 'SB with LFENCE, which does not order it',
    program: cores(XY, [`${store('x', 1)}\nlfence\nmov rax, [y]`, `${store('y', 1)}\nlfence\nmov rax, [x]`]),
    asked: '0:rax 1:rax', sc: SB_UNDER_SC, tsoAdds: ['0 0'], psoAdds: [],
  },
  {
    name: 'MP (iwp2.1, Intel 8-1)',
    program: cores(XY, [WX1_WY1, 'mov rax, [y]\nmov rbx, [x]']),
    asked: '1:rax 1:rbx', sc: ['0 0', '0 1', '1 1'], tsoAdds: [], psoAdds: ['1 0'],
  },
  {
    name: 'MP with MOVNTI',
    program: cores(XY, [`mov ecx, 1\nmovnti [x], rcx\n${store('y', 1)}`, 'mov rax, [y]\nmov rbx, [x]']),
    asked: '1:rax 1:rbx', sc: ['0 0', '0 1', '1 1'], tsoAdds: ['1 0'], psoAdds: [],
  },
  {
    name: 'MP with MOVNTI and SFENCE',
    program: cores(XY, [`mov ecx, 1\nmovnti [x], rcx\nsfence\n${store('y', 1)}`, 'mov rax, [y]\nmov rbx, [x]']),
    asked: '1:rax 1:rbx', sc: ['0 0', '0 1', '1 1'], tsoAdds: [], psoAdds: [],
  },
  {
    name: 'LB (iwp2.2, Intel 8-2)',
    program: cores(XY, [`mov rax, [x]\n${store('y', 1)}`, `mov rax, [y]\n${store('x', 1)}`]),
    asked: '0:rax 1:rax', sc: ['0 0', '0 1', '1 0'], tsoAdds: [], psoAdds: [],
  },
  {
    name: 'IRIW (amd6, Intel 8-7)',
    program: cores(XY, [store('x', 1), store('y', 1), 'mov rax, [x]\nmov rbx, [y]', 'mov rax, [y]\nmov rbx, [x]']),
    asked: '2:rax 2:rbx 3:rax 3:rbx', sc: FOUR_BITS.filter((one) => one !== '1 0 1 0'), tsoAdds: [], psoAdds: [],
  },
  {
    name: '2+2W',
    program: cores(XY, [`${store('x', 2)}\n${store('y', 1)}`, `${store('y', 2)}\n${store('x', 1)}`]),
    asked: '[x] [y]', sc: ['1 1', '1 2', '2 1'], tsoAdds: [], psoAdds: ['2 2'],
  },
  {
    name: 'R',
    program: cores(XY, [WX1_WY1, `${store('y', 2)}\nmov rax, [x]`]),
    asked: '[y] 1:rax', sc: ['1 0', '1 1', '2 1'], tsoAdds: ['2 0'], psoAdds: [],
  },
  {
    name: 'S',
    program: cores(XY, [`${store('x', 2)}\n${store('y', 1)}`, `mov rax, [y]\n${store('x', 1)}`]),
    asked: '1:rax [x]', sc: ['0 1', '0 2', '1 1'], tsoAdds: [], psoAdds: ['1 2'],
  },
  {
    name: 'n6',
    program: cores(XY, [`${store('x', 1)}\nmov rax, [x]\nmov rbx, [y]`, `${store('y', 2)}\n${store('x', 2)}`]),
    asked: '0:rax 0:rbx [x]',
    sc: ['1 0 2', '1 2 1', '1 2 2', '2 2 2'], tsoAdds: ['1 0 1'], psoAdds: ['2 0 2'],
  },
  {
    name: 'two unlocked increments',
    program: cores(XY, ['inc qword ptr [x]', 'inc qword ptr [x]']),
    asked: '[x]', sc: ['1', '2'], tsoAdds: [], psoAdds: [],
  },
  {
    name: 'two locked increments',
    program: cores(XY, ['lock inc qword ptr [x]', 'lock inc qword ptr [x]']),
    asked: '[x]', sc: ['2'], tsoAdds: [], psoAdds: [],
  },
  {
    name: 'two byte stores and a load of both',
    program: cores(XY, ['mov byte ptr [x], 1\nmov byte ptr [x+1], 1', 'movzx eax, word ptr [x]']),
    asked: '1:rax', sc: ['0', '1', '257'], tsoAdds: [], psoAdds: ['256'],
  },
  {
    name: 'a wide load joins the own buffer with memory',
    program: cores(XY, ['mov byte ptr [x], 1\nmovzx eax, word ptr [x]', 'mov word ptr [x], 0x202']),
    // 0x201 has the own byte from the buffer and the other from memory.
    asked: '0:rax [x]', sc: ['1 514', '513 513', '514 514'], tsoAdds: ['1 513'], psoAdds: [],
  },
]

describe.each(LITMUS)('$name', ({ program, asked, ...allowed }) => {
  const underTso = [...allowed.sc, ...allowed.tsoAdds].sort()
  const underPso = [...underTso, ...allowed.psoAdds].sort()
  test('under sc', () => expect(outcomesOf(program, sc, asked)).toEqual([...allowed.sc].sort()))
  test('under x86-tso', () => expect(outcomesOf(program, x86Tso, asked)).toEqual(underTso))
  test('under pso', () => expect(outcomesOf(program, pso, asked)).toEqual(underPso))
  test('relaxed allows all that pso does', () => {
    expect(outcomesOf(program, relaxed, asked)).toEqual(expect.arrayContaining(underPso))
  })
})

/** The states after each of the transitions. */
function follow(found: Exploration, from: State, transitions: readonly Transition[]): State {
  return transitions.reduce((state, transition) => {
    const next = found.machine.step(state, transition)
    if (!next) throw new Error(`${JSON.stringify(transition)} is not possible`)
    return next
  }, from)
}

function only(found: Exploration): FoundOutcome {
  expect(found.outcomes).toHaveLength(1)
  return found.outcomes[0] as FoundOutcome // there is one
}

const SPIN_ON_X = 'again:\nmov rax, [x]\ntest rax, rax\nje again'

describe('runs that do not end', () => {
  test.each([sc, x86Tso, pso, relaxed])('a spin-wait that the other core releases ends ($name)', (model) => {
    const program = cores(XY, [store('x', 1), SPIN_ON_X])
    expect(outcomesOf(program, model, '1:rax')).toEqual(['1'])
  })

  test.each([sc, x86Tso, pso, relaxed])('two cores that wait for each other do not ($name)', (model) => {
    const program = cores(XY, [
      `again:\nmov rax, [x]\ntest rax, rax\nje again\n${store('y', 1)}`,
      `again:\nmov rax, [y]\ntest rax, rax\nje again\n${store('x', 1)}`,
    ])
    const found = explore(program, model, '')
    expect([found.complete, outcomeTexts(found)]).toEqual([true, ['cores 0 1 do not terminate']])
    const { schedule, cycle = [] } = only(found)
    const state = follow(found, found.machine.initialState(), schedule)
    expect(follow(found, state, cycle)).toEqual(state)
    expect(new Set(cycle.flatMap((t) => (t.kind === 'exec' ? [t.core] : [])))).toEqual(new Set([0, 1]))
  })

  test('one that waits for what nobody stores', () => {
    const found = explore(cores(XY, [SPIN_ON_X, store('y', 1)]), x86Tso, '')
    expect(outcomeTexts(found)).toEqual(['cores 0 do not terminate'])
    // The store of the other core is not held back for ever.
    const { schedule, cycle = [] } = only(found)
    const state = follow(found, found.machine.initialState(), schedule)
    expect(follow(found, state, cycle)).toEqual(state)
  })

  test('one that may be missed: the flag is there for a while only', () => {
    const program = cores(XY, [`${store('x', 1)}\n${store('x', 0)}`, SPIN_ON_X])
    expect(outcomesOf(program, x86Tso, '1:rax')).toEqual(['1', 'cores 1 do not terminate'])
  })

  test('a private loop', () => {
    const program = cores(XY, ['again:\njmp again', store('x', 1)])
    for (const model of [sc, x86Tso]) expect(outcomesOf(program, model, '')).toEqual(['cores 0 do not terminate'])
  })

  test('a store is not held back for ever', () => {
    // Core 0 waits for the answer to the store that it may have in its buffer.
    const program = cores(XY, [
      `${store('x', 1)}\nagain:\nmov rax, [y]\ntest rax, rax\nje again`,
      `${SPIN_ON_X}\n${store('y', 1)}`,
    ])
    for (const model of [sc, x86Tso, pso, relaxed]) {
      expect(outcomesOf(program, model, '0:rax 1:rax')).toEqual(['1 1'])
    }
  })

  test('a spin lock keeps the other out, and ends', () => {
    const section = `
      again:
      mov eax, 1
      xchg [x], rax
      test rax, rax
      jne again
      inc qword ptr [y]
      mov qword ptr [x], 0`
    const program = cores(XY, [section, section])
    for (const model of [sc, x86Tso]) expect(outcomesOf(program, model, '[x] [y]')).toEqual(['0 2'])
  })
})

describe('bounds', () => {
  const endlessStores = 'again:\nmov qword ptr [x], 1\njmp again'

  test('stores without end fill the buffer: incomplete, and core and place are named', () => {
    const found = explore(cores(XY, [endlessStores]), x86Tso, '', { machine: { bufferEntries: 4 } })
    expect(found.complete).toBe(false)
    expect(found.bounds).toEqual(['4 buffered stores (core 0 at 0x401000)'])
  })

  test('under sc the same loop needs one entry and never ends', () => {
    const found = explore(cores(XY, [endlessStores]), sc, '', { machine: { bufferEntries: 4 } })
    expect([found.complete, outcomeTexts(found)]).toEqual([true, ['cores 0 do not terminate']])
  })

  test('a buffer that is just large enough is none', () => {
    const program = cores(XY, [`${WX1_WY1}\nmov rax, [x]`, store('x', 2)])
    // One more than there are stores: with a full buffer a load waits too, because a store may follow it in the same step.
    expect(explore(program, x86Tso, '0:rax', { machine: { bufferEntries: 3 } }).complete).toBe(true)
    expect(explore(program, x86Tso, '0:rax', { machine: { bufferEntries: 1 } }).complete).toBe(false)
  })

  test('states', () => {
    const counting = 'again:\ninc qword ptr [x]\njmp again'
    const found = explore(cores(XY, [counting, counting]), sc, '', { maxStates: 50 })
    expect([found.complete, found.bounds[0]]).toEqual([false, '50 states'])
  })

  test('seconds', () => {
    const counting = 'again:\ninc qword ptr [x]\njmp again'
    const found = explore(cores(XY, [counting, counting]), sc, '', { maxSeconds: 0.05 })
    expect([found.complete, found.bounds[0]]).toEqual([false, '0.05 seconds'])
  })

  test('contents of shared memory: four are all there are of two variables that go from 0 to 1', () => {
    const program = cores(XY, [`${store('x', 1)}\nmov rax, [y]`, `${store('y', 1)}\nmov rax, [x]`])
    for (const options of [{}, { maxPreemptions: 4 }]) {
      const bounded = (memories: number): Exploration =>
        explore(program, x86Tso, '0:rax 1:rax', { ...options, machine: { memories } })
      expect([bounded(4).complete, outcomeTexts(bounded(4)).length]).toEqual([true, 4])
      expect([bounded(3).complete, bounded(3).bounds[0]]).toEqual([false, 'room for 3 contents of shared memory'])
    }
  })

  test('private instructions', () => {
    const program = cores(XY, ['again:\ninc rax\njmp again', store('x', 1)])
    const found = explore(program, x86Tso, '', { machine: { privateInstructions: 300 } })
    expect([found.complete, found.bounds]).toEqual([false, ['300 private instructions in a row (core 0 at 0x401000)']])
  })

  test('moments of history', () => {
    const program = cores(XY, [`${store('x', 1)}\n${store('x', 2)}\n${store('x', 3)}`, 'mov rax, [x]\nmov rbx, [y]'])
    const found = explore(program, relaxed, '1:rax', { machine: { historyEntries: 2 } })
    expect([found.complete, found.bounds]).toEqual([false, ['2 moments of history']])
    expect(explore(program, relaxed, '1:rax', { machine: { historyEntries: 4 } }).complete).toBe(true)
  })
})

describe('traps', () => {
  test('end the run at once, and are all that is seen of it', () => {
    const program = cores(XY, ['ud2', store('x', 1)])
    expect(outcomesOf(program, x86Tso, '[x]')).toEqual(['core 0: invalid instruction'])
  })

  test('of two cores are two outcomes', () => {
    const program = cores(XY, ['ud2', 'int3'])
    expect(outcomesOf(program, x86Tso, '')).toEqual(['core 0: invalid instruction', 'core 1: processor exception'])
  })

  test('that depend on what was read', () => {
    const program = cores(XY, [
      'mov rax, [x]\ntest rax, rax\nje over\ncall fatal\nover:\nnop',
      `${store('x', 1)}\n${store('x', 0)}`,
    ], { traps: ['fatal'] })
    for (const model of [sc, x86Tso]) expect(outcomesOf(program, model, '0:rax')).toEqual(['0', 'core 0: fatal'])
  })

  test('come before the store that is still buffered', () => {
    // Core 1 traps only when it sees x = 1, which core 0 may hold back until its own trap: both are possible, nothing else.
    const program = cores(XY, [`${store('x', 1)}\nud2`, 'again:\nmov rax, [x]\ntest rax, rax\nje again\nint3'])
    expect(outcomesOf(program, x86Tso, '')).toEqual(['core 0: invalid instruction', 'core 1: processor exception'])
  })

  test('with stop-core end the core only: its stores drain, the others go on', () => {
    const program = cores(XY, [`${store('x', 1)}\nud2\n${store('y', 1)}`, 'mov rax, [x]'])
    expect(outcomesOf(program, x86Tso, '1:rax [x] [y]', { onTrap: 'stop-core' })).toEqual([
      '0 1 0 core 0: invalid instruction', '1 1 0 core 0: invalid instruction',
    ])
  })
})

describe('memory that turns out to be shared', () => {
  test.each([
    [sc, ['0', '5']],
    [x86Tso, ['0', '5']],
    [pso, ['0', '5', '99']],
  ] as const)('the stack of another core ($0.name)', (model: MemoryModel, expected) => {
    // MP through a pointer to the stack. 99: the pointer has come and what it points to has not.
    const program = cores(XY, [
      'push 99\nmfence\nlea rax, [rsp]\nmov qword ptr [rax], 5\nmov [x], rax\npop rcx',
      'mov rbx, [x]\ntest rbx, rbx\nje over\nmov rax, [rbx]\nover:\nnop',
    ])
    expect(outcomesOf(program, model, '1:rax')).toEqual(expected)
  })

  test('a constant that is stored to', () => {
    const program = cores(XY, ['mov rax, [c]', 'mov qword ptr [c], 2'], { constants: { c: 1 } })
    const found = explore(program, x86Tso, '0:rax')
    expect(outcomeTexts(found)).toEqual(['1', '2'])
    expect(found.machine.automata.sharedGranules).toEqual([0x50_0000 / 8])
  })
})

describe('tables', () => {
  test('a cell with more than 255 values', () => {
    const program = cores(XY, ['mov ecx, 300\nagain:\nmov [x], rcx\ndec ecx\njnz again', 'mov rax, [y]'])
    expect(outcomesOf(program, sc, '[x]')).toEqual(['1'])
  })

  test('accesses of mixed sizes', () => {
    const program = cores(XY, ['mov dword ptr [x], 1\nmov word ptr [x+2], 3', 'mov rax, [x]\nmov byte ptr [x+1], 7'])
    // x = 0x0003_0001, with 7 in byte 1 when that store came after the first.
    expect(outcomesOf(program, sc, '[x]')).toEqual([0x3_0001, 0x3_0701].map(String).sort())
  })
})

test('core 1 begins after core 0 has returned: steps only, nothing drains', () => {
  const sb = [`${store('x', 1)}\nmov rax, [y]`, `${store('y', 1)}\nmov rax, [x]`]
  const program = cores(XY, sb, { order: [{ earlier: 0, later: 1 }] })
  expect(outcomesOf(program, sc, '0:rax 1:rax')).toEqual(['0 1'])
  expect(outcomesOf(program, x86Tso, '0:rax 1:rax')).toEqual(['0 0', '0 1'])
})

test('every schedule leads to its outcome', () => {
  for (const { program, asked } of LITMUS.slice(0, 1)) {
    const found = explore(program, x86Tso, asked)
    for (const { schedule } of found.outcomes) {
      expect(found.machine.isFinished(follow(found, found.machine.initialState(), schedule))).toBe(true)
    }
  }
})

test('an aborted search is incomplete', () => {
  const counting = 'again:\ninc qword ptr [x]\njmp again'
  const found = explore(cores(XY, [counting, counting]), sc, '', { signal: AbortSignal.abort() })
  expect([found.complete, found.bounds[0]]).toEqual([false, 'interrupted'])
})
