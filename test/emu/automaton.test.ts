import { afterAll, describe, expect, test } from 'vitest'
import { Automaton } from '../../src/emu/automaton.ts'
import { assembleProgram } from '../kit/assemble-program.ts'
import { coreOf } from '../kit/steps-of.ts'

const opened: Automaton[] = []
afterAll(() => opened.splice(0).forEach(({ core }) => core.close()))

function automaton(text: string): Automaton {
  const made = new Automaton(coreOf(assembleProgram({ x: 0, y: 0 }, text)))
  opened.push(made)
  return made
}

describe('nodes', () => {
  test('node 0 is just before the first visible step', () => {
    const local = automaton('p0:\n mov ecx, 3\n mov rax, [x]\n ret')
    expect(local.step(0)).toMatchObject({ kind: 'load', address: 0x60_0000, size: 8, pc: 0x40_1005 })
    expect(local.register(0, 'rcx')).toBe(3n)
    expect(local.size).toBe(1)
  })

  test('equal local states are one node, whatever led there', () => {
    const local = automaton('p0:\n mov rax, [x]\n xor eax, eax\n mov rax, [y]\n ret')
    expect(local.next(0, 1n).target).toBe(local.next(0, 2n).target)
    expect([local.size, local.edges]).toEqual([2, 2])
  })

  test('local states that differ in a register, a flag, the stack or a counter are not', () => {
    for (const between of ['', 'cmp rax, 1\n mov eax, 0', 'push rax\n xor eax, eax', 'movq xmm3, rax\n xor eax, eax']) {
      const local = automaton(`p0:\n mov rax, [x]\n ${between}\n mov rcx, [y]\n ret`)
      expect(local.next(0, 1n).target, between).not.toBe(local.next(0, 2n).target)
    }
  })

  test('before and after an RDTSC whose result is dropped the states differ', () => {
    const local = automaton('p0:\n again:\n mov rcx, [x]\n rdtsc\n xor eax, eax\n xor edx, edx\n jmp again')
    const first = local.next(0, 0n).target
    expect(local.next(first, 0n).target).not.toBe(first)
  })

  test('a loop over shared memory closes', () => {
    const local = automaton('p0:\n again:\n mov rax, [x]\n test rax, rax\n je again\n ret')
    // The flags of TEST and the zero in RAX are there only from the second time round.
    const second = local.next(0, 0n).target
    expect(local.next(second, 0n).target).toBe(second)
    expect(local.step(local.next(second, 1n).target).kind).toBe('end')
  })
})

describe('edges', () => {
  test('are computed once', () => {
    const local = automaton('p0:\n mov rax, [x]\n mov [y], rax\n ret')
    const edge = local.next(0, 7n)
    expect(local.next(0, 7n)).toBe(edge)
    expect([local.runs, local.edges]).toEqual([1, 1])
    expect([...local.knownEdges(0).keys()]).toEqual([7n])
  })

  test('carry the stores of the step', () => {
    const local = automaton('p0:\n inc qword ptr [x]\n mov dword ptr [y], 5\n ret')
    const { stores, target } = local.next(0, 41n)
    expect(stores).toEqual([{ address: 0x60_0000, size: 8, value: 42n, nonTemporal: false, afterSfence: false }])
    expect(local.step(target).kind).toBe('store')
    expect(local.next(target).stores).toEqual([
      { address: 0x60_0040, size: 4, value: 5n, nonTemporal: false, afterSfence: false },
    ])
  })

  test('do not depend on what was computed before', () => {
    const text = 'p0:\n mov rax, [x]\n push rax\n mov rcx, [y]\n pop rdx\n add rdx, rcx\n mov [x], rdx\n ret'
    const stored = (order: readonly (readonly [bigint, bigint])[]): Map<string, bigint | undefined> => {
      const local = automaton(text)
      return new Map(order.map(([x, y]) => {
        const store = local.next(local.next(local.next(0, x).target, y).target)
        return [`${x}+${y}`, store.stores[0]?.value]
      }))
    }
    const sums = [[1n, 2n], [3n, 4n], [1n, 4n], [3n, 2n]] as const
    expect(stored(sums)).toEqual(stored([...sums].reverse()))
    expect(stored(sums).get('3+4')).toBe(7n)
  })

  test('of a trap, an end or a divergence there are none', () => {
    const local = automaton('p0:\n ud2')
    expect(() => local.next(0)).toThrow('a trap step has no successor')
  })
})
