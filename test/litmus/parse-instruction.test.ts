import { describe, expect, it } from 'vitest'
import { attText } from '../../src/litmus/instruction.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import type { LitmusTest } from '../../src/litmus/litmus-test.ts'

function rowsOf(test: LitmusTest, column = 0): string[] {
  return (test.programs[column]?.rows ?? []).map(({ label, instruction }) => {
    const text = instruction === undefined ? '' : attText(instruction)
    return label === undefined ? text : `${label}: ${text}`.trim()
  })
}

/** The one instruction of P0, in an X86_64 test. */
function att(code: string, init = ''): string | undefined {
  return rowsOf(parseLitmus('t', `X86_64 t\n{ ${init} }\nP0 ;\n ${code} ;\n`))[0]
}

/** The one instruction of P0, in an X86 test. */
function intel(code: string, init = ''): string | undefined {
  return rowsOf(parseLitmus('t', `X86 t\n{ ${init} }\nP0 ;\n ${code} ;\n`))[0]
}

describe('an X86_64 instruction', () => {
  it.each([
    ['movl $1,(x)', 'movl $1, x(%rip)'],
    ['movl $1,[x]', 'movl $1, x(%rip)'],
    ['movl $1,x', 'movl $1, x(%rip)'],
    ['movl $1,x(%rip)', 'movl $1, x(%rip)'],
    ['MOVL 1,(x)', 'movl $1, x(%rip)'],
    ['movl $-1,(x)', 'movl $-1, x(%rip)'],
    ['movl $0x10,(x)', 'movl $16, x(%rip)'],
    ['movl eax,(x)', 'movl %eax, x(%rip)'],
    ['movl (x),%EAX', 'movl x(%rip), %eax'],
    ['movl (%rax),%ebx', 'movl (%rax), %ebx'],
    ['movl [rax],ebx', 'movl (%rax), %ebx'],
    ['movl 4(%rax),%ebx', 'movl 4(%rax), %ebx'],
    ['movl -4[rax],%ebx', 'movl -4(%rax), %ebx'],
    ['movq 0(%rax,%rbx,8),%rcx', 'movq (%rax,%rbx,8), %rcx'],
    ['movq (%rax,%rbx,8),%rcx', 'movq (%rax,%rbx,8), %rcx'],
    ['movq (,%rbx,8),%rcx', 'movq (,%rbx,8), %rcx'],
    ['movl x+4,%eax', 'movl x+4(%rip), %eax'],
    ['movl x-4,%eax', 'movl x-4(%rip), %eax'],
    ['movl x(,%rbx,4),%eax', 'movl x(,%rbx,4), %eax'],
    ['movl %fs:8(%rax),%ebx', 'movl %fs:8(%rax), %ebx'],
    ['movq $x,%rax', 'movq $x, %rax'],
    ['leaq x,%rax', 'leaq x(%rip), %rax'],
    ['movntil %eax,(x)', 'movntil %eax, x(%rip)'],
    ['movntdqa (x),%xmm0', 'movntdqa x(%rip), %xmm0'],
    ['MFENCE', 'mfence'],
    ['setnb (x)', 'setnb x(%rip)'],
    ['shl %cl,%eax', 'shl %cl, %eax'],
  ])('%s', (code, expected) => {
    expect(att(code)).toBe(expected)
  })

  it.each([
    ['lock ; incl (x)', 'lock incl x(%rip)'],
    ['LOCK; INCL (x)', 'lock incl x(%rip)'],
    ['lock incl (x)', 'lock incl x(%rip)'],
    ['lock ;\n  xaddl %eax,(x)', 'lock xaddl %eax, x(%rip)'],
  ])('takes the prefix of %j as a part of it', (code, expected) => {
    expect(att(code)).toBe(expected)
  })

  it('may be destination first for cmpxchg and cmov, as herd has it: memory tells', () => {
    expect(att('lock; cmpxchgl (x),%ebx')).toBe('lock cmpxchgl %ebx, x(%rip)')
    expect(att('lock; cmpxchgl %ebx,(x)')).toBe('lock cmpxchgl %ebx, x(%rip)')
    expect(att('cmovc %eax,(x)')).toBe('cmovc x(%rip), %eax')
  })

  it('has the assembler\'s name for herd\'s jlt and jgt', () => {
    const test = parseLitmus('t', 'X86_64 t\n{}\nP0 ;\n jlt a ;\n jgt a ;\n a: ;\n')
    expect(rowsOf(test)).toStrictEqual(['jl a', 'jg a', 'a:'])
  })
})

describe('the size of an access', () => {
  it.each([
    ['mov $1,(x)', '', 'movl $1, x(%rip)'],
    ['mov $1,(x)', 'uint8_t x', 'movb $1, x(%rip)'],
    ['mov $1,(x)', 'short x', 'movw $1, x(%rip)'],
    ['mov $1,(x)', 'uint64_t x', 'movq $1, x(%rip)'],
    ['inc (x)', 'uint64_t x', 'incq x(%rip)'],
    ['lock; inc (x)', 'uint8_t x', 'lock incb x(%rip)'],
    ['shl %cl,(x)', 'uint64_t x', 'shlq %cl, x(%rip)'],
    ['mov $1,(%rax)', '0:rax=t; uint64_t t[2]', 'movq $1, (%rax)'],
    ['mov $1,8(%rax)', '', 'movl $1, 8(%rax)'],
    ['mov %eax,(x)', 'uint64_t x', 'mov %eax, x(%rip)'],
    ['movb $1,(x)', 'uint64_t x', 'movb $1, x(%rip)'],
    ['cmp $1,%eax', '', 'cmp $1, %eax'],
  ])('%s with { %s } is said by mnemonic, register or variable', (code, init, expected) => {
    expect(att(code, init)).toBe(expected)
  })
})

describe('an X86 instruction, in Intel order', () => {
  it.each([
    ['MOV [x],$1', 'movl $1, x(%rip)'],
    ['MOV EAX,[x]', 'mov x(%rip), %eax'],
    ['MOV EAX,$1', 'mov $1, %eax'],
    ['MOV EAX,1', 'mov $1, %eax'],
    ['MOVL [x],$1', 'movl $1, x(%rip)'],
    ['XCHG [x],EAX', 'xchg %eax, x(%rip)'],
    ['LOCK; CMPXCHG [x],EBX', 'lock cmpxchg %ebx, x(%rip)'],
    ['CMOVC EAX,[x]', 'cmovc x(%rip), %eax'],
    ['LOCK; INC [x]', 'lock incl x(%rip)'],
    ['CMP EAX,$1', 'cmp $1, %eax'],
    ['MOV [EAX],EBX', 'mov %ebx, (%rax)'],
    ['MOV EBX,(EAX)', 'mov (%rax), %ebx'],
    ['SFENCE', 'sfence'],
  ])('%s', (code, expected) => {
    expect(intel(code)).toBe(expected)
  })
})

describe('the rows', () => {
  const test = parseLitmus('t', `X86_64 t
{ }
 P0 | P3 ;
 movl $1,(x) | again: ;
 | movl (x),%eax ;
 lock ; incl (y) | test %eax,%eax ; (* one row *)
 | je again ;
 a: b: mfence | out: nop ;
exists (3:rax=1)
`)

  it('are columns, in which cells may be empty', () => {
    expect(rowsOf(test, 0)).toStrictEqual(['movl $1, x(%rip)', 'lock incl y(%rip)', 'a:', 'b: mfence'])
    expect(rowsOf(test, 1)).toStrictEqual([
      'again:', 'movl x(%rip), %eax', 'test %eax, %eax', 'je again', 'out: nop',
    ])
  })

  it('belong to the processors that the first row names', () => {
    expect(test.programs.map(({ core }) => core)).toStrictEqual([0, 3])
  })
})

describe('a placement of the variables', () => {
  const place = (variable: string): bigint => (variable === 'x' ? 0x10000n : 0x10040n)

  it.each([
    ['movl $1,(x)', 'movl $1, 0x10000'],
    ['movl y+4,%eax', 'movl 0x10044, %eax'],
    ['movq $y,%rax', 'movq $0x10040, %rax'],
    ['movl y(,%rbx,4),%eax', 'movl 0x10040(,%rbx,4), %eax'],
  ])('turns %s into %s', (code, expected) => {
    const instruction = parseLitmus('t', `X86_64 t\n{}\nP0 ;\n ${code} ;\n`).programs[0]?.rows[0]?.instruction
    expect(instruction && attText(instruction, place)).toBe(expected)
  })
})
