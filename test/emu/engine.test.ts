/** An engine that one core leaves to the next must be as good as a new one. Code is given as bytes. */
import { describe, expect, test } from 'vitest'
import { takeEngine, type Engine, type EngineLayout, type EngineUser } from '../../src/emu/engine.ts'
import { HOOK_MEM_READ } from '../../src/emu/unicorn.ts'

const CODE = 0x40_0000
const DATA = 0x40_1000

const LAYOUT: EngineLayout = {
  maps: [{ from: CODE, to: DATA + 4096 }],
  hooks: [{ from: DATA, to: DATA + 4096, types: HOOK_MEM_READ }],
}

const movEax = (value: number): number[] => [0xb8, value, 0, 0, 0]
/** `mov ebx, [0x401000]` (SIB form, absolute). */
const MOV_EBX_DATA = [0x8b, 0x1c, 0x25, 0x00, 0x10, 0x40, 0x00]
/** `ldmxcsr [0x401000]` and `stmxcsr [0x401008]`: MXCSR is in no batch. */
const LDMXCSR_DATA = [0x0f, 0xae, 0x14, 0x25, 0x00, 0x10, 0x40, 0x00]
const STMXCSR_DATA_8 = [0x0f, 0xae, 0x1c, 0x25, 0x08, 0x10, 0x40, 0x00]

function load(engine: Engine, ...bytes: readonly number[]): Uint8Array {
  const ram = engine.maps[0]?.bytes
  if (!ram) throw new Error('nothing is mapped')
  ram.set(bytes)
  return ram
}

/** Runs what is at CODE and gives RAX. */
function runs(engine: Engine, count: number): bigint | undefined {
  engine.unicorn.emu_start(CODE, count)
  engine.registers.read()
  return engine.registers.values[0]
}

function userOf(told: (type: number) => void = () => undefined): EngineUser {
  return { onAccess: told, onInvalid: () => undefined }
}

function given(): Engine {
  const engine = takeEngine(LAYOUT)
  const user = userOf()
  engine.giveTo(user)
  load(engine, ...movEax(5))
  expect(runs(engine, 1)).toBe(5n)
  engine.giveBack(user)
  return engine
}

describe('an engine that is taken again', () => {
  test('is the same one, where the layouts are equal, and another where they are not', () => {
    const first = given()
    const other = takeEngine({ ...LAYOUT, hooks: [] })
    const again = takeEngine(LAYOUT)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    expect(takeEngine(LAYOUT)).not.toBe(first)
  })

  test('runs the code that is there now, not what it translated for its last taker', () => {
    const engine = given()
    expect(takeEngine(LAYOUT)).toBe(engine)
    load(engine, ...movEax(9))
    expect(runs(engine, 1)).toBe(9n)
  })

  test('has zeros in memory, and its registers are those of a new one', () => {
    const engine = takeEngine(LAYOUT)
    const user = userOf()
    engine.giveTo(user)
    const ram = load(engine, ...LDMXCSR_DATA, ...STMXCSR_DATA_8)
    const data = new DataView(ram.buffer, ram.byteOffset + DATA - CODE)
    data.setUint32(0, 0x1f80, true)
    engine.xmm.values.fill(7n)
    engine.xmm.write()
    runs(engine, 2)
    expect(data.getUint32(8, true)).toBe(0x1f80)
    engine.giveBack(user)
    expect(takeEngine(LAYOUT)).toBe(engine)
    expect(ram.every((byte) => byte === 0)).toBe(true)
    const fresh = takeEngine(LAYOUT)
    for (const { xmm, registers } of [engine, fresh]) {
      xmm.read()
      registers.read()
    }
    expect([...engine.xmm.values]).toEqual([...fresh.xmm.values])
    expect([...engine.registers.values]).toEqual([...fresh.registers.values])
    load(engine, ...STMXCSR_DATA_8)
    runs(engine, 1)
    expect(data.getUint32(8, true)).not.toBe(0x1f80)
  })

  test('tells its new taker of accesses, and no longer the old one', () => {
    const engine = takeEngine(LAYOUT)
    const told: string[] = []
    const old = userOf(() => told.push('old'))
    engine.giveTo(old)
    load(engine, ...MOV_EBX_DATA)
    runs(engine, 1)
    engine.giveBack(old)
    takeEngine(LAYOUT).giveTo(userOf(() => told.push('new')))
    load(engine, ...MOV_EBX_DATA)
    runs(engine, 1)
    expect(told).toEqual(['old', 'new'])
  })
})

describe('an engine that two use in turns', () => {
  test('has the registers of the one whose turn it is, those too that no batch names', () => {
    const [engine, first, second] = [takeEngine(LAYOUT), userOf(), userOf()]
    engine.giveTo(first)
    const ram = load(engine, ...LDMXCSR_DATA, ...STMXCSR_DATA_8)
    const data = new DataView(ram.buffer, ram.byteOffset + DATA - CODE)
    data.setUint32(0, 0x7f80, true)
    engine.unicorn.emu_start(CODE, 1)
    const mxcsrOf = (user: EngineUser): number => {
      engine.giveTo(user)
      engine.unicorn.emu_start(CODE + LDMXCSR_DATA.length, 1)
      return data.getUint32(8, true)
    }
    const fresh = mxcsrOf(second)
    expect(fresh).not.toBe(0x7f80)
    expect([mxcsrOf(first), mxcsrOf(second)]).toEqual([0x7f80, fresh])
  })

  test('tells the one whose turn it is', () => {
    const told: string[] = []
    const [engine, first, second] = [takeEngine(LAYOUT), userOf(() => told.push('first')), userOf(() => told.push('second'))]
    load(engine, ...MOV_EBX_DATA)
    for (const user of [first, second, first]) {
      engine.giveTo(user)
      runs(engine, 1)
    }
    expect(told).toEqual(['first', 'second', 'first'])
  })

  test('is not for others before both are done', () => {
    const [engine, first, second] = [takeEngine(LAYOUT), userOf(), userOf()]
    engine.giveTo(first)
    engine.giveTo(second)
    engine.giveBack(first)
    expect(takeEngine(LAYOUT)).not.toBe(engine)
    engine.giveBack(second)
    expect(takeEngine(LAYOUT)).toBe(engine)
  })
})
