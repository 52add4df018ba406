import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import type { LitmusTest } from '../../src/litmus/litmus-test.ts'

function parse(text: string): LitmusTest {
  return parseLitmus('SB.litmus', text)
}

/** A test with this initial state, around one harmless instruction. */
function withInit(init: string): LitmusTest {
  return parse(`X86_64 init\n{ ${init} }\n P0 | P1 ;\n nop | nop ;\n`)
}

function number(value: bigint): { kind: 'number'; value: bigint } {
  return { kind: 'number', value }
}

const SB = `X86_64 SB+odd[1]
"PodWR Fre (* no comment *) PodWR Fre"
Cycle=Fre PodWR Fre PodWR
Relax=
Generator=someone (version 7.58)
(* a comment (* in a comment *)
   over lines *)
{
 x=0; (* here too *) y=0;
}
 P0            | P1            ;
 movl $1,(x)   | movl $1,(y)   ; (* and here *)
 movl (y),%eax | movl (x),%eax ;
exists (0:rax=0 /\\ (* even here *) 1:rax=0)
`

describe('the head of a test', () => {
  it('is a name, a quoted description and Key=Value lines, of which a value may be empty', () => {
    const test = parse(SB)
    expect(test).toMatchObject({ name: 'SB+odd[1]', arch: 'X86_64', syntax: 'att', file: 'SB.litmus' })
    expect(test.doc).toBe('PodWR Fre (* no comment *) PodWR Fre')
    expect([...test.info]).toStrictEqual([
      ['Cycle', 'Fre PodWR Fre PodWR'],
      ['Relax', ''],
      ['Generator', 'someone (version 7.58)'],
    ])
  })

  it('keeps line and column of every cell, comments or not', () => {
    const [first, second] = parse(SB).programs[1]?.rows ?? []
    expect(first).toMatchObject({ source: 'movl $1,(y)', line: 12, column: 18 })
    expect(second).toMatchObject({ source: 'movl (x),%eax', line: 13, column: 18 })
  })

  it.each([
    ['X86_64 A\r\n"d"\r\nKey=v\r\n{\r\n}\r\n P0 ;\r\n nop ;\r\nforall true\r\n', 'A', 'd'],
    ['X86_64 A.litmus\n{}\nP0;\nnop;\n', 'A', ''],
    ['X86_64 -- "d"\n{}\nP0;\nnop;\n', 'SB', 'd'],
    ['X86_64 A (A-in-TeX) ;\n{ x=1; }\nP0;\nnop;\n', 'A', ''],
  ])('%j is %s', (text, name, doc) => {
    expect(parse(text)).toMatchObject({ name, doc })
  })

  it('needs no condition: every state is all right then', () => {
    expect(parse('X86_64 A\n{}\nP0;\nnop;\n')).toMatchObject({
      quantifier: 'forall',
      condition: { kind: 'and', operands: [] },
      locations: [],
      filter: undefined,
    })
  })
})

describe('the initial state', () => {
  it('may be empty, and everything undeclared is an int 0', () => {
    const test = parse('X86_64 A\n{\n}\nP0;\n movl $1,(x);\nlocations [y;]\nexists [z]=1\n')
    expect([...test.variables.values()]).toMatchObject(['x', 'y', 'z'].map((name) => {
      return { name, type: { name: 'int', size: 4, signed: true }, values: [number(0n)], declared: false }
    }))
  })

  it.each([
    ['x=1', 'int', 4, true, 1n],
    ['[x]=1', 'int', 4, true, 1n],
    ['x=-1', 'int', 4, true, -1n],
    ['x=0xffffffff', 'int', 4, true, -1n],
    ['uint8_t x=255', 'uint8_t', 1, false, 255n],
    ['int8_t x=255', 'int8_t', 1, true, -1n],
    ['uint16_t [x]=0x1ffff', 'uint16_t', 2, false, 0xffffn],
    ['short x=-2', 'short', 2, true, -2n],
    ['unsigned x=-1', 'unsigned', 4, false, 0xffffffffn],
    ['unsigned char x=-1', 'unsigned char', 1, false, 255n],
    ['uint64_t x', 'uint64_t', 8, false, 0n],
    ['uint64_t x=0xffffffffffffffff', 'uint64_t', 8, false, 0xffff_ffff_ffff_ffffn],
    ['int64_t x=0xffffffffffffffff', 'int64_t', 8, true, -1n],
    ['_Atomic int x=3', 'int', 4, true, 3n],
    ['long x=-1', 'long', 8, true, -1n],
  ])('%s', (init, name, size, signed, value) => {
    const variable = withInit(init).variables.get('x')
    expect(variable).toMatchObject({ type: { name, size, signed }, length: undefined, values: [number(value)] })
  })

  it('has arrays', () => {
    const { variables } = withInit('int64_t t[2]={1,-1}; uint8_t u[3]')
    expect(variables.get('t')).toMatchObject({ length: 2, values: [number(1n), number(-1n)], type: { size: 8 } })
    expect(variables.get('u')).toMatchObject({ length: 3, values: [0n, 0n, 0n].map(number), type: { size: 1 } })
  })

  it('gives registers values of 64 bits, types and addresses', () => {
    const { registers, variables } = withInit(`
      0:rax=x; P1:rdx=&y; uint64_t 0:rbx; 0:RCX=0x202020202020202;
      int64_t 1:r8=-1; int *1:rax=t; 1:rbx=&t[1]; int t[2]`)
    const address = (name: string, index = 0): unknown => ({ kind: 'address', name, index })
    expect(registers).toMatchObject([
      { core: 0, name: 'rax', type: { name: 'int' }, value: address('x') },
      { core: 1, name: 'rdx', value: address('y') },
      { core: 0, name: 'rbx', type: { name: 'uint64_t', size: 8 }, value: number(0n) },
      { core: 0, name: 'rcx', value: number(0x202020202020202n) },
      { core: 1, name: 'r8', type: { name: 'int64_t' }, value: number(-1n) },
      { core: 1, name: 'rax', type: { name: 'int *', pointer: true }, value: address('t') },
      { core: 1, name: 'rbx', value: address('t', 1) },
    ])
    expect([...variables.keys()]).toStrictEqual(['t', 'x', 'y'])
  })

  it('makes a variable that holds an address 8 bytes wide', () => {
    expect(withInit('p=x').variables.get('p')).toMatchObject({
      type: { size: 8, pointer: true },
      values: [{ kind: 'address', name: 'x', index: 0 }],
    })
  })

  it('takes type and value of one location from two places', () => {
    expect(withInit('uint64_t x; x=7').variables.get('x')).toMatchObject({ type: { size: 8 }, values: [number(7n)] })
  })
})

describe('an X86 test', () => {
  it('has the same shape, with 32-bit register names', () => {
    const test = parse('X86 A\n{ x=1; 0:EAX=2; }\n P0 ;\n MOV [x],$1 ;\nexists (0:EAX=2)\n')
    expect(test).toMatchObject({ arch: 'X86', syntax: 'att', registers: [{ core: 0, name: 'rax' }] })
    expect(test.condition).toMatchObject({ kind: 'atom', location: { kind: 'register', core: 0, name: 'rax' } })
  })
})

const CODE = 'P0 | P1 ;\n movl $1,(x) | nop ;\n'

describe('a file that is wrong', () => {
  it.each([
    ['', '1:1: found nothing, expected the architecture and a name, such as `X86_64 SB`'],
    ['PPC SB\n{}\n', '1:1: found architecture PPC, expected X86_64 or X86'],
    ['X86_64 A\nsome text\n{}\n', '2:1: found `some text`, expected a `Key=Value` line, or `{` and the initial state'],
    ['X86_64 A\nK=v\n', '3:1: found the end of the file, expected `{` and the initial state'],
    ['X86_64 A (* \n{}\n', '1:10: found a comment that is never closed, expected `*)`'],
    ['X86_64 A\n{ x=1;\nP0;\nnop;\n', '2:1: found an initial state that is never closed, expected `}`'],
    ['X86_64 A\n{ x=1 y=2 }\n', '2:7: found `y`, expected `;` between two parts of the initial state'],
    ['X86_64 A\n{ x= }\n', '2:6: found `}`, expected a number, or a variable whose address is meant'],
    ['X86_64 A\n{ x=1x }\n', '2:5: found `1x`, expected a number, a name or a symbol'],
    ['X86_64 A\n{ float x }\n', '2:3: found the type `float`, expected int, char, short, long, unsigned …'],
    ['X86_64 A\n{ 0:eip=1 }\n', '2:5: found `eip`, expected a general register by its 64- or 32-bit name'],
    ['X86_64 A\n{ int t[2]={1} }\n', '2:12: found 1 values, expected 2, the length of the array'],
    ['X86_64 A\n{ x=0x10000000000000000 }\n', '2:5: found `0x10000000000000000`, expected a number'],
    ['X86_64 A\n{ x=1; x=2 }\n', '2:8: found a second initial value for x, expected one at most: remove one'],
    [`X86_64 A\n{ 2:rax=1 }\n${CODE}`, '2:2: found the register 2:rax, expected one of a processor that has code'],
    [`X86_64 A\n{}\n${CODE}exists 3:rax=1`, '5:1: found the register 3:rax, expected one of a processor that has code'],
    ['X86_64 A\n{}\n', '3:1: found the end of the file, expected `;` at the end'],
    ['X86_64 A\n{}\nfoo ;\n', '3:1: found `foo`, expected the processors, such as `P0 | P1 ;`'],
    ['X86_64 A\n{}\nP0 | P0 ;\nnop | nop ;\n', 'found two columns P0, expected one'],
    ['X86_64 A\n{}\nP0 | P1 ;\n nop ;\n', '4:2: found a row with 1 column, expected 2, one for each processor'],
    ['X86_64 A\n{}\nP0 ;\n movl $1,(x)\nexists [x]=1;\n', '5:1: found `exists`, expected `;` at the end of the row'],
    ['X86_64 A\n{}\nP0 ;\n nop ;\n movl $1,(x)', '5:2: found `movl $1,(x)`, expected `;` at the end of the row'],
    ['X86_64 A\n{}\nP0 ;\n movl $1,(x ;\n', '4:13: found `;`, expected `)`'],
    ['X86_64 A\n{}\nP0 ;\n movl $1,%exx ;\n', '4:11: found `exx`, expected a register'],
    ['X86_64 A\n{}\nP0 ;\n movl 4(%rax,%rbx,3),%ecx ;\n', '4:19: found the scale 3, expected 1, 2, 4 or 8'],
    ['X86_64 A\n{}\nP0 ;\n jmp out ;\n', '4:2: found a jump to `out`, expected a label of P0, which has no label'],
    ['X86_64 A\n{}\nP0 ;\n a: nop ;\n a: nop ;\n', '5:2: found a second label `a`, expected one in P0'],
    ['X86_64 A\n{}\nP0 ;\n uxchl %eax,(x) ;\n', '4:2: found `uxchl`, expected an instruction (this one is herd'],
    [`X86_64 A\n{}\n${CODE}exists (x=1`, '5:12: found the end of the file, expected `)` or one of'],
    [`X86_64 A\n{}\n${CODE}exists x 1`, '5:10: found `1`, expected `=`, `==`, `!=` or `<>`'],
    [`X86_64 A\n{}\n${CODE}exists x=1 y=2`, '5:12: found `y`, expected the end of the condition, or one of'],
    [`X86_64 A\n{}\n${CODE}exists t[1]=2`, '5:1: found t[1], expected an element of a declared array: t is no array'],
    [`X86_64 A\n{int t[2]}\n${CODE}exists t[2]=2`, 'expected an element of a declared array: t has 2 elements'],
    [`X86_64 A\n{int t[2]}\n${CODE}exists t=2`, 'expected {…} with 2 values, or an element such as t[0]'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(InputError)
    expect(() => parse(text)).toThrow(message)
    expect(() => parse(text)).toThrow(/^SB\.litmus:\d+:\d+: found .*, expected /)
  })
})
