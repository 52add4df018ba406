import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { goArguments, goCoreState, type GoCore } from '../../src/go/abi.ts'
import { readerOf } from './memory.ts'

const CORE: GoCore = {
  core: 1,
  stackTop: 0x7000_8000n,
  gAddress: 0x6000_0000n,
  arena: { start: 0xc0_0010_0000n, end: 0xc0_0011_0000n },
  mode: 'recycled',
  seed: 42n,
}

describe('goCoreState', () => {
  const { registers, privateMemory } = goCoreState(CORE)
  const read = readerOf(privateMemory)
  const g = registers.r14 ?? 0n

  it('points R14 to g, and g to a zeroed m', () => {
    expect(g).toBe(CORE.gAddress)
    const m = read(g + 0x30n, 8)
    expect(privateMemory.find(({ address }) => address === m)?.bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('gives the stack its bounds and its guard of 928 bytes', () => {
    expect([read(g, 8), read(g + 8n, 8), read(g + 0x10n, 8)]).toEqual([0x7000_0000n, 0x7000_8000n, 0x7000_03a0n])
  })

  it('fills in what mallocgc.s reads', () => {
    expect([0x100n, 0x108n, 0x110n, 0x118n].map((offset) => read(g + offset, 8)))
      .toEqual([CORE.arena.start, CORE.arena.end, 1n, 42n])
    const listing = readFileSync(new URL('../../asm/go1.22/mallocgc.s', import.meta.url), 'utf8')
    expect(listing).toMatch(/0x100\(R14\) +address of the next free byte/)
    expect(listing).toMatch(/0x108\(R14\) +end of the arena/)
    expect(listing).toMatch(/0x110\(R14\) +mode: 0 fresh/)
  })

  it('leaves everything else of the page zero', () => {
    const used = new Set([0, 8, 0x10, 0x30, 0x100, 0x108, 0x110, 0x118])
    for (let offset = 0; offset < 4096; offset += 8) {
      if (!used.has(offset)) expect([offset, read(g + BigInt(offset), 8)]).toEqual([offset, 0n])
    }
  })

  it.each<[string, Partial<GoCore>, string]>([
    ['g between pages', { gAddress: 0x6000_0010n }, 'g of core 1 must be at a multiple of 4096, not 0x60000010'],
    ['an arena that ends before it begins', { arena: { start: 0x2000n, end: 0x1000n } }, 'not from 0x2000 to 0x1000'],
    ['an arena at an odd address', { arena: { start: 0x2008n, end: 0x3000n } }, 'from a multiple of 16'],
    ['a stack within its guard', { stackSize: 512 }, 'must be larger than its guard of 928 bytes, not 512'],
  ])('refuses %s', (_, change, message) => {
    expect(() => goCoreState({ ...CORE, ...change })).toThrow(InputError)
    expect(() => goCoreState({ ...CORE, ...change })).toThrow(message)
  })
})

describe('goArguments', () => {
  it('passes t, h and key of mapassign_fast64 in AX, BX and CX', () => {
    expect(goArguments([1n, 2n, 3n])).toEqual({ rax: 1n, rbx: 2n, rcx: 3n })
  })

  it('goes on with DI, SI and R8 to R11', () => {
    expect(Object.keys(goArguments(Array.from({ length: 9 }, () => 0n))))
      .toEqual(['rax', 'rbx', 'rcx', 'rdi', 'rsi', 'r8', 'r9', 'r10', 'r11'])
    expect(() => goArguments(Array.from({ length: 10 }, () => 0n))).toThrow(InputError)
  })

  it('takes negative integers as their 64 bits', () => {
    expect(goArguments([-1n])).toEqual({ rax: 0xffff_ffff_ffff_ffffn })
  })
})
