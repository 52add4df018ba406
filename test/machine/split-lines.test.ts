/**
 * The option `splitLines`: an access that crosses a 64-byte cache line is made as two, which AMD's and Intel's manuals leave open
 * (Intel SDM vol. 3, 9.1.1: accesses across cache lines are not guaranteed to be atomic).
 */
import { describe, expect, test } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { assembleProgram, outcomesOf, type TestProgram } from '../kit/assemble-program.ts'

/** `x` is two cache lines; x+60..x+67 lies on both. */
const TWO_LINES = { x: { size: 128 } }
const SPLIT = { machine: { splitLines: true } }
const ONES = String(0xffff_ffff)

function writerAndReader(write: string, read: string): TestProgram {
  return assembleProgram(TWO_LINES, `p0:\n${write}\n  ret\np1:\n${read}\n  ret\n`)
}

describe('a store across a cache line', () => {
  const halves = '  mov eax, [x+60]\n  mov ebx, [x+64]'
  const whole = ['0 0', `0 ${ONES}`, `${ONES} ${ONES}`]

  test.each(MODELS.slice(0, 3))('is seen half only with the option, its lower part first ($name)', (model) => {
    const program = writerAndReader('  mov qword ptr [x+60], -1', halves)
    expect(outcomesOf(program, model, '1:rax 1:rbx')).toEqual(whole)
    // pso drains both parts in either order, but a reader of low and then high cannot tell.
    expect(outcomesOf(program, model, '1:rax 1:rbx', SPLIT)).toEqual([...whole, `${ONES} 0`].sort())
  })

  test('is never seen with its upper part first under x86-tso', () => {
    const program = writerAndReader('  mov qword ptr [x+60], -1', '  mov ebx, [x+64]\n  mov eax, [x+60]')
    const seen = ['0 0', `${ONES} 0`, `${ONES} ${ONES}`]
    expect(outcomesOf(program, x86Tso, '1:rax 1:rbx')).toEqual(seen)
    expect(outcomesOf(program, x86Tso, '1:rax 1:rbx', SPLIT)).toEqual(seen)
  })

  test('under LOCK is whole: a split lock', () => {
    const program = writerAndReader('  lock or qword ptr [x+60], -1', halves)
    expect(outcomesOf(program, x86Tso, '1:rax 1:rbx', SPLIT)).toEqual(whole)
  })

  test('by XCHG is whole as well', () => {
    const program = writerAndReader('  mov rcx, -1\n  xchg [x+60], rcx', halves)
    expect(outcomesOf(program, x86Tso, '1:rax 1:rbx', SPLIT)).toEqual(whole)
  })

  test('stores each byte where it belongs', () => {
    const program = writerAndReader('  mov rcx, 0x8877665544332211\n  mov [x+59], rcx', '  nop')
    const asked = '[x+59]:4 [x+63]:1 [x+64]:2 [x+66]:1'
    expect(outcomesOf(program, x86Tso, asked, SPLIT)).toEqual([[0x44332211, 0x55, 0x7766, 0x88].join(' ')])
  })
})

describe('a load across a cache line', () => {
  // Low is stored before high: only a load that reads low before and high after them sees high alone.
  const write = '  mov dword ptr [x+60], 1\n  mov dword ptr [x+64], 1'
  const low = 1n
  const high = 1n << 32n

  test('reads its upper part later only with the option', () => {
    const program = writerAndReader(write, '  mov rax, [x+60]')
    const whole = [0n, low, low + high].map(String)
    expect(outcomesOf(program, x86Tso, '1:rax')).toEqual(whole.sort())
    expect(outcomesOf(program, x86Tso, '1:rax', SPLIT)).toEqual([...whole, String(high)].sort())
  })

  test('under LOCK is whole', () => {
    const program = writerAndReader(write, '  xor eax, eax\n  lock xadd [x+60], rax')
    expect(outcomesOf(program, x86Tso, '1:rax', SPLIT)).toEqual([0n, low, low + high].map(String).sort())
  })

  test('of 16 bytes splits the half that crosses', () => {
    const program = writerAndReader(write, '  movdqu xmm0, [x+52]\n  psrldq xmm0, 8\n  movq rax, xmm0')
    expect(outcomesOf(program, x86Tso, '1:rax', SPLIT)).toEqual([0n, low, high, low + high].map(String).sort())
  })

  test('and a store of the same instruction: an increment without LOCK', () => {
    const program = assembleProgram({ x: { size: 128, value: 0xffff_ffffn << 480n } }, 'p0:\n  inc qword ptr [x+60]\n  ret\n')
    expect(outcomesOf(program, x86Tso, '[x+60]', SPLIT)).toEqual([String(high)])
  })
})

test('an access up to the end of a line stays whole', () => {
  const program = writerAndReader('  mov qword ptr [x+56], -1', '  mov eax, [x+56]\n  mov ebx, [x+60]')
  expect(outcomesOf(program, x86Tso, '1:rax 1:rbx', SPLIT)).toEqual(['0 0', `0 ${ONES}`, `${ONES} ${ONES}`])
})
