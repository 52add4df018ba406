import { describe, expect, test } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { InputError } from '../../src/emu/input-error.ts'
import { SCENARIOS, scenarioNamed } from '../../src/scenario/catalogue.ts'
import { explore } from '../../src/export/explore-scenario.ts'
import { defineScenario, type ScenarioSpec } from '../../src/scenario/define-scenario.ts'
import { att, go, intel, listing } from '../../src/scenario/listing.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import { outcomesOfScenario } from '../kit/outcomes-of-scenario.ts'

const outcomes = (spec: ScenarioSpec, model: MemoryModel): Promise<unknown[]> => outcomesOfScenario(defineScenario(spec), model)

const sb: ScenarioSpec = {
  name: 'sb',
  code: intel`
    p0:
      mov qword ptr [x], 1
      mov rax, [y]
      ret
    p1:
      mov qword ptr [y], 1
      mov rax, [x]
      ret`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? 'trap' : [end.register(0, 'rax'), end.register(1, 'rax')]),
}

describe('defineScenario', () => {
  test('SB', async () => {
    expect(await outcomes(sb, sc)).toEqual([[0n, 1n], [1n, 0n], [1n, 1n]])
    expect(await outcomes(sb, x86Tso)).toEqual([[0n, 0n], [0n, 1n], [1n, 0n], [1n, 1n]])
  })

  test.each([
    ['AT&T', att`
      p0:
        movq $1, x(%rip)
        movq y(%rip), %rax
        ret
      p1:
        movq $1, y(%rip)
        movq x(%rip), %rax
        ret`],
    ['Go', go`
      TEXT p0(SB), $0
        MOVQ $1, x(SB)
        MOVQ y(SB), AX
        RET
      TEXT p1(SB), $0
        MOVQ $1, y(SB)
        MOVQ x(SB), AX
        RET`],
  ])('SB in %s syntax', async (_syntax, code) => {
    expect(await outcomes({ ...sb, code }, x86Tso)).toEqual([[0n, 0n], [0n, 1n], [1n, 0n], [1n, 1n]])
  })

  test('order: core 1 begins after core 0, which drains nothing', async () => {
    const ordered = { ...sb, order: [{ earlier: 0, later: 1 }] }
    expect(await outcomes(ordered, sc)).toEqual([[0n, 1n]])
    expect(await outcomes(ordered, x86Tso)).toEqual([[0n, 0n], [0n, 1n]])
  })

  test('variables: sizes, arrays, negative values, addresses in registers', async () => {
    const spec: ScenarioSpec = {
      name: 'variables',
      code: intel`
        p0:
          mov ax, [rdi+2]
          mov [small], al
          ret`,
      memory: { words: { size: 2, value: [5n, -2n] }, small: { size: 1, value: 9n } },
      cores: [{ entry: 'p0', registers: { rdi: 'words', rbx: -1n } }],
      outcome: (end) => {
        if (end.trap) return 'trap'
        return [end.memory('words'), end.memory('words', 1), end.memory('small'), end.register(0, 'rbx')]
      },
    }
    // -2 in 16 bits is 0xfffe, its low byte 0xfe.
    expect(await outcomes(spec, sc)).toEqual([[5n, 0xfffen, 0xfen, 0xffff_ffff_ffff_ffffn]])
  })
})

describe('shared memory', () => {
  test('structures: fields at multiples of their size, named in code, registers and outcomes', async () => {
    const scenario = defineScenario({
      name: 'structure',
      code: intel`
        p0:
          mov rax, [rdi]
          mov rcx, [rdi+8]
          mov rdx, [node.next]
          ret`,
      memory: {
        top: 'node',
        node: { fields: { tag: { size: 1, value: 3n }, next: 'last', value: 7n } },
        last: { fields: { next: 0n, value: 8n } },
      },
      cores: [{ entry: 'p0', registers: { rdi: 'node' } }],
      outcome: (end) => end.trap ? end.trap.message : {
        first: end.register(0, 'rax'), second: end.nameOf(end.register(0, 'rcx')), third: end.nameOf(end.register(0, 'rdx')),
        top: end.nameOf(end.memory('top')), value: end.memory('node.value'), end: end.nameOf(end.memory('last.next')),
      },
    })
    // A byte, then a pointer at the next multiple of 8.
    const { outcomes: [found] } = await explore(scenario, { model: 'sc' })
    expect(found?.outcome).toEqual({ first: 3n, second: 'last', third: 'last', top: 'node', value: 7n, end: 'nil' })
  })

  test('witnesses use the names', async () => {
    const scenario = defineScenario({
      name: 'names',
      code: intel`
        p0:
          mov qword ptr [node+8], 1
          ret`,
      memory: { node: { fields: { next: 0n, value: 0n } } },
      cores: [{ entry: 'p0' }],
      outcome: (end) => (end.trap ? end.trap.message : end.memory('node.value')),
    })
    expect((await explore(scenario)).outcomes[0]?.witness).toContain('drain node.value')
  })
})

describe('several calls of a core', () => {
  const calls = (start: bigint): ScenarioSpec => ({
    name: 'calls',
    code: intel`
      increment:
        mov rax, [counter]
        add rax, rdi
        mov [counter], rax
        ret`,
    memory: { counter: start },
    cores: [{ calls: [{ entry: 'increment', registers: { rdi: 1n } }, { entry: 'increment', registers: { rdi: -1n } }] }],
    outcome: (end) => (end.trap ? end.trap.message : [end.result(0, 0), end.result(0, 1), end.result(0), end.memory('counter')]),
  })

  test('one after another, with registers and results of their own', async () => {
    expect(await outcomes(calls(41n), x86Tso)).toEqual([[42n, 41n, 41n, 41n]])
  })

  test('another core may come between them', async () => {
    const two = { ...calls(0n), cores: [...calls(0n).cores, { entry: 'increment', registers: { rdi: 10n } }] }
    const spec: ScenarioSpec = { ...two, outcome: (end) => (end.trap ? end.trap.message : end.memory('counter')) }
    // By hand: 10 is added before, between or after (10), or lost to a store (0). It may overwrite the first store, before the second
    // call reads it (9); the first store, or nothing, may be what it is added to last (11, 10).
    expect((await outcomes(spec, sc)).sort()).toEqual([0n, 10n, 11n, 9n])
  })

  test('a call that does not exist', async () => {
    const spec: ScenarioSpec = { ...calls(0n), outcome: (end) => (end.trap ? '' : end.result(0, 2)) }
    await expect(outcomes(spec, sc)).rejects.toThrow('scenario "calls", outcome: core 0 makes 2 calls, and number 2')
  })
})

describe('a listing from a file', () => {
  test('its syntax by the name of the file; one that is not there', () => {
    const file = new URL('../../asm/go1.22/memequal64.s', import.meta.url)
    expect(listing(file).syntax).toBe('go')
    expect(listing(file).text).toContain('TEXT runtime.memequal64(SB)')
    expect(listing(file, 'intel').syntax).toBe('intel')
    expect(() => listing('no-such.s')).toThrow('no-such.s: there is no such file (expected a listing)')
  })
})

describe('onTrap', () => {
  const code = intel`
    p0:
      mov qword ptr [x], 1
      ud2
    p1:
      mov rax, [x]
      ret`
  const spec: ScenarioSpec = {
    name: 'trap',
    code,
    memory: { x: {} },
    cores: [{ entry: 'p0' }, { entry: 'p1' }],
    outcome: (end) =>
      end.trap
        ? { trap: end.trap.core, at: end.trap.pc }
        : { x: end.memory('x'), seen: end.register(1, 'rax'), stopped: end.stopped.map(({ core, trap }) => [core, trap.kind]) },
  }

  test('stop-run: the trap and nothing else', async () => {
    // c7 05 rel32 imm32 with REX.W is 11 bytes long.
    expect(await outcomes(spec, x86Tso)).toEqual([{ trap: 0, at: 0x40_100bn }])
  })

  test('stop-core: its buffer drains, the others go on', async () => {
    expect(await outcomes({ ...spec, onTrap: 'stop-core' }, x86Tso)).toEqual([
      { x: 1n, seen: 0n, stopped: [[0, 'fault']] },
      { x: 1n, seen: 1n, stopped: [[0, 'fault']] },
    ])
  })
})

describe('mistakes name the scenario and the field', () => {
  test.each<[string, Partial<ScenarioSpec>, string]>([
    ['name', { name: 'two words' }, 'scenario "two words", name: expected a name without spaces'],
    ['no cores', { cores: [] }, 'scenario "sb", cores: expected at least one core'],
    ['entry', { cores: [{ entry: 'p7' }] }, 'scenario "sb", cores[0].entry: the code defines no "p7"; it defines p0, p1'],
    ['order', { order: [{ earlier: 0, later: 2 }] }, 'scenario "sb", order: expected two different cores below 2, found 0 and 2'],
    ['entry, misspelt', { cores: [{ entry: 'p2' }] }, 'did you mean "p0"?'],
    ['entry of a call', { cores: [{ calls: [{ entry: 'p0' }, { entry: 'q' }] }] },
      'scenario "sb", cores[0].calls[1].entry: the code defines no "q"'],
    ['no calls', { cores: [{ calls: [] }] }, 'scenario "sb", cores[0].calls: expected at least one call'],
    ['code', { code: intel`p0: mov rax, [nowhere]` }, 'scenario "sb", code: intel template '],
    ['register', { cores: [{ entry: 'p0', registers: { eax: 1n } as object }] },
      'scenario "sb", cores[0].registers: there is no 64-bit register "eax"'],
    ['size', { memory: { x: { size: 3 as 4 }, y: 0n } }, 'scenario "sb", memory.x.size: expected 1, 2, 4 or 8 bytes, found 3'],
    ['unknown property', { memory: { x: { valeu: 3n } as object, y: 0n } }, 'scenario "sb", memory.x: unknown valeu'],
    ['pointer', { memory: { x: 'z', y: 0n } }, 'scenario "sb", memory.x: there is no variable "z"; there are x, y'],
    ['variable in a register', { cores: [{ entry: 'p0', registers: { rax: 'z' } }] },
      'scenario "sb", cores[0].registers.rax: there is no variable "z"'],
    ['variable name', { memory: { 'a b': {} } }, 'scenario "sb", memory: "a b" is not a name'],
  ])('%s', async (_name, change, message) => {
    const load = async (): Promise<unknown> => loadScenario(defineScenario({ ...sb, ...change }))
    await expect(load()).rejects.toThrow(InputError)
    await expect(load()).rejects.toThrow(message)
  })

  test('variable in the outcome', async () => {
    const spec: ScenarioSpec = { ...sb, outcome: (end) => (end.trap ? 'trap' : end.memory('z')) }
    await expect(outcomes(spec, sc)).rejects.toThrow('scenario "sb", outcome: there is no variable "z"; there are x, y')
    const index: ScenarioSpec = { ...sb, outcome: (end) => (end.trap ? 'trap' : end.memory('x', 1)) }
    await expect(outcomes(index, sc)).rejects.toThrow('scenario "sb", outcome: x has 1 elements, and 1 (from 0) is none of them')
    const core: ScenarioSpec = { ...sb, outcome: (end) => (end.trap ? 'trap' : end.register(2, 'rax')) }
    await expect(outcomes(core, sc)).rejects.toThrow('scenario "sb", outcome: there is no core 2: the scenario has 2')
  })
})

describe('the catalogue', () => {
  test('names are unique', () => {
    const names = SCENARIOS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['go/two-inserts-one-bucket', 'go/insert-then-look-across']))
  })

  test('an unknown name lists those there are', () => {
    expect(scenarioNamed('go/two-inserts-one-bucket').name).toBe('go/two-inserts-one-bucket')
    expect(() => scenarioNamed('go/none')).toThrow(/^unknown scenario "go\/none": there are .*go\/two-inserts-one-bucket/)
  })
})
