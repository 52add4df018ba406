import { expect, test } from 'vitest'
import { hexOf } from './hex.ts'

/** Worked out by hand from the opcode tables of Intel's manual, volume 2. */
const table: readonly (readonly [go: string, intel: string, att: string, bytes: string])[] = [
  ['RET', 'ret', 'ret', 'c3'],
  ['XCHGL AX, AX', 'nop', 'nop', '90'],
  ['NOPW (AX)(AX*1)', 'nop word ptr [rax + rax]', 'nopw (%rax,%rax,1)', '66 0f 1f 04 00'],
  ['UNDEF', 'ud2', 'ud2', '0f 0b'],
  ['INT $3', 'int 3', 'int3', 'cc'],
  ['PAUSE', 'pause', 'pause', 'f3 90'],
  ['MFENCE', 'mfence', 'mfence', '0f ae f0'],
  ['LFENCE', 'lfence', 'lfence', '0f ae e8'],
  ['SFENCE', 'sfence', 'sfence', '0f ae f8'],
  ['CPUID', 'cpuid', 'cpuid', '0f a2'],
  ['MOVL $1, AX', 'mov eax, 1', 'movl $1, %eax', 'b8 01 00 00 00'],
  ['MOVQ $-1, AX', 'mov rax, -1', 'movq $-1, %rax', '48 c7 c0 ff ff ff ff'],
  ['MOVQ $0x1122334455667788, BX', 'mov rbx, 0x1122334455667788', 'movabsq $0x1122334455667788, %rbx',
    '48 bb 88 77 66 55 44 33 22 11'],
  ['MOVQ AX, (BX)', 'mov [rbx], rax', 'movq %rax, (%rbx)', '48 89 03'],
  ['MOVL 8(BX), AX', 'mov eax, dword ptr [rbx + 8]', 'movl 8(%rbx), %eax', '8b 43 08'],
  ['MOVB CL, 8(BX)', 'mov byte ptr [rbx+8], cl', 'movb %cl, 8(%rbx)', '88 4b 08'],
  ['MOVB $-1, (BX)', 'mov byte ptr [rbx], 255', 'movb $0xff, (%rbx)', 'c6 03 ff'],
  ['MOVBLZX 8(BX), CX', 'movzx ecx, byte ptr [rbx + 8]', 'movzbl 8(%rbx), %ecx', '0f b6 4b 08'],
  ['MOVWLZX 82(DX), SI', 'movzx esi, word ptr [rdx + 82]', 'movzwl 82(%rdx), %esi', '0f b7 72 52'],
  ['MOVBQZX AL, CX', 'movzx rcx, al', 'movzbq %al, %rcx', '48 0f b6 c8'],
  ['MOVBLSX (BX), AX', 'movsx eax, byte ptr [rbx]', 'movsbl (%rbx), %eax', '0f be 03'],
  ['MOVLQSX AX, CX', 'movsxd rcx, eax', 'movslq %eax, %rcx', '48 63 c8'],
  ['LEAQ (R10)(R12*4), R10', 'lea r10, [r10 + r12*4]', 'leaq (%r10,%r12,4), %r10', '4f 8d 14 a2'],
  ['LEAQ (AX*8), CX', 'lea rcx, [rax*8]', 'leaq (,%rax,8), %rcx', '48 8d 0c c5 00 00 00 00'],
  ['ADDQ $5, CX', 'add rcx, 5', 'addq $5, %rcx', '48 83 c1 05'],
  ['ANDL $-5, DX', 'and edx, 0xfffffffb', 'andl $-5, %edx', '83 e2 fb'],
  ['SUBQ $64, SP', 'sub rsp, 0x40', 'subq $0x40, %rsp', '48 83 ec 40'],
  ['XORL AX, AX', 'xor eax, eax', 'xorl %eax, %eax', '31 c0'],
  ['INCQ (BX)', 'inc qword ptr [rbx]', 'incq (%rbx)', '48 ff 03'],
  ['NEGQ AX', 'neg rax', 'negq %rax', '48 f7 d8'],
  ['MULQ CX', 'mul rcx', 'mulq %rcx', '48 f7 e1'],
  ['IMUL3Q $24, BX, CX', 'imul rcx, rbx, 24', 'imulq $24, %rbx, %rcx', '48 6b cb 18'],
  ['IMULQ $24, CX', 'imul rcx, 24', 'imulq $24, %rcx', '48 6b c9 18'],
  ['SHLQ CX, SI', 'shl rsi, cl', 'shlq %cl, %rsi', '48 d3 e6'],
  ['SHRQ $56, AX', 'shr rax, 56', 'shrq $56, %rax', '48 c1 e8 38'],
  ['SHRQ $1, AX', 'shr rax', 'shrq %rax', '48 d1 e8'],
  ['SHLQ $3, AX, BX', 'shld rbx, rax, 3', 'shldq $3, %rax, %rbx', '48 0f a4 c3 03'],
  ['TESTB $4, CL', 'test cl, 4', 'testb $4, %cl', 'f6 c1 04'],
  ['TESTB AL, (BX)', 'test [rbx], al', 'testb %al, (%rbx)', '84 03'],
  ['BTL $3, AX', 'bt eax, 3', 'btl $3, %eax', '0f ba e0 03'],
  ['BSRQ AX, CX', 'bsr rcx, rax', 'bsrq %rax, %rcx', '48 0f bd c8'],
  ['CMOVQNE AX, CX', 'cmovnz rcx, rax', 'cmovneq %rax, %rcx', '48 0f 45 c8'],
  ['CMOVLLS AX, CX', 'cmovna ecx, eax', 'cmovbe %eax, %ecx', '0f 46 c8'],
  ['SETEQ AL', 'setz al', 'sete %al', '0f 94 c0'],
  ['SETCS (BX)', 'setc [rbx]', 'setb (%rbx)', '0f 92 03'],
  ['PUSHQ BP', 'push rbp', 'pushq %rbp', '55'],
  ['POPQ BP', 'pop rbp', 'popq %rbp', '5d'],
  ['CALL CX', 'call rcx', 'call *%rcx', 'ff d1'],
  ['CALL (DX)', 'call [rdx]', 'call *(%rdx)', 'ff 12'],
  ['XCHGQ AX, (BX)', 'xchg [rbx], rax', 'xchgq %rax, (%rbx)', '48 87 03'],
  ['LOCK XADDL AX, (BX)', 'lock xadd dword ptr [rbx], eax', 'lock xaddl %eax, (%rbx)', 'f0 0f c1 03'],
  ['LOCK; CMPXCHGQ CX, (DX)', 'lock cmpxchg [rdx], rcx', 'lock; cmpxchgq %rcx, (%rdx)', 'f0 48 0f b1 0a'],
  ['LOCK\nORB $3, (AX)', 'lock or byte ptr [rax], 3', 'lock orb $3, (%rax)', 'f0 80 08 03'],
  ['LOCK INCL (AX)', 'lock\ninc dword ptr [rax]', 'lock incl (%rax)', 'f0 ff 00'],
  ['CMPXCHG16B (SI)', 'cmpxchg16b [rsi]', 'cmpxchg16b (%rsi)', '48 0f c7 0e'],
  ['MOVNTIQ AX, (BX)', 'movnti [rbx], rax', 'movntiq %rax, (%rbx)', '48 0f c3 03'],
  ['MOVUPS X15, 8(SP)', 'movups [rsp + 8], xmm15', 'movups %xmm15, 8(%rsp)', '44 0f 11 7c 24 08'],
  ['MOVOU (AX), X0', 'movdqu xmm0, xmmword ptr [rax]', 'movdqu (%rax), %xmm0', 'f3 0f 6f 00'],
  ['MOVQ AX, X0', 'movq xmm0, rax', 'movq %rax, %xmm0', '66 48 0f 6e c0'],
  ['MOVQ (AX), X0', 'movq xmm0, qword ptr [rax]', 'movq (%rax), %xmm0', 'f3 0f 7e 00'],
  ['MOVL AX, X1', 'movd xmm1, eax', 'movd %eax, %xmm1', '66 0f 6e c8'],
  ['AESENC X1, X0', 'aesenc xmm0, xmm1', 'aesenc %xmm1, %xmm0', '66 0f 38 dc c1'],
  ['CVTSQ2SD AX, X0', 'cvtsi2sd xmm0, rax', 'cvtsi2sdq %rax, %xmm0', 'f2 48 0f 2a c0'],
  ['MOVSQ', 'movsq', 'movsq', '48 a5'],
  ['MOVSL', 'movsd', 'movsl', 'a5'],
  ['REP; STOSQ', 'rep stosq', 'rep stosq', 'f3 48 ab'],
]

test.each(table)('%s is %s is %s', (go, intel, att, bytes) => {
  expect(hexOf('go', go)).toBe(bytes)
  expect(hexOf('intel', intel)).toBe(bytes)
  expect(hexOf('att', att)).toBe(bytes)
})

test('upper-case Intel text, as litmus tests have it', () => {
  expect(hexOf('intel', 'MOV QWORD PTR [RBX],RAX')).toBe('48 89 03')
})

test('a variable is reached relative to the instruction', () => {
  // 0x601000 - (0x400000 + 11) = 0x200ff5
  const bytes = '48 c7 05 f5 0f 20 00 01 00 00 00'
  expect(hexOf('intel', 'mov qword ptr [x], 1')).toBe(bytes)
  expect(hexOf('intel', 'mov qword ptr [rip + x], 1')).toBe(bytes)
  expect(hexOf('intel', 'mov qword ptr [rel x], 1')).toBe(bytes)
  expect(hexOf('intel', 'mov QWORD PTR x[rip], 1')).toBe(bytes)
  expect(hexOf('att', 'movq $1, x(%rip)')).toBe(bytes)
  expect(hexOf('att', 'movq $1, x')).toBe(bytes)
  expect(hexOf('att', 'movq $1, (x)')).toBe(bytes)
  expect(hexOf('go', 'MOVQ $1, x(SB)')).toBe(bytes)
})

test('beside a register a variable is its address in 32 bits', () => {
  expect(hexOf('intel', 'mov ecx, [x + rax*4 + 8]')).toBe('8b 0c 85 08 10 60 00')
  expect(hexOf('att', 'movl x+8(,%rax,4), %ecx')).toBe('8b 0c 85 08 10 60 00')
})

test('an address as a constant', () => {
  expect(hexOf('intel', 'mov rax, offset y')).toBe('48 c7 c0 40 10 60 00')
  expect(hexOf('att', 'movq $y, %rax')).toBe('48 c7 c0 40 10 60 00')
  expect(hexOf('go', 'MOVQ $y(SB), AX')).toBe('48 c7 c0 40 10 60 00')
})

test('a segment and an address without a register', () => {
  expect(hexOf('intel', 'mov rax, fs:[0x28]')).toBe('64 48 8b 04 25 28 00 00 00')
  expect(hexOf('intel', 'mov rcx, qword ptr [fs:0x28]')).toBe('64 48 8b 0c 25 28 00 00 00')
  expect(hexOf('att', 'movq %fs:0x28, %rax')).toBe('64 48 8b 04 25 28 00 00 00')
  expect(hexOf('go', 'MOVQ (TLS), R14')).toBe('64 4c 8b 34 25 f8 ff ff ff')
})
