import { afterAll, describe, expect, test } from 'vitest'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { InputError } from '../../src/emu/input-error.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { SCENARIOS, scenarioNamed } from '../../src/scenario/catalogue.ts'
import { att, defineScenario, go, intel, type ScenarioSpec } from '../../src/scenario/define-scenario.ts'
import { loadScenario, type LoadedScenario } from '../../src/scenario/scenario.ts'

const opened: LoadedScenario[] = []
afterAll(() => opened.forEach((scenario) => scenario.close()))

async function outcomes(spec: ScenarioSpec, model: MemoryModel): Promise<unknown[]> {
  const loaded = await loadScenario(defineScenario(spec))
  opened.push(loaded)
  const { automata, outcome, onTrap } = loaded
  const found = exploreAll({ automata, outcome, onTrap }, model)
  expect(found.complete).toBe(true)
  return found.outcomes.map((one) => one.outcome)
}

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
    await expect(outcomes(spec, sc)).rejects.toThrow('scenario "sb", outcome: there is no variable "z"')
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
