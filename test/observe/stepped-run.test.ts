import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { pso } from '../../src/cpu-model/pso.ts'
import { relaxed } from '../../src/cpu-model/relaxed.ts'
import { returnSlot } from '../../src/emu/core/core-setup.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { Run } from '../../src/machine/run.ts'
import { SteppedRun } from '../../src/observe/stepped-run.ts'
import { assembleProgram, machineOf, type TestProgram } from '../kit/assemble-program.ts'

const sb = assembleProgram({ x: 0, y: 0 }, `
  p0:
    mov ecx, 1
    push rcx
    mov [x], rcx
    inc ecx
    pop rdx
    mov rax, [y]
    add rax, 10
    ret
  p1:
    mov qword ptr [y], 1
    mov rax, [x]
    ret`)
const X = sb.address('x')
const STACK_OF_CORE_0 = 0x7ffe_0000_0000n

/** The next instruction of `core`, as an offset from its function. */
function at(run: SteppedRun, core: number, program: TestProgram = sb): number {
  return run.position(core).pc - program.address(`p${core}`)
}

function open(model: MemoryModel = x86Tso, program: TestProgram = sb): SteppedRun {
  return new SteppedRun(machineOf(program, model))
}

describe('step', () => {
  test('begins at the first instruction, before the private ones that lead to a visible step', () => {
    const run = open()
    expect([at(run, 0), run.register(0, 'rcx'), run.position(0).isPrivate]).toEqual([0, 0n, true])
    expect(run.step(0)?.kind).toBe('private')
    expect([at(run, 0), run.register(0, 'rcx')]).toEqual([5, 1n])
    expect(run.schedule).toEqual([])
  })

  test('goes through a visible instruction by a transition, and stands right behind it', () => {
    const run = open()
    run.step(0)
    run.step(0)
    expect(run.position(0)).toMatchObject({ isPrivate: false, visibleStep: { kind: 'store' } })
    expect(run.step(0)).toMatchObject({ kind: 'transition', event: { kind: 'exec', stores: [{ value: 1n }] } })
    expect(run.schedule).toEqual([{ kind: 'exec', core: 0, back: 0 }])
    expect(run.position(0)).toMatchObject({ isPrivate: true, last: { instruction: { mnemonic: 'mov' } } })
    expect(run.register(0, 'rcx')).toBe(1n)
    run.step(0)
    expect(run.register(0, 'rcx')).toBe(2n)
  })

  test('comes to the end after the last RET, and no further', () => {
    const run = open()
    const texts: string[] = []
    for (let move = run.step(0); move; move = run.step(0)) texts.push(run.position(0).last?.instruction.mnemonic ?? '')
    expect(texts).toEqual(['mov', 'push', 'mov', 'inc', 'pop', 'mov', 'add', 'ret'])
    expect(run.register(0, 'rax')).toBe(10n)
    expect(run.position(0)).toMatchObject({ isPrivate: false, visibleStep: { kind: 'end' } })
  })

  test('takes one load of an instruction with two, which is one instruction with both when it is done', () => {
    const cmps = assembleProgram({ x: 3, y: 4 }, `
      p0:
        lea rsi, [x]
        lea rdi, [y]
        cmpsq
        ret
      p1:
        mov qword ptr [x], 4
        ret`)
    const run = open(x86Tso, cmps)
    run.step(0)
    run.step(0)
    const before = run.position(0).pc
    run.step(0)
    expect(run.position(0)).toMatchObject({ pc: before, isPrivate: false, last: undefined, visibleStep: { index: 1 } })
    run.exec(1)
    run.drain(1)
    run.step(0)
    expect(run.position(0).last?.loads.map(({ value }) => value)).toEqual([4n, 4n])
    expect(run.register(0, 'eflags') & 0x40n).toBe(0x40n)
  })

  test('of a core at a trap ends the run', () => {
    const run = open(x86Tso, assembleProgram({ x: 0 }, 'p0:\n mov rax, [x]\n nop\n ud2\np1:\n mov rax, [x]\n ret'))
    run.step(0)
    run.step(0)
    expect(run.status).toBe('running')
    expect(run.step(0)).toMatchObject({ kind: 'transition', event: { step: { kind: 'trap' } } })
    expect([run.status, run.trappedCore]).toEqual(['trapped', 0])
    expect([run.step(0), run.step(1)]).toEqual([undefined, undefined])
    run.back()
    expect(run.status).toBe('running')
  })

  test('of a core that waits for another does nothing, not even privately', () => {
    const ordered = assembleProgram({ x: 0 }, 'p0:\n mov [x], rax\n ret\np1:\n nop\n mov rax, [x]\n ret', {
      order: [{ earlier: 0, later: 1 }],
    })
    const run = open(x86Tso, ordered)
    expect(run.step(1)).toBeUndefined()
    run.exec(0)
    expect(run.step(1)).toMatchObject({ kind: 'private' })
  })

  test('may read an older store under relaxed', () => {
    const run = open(relaxed)
    run.exec(1)
    run.drain(1)
    run.exec(0)
    expect(run.transitions().filter(({ kind, core }) => kind === 'exec' && core === 0)).toHaveLength(2)
    run.step(0, 1)
    expect(run.register(0, 'rax')).toBe(0n)
    run.back()
    run.step(0, 0)
    expect(run.register(0, 'rax')).toBe(1n)
  })
})

describe('what is seen', () => {
  test('registers and the stack are those of the point, not of the transition', () => {
    const run = open()
    run.step(0)
    run.step(0)
    const top = Number(run.register(0, 'rsp'))
    expect(run.read(0, top, 8)).toBe(1n)
    run.exec(0)
    expect([run.register(0, 'rcx'), run.register(0, 'rdx'), Number(run.register(0, 'rsp'))]).toEqual([2n, 1n, top + 8])
    run.back()
    run.back()
    expect([run.read(0, top, 8), Number(run.register(0, 'rsp'))]).toEqual([0n, top + 8])
  })

  test('a core sees its own buffered stores, byte by byte, others see memory', () => {
    const run = open()
    run.exec(0)
    expect([run.read(0, X, 8), run.read(1, X, 8), run.readMemory(X, 8)]).toEqual([1n, 0n, 0n])
    expect([run.read(0, X, 1), run.read(0, X + 1, 1)]).toEqual([1n, 0n])
    expect(run.buffer(0)).toMatchObject([{ address: X, size: 8, value: 1n }])
    run.drain(0)
    expect([run.read(1, X, 8), run.readMemory(X, 8), run.buffer(0)]).toEqual([1n, 1n, []])
  })

  test('private memory beside the stack, and constants', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n inc qword ptr [own]\n mov [x], rax\n inc qword ptr [own]\n ret', {
      privates: [{ own: 3 }], constants: { k: 9 },
    })
    const run = open(x86Tso, program)
    const own = (): bigint => run.readMemory(program.address('own'), 8)
    const seen = [own()]
    while (run.step(0)) seen.push(own())
    expect(seen).toEqual([3n, 4n, 4n, 5n, 5n])
    expect(run.readMemory(program.address('k'), 8)).toBe(9n)
    expect(run.isMapped(program.address('k'), 8)).toBe(true)
    expect(run.isMapped(program.address('k') - 1, 8)).toBe(false)
  })

  test('XMM registers', () => {
    const run = open(x86Tso, assembleProgram({ x: 0 }, 'p0:\n mov eax, 7\n movq xmm1, rax\n mov [x], rax\n pxor xmm1, xmm1\n ret'))
    const seen: (bigint | undefined)[] = []
    while (run.step(0)) seen.push(run.xmm(0)[2])
    expect(seen).toEqual([0n, 7n, 7n, 0n, 0n])
  })
})

describe('back and forward', () => {
  /** All that can be seen, to be compared. */
  function snapshot(run: SteppedRun): unknown {
    const cores = run.machine.locals.map((_, core) => [
      run.position(core), [...run.registers(core)], run.buffer(core),
      run.read(core, X, 8), run.read(core, Number(run.register(core, 'rsp')), 8),
    ])
    return [cores, run.readMemory(X, 8), run.schedule, run.status]
  }

  test.each(MODELS)('undo and redo every move ($name)', (model) => {
    const machine = machineOf(sb, model)
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 30 }), (choices) => {
      const run = new SteppedRun(machine)
      const seen = [snapshot(run)]
      for (const choice of choices) {
        const ways = run.transitions()
        const way = ways[choice % Math.max(1, ways.length)]
        const move = choice % 3 === 0 && way ? run.take(way) : run.step(choice % 2) ?? (way && run.take(way))
        if (!move) break
        seen.push(snapshot(run))
      }
      const moves = run.history
      for (const before of seen.slice(0, -1).reverse()) {
        expect(run.back()).toBeDefined()
        expect(snapshot(run)).toEqual(before)
      }
      expect(run.back()).toBeUndefined()
      for (const after of seen.slice(1)) {
        expect(run.forward()).toBeDefined()
        expect(snapshot(run)).toEqual(after)
      }
      expect([run.forward(), run.history]).toEqual([undefined, moves])
      // A plain run with the same schedule comes to the same state: points are only a view.
      const plain = new Run(machine)
      for (const transition of run.schedule) plain.take(transition)
      expect(plain.state).toEqual(run.state)
    }), { numRuns: 30 })
  })

  test('by transitions', () => {
    const run = open()
    run.step(0)
    run.exec(0)
    run.step(0)
    run.step(0)
    expect(run.backTransition()).toMatchObject({ event: { step: { kind: 'load' } } })
    expect([run.undone, run.position(0).isPrivate]).toEqual([2, false])
    expect(run.backTransition()).toMatchObject({ event: { step: { kind: 'store' } } })
    expect([at(run, 0), run.undone]).toEqual([5, 3])
    expect(run.backTransition()).toBeUndefined()
    run.forwardTransition()
    expect([run.position(0).visibleStep.kind, run.undone]).toEqual(['load', 2])
    run.back()
    run.step(0)
    expect([run.forward(), run.forwardTransition()]).toEqual([undefined, undefined])
  })
})

test('when memory turns out to be shared the schedule is followed again', () => {
  // Core 1 reads core 0's stack, which was private until then: the PUSH becomes a visible step.
  const program = assembleProgram({ x: 0 }, `
    p0:
      push 7
      mov [x], rsp
      pop rcx
      ret
    p1:
      mov rax, [x]
      mov rbx, [rbx]
      ret`, { registers: [{}, { rbx: BigInt(returnSlot({ address: STACK_OF_CORE_0, size: 4096 }) - 8) }] })
  const run = open(pso, program)
  run.step(0)
  run.exec(0)
  expect([run.restarts, run.position(0).visibleStep.kind]).toEqual([0, 'end'])
  run.exec(1)
  expect([run.restarts, run.history.map(({ kind }) => kind)]).toEqual([1, ['transition', 'transition']])
  // Core 0 has taken one step, which is now the PUSH.
  expect([at(run, 0, program), run.position(0).visibleStep.kind]).toEqual([2, 'store'])
  expect(run.buffer(0)).toMatchObject([{ value: 7n }])
})
