/** Which registers are alive before an instruction: found out by hand for small programs. */
import { describe, expect, test } from 'vitest'
import { loadAssembler } from '../../../src/emu/assembler/assemble.ts'
import { loadDisassembler } from '../../../src/emu/disassembler/disassemble.ts'
import { END_ADDRESS } from '../../../src/emu/engine.ts'
import { imageOf } from '../../../src/emu/image.ts'
import { classify, type Instruction } from '../../../src/emu/instruction.ts'
import { KnownUses } from '../../../src/emu/liveness/known-uses.ts'
import { LiveRegisters } from '../../../src/emu/liveness/live-registers.ts'
import { hasFlags, hasGeneral, hasXmm } from '../../../src/emu/liveness/register-set.ts'
import { GENERAL_REGISTERS } from '../../../src/emu/registers.ts'

const assembler = await loadAssembler()
const disassembler = await loadDisassembler()

interface Analysed {
  readonly live: LiveRegisters
  readonly at: (label: string) => Instruction
  /** The names of what is alive before the instruction at the label, RSP left out. */
  readonly before: (label: string) => string
}

/** The code begins at `main`; `trap` is a symbol that ends a run. */
function analyse(code: string, uses = new KnownUses()): Analysed {
  const labels = [...code.matchAll(/^(\w+):/gm)].map((match) => `.globl ${match[1] ?? ''}`)
  const text = [...labels, code, ''].join('\n')
  const options = { origin: 0x40_0000n, dataOrigin: 0x50_0000n, symbols: new Map() }
  const listing = assembler.assemble([{ file: 'test.asm', text, syntax: 'intel' }], options)
  const [segment] = imageOf(listing, []).segments
  if (!segment) throw new Error('there is no code')
  const instructionAt = (address: number): Instruction | undefined => {
    const bytes = segment.bytes.subarray(address - Number(segment.address))
    const decoded = address >= Number(segment.address) && bytes.length > 0 ? disassembler.decode(bytes, BigInt(address)) : undefined
    return decoded && classify(address, decoded)
  }
  const addressOf = (label: string): number => Number(listing.symbols.get(label) ?? Number.NaN)
  const traps = new Map([[addressOf('trap'), 'trap']])
  const live = new LiveRegisters({ entries: [addressOf('main')], traps, instructionAt }, uses, new Map())
  const at = (label: string): Instruction => {
    const found = instructionAt(addressOf(label))
    if (!found) throw new Error(`nothing is at ${label}`)
    return found
  }
  const before = (label: string): string => {
    const set = live.before(addressOf(label))
    const general = GENERAL_REGISTERS.filter((name, number) => name !== 'rsp' && hasGeneral(set, number))
    const wide = Array.from({ length: 16 }, (_, number) => (hasXmm(set, number) ? [`xmm${number}`] : [])).flat()
    return [...general, ...wide, ...(hasFlags(set) ? ['flags'] : [])].join(' ')
  }
  return { live, at, before }
}

const END = { kind: 'end', pc: END_ADDRESS } as const

describe('liveness', () => {
  test('a register is alive from where it is written to where it is read last', () => {
    const { before } = analyse(`
main: mov rax, 1
b: mov rbx, [rdi]
c: add rax, rbx
d: mov [rdi], rax
e: ret
trap: ret`)
    expect(['main', 'b', 'c', 'd', 'e'].map(before)).toEqual(['rdi', 'rax rdi', 'rax rbx rdi', 'rax rdi', ''])
  })

  test('an instruction reads before it overwrites', () => {
    const { before } = analyse(`
main: mov rax, [rax+8]
b: imul rax, rbx
c: mov [rdi], rax
ret
trap: ret`)
    expect(['main', 'b', 'c'].map(before)).toEqual(['rax rbx rdi', 'rax rbx rdi', 'rax rdi'])
  })

  test('flags are alive between a comparison and its jump, and past what changes only some of them', () => {
    const { before } = analyse(`
main: cmp rax, 5
b: inc rcx
c: jne e
d: mov rcx, 0
e: mov [rdi], rcx
ret
trap: ret`)
    expect(['main', 'b', 'c', 'd'].map(before)).toEqual(['rax rcx rdi', 'rcx rdi flags', 'rcx rdi flags', 'rdi'])
  })

  test('around a loop', () => {
    const { before } = analyse(`
main: mov rcx, 8
b: mov rax, [rsi]
c: mov [rdi], rax
d: sub rcx, 1
e: jne b
f: ret
trap: ret`)
    expect(['main', 'b', 'c', 'd', 'f'].map(before)).toEqual(['rsi rdi', 'rcx rsi rdi', 'rax rcx rsi rdi', 'rcx rsi rdi', ''])
  })

  test('through a call: what is read behind any call of the function is alive at its return', () => {
    const { before } = analyse(`
main: call f
b: mov [rdi], rbx
c: call f
d: mov [rdi], rdx
ret
f: mov rbx, rsi
g: ret
trap: ret`)
    // RBX behind the first call, RDX behind the second; both calls lead to the same function.
    expect(['main', 'f', 'g', 'd'].map(before)).toEqual(['rdx rsi rdi', 'rdx rsi rdi', 'rdx rbx rsi rdi', 'rdx rdi'])
  })

  test('what an outcome asks for is alive at the end, at a symbol, and where a core may fault', () => {
    const text = `
main: mov rax, 1
b: mov rbx, [rdi]
c: test rbx, rbx
je d
call trap
d: ret
trap: ret`
    const uses = new KnownUses()
    expect(analyse(text, uses).before('c')).toBe('rbx')
    expect(uses.noteAsked(END, 'rax')).toBe(true)
    expect(uses.noteAsked(END, 'rax')).toBe(false)
    expect(analyse(text, uses).before('c')).toBe('rax rbx')
    uses.noteAsked({ kind: 'trap', pc: 0, trap: { kind: 'symbol', symbol: 'trap' } }, 'rcx')
    expect(analyse(text, uses).before('c')).toBe('rax rcx rbx')
    uses.noteAsked({ kind: 'trap', pc: 0, trap: { kind: 'fault', reason: '' } }, 'rdx')
    expect(['main', 'd'].map(analyse(text, uses).before)).toEqual(['rcx rdx rdi', 'rax rdx'])
  })

  test('a jump through a register leads where it has led', () => {
    const text = `
main: jmp rax
b: mov [rdi], rbx
ret
trap: ret`
    const uses = new KnownUses()
    const first = analyse(text, uses)
    expect(first.before('main')).toBe('rax')
    const target = first.at('b').address
    expect(first.live.expects(first.at('main'), target)).toBe(false)
    expect(uses.noteJump(first.at('main').address, target)).toBe(true)
    const second = analyse(text, uses)
    expect(second.before('main')).toBe('rax rbx rdi')
    expect(second.live.expects(second.at('main'), target)).toBe(true)
  })

  test('a return that leads behind no call of its function is not expected', () => {
    const { live, at } = analyse(`
main: call f
b: ret
f: ret
trap: ret`)
    expect([live.expects(at('f'), at('b').address), live.expects(at('f'), END_ADDRESS)]).toEqual([true, false])
    expect(live.expects(at('b'), END_ADDRESS)).toBe(true)
  })
})
