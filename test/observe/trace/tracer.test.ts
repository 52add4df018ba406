import { describe, expect, test } from 'vitest'
import { MODELS, modelNamed } from '../../../src/cpu-model/models.ts'
import type { ModelName } from '../../../src/cpu-model/model.ts'
import { Machine, type Transition } from '../../../src/machine/machine.ts'
import { randomPlan, schedulePlan } from '../../../src/observe/trace/plans.ts'
import { traceRun } from '../../../src/observe/trace/trace-run.ts'
import type { InstructionEvent, SharedLoad, TraceAccess, TraceEvent } from '../../../src/observe/trace/trace-event.ts'
import { defineScenario, go, intel, type ScenarioSpec } from '../../../src/scenario/define-scenario.ts'
import { loadScenario, type LoadedScenario } from '../../../src/scenario/scenario.ts'
import { insertThenLookAcross } from '../../../src/scenario/go/insert-then-look-across.ts'

const exec = (core: number, back = 0): Transition => ({ kind: 'exec', core, back })
const drain = (core: number, index = 0): Transition => ({ kind: 'drain', core, index })

function scenario(code: ScenarioSpec['code'], memory: NonNullable<ScenarioSpec['memory']>): Promise<LoadedScenario> {
  return loadScenario(defineScenario({
    name: 'test', code, memory, cores: [{ entry: 'p0' }, { entry: 'p1' }], outcome: () => 'done',
  }))
}

function traced(loaded: LoadedScenario, model: ModelName, schedule: readonly Transition[]): TraceEvent[] {
  const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
  const plan = schedulePlan(schedule, false)
  return [...traceRun(loaded, machine, plan, { syntax: undefined, maxSteps: 1000 }).events]
}

function instructions(events: readonly TraceEvent[]): InstructionEvent[] {
  return events.flatMap((event) => (event.kind === 'instruction' ? [event] : []))
}

function accessesOf(events: readonly TraceEvent[], text: string): readonly TraceAccess[] {
  return instructions(events).filter((event) => event.text.startsWith(text)).flatMap(({ accesses }) => accesses)
}

function loadOf(events: readonly TraceEvent[], text: string): SharedLoad | undefined {
  return accessesOf(events, text).find((access): access is SharedLoad => access.kind === 'load' && access.memory === 'shared')
}

const mp = intel`
  p0:
    mov ecx, 7
    mov [data], rcx
    mov qword ptr [flag], 1
    ret
  p1:
    mov rax, [flag]
    mov rbx, [data]
    ret`

describe('events', () => {
  test('are one for each instruction and each drain, in the order of the schedule', async () => {
    const loaded = await scenario(mp, { data: {}, flag: {} })
    const events = traced(loaded, 'x86-tso', [exec(0), exec(0), drain(0), exec(1), drain(0), exec(1)])
    expect(events.map((event) => event.event)).toEqual(events.map((_, index) => index + 1))
    const told = events.map((event) =>
      event.kind === 'instruction' ? `${event.step} ${event.core} ${event.text}`
      : event.kind === 'drain' ? `${event.step} ${event.core} drain ${event.label}` : event.kind)
    expect(told).toEqual([
      '0 0 mov ecx, 7', '1 0 mov [data], rcx', '2 0 mov qword ptr [flag], 1', '2 0 ret', '3 0 drain data', '4 1 mov rax, [flag]',
      '5 0 drain flag', '6 1 mov rbx, [data]', '6 1 ret', 'end',
    ])
    expect(events.at(-1)).toMatchObject({ status: 'finished', steps: 6, outcome: 'done' })
    loaded.close()
  })

  test('say where an instruction is, its bytes and the registers that it changed', async () => {
    const loaded = await scenario(go`
      TEXT p0(SB), $0-0
        MOVQ $7, CX
        MOVQ CX, data(SB)
        RET
      TEXT p1(SB), $0-0
        RET`, { data: {} })
    const [first, second] = instructions(traced(loaded, 'sc', [exec(0), drain(0)]))
    expect(first).toMatchObject({
      symbol: 'p0', bytes: '48c7c107000000', line: 3, isVisible: false, registers: [{ name: 'rcx', value: 7n }],
    })
    expect(second).toMatchObject({ symbol: 'p0+0x7', line: 4, isVisible: true, registers: [] })
    loaded.close()
  })

  test('say which private memory an instruction touches', async () => {
    const loaded = await scenario(intel`
      p0:
        push 5
        pop rcx
        ret
      p1:
        ret`, {})
    const events = instructions(traced(loaded, 'sc', []))
    expect(events.map(({ accesses }) => accesses.map(({ kind, label, value }) => `${kind} ${label} ${value}`))).toEqual([
      ['store stack-0x8 5'], ['load stack-0x8 5'], ['load stack 140733193388032'], ['load stack 140733193388032'],
    ])
    loaded.close()
  })

  test('tell a fault, and what the faulting instruction did before it', async () => {
    const loaded = await scenario(intel`
      p0:
        mov rsp, 8
        push [x]
        ret
      p1:
        ret`, { x: { value: 3n } })
    const events = traced(loaded, 'x86-tso', [exec(0)])
    expect(events.slice(1)).toMatchObject([
      { kind: 'instruction', isComplete: false, accesses: [{ kind: 'load', label: 'x', value: 3n }] },
      { kind: 'trap', symbol: 'p0+0x7', reason: 'write to unmapped memory at 0x0' },
      { kind: 'end', status: 'trapped' },
    ])
    loaded.close()
  })
})

describe('where a value comes from', () => {
  test('memory as it was before the run, and a drain that another core made', async () => {
    const loaded = await scenario(mp, { data: { value: 2n }, flag: {} })
    const before = traced(loaded, 'x86-tso', [exec(0), exec(1), exec(1)])
    expect(loadOf(before, 'mov rbx')).toMatchObject({ value: 2n, sources: [{ offset: 0, size: 8, from: 'initial' }] })
    const after = traced(loaded, 'x86-tso', [exec(0), drain(0), exec(1), exec(1)])
    const drained = after.find((event) => event.kind === 'drain')
    expect(drained).toMatchObject({ store: 1, issued: 2, value: 7n, buffer: [] })
    expect(loadOf(after, 'mov rbx')).toMatchObject({
      value: 7n, sources: [{ offset: 0, size: 8, from: 'memory', store: 1, event: drained?.event }],
    })
    loaded.close()
  })

  test('the own buffer, memory and the image, byte by byte', async () => {
    const loaded = await scenario(intel`
      p0:
        mov byte ptr [x], 1
        mov byte ptr [x + 1], 2
        mov eax, [x]
        ret
      p1:
        ret`, { x: { value: 0x0807_0605_0403n } })
    const events = traced(loaded, 'x86-tso', [exec(0), exec(0), drain(0), exec(0)])
    expect(loadOf(events, 'mov eax')).toMatchObject({
      value: 0x0605_0201n,
      sources: [
        { offset: 0, size: 1, from: 'memory', store: 1 }, { offset: 1, size: 1, from: 'buffer', store: 2, event: 2 },
        { offset: 2, size: 2, from: 'initial' },
      ],
    })
    loaded.close()
  })

  test('a LOCKed store, by the instruction itself', async () => {
    const loaded = await scenario(intel`
      p0:
        lock inc qword ptr [x]
        ret
      p1:
        lock inc qword ptr [x]
        ret`, { x: {} })
    const [first, , second] = instructions(traced(loaded, 'x86-tso', [exec(0), exec(1)]))
    expect(first?.accesses).toMatchObject([{ kind: 'load', value: 0n }, { kind: 'store', value: 1n, store: 1, to: 'memory' }])
    expect(second?.accesses[0]).toMatchObject({ value: 1n, sources: [{ from: 'memory', store: 1, event: first?.event }] })
    loaded.close()
  })

  test('under relaxed an older store', async () => {
    const loaded = await scenario(intel`
      p0:
        mov qword ptr [x], 1
        mov qword ptr [x], 2
        ret
      p1:
        mov rax, [x]
        ret`, { x: {} })
    const stores = [exec(0), exec(0), drain(0), drain(0)]
    const sources = [0, 1, 2].map((back) => loadOf(traced(loaded, 'relaxed', [...stores, exec(1, back)]), 'mov rax'))
    expect(sources).toMatchObject([
      { value: 2n, back: 0, sources: [{ from: 'memory', store: 2 }] },
      { value: 1n, back: 1, sources: [{ from: 'memory', store: 1 }] },
      { value: 0n, back: 2, sources: [{ from: 'initial' }] },
    ])
    loaded.close()
  })

  test('of two loads of one instruction, each at its own transition', async () => {
    const loaded = await scenario(intel`
      p0:
        lea rsi, [x]
        lea rdi, [y]
        cmpsq
        ret
      p1:
        mov qword ptr [x], 4
        ret`, { x: { value: 3n }, y: { value: 4n } })
    const events = traced(loaded, 'x86-tso', [exec(0), exec(1), drain(1), exec(0)])
    const [, , , , compare] = instructions(events)
    expect(compare).toMatchObject({
      text: 'cmpsq', step: 4,
      accesses: [{ label: 'y', step: 1, value: 4n }, { label: 'x', step: 4, value: 4n, sources: [{ store: 1 }] }],
    })
    const cut = traced(loaded, 'x86-tso', [exec(0)])
    expect(instructions(cut).at(-1)).toMatchObject({ text: 'cmpsq', step: 1, isComplete: false, accesses: [{ label: 'y' }] })
    loaded.close()
  })

  test('of a load and a store that are steps of their own, in one instruction', async () => {
    const loaded = await loadScenario(defineScenario({
      name: 'test', memory: { x: { value: 3n } }, cores: [{ entry: 'p0' }], outcome: () => 'done', code: intel`
        p0:
          inc qword ptr [x]
          ret`,
    }), { bufferCapacity: 1 })
    const [increment] = instructions(traced(loaded, 'x86-tso', [exec(0), exec(0), drain(0)]))
    expect(increment).toMatchObject({
      text: 'inc qword ptr [x]', step: 2, isComplete: true,
      accesses: [{ kind: 'load', step: 1, value: 3n }, { kind: 'store', value: 4n, store: 1, to: 'buffer' }],
    })
    loaded.close()
  })

  test('of an access that is cut in two by a cache line', async () => {
    const loaded = await loadScenario(defineScenario({
      name: 'test', memory: { x: { value: Array.from({ length: 16 }, () => 1n) } }, cores: [{ entry: 'p0' }],
      outcome: () => 'done', code: intel`
        p0:
          mov rax, [x + 60]
          ret`,
    }), { splitLines: true })
    const [load] = instructions(traced(loaded, 'x86-tso', [exec(0), exec(0)]))
    expect(load).toMatchObject({ accesses: [{ step: 1, size: 4, value: 0n }, { step: 2, size: 4, value: 1n }] })
    expect(load?.registers).toMatchObject([{ name: 'rax', value: 1n << 32n }])
    loaded.close()
  })

  test.each(MODELS)('always gives the value that was read ($name)', async ({ name }) => {
    const loaded = await loadScenario(insertThenLookAcross)
    for (let seed = 0; seed < 4; seed++) {
      const machine = new Machine(loaded.automata, modelNamed(name), loaded.options)
      const { events } = traceRun(loaded, machine, randomPlan(seed), { syntax: undefined, maxSteps: 5000 })
      const bytes = new Map<string, number>()
      let loads = 0
      const note = (store: number, address: number, size: number, value: bigint): void => {
        for (let i = 0; i < size; i++) bytes.set(`${store}@${address + i}`, Number((value >> BigInt(8 * i)) & 0xffn))
      }
      for (const event of events) {
        if (event.kind !== 'instruction') continue
        for (const access of event.accesses) {
          if (access.memory === 'private') continue
          if (access.kind === 'store') note(access.store, access.address, access.size, access.value)
          else {
            loads++
            for (const { offset, size, from, store } of access.sources) {
              for (let i = offset; i < offset + size; i++) {
                const at = access.address + i
                const expected = from === 'initial' ? loaded.automata.initialByte(at) : bytes.get(`${store ?? 0}@${at}`)
                expect(Number((access.value >> BigInt(8 * i)) & 0xffn)).toBe(expected)
              }
            }
          }
        }
      }
      expect(loads).toBeGreaterThan(20)
    }
    loaded.close()
  })
})

describe('store buffers', () => {
  test('are told after each event, with the identity of each store', async () => {
    const loaded = await scenario(mp, { data: {}, flag: {} })
    const events = traced(loaded, 'pso', [exec(0), exec(0), drain(0, 1), drain(0, 0)])
    const held = events.map((event) => ('buffer' in event ? event.buffer.map(({ store, label }) => `${store} ${label}`) : []))
    expect(held).toEqual([[], ['1 data'], ['1 data', '2 flag'], ['1 data', '2 flag'], ['1 data'], [], []])
    expect(events[4]).toMatchObject({ kind: 'drain', index: 1, store: 2, issued: 3 })
    loaded.close()
  })
})
