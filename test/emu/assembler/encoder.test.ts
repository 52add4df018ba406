import { describe, expect, test } from 'vitest'
import { difference } from '../../../src/emu/assembler/canonical.ts'
import { createEncoder } from '../../../src/emu/assembler/encoder.ts'
import { loadKeystoneEngine } from '../../../src/emu/assembler/keystone.ts'
import { parseIntel } from '../../../src/emu/assembler/intel-syntax.ts'
import { loadDisassembler } from '../../../src/emu/disassembler/disassemble.ts'
import { hex } from './hex.ts'

const disassembler = await loadDisassembler()
const keystone = await loadKeystoneEngine()

describe('an assembler that answers with other bytes is caught', () => {
  test.each([
    ['mov rax, rbx', '48 89 c3', /bytes mean mov rbx, rax/],
    ['mov rax, rbx', '89 d8', /bytes mean mov eax, ebx/],
    ['add qword ptr [rbx], 1', '83 03 01', /bytes mean add dword ptr \[rbx\], 1/],
    ['mov byte ptr [rbx], 1', 'c6 43 01 01', /bytes mean mov byte ptr \[rbx \+ 1\], 1/],
    ['add ecx, 300', '83 c1 2c', /bytes mean add ecx, 0x2c/],
    ['lock inc qword ptr [rbx]', '48 ff 03', /prefix lock became none/],
    ['sub rcx, 1', '48 ff c9', /sub became dec/],
    ['mov rax, rbx', '48 89 d8 90', /not one instruction/],
    ['mov rax, rbx', '06', /bytes mean no instruction/],
  ])('%s as %s', (text, bytes, message) => {
    const answer = Uint8Array.from(bytes.split(' '), (pair) => Number.parseInt(pair, 16))
    const encoder = createEncoder({ asm: () => answer }, disassembler)
    expect(() => encoder.encode(parseIntel(text), 'rip')).toThrow(message)
  })

  test('in a batch, too: what follows the wrong one is encoded again', () => {
    const asked = ['mov rax, rbx', 'inc rcx', 'dec rdx'].map((text) => parseIntel(text))
    let calls = 0
    const encoder = createEncoder({
      asm: (text) => {
        calls++
        return calls === 1 ? Uint8Array.of(0x48, 0x89, 0xd8, 0x90, 0x90) : keystone.asm(text)
      },
    }, disassembler)
    encoder.prepare(asked)
    expect(asked.map((instruction) => hex(encoder.encode(instruction, 'rip').bytes)))
      .toEqual(['48 89 d8', '48 ff c1', '48 ff ca'])
    expect(calls).toBe(3)
  })
})

describe('spellings of one instruction compare equal', () => {
  test.each([
    ['jz 5', 'je 5'], ['setnae al', 'setb al'], ['cmovnle eax, ebx', 'cmovg eax, ebx'], ['sal eax, 3', 'shl eax, 3'],
    ['imul rcx, 24', 'imul rcx, rcx, 0x18'], ['shl rax', 'shl rax, 1'], ['xchg rax, [rbx]', 'xchg [rbx], rax'],
    ['movabs rax, 5', 'mov rax, 5'], ['add eax, 0xffffffff', 'add eax, -1'], ['repe movsb', 'rep movsb'],
    ['lea rax, [rbx + rcx]', 'lea rax, [rcx + rbx]'], ['cmpps xmm0, xmm1, 1', 'cmpltps xmm0, xmm1'],
    ['xchg rax, rax', 'nop'], ['test eax, ebx', 'test ebx, eax'],
  ])('%s, %s', (one, other) => {
    expect(difference(parseIntel(one), parseIntel(other))).toBeUndefined()
  })

  test.each([
    ['xchg eax, eax', 'nop'], ['sub eax, ebx', 'sub ebx, eax'], ['add rax, 0xffffffff', 'add rax, -1'],
    ['lea rax, [rbx + rcx*2]', 'lea rax, [rcx + rbx*2]'], ['mov eax, fs:[8]', 'mov eax, gs:[8]'],
    ['cmpsb', 'repe cmpsb'], ['mov eax, [rbx + 8]', 'mov eax, [rbx - 8]'],
  ])('%s and %s do not', (one, other) => {
    expect(difference(parseIntel(one), parseIntel(other))).toBeDefined()
  })
})
