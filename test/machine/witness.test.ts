import { describe, expect, test } from 'vitest'
import { relaxed } from '../../src/cpu-model/relaxed.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { InputError } from '../../src/emu/input-error.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { Run } from '../../src/machine/run.ts'
import {
  formatValue, formatWitness, parseWitness, replay, sharedRanges, StaleWitness, type Names, type WitnessHeader,
} from '../../src/machine/witness.ts'
import { assembleProgram, machineOf, type TestProgram } from '../kit/assemble-program.ts'

const sb = assembleProgram({ x: 0, y: 0 }, `
  p0:
    mov qword ptr [x], 1
    mov rax, [y]
    ret
  p1:
    mov qword ptr [y], 1
    mov rax, [x]
    ret`)

function namesOf(program: TestProgram): Names {
  return {
    nameOf: (address) => program.nameOf(address),
    textAt: (pc) => program.program.image.statementAt(BigInt(pc))?.text ?? '?',
  }
}

const names = namesOf(sb)
const header: WitnessHeader = { scenario: 'sb', model: 'x86-tso', image: '0123abcd', bufferEntries: 128, shared: [] }

const exec = (core: number, back = 0): Transition => ({ kind: 'exec', core, back })
const drain = (core: number): Transition => ({ kind: 'drain', core, index: 0 })

const BOTH_READ_0 = [exec(0), exec(1), exec(0), exec(1), drain(0), drain(1)]
// p0's store has 11 bytes (48 c7 05 rel32 imm32), its load 7, RET 1: p1 begins at 0x401013.
const TEXT = `fencepost witness 1
scenario sb   model x86-tso   image 0123abcd   options bufferEntries=128
0 exec  0x401000  ; mov qword ptr [x], 1  x=1 -> buffer
1 exec  0x401013  ; mov qword ptr [y], 1  y=1 -> buffer
0 exec  0x40100b  ; mov rax, [y]          y=0 from memory (core 1 holds 1 in its buffer); returns
1 exec  0x40101e  ; mov rax, [x]          x=0 from memory (core 0 holds 1 in its buffer); returns
0 drain x         ; =1
1 drain y         ; =1
`

function replayed(text: string, program = sb): string[] {
  return replay(new Run(machineOf(program, x86Tso)), parseWitness(text, 'a.witness'), namesOf(program), 'a.witness')
    .map((one) => one.text)
}

describe('format', () => {
  test('one line a transition, with where each value came from', () => {
    expect(formatWitness(header, machineOf(sb, x86Tso), BOTH_READ_0, 'stop-run', names)).toBe(TEXT)
  })

  test('a trap', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n call fatal\n ret', { traps: ['fatal'] })
    const text = formatWitness(header, machineOf(program, x86Tso), [exec(0), exec(0)], 'stop-run', namesOf(program))
    expect(text.split('\n').at(-2)).toBe('0 exec  0x400000  ; fatal: the run ends')
  })

  test('a fault names its address', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov rax, [x]\n mov rax, [rax]\n ret')
    const text = formatWitness(header, machineOf(program, x86Tso), [exec(0), exec(0)], 'stop-run', namesOf(program))
    expect(text.split('\n').at(-2)).toBe('0 exec  0x401007  ; read of unmapped memory at 0x0: the run ends')
  })

  test('older moments', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n ret\np1:\n mov rax, [x]\n ret')
    const schedule = [exec(0), drain(0), exec(1, 1)]
    const text = formatWitness(header, machineOf(program, relaxed), schedule, 'stop-run', namesOf(program))
    expect(text.split('\n').at(-2)).toBe('1 exec  0x40100c @1  ; mov rax, [x]          x=0 from memory, one store back; returns')
  })

  test('values: decimal below 4096, then hexadecimal', () => {
    expect([0n, 4095n, 4096n].map(formatValue)).toEqual(['0', '4095', '0x1000'])
  })

  test('a schedule that does not fit is a bug', () => {
    expect(() => formatWitness(header, machineOf(sb, x86Tso), [drain(0)], 'stop-run', names)).toThrow('does not fit')
  })
})

describe('parse', () => {
  test('gives back what was formatted', () => {
    const parsed = parseWitness(TEXT)
    expect(parsed.header).toEqual(header)
    expect(parsed.lines.map(({ line, core, action }) => [line, core, action.kind])).toEqual([
      [3, 0, 'exec'], [4, 1, 'exec'], [5, 0, 'exec'], [6, 1, 'exec'], [7, 0, 'drain'], [8, 1, 'drain'],
    ])
  })

  test('shared ranges go through', () => {
    const shared = [{ from: 0x500000, to: 0x500010 }, { from: 0x600000, to: 0x600008 }]
    const text = formatWitness({ ...header, shared }, machineOf(sb, x86Tso), [], 'stop-run', names)
    expect(parseWitness(text).header.shared).toEqual(shared)
    expect(text).toContain('\nshared 0x500000..0x500010\nshared 0x600000..0x600008\n')
  })

  test('adjoining granules are one range', () => {
    expect(sharedRanges([2, 3, 5])).toEqual([{ from: 16, to: 32 }, { from: 40, to: 48 }])
  })

  test('comments, blank lines, spaces and Windows line ends do not matter', () => {
    const loose = `; made by hand\r\n\r\n${TEXT.replaceAll('\n', '\r\n').replace('0 exec  0x401000', '  0   exec 0x401000')}`
    expect(parseWitness(loose).lines.map(({ action }) => action)).toEqual(parseWitness(TEXT).lines.map(({ action }) => action))
  })

  test.each([
    ['', /^w:1: "" is not part of a witness: expected "fencepost witness 1" as the first line/],
    ['hello', /^w:1: "hello" is not part of a witness/],
    ['fencepost witness 2\n', /^w:1: witness version 2: this fencepost reads version 1/],
    ['fencepost witness 1\nscenario sb', /^w:2: "scenario sb" is not part of a witness: expected "scenario NAME/],
    [TEXT.replace('image 0123abcd', 'image xyz'), /^w:2: .*expected "scenario NAME   model MODEL   image 01234567/],
    [TEXT.replace('0 exec  0x40100b', '0 run 0x40100b'), /^w:5: "0 run 0x40100b" is not part of a witness: expected "CORE exec/],
    [TEXT.replace('0x40101e', '0xzz'), /^w:6: "1 exec {2}0xzz"/],
    [TEXT.replace('0 drain x  ', '0 drain    '), /^w:7: "0 drain"/],
    [`${TEXT}shared 0x500000..0x500008\n`, /^w:9: "shared 0x500000\.\.0x500008"/],
  ])('garbled text %#', (text, message) => {
    expect(() => parseWitness(text, 'w')).toThrow(InputError)
    expect(() => parseWitness(text, 'w')).toThrow(message)
  })
})

describe('replay', () => {
  test('takes the same transitions and says the same', () => {
    expect(replayed(TEXT)).toEqual(TEXT.trimEnd().split('\n').slice(2))
  })

  test('addresses may stand for names', () => {
    expect(replayed(TEXT.replace('drain x ', 'drain 0x600000 '))).toEqual(TEXT.trimEnd().split('\n').slice(2))
  })

  test.each([
    ['a core that there is not', TEXT.replace('1 exec  0x401013', '2 exec  0x401013'),
      'a.witness:4: there is no core 2: the scenario has 2'],
    ['another place', TEXT.replace('0x401013', '0x401014'),
      'a.witness:4: core 1 is not at 0x401014: its next visible step is at 0x401013 (mov qword ptr [y], 1)'],
    ['a drain too early', TEXT.replace('0 exec  0x40100b', '0 drain y'),
      'a.witness:5: core 0 cannot drain y: its buffer holds x'],
    ['a drain of nothing', TEXT.replace('0 exec  0x401000', '0 drain x'),
      'a.witness:3: core 0 cannot drain x: its buffer holds nothing'],
    ['more than there is', `${TEXT}0 exec 0x401000\n`,
      'a.witness:9: the run is over (finished), but the witness goes on'],
  ])('refuses %s', (_name, text, message) => {
    expect(() => replayed(text)).toThrow(StaleWitness)
    expect(() => replayed(text)).toThrow(message)
  })

  test('refuses a step that must wait for the buffer', () => {
    const fenced = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n mfence\n ret')
    const text = `${TEXT.split('\n').slice(0, 2).join('\n')}\n0 exec 0x401000\n0 exec 0x40100b\n`
    expect(() => replayed(text, fenced)).toThrow('a.witness:4: core 0 cannot take its step at 0x40100b now: its buffer holds x')
  })

  test('refuses code that has moved', () => {
    const moved = assembleProgram({ x: 0, y: 0 }, 'p0:\n nop\n mov qword ptr [x], 1\n ret\np1:\n ret')
    expect(() => replayed(TEXT, moved)).toThrow('a.witness:3: core 0 is not at 0x401000: its next visible step is at 0x401001')
  })
})
