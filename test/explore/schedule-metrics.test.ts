import { describe, expect, it } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { compareMetrics, delayedDrains, measure, switches } from '../../src/explore/schedule-metrics.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { assembleProgram, machineOf } from '../kit/assemble-program.ts'

const exec = (core: number): Transition => ({ kind: 'exec', core, back: 0 })
const drain = (core: number): Transition => ({ kind: 'drain', core, index: 0 })

/** Two stores on core 0, one on core 1. */
const STORES = assembleProgram({ x: 0, y: 0 }, `
  p0:
    mov qword ptr [x], 1
    mov qword ptr [y], 1
    ret
  p1:
    mov qword ptr [x], 2
    ret`)

describe('switches', () => {
  it.each([
    ['nothing', [], 0],
    ['one core', [exec(0), drain(0), exec(0)], 0],
    ['there and back', [exec(0), exec(1), exec(0)], 2],
    ['a drain is its core', [exec(0), exec(1), drain(0), exec(1)], 3],
  ] as const)('%s', (_what, schedule, expected) => {
    expect(switches(schedule)).toBe(expected)
  })
})

describe('delayed drains', () => {
  it.each([
    ['each right after its store', [exec(0), drain(0), exec(0), drain(0)], 0],
    ['a step of the same core between', [exec(0), exec(0), drain(0), drain(0)], 1],
    ['a step of another core between', [exec(0), exec(1), drain(0)], 1],
    ['a drain of another core between', [exec(1), exec(0), drain(1), drain(0)], 2],
    ['only the last one prompt', [exec(0), exec(1), drain(1), drain(0)], 1],
  ] as const)('%s', (_what, schedule, expected) => {
    expect(delayedDrains(machineOf(STORES, x86Tso), schedule)).toBe(expected)
  })

  it('is refused for a schedule that does not fit', () => {
    expect(() => delayedDrains(machineOf(STORES, x86Tso), [drain(1)])).toThrow(/no store 0/)
    expect(() => delayedDrains(machineOf(STORES, x86Tso), [exec(1), exec(1)])).toThrow(/core 1 cannot take its step/)
  })
})

describe('comparing', () => {
  it('takes switches before delayed drains before length', () => {
    const schedule = [exec(0), exec(1), drain(0)]
    const found = measure(machineOf(STORES, x86Tso), schedule)
    expect(found).toStrictEqual({ switches: 2, delayedDrains: 1, length: 3 })
    expect(compareMetrics(found, { switches: 3, delayedDrains: 0, length: 1 })).toBeLessThan(0)
    expect(compareMetrics(found, { switches: 2, delayedDrains: 0, length: 9 })).toBeGreaterThan(0)
    expect(compareMetrics(found, { switches: 2, delayedDrains: 1, length: 2 })).toBeGreaterThan(0)
  })
})
