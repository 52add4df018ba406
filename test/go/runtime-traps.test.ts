import { describe, expect, it } from 'vitest'
import { buildMapType } from '../../src/go/map-type.ts'
import { RUNTIME_TRAPS, printedLine, trapsOf, type TrapRegisters } from '../../src/go/runtime-traps.ts'
import { readerOf } from './memory.ts'

const TEXT = 0x4b_0000n
const HEADER = 0x4c_0000n

const text = (content: string): { address: bigint; bytes: Uint8Array } =>
  ({ address: TEXT, bytes: new TextEncoder().encode(content) })

const header = (length: number): { address: bigint; bytes: Uint8Array } => {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, TEXT, true)
  view.setBigUint64(8, BigInt(length), true)
  return { address: HEADER, bytes }
}

function line(symbol: string, registers: TrapRegisters, memory: Parameters<typeof readerOf>[0] = []): string {
  const trap = RUNTIME_TRAPS.get(symbol)
  if (trap === undefined) throw new Error(`no trap for ${symbol}`)
  return printedLine(trap.kind, trap.describe(registers, readerOf(memory)))
}

describe('what a trap says', () => {
  it('fatal and throw print the string in AX and BX', () => {
    const writes = { rax: TEXT, rbx: 0x15n }
    expect(line('runtime.fatal', writes, [text('concurrent map writes')])).toBe('fatal error: concurrent map writes')
    expect(line('runtime.throw', { rax: TEXT, rbx: 0xdn }, [text('bad map state')])).toBe('fatal error: bad map state')
  })

  it('gopanic prints a plainError', () => {
    const message = 'assignment to entry in nil map'
    const types = buildMapType(0n)
    const registers = { rax: types.symbols.get('type:runtime.plainError') ?? 0n, rbx: HEADER }
    expect(line('runtime.gopanic', registers, [types.segment, header(message.length), text(message)]))
      .toBe(`panic: ${message}`)
  })

  it('gopanic names a value that is no string', () => {
    const types = buildMapType(0n)
    const registers = { rax: types.symbols.get('type:uint64') ?? 0n, rbx: HEADER }
    expect(line('runtime.gopanic', registers, [types.segment, header(0)]))
      .toBe('panic: (a value at 0x4c0000 of the type at 0x4a0090)')
  })

  // runtime/error.go of Go 1.22, boundsErrorFmts and boundsNegErrorFmts
  it.each([
    ['runtime.panicIndex', { rax: 8n, rcx: 8n }, 'panic: runtime error: index out of range [8] with length 8'],
    ['runtime.panicIndex', { rax: 0xffff_ffff_ffff_ffffn, rcx: 8n }, 'panic: runtime error: index out of range [-1]'],
    ['runtime.panicIndexU', { rax: 0xffff_ffff_ffff_ffffn, rcx: 8n },
      'panic: runtime error: index out of range [18446744073709551615] with length 8'],
    ['runtime.panicdivide', {}, 'panic: runtime error: integer divide by zero'],
  ])('%s %o', (symbol, registers, printed) => {
    expect(line(symbol, registers)).toBe(printed)
  })

  it('survives strings that cannot be read', () => {
    expect(line('runtime.fatal', { rax: 8n, rbx: 5n }))
      .toBe('fatal error: (a message of 5 bytes at 0x8 that cannot be read)')
    expect(line('runtime.fatal', { rax: TEXT, rbx: 1n << 40n }, [text('x')])).toContain('cannot be read')
    expect(line('runtime.gopanic', { rax: 8n, rbx: 8n })).toBe('panic: (a value at 0x8 of the type at 0x8)')
  })

  it('says what is not modelled', () => {
    expect(line('runtime.hashGrow', {})).toBe('not modelled: runtime.hashGrow: growth is not in this listing')
    expect(line('runtime.morestack_noctxt', {})).toContain('the stack would have to grow')
    expect(line('runtime.gcWriteBarrier4', {})).toContain('write barrier')
  })
})

describe('trapsOf', () => {
  const addresses = new Map([['runtime.fatal', 0x1000n], ['runtime.hashGrow', 0x2000n], ['main.put', 0x3000n]])

  it('holds the symbols that a program knows', () => {
    const traps = trapsOf(addresses, () => false)
    expect([...traps].map(([address, { symbol }]) => [address, symbol]))
      .toEqual([[0x1000n, 'runtime.fatal'], [0x2000n, 'runtime.hashGrow']])
  })

  it('lets growth run where there is code for it, but never fatal', () => {
    expect([...trapsOf(addresses, () => true).keys()]).toEqual([0x1000n])
  })

  it('lets the check of bulk barriers run where there is code for it, but no barrier', () => {
    const barriers = new Map([['runtime.gcWriteBarrier2', 0x1000n], ['runtime.bulkBarrierPreWrite', 0x2000n]])
    expect([...trapsOf(barriers, () => false).keys()]).toEqual([0x1000n, 0x2000n])
    expect([...trapsOf(barriers, () => true).keys()]).toEqual([0x1000n])
  })
})
