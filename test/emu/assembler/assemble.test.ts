import { describe, expect, test } from 'vitest'
import { loadAssembler } from '../../../src/emu/assembler/assemble.ts'
import { assemble, hex, hexOf, layout } from './hex.ts'

const assembler = await loadAssembler()

describe('statements', () => {
  test('know their text, place, function and line of Go', () => {
    const listing = assemble('go', [
      '// mapassign, shortened',
      'TEXT runtime.assign(SB), ABIInternal, $64-24',
      '\tMOVBLZX\t8(BX), CX  // map_fast64.go:101 the flags',
      'again:',
      '\tLOCK',
      '\tXADDL AX, (BX)',
      '\tJMP again',
    ].join('\n'))
    const common = { file: 'test.s', symbol: 'runtime.assign', syntax: 'go' }
    expect(listing.statements).toMatchObject([
      { ...common, address: 0x400000n, text: 'MOVBLZX 8(BX), CX', line: 3, goLine: 'map_fast64.go:101' },
      { ...common, address: 0x400004n, text: 'LOCK XADDL AX, (BX)', line: 5 },
      { ...common, address: 0x400008n, text: 'JMP again', line: 7 },
    ])
    expect(listing.symbols).toEqual(new Map([['runtime.assign', 0x400000n], ['runtime.assign.again', 0x400004n]]))
    expect(hex(listing.code)).toBe('0f b6 4b 08 f0 0f c1 03 eb fa')
  })

  test('code before any label belongs to a function named after the file', () => {
    const source = { file: 'litmus/sb.s', text: 'mov [x], eax', syntax: 'intel' as const }
    expect(assembler.assemble([source], layout).statements[0]?.symbol).toBe('sb')
  })

  test('no text is no code', () => {
    expect(assemble('go', '').code).toHaveLength(0)
  })
})

describe('labels of Intel and AT&T texts', () => {
  test('the leftmost ones are functions, indented and dotted ones are not', () => {
    const listing = assemble('intel', `
      first:
        mov ecx, 3
        inner:
      .loop:
        dec ecx
        jnz .loop
      second:
        ret`)
    expect([...listing.symbols.keys()]).toEqual(['first', 'first.inner', 'first.loop', 'second'])
    expect(listing.statements.map((s) => s.symbol)).toEqual(['first', 'first', 'first', 'second'])
  })

  test('beside .globl only the named ones are functions', () => {
    const listing = assemble('att', '.globl f\nf:\n  jmp done\ndone:\n  ret')
    expect([...listing.symbols.keys()]).toEqual(['f', 'f.done'])
  })

  test('numbered labels repeat: 1b is the one before, 1f the one after', () => {
    // jmp 1b goes to itself, jmp 1f over the nop
    expect(hexOf('att', '1: jmp 1b\njmp 1f\nnop\n1: ret')).toBe('eb fe eb 01 90 c3')
    expect(hexOf('intel', '1: jmp 1b\njmp 1f\nnop\n1: ret')).toBe('eb fe eb 01 90 c3')
  })

  test('code runs on from one label into the next without padding', () => {
    expect(hexOf('intel', 'a:\n  nop\nb:\n  ret')).toBe('90 c3')
  })
})

describe('comments and separators', () => {
  test('each syntax has its own', () => {
    expect(hexOf('intel', 'nop ; one\nnop # two\nnop // three\n/* four\n nop */ ret')).toBe('90 90 90 c3')
    expect(hexOf('att', 'nop; nop # two\nnop // three\n/* four */ ret')).toBe('90 90 90 c3')
    expect(hexOf('go', 'PAUSE; PAUSE // two\n/* three\n*/ RET')).toBe('f3 90 f3 90 c3')
  })
})

describe('jumps', () => {
  const nops = (n: number): string => 'nop\n'.repeat(n)
  const statementHex = (text: string, i: number): string => (
    hex(assemble('intel', text).statements[i]?.bytes ?? new Uint8Array()))

  test('reach 127 bytes forwards in two bytes, 128 in six', () => {
    expect(statementHex(`je out\n${nops(127)}out: ret`, 0)).toBe('74 7f')
    expect(statementHex(`je out\n${nops(128)}out: ret`, 0)).toBe('0f 84 80 00 00 00')
  })

  test('reach 128 bytes backwards in two bytes, 129 in five', () => {
    expect(statementHex(`back:\n${nops(126)}jmp back`, 126)).toBe('eb 80')
    expect(statementHex(`back:\n${nops(127)}jmp back`, 127)).toBe('e9 7c ff ff ff')
  })

  test('one that becomes long pushes the next one out of reach', () => {
    // The outer jump has 126 bytes to cross while the inner one is short, and 129 or more once that is long.
    const { statements } = assemble('intel', `jmp out\njmp far\n${nops(124)}out: ${nops(10)}far: ret`)
    expect(statements[1]?.bytes).toHaveLength(5)
    expect(statements[0]?.bytes).toHaveLength(5)
  })

  test('LOOP and JRCXZ have the short form only', () => {
    expect(hexOf('intel', 'l: loop l\njrcxz l')).toBe('e2 fe e3 fc')
    expect(() => assemble('intel', `l: ${nops(200)}loop l`))
      .toThrow(/^test\.s:201: loop l: its target is -202 bytes away and this jump has 8 bits only/)
  })

  test('to a function elsewhere and to a bare address', () => {
    expect(hexOf('go', 'CALL runtime.fatal(SB)')).toBe('e8 fb ff 00 00')
    expect(hexOf('go', 'JMP 0x400010')).toBe('eb 0e')
  })
})

describe('several sources', () => {
  test('call each other, whatever their syntaxes', () => {
    const listing = assembler.assemble([
      { file: 'a.s', syntax: 'go', text: 'TEXT main.a(SB), $0\n CALL main.b(SB)\n RET' },
      { file: 'b.s', syntax: 'go', text: 'TEXT main·b(SB), $0\n JMP c(SB)' },
      { file: 'c.s', syntax: 'att', text: 'c:\n  call main.a\n  ret' },
    ], layout)
    expect(listing.symbols.get('main.b')).toBe(0x400010n)
    expect(listing.symbols.get('c')).toBe(0x400012n)
    const call = 'e8 0b 00 00 00 c3'
    const stops = Array(10).fill('cc').join(' ')
    // main.b starts at a multiple of 16; 0x400000 - 0x400017 = -0x17
    expect(hex(listing.code)).toBe(`${call} ${stops} eb 00 e8 e9 ff ff ff c3`)
    expect(listing.statements.map((s) => s.file)).toEqual(['a.s', 'a.s', 'b.s', 'c.s', 'c.s'])
  })

  test('a label is its own function\'s first', () => {
    const listing = assemble('go', 'TEXT a(SB), $0\nout: JMP out\nTEXT b(SB), $0\nout: JMP out')
    expect(listing.statements.map((s) => hex(s.bytes))).toEqual(['eb fe', 'eb fe'])
  })
})

describe('addresses beyond the reach of 32 bits', () => {
  const far = { ...layout, origin: 0x7f0000000000n }

  test('a low variable is then addressed absolutely', () => {
    const source = { file: 'far.s', text: 'mov [x], ecx\nmov eax, [x]', syntax: 'intel' as const }
    const [store, load] = assembler.assemble([source], far).statements
    expect(hex(store?.bytes ?? new Uint8Array())).toBe('89 0c 25 00 10 60 00')
    expect(hex(load?.bytes ?? new Uint8Array())).toBe('8b 04 25 00 10 60 00')
  })

  test('a call cannot be', () => {
    expect(() => assembler.assemble([{ file: 'far.s', text: 'CALL runtime.fatal(SB)', syntax: 'go' }], far))
      .toThrow(/^far\.s:1: CALL runtime\.fatal\(SB\): .*jumps reach 2 GiB/)
  })
})
