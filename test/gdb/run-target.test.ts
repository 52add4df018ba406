import { describe, expect, test } from 'vitest'
import { fromLittleEndian, littleEndian } from '../../src/gdb/hex.ts'
import { REGISTERS } from '../../src/gdb/register-file.ts'
import type { RunTarget } from '../../src/gdb/run-target.ts'
import type { Stop } from '../../src/gdb/target.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { defineScenario, intel } from '../../src/scenario/define-scenario.ts'
import { listening, openTarget, SB } from './open-target.ts'

const running = listening()

function register(target: RunTarget, thread: number, name: string): bigint {
  const number = REGISTERS.findIndex((one) => one.name === name)
  return fromLittleEndian(target.readRegister(thread, number) ?? new Uint8Array())
}

function set(target: RunTarget, thread: number, name: string, value: bigint): void {
  target.writeRegister(thread, REGISTERS.findIndex((one) => one.name === name), littleEndian(value, 8))
}

function read(target: RunTarget, thread: number, address: number): bigint {
  return fromLittleEndian(target.readMemory(thread, address, 8))
}

/** `stepi`, as GDB sends it without scheduler-locking; `alone`: with it. */
function step(target: RunTarget, thread: number, alone = false): Promise<Stop> {
  return target.resume({ step: [thread], continue: alone ? [] : [1, 2].filter((id) => id !== thread), current: thread }, running)
}

function go(target: RunTarget, current = 1, threads: readonly number[] = [1, 2]): Promise<Stop> {
  return target.resume({ step: [], continue: threads, current }, running)
}

describe('a thread', () => {
  test('sees its own buffered store, which the other one does not, until it drains', async () => {
    const { target, address } = await openTarget(SB)
    await step(target, 1)
    expect(register(target, 1, 'rcx')).toBe(1n)
    await step(target, 1)
    expect([read(target, 1, address('x')), read(target, 2, address('x'))]).toEqual([1n, 0n])
    expect(await target.monitor('buffers', running)).toBe('core 0: x=1\ncore 1: empty\n')
    expect(await target.monitor('drain 0', running)).toContain('x=1 is in memory')
    expect(read(target, 2, address('x'))).toBe(1n)
  })

  test('takes one instruction in a step, and the others none', async () => {
    const { target, address } = await openTarget(SB)
    expect(await step(target, 1)).toEqual({ thread: 1, signal: 'SIGTRAP' })
    expect(register(target, 1, 'rip')).toBe(BigInt(address('p0') + 5))
    expect(register(target, 2, 'rip')).toBe(BigInt(address('p1')))
  })

  test('has nothing further at its end, and says so', async () => {
    const { target } = await openTarget(SB)
    for (let i = 0; i < 4; i++) await step(target, 1)
    const said = listening()
    const stop = await target.resume({ step: [1], continue: [2], current: 1 }, said)
    expect(stop).toMatchObject({ thread: 1, why: { kind: 'end-of-history', end: 'end' } })
    expect(said.said.join('')).toBe('core 0 cannot go on: it has returned, holds a store.\n')
  })
})

describe('continue', () => {
  test('lets cores take turns with their stores held back: SB gives 0 and 0 under x86-TSO, and then drains', async () => {
    const { target, address } = await openTarget(SB)
    const heard = listening()
    const stop = await target.resume({ step: [], continue: [1, 2], current: 1 }, heard)
    expect(stop.why).toEqual({ kind: 'end-of-history', end: 'end' })
    expect(heard.said.join('')).toContain('outcome: rax0: 0, rax1: 0\n')
    expect([read(target, 2, address('x')), read(target, 1, address('y'))]).toEqual([1n, 1n])
  })

  test('under sc a store drains before its core goes on: one core sees the other', async () => {
    const { target } = await openTarget(SB, 'sc')
    await go(target)
    expect(register(target, 1, 'rax') + register(target, 2, 'rax')).toBeGreaterThan(0n)
  })

  test('of one thread alone leaves the other where it is, and drains nothing that it need not', async () => {
    const { target, address } = await openTarget(SB)
    await go(target, 1, [1])
    expect(register(target, 2, 'rip')).toBe(BigInt(address('p1')))
    expect(await target.monitor('buffers', running)).toBe('core 0: x=1\ncore 1: empty\n')
  })

  test('stops before the instruction of a breakpoint, in the thread that comes to it', async () => {
    const { target } = await openTarget(SB)
    await step(target, 2)
    await step(target, 2)
    const load = register(target, 2, 'rip')
    target.restart()
    target.addPoint('breakpoint', Number(load), 1)
    expect(await go(target)).toEqual({ thread: 2, signal: 'SIGTRAP', why: { kind: 'breakpoint', isHardware: false } })
    expect(register(target, 2, 'rip')).toBe(load)
    expect(register(target, 2, 'rax')).toBe(0n)
  })

  test('stops at an instruction that stores to, or reads, what is watched', async () => {
    const { target, address } = await openTarget(SB)
    target.addPoint('watch', address('y'), 8)
    const stored = await go(target)
    expect(stored).toEqual({ thread: 2, signal: 'SIGTRAP', why: { kind: 'watchpoint', point: 'watch', address: address('y') } })
    expect([read(target, 2, address('y')), read(target, 1, address('y'))]).toEqual([1n, 0n])
    target.removePoint('watch', address('y'), 8)
    target.addPoint('rwatch', address('y'), 8)
    expect(await go(target)).toMatchObject({ thread: 1, why: { point: 'rwatch' } })
  })

  test('drains for a core that spins on a store of the other, which would never see it otherwise', async () => {
    const { target } = await openTarget(defineScenario({
      name: 'handshake',
      code: intel`
        p0:
          mov qword ptr [x], 1
        wait0:
          cmp qword ptr [y], 0
          je wait0
          ret
        p1:
          mov qword ptr [y], 1
        wait1:
          cmp qword ptr [x], 0
          je wait1
          ret`,
      memory: { x: {}, y: {} },
      cores: [{ entry: 'p0' }, { entry: 'p1' }],
      outcome: (end) => (end.trap ? 'trap' : 'both returned'),
    }))
    const heard = listening()
    await target.resume({ step: [], continue: [1, 2], current: 1 }, heard)
    expect(heard.said.join('')).toContain('outcome: both returned')
  })

  test('ends at Ctrl-C when a core waits for ever', async () => {
    const { target } = await openTarget(defineScenario({
      name: 'wait',
      code: intel`
        p0:
          cmp qword ptr [x], 0
          je p0
          ret`,
      memory: { x: {} },
      cores: [{ entry: 'p0' }],
      outcome: () => 'never',
    }))
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 20)
    const stop = await target.resume({ step: [], continue: [1], current: 1 }, { signal: abort.signal, say: () => undefined })
    expect(stop).toEqual({ thread: 1, signal: 'SIGINT' })
  })

  test('a fault is SIGSEGV, and the run can still go back', async () => {
    const { target, address } = await openTarget(defineScenario({
      name: 'fault',
      code: intel`
        p0:
          mov ecx, 5
          mov rax, [0x10]
          ret`,
      cores: [{ entry: 'p0' }],
      outcome: (end) => (end.trap ? { trap: end.trap.core } : 'returned'),
    }))
    const heard = listening()
    expect(await target.resume({ step: [], continue: [1], current: 1 }, heard)).toEqual({ thread: 1, signal: 'SIGSEGV' })
    expect(heard.said.join('')).toContain('read of unmapped memory at 0x10')
    await target.reverseContinue(1, running)
    expect(register(target, 1, 'rip')).toBe(BigInt(address('p0')))
  })
})

describe('backwards', () => {
  test('takes back a thread\'s last instruction with what came after it', async () => {
    const { target, address } = await openTarget(SB)
    await step(target, 1)
    await step(target, 1)
    await step(target, 2)
    await target.monitor('drain 0', running)
    expect(await target.reverseStep(1, running)).toEqual({ thread: 1, signal: 'SIGTRAP' })
    expect(register(target, 1, 'rip')).toBe(BigInt(address('p0') + 5))
    expect(register(target, 2, 'rip')).toBe(BigInt(address('p1')))
    expect(await target.monitor('buffers', running)).toBe('core 0: empty\ncore 1: empty\n')
  })

  test('stops at the store to what is watched, and at the beginning', async () => {
    const { target, address } = await openTarget(SB)
    await go(target)
    target.addPoint('watch', address('x'), 8)
    expect(await target.reverseContinue(1, running)).toMatchObject({ thread: 1, why: { kind: 'watchpoint' } })
    expect(read(target, 1, address('x'))).toBe(0n)
    expect(await target.reverseContinue(1, running)).toMatchObject({ why: { kind: 'end-of-history', end: 'begin' } })
    expect([1, 2].map((id) => register(target, id, 'rip'))).toEqual([address('p0'), address('p1')].map(BigInt))
  })

  test('and forwards again makes the same moves', async () => {
    const { target } = await openTarget(SB)
    await step(target, 2)
    await step(target, 2)
    await target.monitor('drain 1', running)
    await step(target, 1)
    await step(target, 1)
    await step(target, 1)
    expect(register(target, 1, 'rax')).toBe(1n)
    await target.reverseContinue(1, running)
    await go(target)
    // Turns would have read 0.
    expect(register(target, 1, 'rax')).toBe(1n)
  })
})

describe('a witness', () => {
  // Core 1 stores y and it drains; only then core 0 runs: it reads 1. By turns it would read 0.
  const schedule: Transition[] = [
    { kind: 'exec', core: 1, back: 0 }, { kind: 'drain', core: 1, index: 0 },
    { kind: 'exec', core: 0, back: 0 }, { kind: 'exec', core: 0, back: 0 },
  ]

  test('is ahead from its first instruction on', async () => {
    const { target, address } = await openTarget(SB, 'x86-tso', schedule)
    expect([1, 2].map((id) => register(target, id, 'rip'))).toEqual([address('p0'), address('p1')].map(BigInt))
    await go(target)
    expect(register(target, 1, 'rax')).toBe(1n)
  })

  test('is followed by a step of a thread: the moves of others that come before are made', async () => {
    const { target, address } = await openTarget(SB, 'x86-tso', schedule)
    await step(target, 1)
    expect(read(target, 1, address('y'))).toBe(1n)
    expect(register(target, 1, 'rip')).toBe(BigInt(address('p0') + 5))
  })

  test('is left where a thread alone goes another way, and this is said', async () => {
    const { target, address } = await openTarget(SB, 'x86-tso', schedule)
    const heard = listening()
    await target.resume({ step: [1], continue: [], current: 1 }, heard)
    expect(heard.said.join('')).toMatch(/^This run goes another way now: \d+ moves that were ahead are forgotten /)
    expect(read(target, 1, address('y'))).toBe(0n)
  })
})

describe('values set by hand', () => {
  test('are another initial state at the beginning', async () => {
    const { target, address } = await openTarget(SB)
    set(target, 1, 'rbx', 7n)
    target.writeMemory(1, address('y'), littleEndian(5n, 8))
    expect(register(target, 1, 'rbx')).toBe(7n)
    await go(target)
    expect(register(target, 1, 'rax')).toBe(5n)
    await expect(target.monitor('witness', running)).rejects.toThrow('values were set by hand')
  })

  test('are refused later, in code, and where nothing is', async () => {
    const { target, address } = await openTarget(SB)
    expect(() => set(target, 1, 'rsp', 0n)).toThrow('rsp is where the stack of the core is')
    expect(() => target.writeMemory(1, address('p0'), Uint8Array.of(0x90))).toThrow('code cannot be changed')
    expect(() => target.writeMemory(1, 0x10, Uint8Array.of(1))).toThrow('no data of the scenario at 0x10')
    await step(target, 1)
    expect(() => set(target, 1, 'rbx', 7n)).toThrow('only at the beginning of the run')
  })
})

describe('monitor', () => {
  test('gives the run as a witness of its transitions', async () => {
    const { target, address } = await openTarget(SB)
    await step(target, 1)
    await step(target, 1)
    await target.monitor('drain 0 0', running)
    const lines = (await target.monitor('witness', running)).trim().split('\n').slice(-2)
    expect(lines[0]).toMatch(new RegExp(`^0 exec +0x${(address('p0') + 5).toString(16)} `))
    expect(lines[1]).toMatch(/^0 drain x /)
  })

  // All four but by no means 0 0 under SC (the classic SB table).
  test('lists all outcomes under the model', async () => {
    const { target } = await openTarget(SB, 'sc')
    const text = await target.monitor('outcomes', running)
    expect(text.trim().split('\n').slice(1).map((line) => line.trim()).sort()).toEqual([
      'rax0: 0, rax1: 1', 'rax0: 1, rax1: 0', 'rax0: 1, rax1: 1',
    ])
  })

  test.each([
    ['drain', 'N is a core, 0 to 1'],
    ['drain 2', 'N is a core, 0 to 1'],
    ['drain 0', 'none of its stores can drain now; its buffer: empty'],
    ['bufers', 'did you mean buffers?'],
    ['model x', 'monitor model takes no argument'],
  ])('refuses %j', async (text, message) => {
    const { target } = await openTarget(SB)
    await expect(target.monitor(text, running)).rejects.toThrow(message)
  })
})
