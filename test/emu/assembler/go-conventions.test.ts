import { describe, expect, test } from 'vitest'
import { assemble, hex, hexOf } from './hex.ts'

describe("Go's operand order", () => {
  test('the destination is last', () => {
    expect(hexOf('go', 'MOVQ AX, BX')).toBe(hexOf('intel', 'mov rbx, rax'))
    expect(hexOf('go', 'SUBQ AX, BX')).toBe(hexOf('intel', 'sub rbx, rax'))
  })

  test('CMP alone compares its first operand with its second', () => {
    // The first instruction of nearly every Go function: 49 3b 66 10.
    expect(hexOf('go', 'CMPQ SP, 16(R14)')).toBe('49 3b 66 10')
    expect(hexOf('go', 'CMPB 8(BX), $5')).toBe(hexOf('intel', 'cmp byte ptr [rbx + 8], 5'))
    expect(hexOf('go', 'UCOMISD X1, X0')).toBe(hexOf('intel', 'ucomisd xmm0, xmm1'))
  })
})

test.each([
  ['JEQ', 'je'], ['JNE', 'jne'], ['JLS', 'jbe'], ['JHI', 'ja'], ['JCC', 'jae'], ['JCS', 'jb'], ['JLT', 'jl'],
  ['JGE', 'jge'], ['JLE', 'jle'], ['JGT', 'jg'], ['JMI', 'js'], ['JPL', 'jns'], ['JOS', 'jo'], ['JOC', 'jno'],
  ['JPS', 'jp'], ['JPC', 'jnp'],
])('%s is %s', (go, intel) => {
  expect(hexOf('go', `${go} out\nout: RET`)).toBe(hexOf('intel', `${intel} out\nout: ret`))
})

test('JLS is 76, below or equal without sign', () => {
  expect(hexOf('go', 'JLS out\nout: RET')).toBe('76 00 c3')
})

describe('sizes', () => {
  test('a MOVL to a register has no REX.W and so clears the upper half', () => {
    expect(hexOf('go', 'MOVL AX, CX')).toBe('89 c1')
    expect(hexOf('go', 'MOVLQZX AX, CX')).toBe('89 c1')
  })

  test('a MOVQ of a constant of 32 unsigned bits is a MOVL', () => {
    expect(hexOf('go', 'MOVQ $4294967295, AX')).toBe('b8 ff ff ff ff')
    expect(hexOf('go', 'MOVQ $4294967295, R9')).toBe('41 b9 ff ff ff ff')
  })

  test('byte registers by their own names and by their family', () => {
    expect(hexOf('go', 'MOVB CX, (BX)')).toBe(hexOf('go', 'MOVB CL, (BX)'))
    expect(hexOf('go', 'MOVB R8B, (BX)')).toBe(hexOf('intel', 'mov [rbx], r8b'))
    expect(hexOf('go', 'MOVB SIB, (BX)')).toBe(hexOf('intel', 'mov [rbx], sil'))
    expect(hexOf('go', 'MOVB AH, (BX)')).toBe(hexOf('intel', 'mov [rbx], ah'))
  })
})

describe('names of stack slots', () => {
  test.each([
    ['MOVQ CX, runtime.key+80(SP)', 'mov [rsp + 80], rcx'],
    ['MOVQ CX, runtime.key(SP)', 'mov [rsp], rcx'],
    ['MOVQ BX, runtime.slice+56(FP)', 'mov [rsp + 56], rbx'],
    ['LEAQ runtime..autotmp_3-8(SP), AX', 'lea rax, [rsp - 8]'],
  ])('%s', (go, intel) => {
    expect(hexOf('go', go)).toBe(hexOf('intel', intel))
  })
})

describe('lines without code', () => {
  test('PCDATA, FUNCDATA and NOP, which marks an inlined call', () => {
    const marks = ' PCDATA $0, $-2\n FUNCDATA $0, gclocals·abc(SB)\n NOP\n'
    const listing = assemble('go', `TEXT f(SB), NOSPLIT|ABIInternal, $0-8\n${marks} RET`)
    expect(listing.statements.map((s) => s.text)).toEqual(['RET'])
  })
})

test('DUFFZERO is four instructions, as Go makes of it', () => {
  const listing = assemble('go', 'DUFFZERO $16\nTEXT runtime.duffzero(SB), $0\n RET')
  expect(listing.statements.map((s) => s.text).slice(0, 4))
    .toEqual(['MOVQ BP, -16(SP)', 'LEAQ -16(SP), BP', 'CALL runtime.duffzero+16(SB)', 'MOVQ (BP), BP'])
})

describe('data', () => {
  test('DATA and GLOBL fill a symbol; what has no DATA is zero', () => {
    const listing = assemble('go', [
      'TEXT main.f(SB), $0-0',
      '  MOVQ main.table+8(SB), AX',
      '  RET',
      'DATA main.table+0(SB)/8, $main.f(SB)',
      'DATA main.table+8(SB)/2, $-2',
      'DATA main.table+10(SB)/4, $"ab\\x00c"',
      'GLOBL main.table(SB), RODATA, $16',
    ].join('\n'))
    const [table] = listing.data
    expect(table?.name).toBe('main.table')
    expect(table?.address).toBe(0x500000n)
    expect(hex(table?.bytes ?? new Uint8Array())).toBe('00 00 40 00 00 00 00 00 fe ff 61 62 00 63 00 00')
    // 0x500008 - (0x400000 + 7)
    expect(hex(listing.statements[0]?.bytes ?? new Uint8Array())).toBe('48 8b 05 01 00 10 00')
  })

  test('a string constant is defined by its name, escapes included', () => {
    const name = 'go:string."tab\\t, quote \\" and // \u00b5"'
    const listing = assemble('go', `LEAQ ${name}(SB), AX  // map.go:1\nRET`)
    expect(listing.data.map((d) => d.name)).toEqual([name])
    expect(Buffer.from(listing.data[0]?.bytes ?? []).toString()).toBe('tab\t, quote " and // \u00b5')
    expect(listing.symbols.get(name)).toBe(0x500000n)
  })

  test('a float constant is defined by its name', () => {
    const listing = assemble('go', 'MOVSD $f64.3ff0000000000000(SB), X0')
    expect(new DataView(Uint8Array.from(listing.data[0]?.bytes ?? []).buffer).getFloat64(0, true)).toBe(1)
  })

  test('the same string in two functions is one symbol', () => {
    const use = 'LEAQ go:string."bad map state"(SB), AX\n'
    expect(assemble('go', `TEXT a(SB), $0\n${use}TEXT b(SB), $0\n${use}`).data).toHaveLength(1)
  })
})

test("the compiler's own -S output, as it stands", () => {
  const listing = assemble('go', [
    'runtime.tiny STEXT nosplit size=13 args=0x8 locals=0x0 funcid=0x0 align=0x0',
    '\t0x0000 00000 (/usr/lib/go/src/runtime/map.go:93)\tTEXT\truntime.tiny(SB), NOSPLIT|ABIInternal, $0-8',
    '\t0x0000 00000 (/usr/lib/go/src/runtime/map.go:94)\tTESTB\t$4, 8(AX)',
    '\t0x0004 00004 (/usr/lib/go/src/runtime/map.go:94)\tJEQ\t12',
    '\t0x0006 00006 (/usr/lib/go/src/runtime/map.go:95)\tPCDATA\t$1, $0',
    '\t0x0006 00006 (/usr/lib/go/src/runtime/map.go:95)\tCALL\truntime.fatal(SB)',
    '\t0x000b 00011 (/usr/lib/go/src/runtime/map.go:95)\tXCHGL\tAX, AX',
    '\t0x000c 00012 (/usr/lib/go/src/runtime/map.go:96)\tRET',
    '\t0x0000 f6 40 08 04 74 06 e8 00 00 00 00 90 c3           .@..t.;//..',
    '\trel 7+4 t=R_CALL runtime.fatal+0',
  ].join('\n'))
  // 0x410000 - 0x40000b = 0xfff5, where the dump has zeros for the linker.
  expect(hex(listing.code)).toBe('f6 40 08 04 74 06 e8 f5 ff 00 00 90 c3')
  expect(listing.statements.map((s) => s.goLine))
    .toEqual(['map.go:94', 'map.go:94', 'map.go:95', 'map.go:95', 'map.go:96'])
  expect([...listing.symbols.keys()]).toEqual(['runtime.tiny'])
})

test('a middle dot is the dot of the linker, but in the name of a function value', () => {
  const source = 'TEXT runtime·g(SB), $0\n LEAQ runtime.g·f(SB), DX\n RET\nDATA runtime.g·f(SB)/8, $runtime·g(SB)'
  expect([...assemble('go', source).symbols.keys()]).toEqual(['runtime.g', 'runtime.g·f'])
})
