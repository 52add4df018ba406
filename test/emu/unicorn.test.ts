/** What the engine must keep doing for `Core` to be right; each was measured on libunicorn 2.0.1. Code is given as bytes. */
import { afterEach, describe, expect, test } from 'vitest'
import {
  HOOK_MEM_READ, HOOK_MEM_WRITE, loadUnicorn, Unicorn, UC_ERR, unicornVersion, X86_REG, type RegisterBatch,
} from '../../src/emu/unicorn.ts'

const CODE = 0x40_0000
const DATA = 0x60_0000

const engines: Unicorn[] = []
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

interface Fixture {
  readonly engine: Unicorn
  readonly data: Uint8Array
  /** RAX, RBX, RCX, RIP. */
  readonly registers: RegisterBatch
  /** Puts code at CODE; must come after the hooks. */
  readonly load: (...bytes: readonly number[]) => void
}

/** An engine with a page of code, a page of data with RBX at it, and RAX = 0x11. */
function fixture(): Fixture {
  const engine = new Unicorn()
  engines.push(engine)
  const code = engine.mem_map(CODE, 4096)
  const data = engine.mem_map(DATA, 4096)
  const { rax, rbx, rcx, rip } = X86_REG
  const registers = engine.register_batch([rax, rbx, rcx, rip].map((id) => ({ id })))
  registers.values.set([0x11n, BigInt(DATA), 0n, BigInt(CODE)])
  registers.write()
  return { engine, data, registers, load: (...bytes) => code.set(bytes) }
}

const MOV_RAX_AT_RBX = [0x48, 0x8b, 0x03]
const MOV_AT_RBX_RAX = [0x48, 0x89, 0x03]
const INC_RCX = [0x48, 0xff, 0xc1]
const UD2 = [0x0f, 0x0b]
const INT3 = [0xcc]
const HLT = [0xf4]

describe('read hooks', () => {
  test('a stop aborts the instruction: no register has changed and RIP is at it', () => {
    const { engine, registers, load } = fixture()
    engine.hook_memory(() => engine.emu_stop(), HOOK_MEM_READ, DATA, DATA + 4095)
    load(...INC_RCX, ...MOV_RAX_AT_RBX)
    expect(engine.emu_start(CODE, 10)).toBe(0)
    registers.read()
    expect([...registers.values]).toEqual([0x11n, BigInt(DATA), 1n, BigInt(CODE + 3)])
  })

  test('what the hook writes to memory is what the instruction reads', () => {
    const { engine, data, registers, load } = fixture()
    engine.hook_memory(() => data.fill(0x7f, 0, 8), HOOK_MEM_READ, DATA, DATA + 4095)
    load(...MOV_RAX_AT_RBX)
    engine.emu_start(CODE, 1)
    registers.read()
    expect(registers.values[0]).toBe(0x7f7f_7f7f_7f7f_7f7fn)
  })

  test('a stop lets the same instruction run later', () => {
    const { engine, data, registers, load } = fixture()
    let stop = true
    engine.hook_memory(() => {
      if (stop) engine.emu_stop()
    }, HOOK_MEM_READ, DATA, DATA + 4095)
    load(...MOV_RAX_AT_RBX)
    engine.emu_start(CODE, 1)
    stop = false
    data[0] = 5
    engine.emu_start(CODE, 1)
    registers.read()
    expect(registers.values[0]).toBe(5n)
  })

  test('get address and size of each access', () => {
    const { engine, load } = fixture()
    const seen: number[][] = []
    engine.hook_memory((_type, address, size) => seen.push([address, size]), HOOK_MEM_READ, DATA, DATA + 4095)
    // mov al, [rbx+1]; mov ax, [rbx+2]; mov eax, [rbx+4]; mov rax, [rbx+8]
    load(0x8a, 0x43, 1, 0x66, 0x8b, 0x43, 2, 0x8b, 0x43, 4, 0x48, 0x8b, 0x43, 8)
    engine.emu_start(CODE, 4)
    expect(seen).toEqual([[DATA + 1, 1], [DATA + 2, 2], [DATA + 4, 4], [DATA + 8, 8]])
  })

  test('see a 16-byte access as two of 8, low first', () => {
    const { engine, load } = fixture()
    const seen: number[][] = []
    engine.hook_memory((_type, address, size) => seen.push([address, size]), HOOK_MEM_READ, DATA, DATA + 4095)
    load(0x0f, 0x28, 0x03) // movaps xmm0, [rbx]
    engine.emu_start(CODE, 1)
    expect(seen).toEqual([[DATA, 8], [DATA + 8, 8]])
  })
})

describe('write hooks', () => {
  test('get the value', () => {
    const { engine, load } = fixture()
    const seen: (number | bigint)[] = []
    engine.hook_memory((_type, _address, _size, value) => seen.push(value), HOOK_MEM_WRITE, DATA, DATA + 4095)
    load(...MOV_AT_RBX_RAX)
    engine.emu_start(CODE, 1)
    expect(seen.map(BigInt)).toEqual([0x11n])
  })

  test('a stop there is too late: memory has changed', () => {
    const { engine, data, load } = fixture()
    engine.hook_memory(() => engine.emu_stop(), HOOK_MEM_WRITE, DATA, DATA + 4095)
    load(...MOV_AT_RBX_RAX)
    engine.emu_start(CODE, 1)
    expect(data[0]).toBe(0x11)
  })

  test('fire for a value that is already there', () => {
    const { engine, data, load } = fixture()
    let fired = 0
    engine.hook_memory(() => fired++, HOOK_MEM_WRITE, DATA, DATA + 4095)
    data[0] = 0x11
    load(...MOV_AT_RBX_RAX)
    engine.emu_start(CODE, 1)
    expect(fired).toBe(1)
  })
})

describe('the range of a hook', () => {
  test('has both ends inside', () => {
    const { engine, load } = fixture()
    const seen: number[] = []
    engine.hook_memory((_type, address) => seen.push(address), HOOK_MEM_READ, DATA + 1, DATA + 2)
    // mov al, [rbx]; … [rbx+1]; … [rbx+2]; … [rbx+3]
    load(0x8a, 0x43, 0, 0x8a, 0x43, 1, 0x8a, 0x43, 2, 0x8a, 0x43, 3)
    engine.emu_start(CODE, 4)
    expect(seen).toEqual([DATA + 1, DATA + 2])
  })

  test('goes by the first byte of an access', () => {
    const { engine, load } = fixture()
    let fired = 0
    engine.hook_memory(() => fired++, HOOK_MEM_READ, DATA + 4, DATA + 7)
    load(...MOV_RAX_AT_RBX)
    engine.emu_start(CODE, 1)
    expect(fired).toBe(0)
  })
})

describe('an error inside a hook', () => {
  test('that is caught there, with a stop, leaves the engine usable', () => {
    const { engine, registers, load } = fixture()
    let caught: unknown
    let fired = 0
    engine.hook_memory(() => {
      fired++
      try {
        if (fired === 1) throw new Error('from the hook')
      } catch (error) {
        caught = error
        engine.emu_stop()
      }
    }, HOOK_MEM_READ, DATA, DATA + 4095)
    load(...MOV_RAX_AT_RBX, ...INC_RCX)
    expect(engine.emu_start(CODE, 2)).toBe(0)
    expect(caught).toEqual(new Error('from the hook'))
    registers.read()
    expect(registers.values[2]).toBe(0n)
    engine.emu_start(CODE, 2)
    expect(fired).toBe(2)
  })

  test('that is not caught there comes out of emu_start, too late', () => {
    const { engine, registers, load } = fixture()
    engine.hook_memory(() => {
      throw new Error('from the hook')
    }, HOOK_MEM_READ, DATA, DATA + 4095)
    load(...MOV_RAX_AT_RBX, ...INC_RCX)
    expect(() => engine.emu_start(CODE, 2)).toThrow('from the hook')
    registers.read()
    // The code ran on: why hooks must not throw.
    expect(registers.values[2]).toBe(1n)
  })
})

describe('count', () => {
  test('is a number of instructions', () => {
    const { engine, registers, load } = fixture()
    load(...INC_RCX, ...INC_RCX, ...INC_RCX)
    engine.emu_start(CODE, 2)
    registers.read()
    expect([registers.values[2], registers.values[3]]).toEqual([2n, BigInt(CODE + 6)])
  })

  test('counts each element of a REP', () => {
    const { engine, registers, load } = fixture()
    const rdi = engine.register_batch([{ id: X86_REG.rdi }])
    rdi.values[0] = BigInt(DATA)
    rdi.write()
    registers.values[2] = 3n
    registers.write()
    load(0xf3, 0xaa) // rep stosb
    engine.emu_start(CODE, 1)
    registers.read()
    expect([registers.values[2], registers.values[3]]).toEqual([2n, BigInt(CODE)])
  })
})

describe('faults', () => {
  test.each([
    ['UD2', UD2, UC_ERR.invalidInstruction],
    ['INT3', INT3, UC_ERR.exception],
  ])('%s', (_name, bytes, code) => {
    const { engine, registers, load } = fixture()
    load(...INC_RCX, ...bytes)
    expect(engine.emu_start(CODE, 10)).toBe(code)
    registers.read()
    expect(registers.values[2]).toBe(1n)
  })

  test('HLT stops without one, with RIP behind it', () => {
    const { engine, registers, load } = fixture()
    load(...HLT)
    expect(engine.emu_start(CODE, 10)).toBe(0)
    registers.read()
    expect(registers.values[3]).toBe(BigInt(CODE + 1))
  })

  test.each([
    ['a read', MOV_RAX_AT_RBX, UC_ERR.readUnmapped],
    ['a write', MOV_AT_RBX_RAX, UC_ERR.writeUnmapped],
  ])('%s of unmapped memory gives its address, with RIP at the instruction', (_name, bytes, code) => {
    const { engine, registers, load } = fixture()
    const seen: number[][] = []
    engine.hook_invalid((_type, address, size) => seen.push([address, size]))
    registers.values[1] = 0x12_3450n
    registers.write()
    load(...bytes)
    expect(engine.emu_start(CODE, 1)).toBe(code)
    expect(seen).toEqual([[0x12_3450, 8]])
    registers.read()
    expect([registers.values[0], registers.values[3]]).toEqual([0x11n, BigInt(CODE)])
  })

  test('an engine goes on after one', () => {
    const { engine, data, registers, load } = fixture()
    registers.values[1] = 0x12_3450n
    registers.write()
    load(...MOV_RAX_AT_RBX)
    engine.emu_start(CODE, 1)
    registers.values[1] = BigInt(DATA)
    registers.write()
    data[0] = 9
    expect(engine.emu_start(CODE, 1)).toBe(0)
    registers.read()
    expect(registers.values[0]).toBe(9n)
  })
})

describe('registers', () => {
  test('of 128 bits take two words, low half first', () => {
    const { engine, registers, load } = fixture()
    const xmm = engine.register_batch([{ id: X86_REG.xmm0, wide: true }, { id: X86_REG.xmm0 + 1, wide: true }])
    xmm.values.set([1n, 2n, 3n, 4n])
    xmm.write()
    load(0x66, 0x48, 0x0f, 0x7e, 0xc8) // movq rax, xmm1
    engine.emu_start(CODE, 1)
    registers.read()
    expect(registers.values[0]).toBe(3n)
    xmm.values.fill(0n)
    xmm.read()
    expect([...xmm.values]).toEqual([1n, 2n, 3n, 4n])
  })
})

test('memory of several engines is apart', () => {
  const [a, b] = [fixture(), fixture()]
  a.data[0] = 1
  expect(b.data[0]).toBe(0)
})

test('the version is that of the library that was found', () => {
  expect(unicornVersion()).toEqual({ path: loadUnicorn().path, version: expect.stringMatching(/^2\.\d+$/) as string })
})
