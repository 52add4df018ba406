import { describe, expect, test } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { Footprints } from '../../src/explore/footprints.ts'
import type { Machine } from '../../src/machine/machine.ts'
import { assembleProgram, explore, type TestProgram } from '../kit/assemble-program.ts'

/** A machine whose automata are known, and the footprints of its cores in the initial state. */
class Fixture {
  readonly machine: Machine
  readonly footprints: Footprints
  readonly #program: TestProgram

  constructor(text: string, model: MemoryModel = sc) {
    this.#program = assembleProgram({ x: 0, y: 0, z: 0 }, text)
    this.machine = explore(this.#program, model, '').machine
    this.footprints = new Footprints(this.machine)
  }

  cell(variable: string): number {
    const cell = this.machine.cells.cellAt(this.#program.address(variable))
    if (cell === undefined) throw new Error(`nobody touches ${variable}`)
    return cell
  }

  /** `reads` and `writes` of `core` at `local`, among the variables that are touched. */
  of(core: number, local = 0): { readonly writes: readonly string[]; readonly accesses: readonly string[] } {
    const touched = ['x', 'y', 'z'].filter((v) => this.machine.cells.cellAt(this.#program.address(v)) !== undefined)
    const may = (reads: boolean): string[] =>
      touched.filter((v) => this.footprints.mayTouch(core, local, this.cell(v), reads))
    return { writes: may(false), accesses: may(true) }
  }

  /** The local state of `core` after `steps` of its own. */
  after(core: number, steps: number): number {
    let state = this.machine.initialState()
    for (let i = 0; i < steps; i++) state = this.machine.step(state, { kind: 'exec', core, back: 0 }) ?? state
    return state[core] ?? 0
  }
}

test('a load is an access, a store a write, an RMW and a LOCKed one both', () => {
  const f = new Fixture(`
    p0:
      mov rax, [x]
      mov [y], rax
      lock inc qword ptr [z]
      ret
    p1:
      inc qword ptr [x]
      ret`)
  expect(f.of(0)).toEqual({ writes: ['y', 'z'], accesses: ['x', 'y', 'z'] })
  expect(f.of(1)).toEqual({ writes: ['x'], accesses: ['x'] })
})

test('shrink as the core goes on', () => {
  const f = new Fixture('p0:\n mov rax, [x]\n mov rax, [y]\n ret\np1:\n mov [z], rax\n ret')
  expect([0, 1, 2].map((steps) => f.of(0, f.after(0, steps)).accesses)).toEqual([['x', 'y'], ['y'], []])
})

test('hold what is still in the buffer', () => {
  const f = new Fixture('p0:\n mov qword ptr [x], 1\n mov rax, [y]\n ret\np1:\n ret', x86Tso)
  expect(f.of(0, f.after(0, 2))).toEqual({ writes: ['x'], accesses: ['x'] })
})

test('go round a loop', () => {
  const f = new Fixture(`
    p0:
      again:
      mov rax, [x]
      mov [y], rax
      test rax, rax
      je again
      ret
    p1:
      mov qword ptr [x], 1
      ret`)
  expect(f.of(0, f.after(0, 1))).toEqual({ writes: ['y'], accesses: ['x', 'y'] })
})

test('of all branches that were seen', () => {
  const f = new Fixture(`
    p0:
      mov rax, [x]
      test rax, rax
      je else
      mov rax, [y]
      ret
      else:
      mov rax, [z]
      ret
    p1:
      mov qword ptr [x], 1
      ret`)
  expect(f.of(0).accesses).toEqual(['x', 'y', 'z'])
})

test('others: all cores but the one that asks', () => {
  const f = new Fixture('p0:\n mov rax, [x]\n ret\np1:\n mov rax, [x]\n mov [y], rax\n ret')
  const state = f.machine.initialState()
  const others = (core: number, variable: string, reads: boolean): boolean =>
    f.footprints.othersMayTouch(state, core, f.cell(variable), reads)
  expect([others(0, 'x', false), others(0, 'x', true), others(0, 'y', false), others(1, 'y', true)])
    .toEqual([false, true, true, false])
})

test('wide reads are those of several cells', () => {
  const f = new Fixture('p0:\n mov rax, [x]\n ret\np1:\n mov byte ptr [x], 1\n mov rbx, [y]\n ret')
  const wide = (core: number, variable: string): boolean => f.footprints.mayReadWide(core, 0, f.cell(variable))
  expect([wide(0, 'x'), wide(1, 'x'), wide(1, 'y')]).toEqual([true, false, false])
})

describe('cycles', () => {
  test.each([
    ['none in straight code', 'mov rax, [x]', false],
    ['a spin-wait', 'again:\n mov rax, [x]\n test rax, rax\n je again', true],
  ])('%s', (_name, body, cyclic) => {
    const f = new Fixture(`p0:\n ${body}\n ret\np1:\n mov qword ptr [x], 1\n ret`)
    expect([f.footprints.hasCycle(0), f.footprints.hasCycle(1)]).toEqual([cyclic, false])
  })
})
