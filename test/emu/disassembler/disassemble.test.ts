import { describe, expect, test } from 'vitest'
import { loadDisassembler } from '../../../src/emu/disassembler/disassemble.ts'
import type { Syntax } from '../../../src/emu/listing.ts'

const disassembler = await loadDisassembler()

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16))
}

function print(hex: string, syntax: Syntax, names: Readonly<Record<string, string>> = {}): string {
  const decoded = disassembler.decode(bytes(hex), 0x400000n)
  if (decoded === undefined) return 'no instruction'
  return disassembler.format(decoded, syntax, (address) => names[`0x${address.toString(16)}`])
}

describe('decode', () => {
  test('gives the first instruction of the bytes and its length', () => {
    expect(disassembler.decode(bytes('f0 0f c1 03 c3'), 0x400000n))
      .toEqual({ address: 0x400000n, length: 4, mnemonic: 'lock xadd', operands: 'dword ptr [rbx], eax' })
  })

  test('resolves branch targets against the address', () => {
    expect(disassembler.decode(bytes('74 10'), 0x7f0012345678n)?.operands).toBe('0x7f001234568a')
  })

  test.each([
    ['an opcode that 64-bit mode lacks', '06'],
    ['LOCK where it raises #UD', 'f0 48 ff c0'],
    ['an instruction that is cut off', '48 8b'],
  ])('%s is no instruction', (_, hex) => {
    expect(disassembler.decode(bytes(hex), 0n)).toBeUndefined()
  })

  test('no bytes are no instruction', () => {
    expect(disassembler.decode(new Uint8Array(), 0n)).toBeUndefined()
  })
})

describe('decodeAll', () => {
  const texts = (code: Uint8Array): string[] =>
    disassembler.decodeAll(code, 0x400000n).map(({ address, mnemonic }) => `${(address - 0x400000n).toString()} ${mnemonic}`)

  test('gives one instruction after the other, up to what is none', () => {
    expect(texts(bytes('f0 0f c1 03 c3 06 c3'))).toEqual(['0 lock xadd', '4 ret'])
    expect(texts(new Uint8Array())).toEqual([])
  })

  test('gives all of a long program', () => {
    const code = Uint8Array.from({ length: 10 * 1000 }, (_, i) => [0x48, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8][i % 10] ?? 0)
    expect(texts(code)).toEqual(Array.from({ length: 1000 }, (_, i) => `${10 * i} movabs`))
  })
})

describe('format', () => {
  // The bytes are those of Go 1.22's map functions, the Go texts what its compiler prints for them.
  test.each([
    ['49 3b 66 10', 'CMPQ SP, 16(R14)', 'cmp rsp, qword ptr [r14 + 0x10]', 'cmpq 0x10(%r14), %rsp'],
    ['0f b6 4b 08', 'MOVBLZX 8(BX), CX', 'movzx ecx, byte ptr [rbx + 8]', 'movzbl 8(%rbx), %ecx'],
    ['0f b7 72 52', 'MOVWLZX 82(DX), SI', 'movzx esi, word ptr [rdx + 0x52]', 'movzwl 0x52(%rdx), %esi'],
    ['f6 c1 04', 'TESTB $4, CL', 'test cl, 4', 'testb $4, %cl'],
    ['88 4b 08', 'MOVB CL, 8(BX)', 'mov byte ptr [rbx + 8], cl', 'movb %cl, 8(%rbx)'],
    ['48 d3 e6', 'SHLQ CX, SI', 'shl rsi, cl', 'shlq %cl, %rsi'],
    ['83 e2 fb', 'ANDL $-5, DX', 'and edx, -5', 'andl $-5, %edx'],
    ['4f 8d 14 a2', 'LEAQ (R10)(R12*4), R10', 'lea r10, [r10 + r12*4]', 'leaq (%r10, %r12, 4), %r10'],
    ['48 ff 03', 'INCQ (BX)', 'inc qword ptr [rbx]', 'incq (%rbx)'],
    ['48 0f 45 c8', 'CMOVQNE AX, CX', 'cmovne rcx, rax', 'cmovneq %rax, %rcx'],
    ['44 0f 11 7c 24 08', 'MOVUPS X15, 8(SP)', 'movups xmmword ptr [rsp + 8], xmm15', 'movups %xmm15, 8(%rsp)'],
    ['f0 48 0f b1 0a', 'LOCK CMPXCHGQ CX, (DX)', 'lock cmpxchg qword ptr [rdx], rcx', 'lock cmpxchgq %rcx, (%rdx)'],
    ['ff d1', 'CALL CX', 'call rcx', 'call *%rcx'],
    ['90', 'XCHGL AX, AX', 'nop', 'nop'],
    ['f3 48 ab', 'REP STOSQ', 'rep stosq', 'rep stosq'],
    ['76 10', 'JLS 0x400012', 'jbe 0x400012', 'jbe 0x400012'],
  ])('%s', (hex, go, intel, att) => {
    expect(print(hex, 'go')).toBe(go)
    expect(print(hex, 'intel')).toBe(intel)
    expect(print(hex, 'att')).toBe(att)
  })

  test('names of code and data, wherever the caller knows them', () => {
    const names = { '0x400012': 'slotEmpty', '0x401005': 'runtime.fatal', '0x402007': 'runtime.writeBarrier' }
    expect(print('74 10', 'go', names)).toBe('JEQ slotEmpty')
    expect(print('e8 00 10 00 00', 'go', names)).toBe('CALL runtime.fatal(SB)')
    expect(print('e8 00 10 00 00', 'att', names)).toBe('call runtime.fatal')
    expect(print('83 3d 00 20 00 00 00', 'go', names)).toBe('CMPL runtime.writeBarrier(SB), $0')
    expect(print('83 3d 00 20 00 00 00', 'intel', names)).toBe('cmp dword ptr [runtime.writeBarrier], 0')
    expect(print('83 3d 00 20 00 00 00', 'att', names)).toBe('cmpl $0, runtime.writeBarrier(%rip)')
  })

  test('an address without a name: Go writes it, the others count from the next instruction', () => {
    expect(print('83 3d 00 20 00 00 00', 'go')).toBe('CMPL 0x402007(SB), $0')
    expect(print('83 3d 00 20 00 00 00', 'intel')).toBe('cmp dword ptr [rip + 0x2000], 0')
    expect(print('83 3d 00 20 00 00 00', 'att')).toBe('cmpl $0, 0x2000(%rip)')
  })

  test("what Go's assembler has no name for is printed in Intel syntax", () => {
    expect(print('0f 38 f0 03', 'go')).toBe('movbe eax, dword ptr [rbx]')
  })
})
