import { describe, expect, it } from 'vitest'
import { compareFinalStates, formatFinalState, shownLocations } from '../../src/litmus/final-state.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import type { LitmusTest } from '../../src/litmus/litmus-test.ts'
import { printLocation } from '../../src/litmus/print-condition.ts'
import { stateReader } from './state-reader.ts'

function parse(final: string, init = '', arch = 'X86_64'): LitmusTest {
  return parseLitmus('t', `${arch} t\n{ ${init} }\n P0 | P1 ;\n nop | nop ;\n${final}\n`)
}

describe('what is shown', () => {
  it.each([
    ['exists (x=1 /\\ 1:rax=0 /\\ 0:rbx=1 /\\ 0:rax=2)', ['0:rax', '0:rbx', '1:rax', '[x]']],
    ['locations [y; 0:rax; x;]', ['0:rax', '[x]', '[y]']],
    ['locations [y;] exists (x=1 /\\ y=2)', ['[x]', '[y]']],
    ['filter y=1 exists (x=1)', ['[x]']],
    ['exists (0:r8=1 /\\ 0:rsp=1 /\\ 0:rdi=1 /\\ 0:rdx=1 /\\ 0:rcx=0)', ['0:rcx', '0:rdx', '0:rdi', '0:rsp', '0:r8']],
    ['locations [t[1]; t; z; t[0];]', ['[t]', '[z]', 't[0]', 't[1]']],
    ['exists (0:rax=1:rbx \\/ ~([x]=[y] => a=0))', ['0:rax', '1:rbx', '[a]', '[x]', '[y]']],
    ['', []],
  ])('of %j, in herd\'s order', (final, expected) => {
    const test = parse(final, 'int t[2]')
    expect(shownLocations(test).map((location) => printLocation(location, test.arch))).toStrictEqual(expected)
  })
})

describe('a final state', () => {
  it('shows values decimal, with the sign of their types', () => {
    const test = parse(
      'locations [a; b; c; d; 0:rax; 0:rbx; 0:rcx;]',
      'uint8_t a; int8_t b; uint64_t c; int64_t d; uint64_t 0:rbx; uint8_t 0:rcx',
    )
    const ones = 0xffff_ffff_ffff_ffffn
    const memory = { a: ones, b: ones, c: ones, d: ones }
    const read = stateReader({ ...memory, '0:rax': 0xffff_ffffn, '0:rbx': ones, '0:rcx': ones })
    expect(formatFinalState(test, read).text).toBe(
      '0:rax=-1; 0:rbx=18446744073709551615; 0:rcx=255; [a]=255; [b]=-1; [c]=18446744073709551615; [d]=-1;',
    )
  })

  it('shows arrays whole, and elements', () => {
    const test = parse('locations [t; t[1];]', 'int64_t t[2]')
    expect(formatFinalState(test, stateReader({ t: [1n, -1n] })).text).toBe('t={1,-1}; t[1]=-1;')
  })

  it('shows addresses as names where the test has addresses', () => {
    const test = parse('locations [0:rax; 0:rbx; p; x;]', '0:rax=x; int t[2]; 0:rbx=&t[1]; p=x')
    const placed = ['t', 'p', 'x']
    const read = stateReader({ '0:rax': 0x10080n, '0:rbx': 0x10008n, p: 0x10000n, x: 0x10000n }, placed)
    expect(formatFinalState(test, read).text).toBe('0:rax=x; 0:rbx=t[1]; [p]=t; [x]=65536;')
    const none = parse('locations [0:rax; x;]')
    expect(formatFinalState(none, stateReader({ '0:rax': 0x10000n }, ['x'])).text).toBe('0:rax=65536; [x]=0;')
  })

  it('has 32-bit register names in capitals in an X86 test, as in herd\'s logs', () => {
    const test = parse('exists (0:EAX=1 /\\ 1:EBX=0)', '', 'X86')
    expect(formatFinalState(test, stateReader({ '0:rax': 1n })).text).toBe('0:EAX=1; 1:EBX=0;')
  })

  it('is ordered by its values, not by its text', () => {
    const test = parse('locations [x;]')
    const states = [10n, 9n, -1n].map((x) => formatFinalState(test, stateReader({ x })))
    expect(states.sort(compareFinalStates).map(({ text }) => text)).toStrictEqual(['[x]=-1;', '[x]=9;', '[x]=10;'])
  })
})
