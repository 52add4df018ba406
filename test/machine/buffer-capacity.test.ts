/**
 * The option `bufferCapacity`: a store buffer with room for so many stores, as a rule of the modelled processor. A store waits for
 * room, loads do not, and the search is complete.
 */
import { describe, expect, test } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assembleProgram, explore, outcomesOf, outcomeTexts } from '../kit/assemble-program.ts'
import { SB } from '../kit/store-buffering.ts'

const room = (bufferCapacity: number): { machine: { bufferCapacity: number } } => ({ machine: { bufferCapacity } })

/** SB with a store to a third place in between, which pushes the first one out of a buffer of one. */
const SB_WITH_A_STORE_BETWEEN = assembleProgram({ x: 0, y: 0, a: 0, b: 0 }, `
  p0:
    mov qword ptr [x], 1
    mov qword ptr [a], 1
    mov rax, [y]
    ret
  p1:
    mov qword ptr [y], 1
    mov qword ptr [b], 1
    mov rax, [x]
    ret`)

const UNDER_SC = ['0 1', '1 0', '1 1']

describe('SB with a store between store and load', () => {
  const cases: [number, string[]][] = [[1, UNDER_SC], [2, ['0 0', ...UNDER_SC]], [3, ['0 0', ...UNDER_SC]]]
  test.each(cases)('with room for %i', (capacity, expected) => {
    for (const reductions of [ALL_REDUCTIONS, NO_REDUCTIONS]) {
      const found = explore(SB_WITH_A_STORE_BETWEEN, x86Tso, '0:rax 1:rax', { ...room(capacity), reductions })
      expect([found.complete, outcomeTexts(found)]).toEqual([true, expected])
    }
  })
})

test('a load does not wait: SB itself needs room for one store only', () => {
  expect(outcomesOf(SB, x86Tso, '0:rax 1:rax', room(1))).toEqual(['0 0', ...UNDER_SC])
})

test('the load of a read-modify-write does not wait, its store does', () => {
  // INC reads y while x = 1 is buffered, and by the time that it stores, x has drained.
  const program = assembleProgram({ x: 0, y: 0 }, `
    p0:
      mov qword ptr [x], 1
      inc qword ptr [y]
      mov rax, [x]
      ret
    p1:
      mov qword ptr [y], 5
      mov rax, [x]
      ret`)
  // y = 1: INC read 0 before core 1's store. Core 1 reads x = 0 after its own store: it, too, is buffered.
  const withRoom = outcomesOf(program, x86Tso, '[y] 1:rax', room(8))
  expect(outcomesOf(program, x86Tso, '[y] 1:rax', room(1))).toEqual(withRoom)
  expect(withRoom).toEqual(['1 0', '1 1', '5 0', '5 1', '6 0', '6 1'])
})

test('the outcomes with room for every store are those without the option', () => {
  for (const program of [SB, SB_WITH_A_STORE_BETWEEN]) {
    expect(outcomesOf(program, x86Tso, '0:rax 1:rax', room(2))).toEqual(outcomesOf(program, x86Tso, '0:rax 1:rax'))
  }
})

test('a store that an access across a cache line makes two waits for an empty buffer of one', () => {
  const program = assembleProgram({ x: { size: 128 } }, 'p0:\n  mov byte ptr [x], 1\n  mov qword ptr [x+60], 7\n  ret\n')
  const machine = { bufferCapacity: 1, splitLines: true }
  expect(outcomesOf(program, x86Tso, '[x]:1 [x+60]', { machine })).toEqual(['1 7'])
})

test('sc has no use for room', () => {
  expect(outcomesOf(SB_WITH_A_STORE_BETWEEN, sc, '0:rax 1:rax', room(1))).toEqual(UNDER_SC)
})

test('stores without end need no bound: the loop goes round in finitely many states', () => {
  const program = assembleProgram({ x: 0 }, 'p0:\n  mov qword ptr [x], 1\n  jmp p0\n')
  const found = explore(program, x86Tso, '', room(2))
  expect([found.complete, outcomeTexts(found)]).toEqual([true, ['cores 0 do not terminate']])
})
