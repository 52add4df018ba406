import { describe, expect, test } from 'vitest'
import { pso } from '../../src/cpu-model/pso.ts'
import { relaxed } from '../../src/cpu-model/relaxed.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import type { Machine, State, Transition } from '../../src/machine/machine.ts'
import { assembleProgram, machineOf, type ProgramOptions } from '../kit/assemble-program.ts'

/** `0 exec`, `1 exec @2`, `0 drain 1`. */
function text(transition: Transition): string {
  const { core, kind } = transition
  if (kind === 'drain') return `${core} drain ${transition.index}`
  return transition.back === 0 ? `${core} exec` : `${core} exec @${transition.back}`
}

function parse(line: string): Transition {
  const [core = '', kind, number = '0'] = line.split(' ')
  return kind === 'drain'
    ? { kind, core: Number(core), index: Number(number) }
    : { kind: 'exec', core: Number(core), back: Number(number.replace('@', '')) }
}

class Walk {
  readonly machine: Machine
  state: State

  constructor(body0: string, body1: string, model: MemoryModel, options: ProgramOptions & { bufferEntries?: number } = {}) {
    const program = assembleProgram({ x: 0, y: 0 }, `p0:\n ${body0}\n ret\np1:\n ${body1}\n ret`, options)
    const bufferEntries = options.bufferEntries ?? 128
    this.machine = machineOf(program, model, { bufferEntries })
    this.state = this.machine.initialState()
  }

  get possible(): string[] {
    return this.machine.transitions(this.state).map(text)
  }

  /** Takes the transitions, which must be possible. */
  take(...lines: readonly string[]): this {
    for (const line of lines) {
      const next = this.machine.step(this.state, parse(line))
      if (!next) throw new Error(`${line} is not possible`)
      this.state = next
    }
    return this
  }

  can(line: string): boolean {
    return this.machine.step(this.state, parse(line)) !== undefined
  }
}

const SB0 = 'mov qword ptr [x], 1\n mov rax, [y]'
const SB1 = 'mov qword ptr [y], 1\n mov rax, [x]'

describe('transitions', () => {
  test('at first each core may take its step', () => {
    expect(new Walk(SB0, SB1, x86Tso).possible).toEqual(['0 exec', '1 exec'])
  })

  test('x86-tso: after a store the core goes on or the store drains', () => {
    expect(new Walk(SB0, SB1, x86Tso).take('0 exec').possible).toEqual(['0 exec', '0 drain 0', '1 exec'])
  })

  test('sc: after a store it drains before the core goes on', () => {
    const walk = new Walk(SB0, SB1, sc).take('0 exec')
    expect(walk.possible).toEqual(['0 drain 0', '1 exec'])
    expect(walk.can('0 exec')).toBe(false)
  })

  test('sc: between the load and the store of an unlocked RMW others may run', () => {
    const walk = new Walk('inc qword ptr [x]', 'inc qword ptr [x]', sc).take('0 exec', '1 exec', '0 drain 0', '1 drain 0')
    expect(walk.machine.isFinished(walk.state)).toBe(true)
  })

  test('x86-tso drains the oldest only, pso the oldest of each address', () => {
    const stores = 'mov qword ptr [x], 1\n mov qword ptr [y], 1\n mov qword ptr [x], 2'
    const drains = (model: MemoryModel): string[] =>
      new Walk(stores, 'nop', model).take('0 exec', '0 exec', '0 exec').possible.filter((line) => line.includes('drain'))
    expect(drains(x86Tso)).toEqual(['0 drain 0'])
    expect(drains(pso)).toEqual(['0 drain 0', '0 drain 1'])
  })

  test.each(['mfence', 'lock inc qword ptr [y]', 'xchg [y], rax', 'cpuid', 'lock inc dword ptr [rsp-8]'])(
    '%s waits for the own buffer', (instruction) => {
      const walk = new Walk(`mov qword ptr [x], 1\n ${instruction}`, 'nop', x86Tso).take('0 exec')
      expect(walk.possible).toEqual(['0 drain 0'])
      expect(walk.take('0 drain 0').possible).toEqual(['0 exec'])
    },
  )

  test('of a LOCKed instruction others see all or nothing', () => {
    const walk = new Walk('lock inc qword ptr [x]', 'mov rax, [x]', x86Tso).take('0 exec')
    expect(walk.machine.locals[0]?.buffer(walk.state[0] ?? 0)).toBe(0)
    expect(walk.take('1 exec').machine.isFinished(walk.state)).toBe(true)
  })

  test('relaxed: a load has one for each moment', () => {
    const walk = new Walk('mov qword ptr [x], 1\n mov qword ptr [x], 2', 'mov rax, [x]', relaxed)
    walk.take('0 exec', '0 exec', '0 drain 0', '0 drain 0')
    expect(walk.possible).toEqual(['1 exec', '1 exec @1', '1 exec @2'])
    expect(walk.can('1 exec @3')).toBe(false)
    const read = (line: string): bigint | undefined => {
      const after = walk.machine.step(walk.state, parse(line))
      const table = walk.machine.local(1)
      return after && table.automaton.register(table.node(after[1] ?? 0), 'rax')
    }
    expect(['1 exec', '1 exec @1', '1 exec @2'].map(read)).toEqual([2n, 1n, 0n])
  })

  test('a full buffer stops the core until it drains', () => {
    const walk = new Walk(SB0, SB1, x86Tso, { bufferEntries: 1 }).take('0 exec')
    expect(walk.possible).toEqual(['0 drain 0', '1 exec'])
  })

  test('a core at a trap has none, its buffer has', () => {
    const walk = new Walk('mov qword ptr [x], 1\n ud2', 'nop', x86Tso).take('0 exec')
    expect(walk.possible).toEqual(['0 drain 0'])
  })

  test('what is not possible gives no state', () => {
    const walk = new Walk(SB0, SB1, x86Tso)
    expect([walk.can('0 drain 0'), walk.can('0 exec @1')]).toEqual([false, false])
  })
})

describe('order: core 1 after core 0', () => {
  const order = [{ earlier: 0, later: 1 }]

  test('core 1 waits until core 0 has returned', () => {
    const walk = new Walk(SB0, SB1, x86Tso, { order })
    expect(walk.possible).toEqual(['0 exec'])
    expect(walk.can('1 exec')).toBe(false)
    expect(walk.take('0 exec').possible).toEqual(['0 exec', '0 drain 0'])
  })

  test('the steps are ordered, the drains are not', () => {
    const walk = new Walk(SB0, SB1, x86Tso, { order }).take('0 exec', '0 exec')
    expect(walk.possible).toEqual(['0 drain 0', '1 exec'])
  })

  test('once it has begun core 1 goes on', () => {
    expect(new Walk(SB0, SB1, x86Tso, { order }).take('0 exec', '0 exec', '1 exec').possible)
      .toEqual(['0 drain 0', '1 exec', '1 drain 0'])
  })
})

describe('a run is finished', () => {
  test('when all have ended and all is drained', () => {
    const walk = new Walk('mov qword ptr [x], 1', 'nop', x86Tso)
    expect(walk.machine.isFinished(walk.state)).toBe(false)
    walk.take('0 exec')
    expect(walk.machine.isFinished(walk.state)).toBe(false)
    walk.take('0 drain 0')
    expect(walk.machine.isFinished(walk.state)).toBe(true)
  })
})

test('states are interned: two ways to the same memory and cores give the same integers', () => {
  const walk = new Walk('mov qword ptr [x], 1', 'mov qword ptr [y], 1', x86Tso)
  const [one, other] = [
    ['0 exec', '0 drain 0', '1 exec', '1 drain 0'],
    ['1 exec', '0 exec', '1 drain 0', '0 drain 0'],
  ].map((schedule) => {
    walk.state = walk.machine.initialState()
    return walk.take(...schedule).state
  })
  expect(one).toEqual(other)
})
