import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/emu/input-error.ts'
import type { Syntax } from '../../../src/emu/listing.ts'
import { assemble } from './hex.ts'

function messageOf(syntax: Syntax, text: string): string {
  try {
    assemble(syntax, text)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as InputError).message
  }
  return 'accepted'
}

describe('what Keystone accepts in silence', () => {
  test.each([
    ['mov rax,[rbx', /not a memory operand; expected one closed pair of brackets/],
    ['mov rax, rbx]', /closes a bracket that it does not open/],
    ['mov al,256', /256 does not fit in 8 bits \(byte\); expected -128 to 255/],
    ['add byte [x],300', /300 does not fit in 8 bits/],
    ['mov eax, 10h', /"10h" is not a number; write it in decimal or as 0x/],
    ['mov eax, 010', /"010" is not a number/],
    ['lock mov rax,[x]', /LOCK here raises #UD/],
    ['lock inc rax', /LOCK here raises #UD/],
    ['lock xchg rax, rbx', /LOCK here raises #UD/],
    ['lock cmp qword ptr [x], 1', /LOCK here raises #UD/],
    ['lock add rax, [x]', /LOCK here raises #UD/],
    ['shl eax, 256', /256 does not fit in 8 bits; expected 0 to 255/],
    ['ret 65536', /65536 does not fit in 16 bits/],
    ['pshufd xmm0, xmm1, 300', /does not take these operands|assemble to something else/],
  ])('%s', (text, message) => {
    expect(messageOf('intel', `nop\n${text}`)).toMatch(/^test\.s:2: /)
    expect(messageOf('intel', `nop\n${text}`)).toMatch(message)
  })
})

describe('Intel syntax', () => {
  test.each([
    ['mov [x], 1', /nothing tells how many bytes of memory are meant; give the size/],
    ['movzx eax, [x]', /nothing tells how many bytes/],
    ['mov eax, x', /write \[x\] for the variable's value or offset x for its address/],
    ['mov eax, rbx', /mov does not take these operands \(mov eax, rbx\)/],
    ['mov [x], [y]', /two memory operands/],
    ['mov dword ptr eax, 1', /gives a size to something that is not memory/],
    ['movx eax, 1', /knows no instruction movx/],
    ['add rax, 0xffffffff', /sign-extended from 32 bits/],
    ['mov rax, [rax + rbx + rcx]', /adds 3 registers/],
    ['mov rax, [rbx*3]', /a scale of 3; only 1, 2, 4 and 8 exist/],
    ['mov rax, [rbx + rsp*2]', /the stack pointer cannot be an index/],
    ['mov rax, [bx]', /"bx" cannot be part of an address/],
    ['mov rax, [rbx - rcx]', /subtracts a register/],
    ['mov rax, [x + y]', /has two names/],
    ['mov rax, ,rbx', /an operand is missing/],
    ['mov rax, [rbx + 0x100000000]', /displacement 0x100000000 does not fit/],
    ['rep mov rax, rbx', /REP stands only before string instructions/],
    ['rep lock movsq', /two prefixes/],
    ['movsq [rdi], [rsi]', /write it without any/],
    ['.quad 5', /this directive is not supported/],
    ['jmp 1b', /no label 1: stands before this line/],
    ['lock', /no instruction follows the prefix/],
  ])('%s', (text, message) => {
    expect(messageOf('intel', text)).toMatch(message)
  })
})

describe('AT&T syntax', () => {
  test.each([
    ['movq %eax, x', /%eax has 4 bytes, movq works on 8/],
    ['mov $1, x', /nothing tells how many bytes/],
    ['jmp (%rax)', /an indirect branch is written with a star: \*\(%rax\)/],
    ['movq rax, %rbx', /"rax" lacks its percent sign; write %rax/],
    ['movq %rxa, %rbx', /"%rxa" is no register/],
    ['movq 8(%rax, %rbx', /is not a memory operand/],
    ['movb $256, %al', /256 does not fit/],
  ])('%s', (text, message) => {
    expect(messageOf('att', text)).toMatch(message)
  })

  test('a register without its percent sign is never taken for a variable', () => {
    expect(messageOf('att', 'movq (rax), %rbx')).toMatch(/percent sign/)
  })
})

describe("Go's syntax", () => {
  test.each([
    ['MOVK AX, BX', /Go's assembler has no MOVK; near it are MOVB, MOVL, MOVO/],
    ['MOVL AL, BX', /AL has 1 byte, MOVL works on 4; write AX/],
    ['MOVQ AX, runtime.x+8(BX)', /has a name before BX; only SP and SB take one/],
    ['MOVQ [BX], AX', /is no operand/],
    ['MOVQ 8(rbx), AX', /"rbx" cannot be part of an address/],
    ['ADDQ $2147483648, AX', /sign-extended from 32 bits/],
    ['LOCK MOVQ AX, (BX)', /LOCK here raises #UD/],
    ['JEQ', /JEQ takes one operand/],
    ['LEAQ go:string."a\\q"(SB), AX', /escape \\q/],
    ['DATA a+0(SB)/2, $"abc"', /the text has 3 bytes, the width is 2/],
    ['DATA a(SB)/1, $256', /does not fit in 1 bytes/],
    ['TEXT f', /expected TEXT name\(SB\)/],
  ])('%s', (text, message) => {
    expect(messageOf('go', text)).toMatch(message)
  })
})

describe('names', () => {
  test('an undefined label: where, what is near, what to do', () => {
    expect(messageOf('go', 'TEXT f(SB), $0\nslotEmpty:\n JEQ slotEmpyt')).toBe(
      'test.s:3: JEQ slotEmpyt: no label, function or variable is named slotEmpyt: near it are slotEmpty; '
      + 'correct it, or define the label in this function, add the file that defines it, or pass its address as a '
      + 'symbol',
    )
  })

  test('an undefined variable with none like it', () => {
    expect(messageOf('intel', 'mov eax, [nothing_like_it]'))
      .toMatch(/^test\.s:1: .* is named nothing_like_it: there is none like it/)
  })

  test('a label or function that is defined twice', () => {
    expect(messageOf('go', 'a: PAUSE\na: RET'))
      .toMatch(/^test\.s:2: the label a of test is defined twice, first in line 1/)
    expect(messageOf('go', 'TEXT f(SB), $0\n RET\nTEXT f(SB), $0'))
      .toMatch(/^test\.s:3: f is defined twice, first in test\.s:1/)
    expect(messageOf('intel', 'x: ret')).toMatch(/^test\.s:1: x is defined here and also passed in as a symbol/)
  })
})
