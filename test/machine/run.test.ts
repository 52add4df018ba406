import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { TransitionEvent } from '../../src/machine/event.ts'
import { Run } from '../../src/machine/run.ts'
import { assembleProgram, automataOf, machineOf } from '../kit/assemble-program.ts'

const exec = (core: number) => ({ kind: 'exec', core, back: 0 }) as const
const drain = (core: number) => ({ kind: 'drain', core, index: 0 }) as const

const program = assembleProgram({ x: 0, y: 0 }, `
  p0:
    mov qword ptr [x], 1
    inc qword ptr [y]
    mov rax, [y]
    mfence
    mov rbx, [x]
    ret
  p1:
    mov qword ptr [y], 4
    lock inc qword ptr [x]
    mov rax, [x]
    cmp rax, 1
    jne over
    ud2
    over:
    mov rcx, [y]
    ret`)

describe.each(MODELS)('back ($name)', (model) => {
  const machine = machineOf(program, model)

  test('undoes each transition', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
      const run = new Run(machine)
      const seen: unknown[] = []
      const snapshot = (): unknown => [[...run.state], run.transitions(), run.schedule.length, run.status, run.trappedCore]
      for (const choice of choices) {
        const transitions = run.transitions()
        const transition = transitions[choice % Math.max(1, transitions.length)]
        if (!transition) break
        seen.push(snapshot())
        expect(run.take(transition)).toBeDefined()
      }
      for (const before of seen.reverse()) {
        expect(run.back()).toBe(true)
        expect(snapshot()).toEqual(before)
      }
      expect(run.back()).toBe(false)
    }), { numRuns: 50 })
  })

  test('the same schedule gives the same events', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
      const [first, second] = [new Run(machine), new Run(machine)]
      const events: (TransitionEvent | undefined)[] = []
      for (const choice of choices) {
        const transitions = first.transitions()
        const transition = transitions[choice % Math.max(1, transitions.length)]
        if (transition) events.push(first.take(transition))
      }
      expect(first.schedule.map((transition) => second.take(transition))).toEqual(events)
      expect(second.state).toEqual(first.state)
    }), { numRuns: 20 })
  })
})

describe('events', () => {
  const sb = assembleProgram({ x: 5, y: 0 }, `
    p0:
      mov qword ptr [x], 1
      mov rax, [x]
      ret
    p1:
      mov rax, [x]
      lock inc qword ptr [y]
      ret`)

  test('a load says where its value came from, and what the others hide', () => {
    const run = new Run(machineOf(sb, x86Tso))
    const [stored, own, remote] = [run.take(exec(0)), run.take(exec(0)), run.take(exec(1))]
    expect(stored).toMatchObject({ kind: 'exec', core: 0, stores: [{ size: 8, value: 1n }], atOnce: false, load: undefined })
    expect(own).toMatchObject({ load: { value: 1n, from: 'buffer', hidden: [] }, reached: 'end' })
    expect(remote).toMatchObject({ load: { value: 5n, from: 'memory', hidden: [{ core: 0, store: { value: 1n } }] } })
  })

  test('a LOCKed step stores at once', () => {
    const run = new Run(machineOf(sb, x86Tso))
    run.take(exec(1))
    expect(run.take(exec(1))).toMatchObject({ atOnce: true, load: { value: 0n }, stores: [{ value: 1n }], reached: 'end' })
  })

  test('a drain', () => {
    const run = new Run(machineOf(sb, x86Tso))
    run.take(exec(0))
    expect(run.take(drain(0))).toMatchObject({ kind: 'drain', core: 0, store: { address: sb.address('x'), value: 1n } })
  })

  test('what is not possible is none, and changes nothing', () => {
    const run = new Run(machineOf(sb, x86Tso))
    expect(run.take(drain(0))).toBeUndefined()
    expect(run.schedule).toEqual([])
  })

  test('a load of which one byte is buffered', () => {
    const mixed = assembleProgram({ x: 0x505 }, 'p0:\n mov byte ptr [x], 1\n movzx eax, word ptr [x]\n ret')
    const run = new Run(machineOf(mixed, x86Tso))
    const take = (): unknown => {
      run.take(exec(0))
      return run.take(exec(0))
    }
    expect(take()).toMatchObject({ load: { value: 0x501n, from: 'both' } })
  })
})

describe('the end', () => {
  test('finished', () => {
    const run = new Run(machineOf(assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n ret'), x86Tso))
    expect(run.status).toBe('running')
    run.take(exec(0))
    expect(run.status).toBe('running')
    run.take(drain(0))
    expect([run.status, run.transitions()]).toEqual(['finished', []])
  })

  const trapping = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n ud2\np1:\n mov rax, [x]\n ret')

  test('a trap is a step of its own and ends the run: nothing drains any more', () => {
    const run = new Run(machineOf(trapping, x86Tso))
    run.take(exec(0))
    expect(run.status).toBe('running')
    expect(run.transitions()).toEqual([drain(0), exec(1), exec(0)])
    expect(run.take(exec(0))).toMatchObject({ step: { kind: 'trap' }, stores: [] })
    expect([run.status, run.trappedCore, run.transitions(), run.take(drain(0))]).toEqual(['trapped', 0, [], undefined])
  })

  test('a core that has not trapped yet may be the one whose run is told', () => {
    const run = new Run(machineOf(trapping, x86Tso))
    run.take(exec(0))
    run.take(drain(0))
    expect(run.take(exec(1))).toMatchObject({ load: { value: 1n } })
    expect(run.status).toBe('running')
  })

  test('with stop-core the others go on and its buffer drains', () => {
    const run = new Run(machineOf(trapping, x86Tso), 'stop-core')
    run.take(exec(0))
    expect(run.transitions()).toEqual([drain(0), exec(1)])
    run.take(exec(1))
    run.take(drain(0))
    expect(run.status).toBe('finished')
  })

  test('stuck: a private loop', () => {
    const run = new Run(machineOf(assembleProgram({ x: 0 }, 'p0:\n again:\n jmp again'), sc))
    expect(run.status).toBe('stuck')
  })
})

describe('memory that turns out to be shared on the way', () => {
  // What core 1 does after its load is met when that load is taken: only then is c known to be shared.
  const STORES_TO_C = `
      p1:
        mov rax, [x]
        mov qword ptr [c], 7
        ret`

  test('the run goes on with the steps cut anew', () => {
    const late = assembleProgram({ x: 0 }, `
      p0:
        mov rax, [x]
        mov rax, [c]
        ret${STORES_TO_C}`, { constants: { c: 6 } })
    const run = new Run(machineOf(late, sc))
    expect(run.take(exec(0))).toMatchObject({ reached: 'end' })
    run.back()
    run.take(exec(1))
    expect(run.take(exec(0))).toMatchObject({ reached: undefined })
    run.take(exec(1))
    run.take(drain(1))
    expect(run.take(exec(0))).toMatchObject({ load: { value: 7n }, reached: 'end' })
  })

  test('also when following the schedule again cuts a cell', () => {
    const cut = assembleProgram({ x: 0 }, `
      p0:
        mov rax, [c]
        mov al, [c+1]
        mov rax, [x]
        mov rax, [x]
        ret${STORES_TO_C}`, { constants: { c: 6 } })
    const run = new Run(machineOf(cut, sc))
    run.take(exec(0))
    run.take(exec(0))
    expect(run.take(exec(1))).toMatchObject({ core: 1, load: { value: 0n } })
    expect(run.take(exec(1))).toMatchObject({ core: 1, stores: [{ value: 7n }] })
  })
})

test('automata are shared by the models that cut steps alike', () => {
  const automata = automataOf(program)
  expect(automata.forModel(sc)).toBe(automata.forModel(x86Tso))
})
