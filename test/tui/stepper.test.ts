import { describe, expect, test } from 'vitest'
import { parseWitness, replay } from '../../src/machine/witness.ts'
import { Run } from '../../src/machine/run.ts'
import { defineScenario, intel } from '../../src/scenario/define-scenario.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import { Machine } from '../../src/machine/machine.ts'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStepper, type } from './open-stepper.ts'

/** Store buffering: each core stores to its own variable and reads the other's. */
const sb = defineScenario({
  name: 'sb',
  code: intel`
    p0:
      mov qword ptr [x], 1
      mov rax, [y]
      ret
    p1:
      mov qword ptr [y], 1
      mov rbx, [x]
      ret`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? 'trap' : `r0=${end.register(0, 'rax')} r1=${end.register(1, 'rbx')}`),
})

/** Two stores to different places, of which pso lets the younger drain first. */
const twoStores = defineScenario({
  name: 'two-stores',
  code: intel`
    p0:
      mov qword ptr [x], 1
      mov qword ptr [y], 2
      ret
    p1:
      mov rax, [y]
      mov rbx, [x]
      mfence
      ret`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? 'trap' : `y=${end.register(1, 'rax')} x=${end.register(1, 'rbx')}`),
})

describe('moving', () => {
  test('store buffering by hand: both loads read 0 while both stores are buffered', async () => {
    const stepper = await openStepper(sb)
    await type(stepper, 'step 0', 'step 1', 'step 0', 'step 1')
    const { cores, memory } = stepper.snapshot()
    expect(cores.map(({ buffer }) => buffer.map(({ text }) => text))).toEqual([['x = 1'], ['y = 1']])
    expect(memory.flatMap((block) => (block.kind === 'fields' ? block.cells.map(({ text }) => text) : []))).toEqual(['0', '0'])
    await type(stepper, 'drain 0', 'drain 1')
    expect(stepper.snapshot()).toMatchObject({ status: 'finished', outcome: 'r0=0 r1=0' })
  })

  test('what the last command changed is marked: registers and memory', async () => {
    const stepper = await openStepper(sb)
    await type(stepper, 'step 0', 'drain 0')
    expect(stepper.snapshot().changed.size).toBe(1)
    await type(stepper, 'next 1', 'next 1')
    const [rbx] = stepper.snapshot().cores[1]?.registers.filter(({ isChanged }) => isChanged) ?? []
    expect([stepper.snapshot().changed.size, rbx?.name, rbx?.text]).toEqual([0, 'rbx', '1'])
    await type(stepper, 'back')
    expect(stepper.snapshot().cores[1]?.registers.find(({ name }) => name === 'rbx')).toMatchObject({ text: '0', isChanged: true })
  })

  test('back and forward without limit', async () => {
    const stepper = await openStepper('go/two-inserts-one-bucket')
    await type(stepper, 'run')
    const end = stepper.snapshot()
    await type(stepper, 'back all')
    expect(stepper.snapshot()).toMatchObject({ transitions: 0, status: 'running', history: [] })
    await type(stepper, 'forward all')
    expect(stepper.snapshot().outcome).toBe(end.outcome)
    expect(stepper.run.schedule).toHaveLength(end.transitions)
  })

  test('pso: a younger store drains first, by its position or its label; x86-tso refuses that', async () => {
    const pso = await openStepper(twoStores, 'pso')
    await type(pso, 'next 0 2')
    expect(pso.drainable(0).map(({ text }) => text)).toEqual(['x = 1', 'y = 2'])
    expect(await type(pso, 'drain 0 y')).toEqual(['core 0: y = 2 → memory'])
    await type(pso, 'back')
    expect(await type(pso, 'drain 0 1')).toEqual(['core 0: y = 2 → memory'])
    const tso = await openStepper(twoStores)
    await type(tso, 'next 0 2')
    await expect(type(tso, 'drain 0 y')).rejects.toThrow('core 0 cannot drain y now: what can drain is 0 (x = 1)')
  })

  test('relaxed: a load may be performed at an earlier moment', async () => {
    const stepper = await openStepper(twoStores, 'relaxed')
    await type(stepper, 'next 0 2', 'drain 0', 'drain 0')
    expect(stepper.moments(1)).toEqual(['2', '@1 0'])
    expect(stepper.snapshot().cores[1]?.next).toBe('reads y: 2, @1 0')
    await type(stepper, 'step 1 @1')
    expect(stepper.run.register(1, 'rax')).toBe(0n)
    await expect(type(stepper, 'step 1 @7')).rejects.toThrow('core 1 cannot read 7 moments ago: it may read 1, @1 0')
  })

  test('a core that waits for its own buffer says so', async () => {
    const fenced = await openStepper(defineScenario({
      name: 'fenced', code: intel`
        p0:
          mov qword ptr [x], 1
          mfence
          ret`,
      memory: { x: {} }, cores: [{ entry: 'p0' }], outcome: () => 'done',
    }))
    await type(fenced, 'step')
    await expect(type(fenced, 'step')).rejects.toThrow('core 0 cannot step: fence: waits until its buffer is empty (drain 0)')
    await type(fenced, 'drain', 'step')
    expect(fenced.snapshot().transitions).toBe(3)
  })
})

describe('stops', () => {
  test('a symbol, a Go line, an access by name, and a change of memory', async () => {
    const stepper = await openStepper('go/two-inserts-one-bucket')
    await type(stepper, 'break mapassign_fast64')
    expect((await type(stepper, 'run 1'))[0]).toMatch(/: core 1 is at runtime\.mapassign_fast64$/)
    await type(stepper, 'delete all', 'break map_fast64.go:107')
    expect((await type(stepper, 'run 1'))[0]).toMatch(/: core 1 is at map_fast64\.go:107$/)
    await type(stepper, 'delete all', 'break h.buckets')
    expect((await type(stepper, 'run 1'))[0]).toMatch(/: core 1 has touched h\.buckets$/)
    await type(stepper, 'delete all', 'watch h.count')
    expect((await type(stepper, 'run 1'))[0]).toMatch(/: h\.count was 0 and is 1$/)
  })

  test('what has no name is refused', async () => {
    const stepper = await openStepper('go/two-inserts-one-bucket')
    await expect(type(stepper, 'break h.flag')).rejects.toThrow('nothing here is called `h.flag`: near it are `h.flags`')
    await expect(type(stepper, 'break map_fast64.go:9999')).rejects.toThrow('no instruction here comes from map_fast64.go:9999')
    await expect(type(stepper, 'delete 3')).rejects.toThrow('there is no breakpoint 3')
  })
})

describe('search from here', () => {
  test('r0=0 r1=0 is reachable until one store has drained before the other core read', async () => {
    const stepper = await openStepper(sb)
    expect((await type(stepper, 'search'))[0]).toMatch(/^still reachable: 4 outcomes; all \d+ states searched$/)
    expect((await type(stepper, 'search r0=0 r1=0'))[0]).toMatch(/^yes, still reachable/)
    await type(stepper, 'next 0', 'drain 0')
    expect((await type(stepper, 'search r0=0 r1=0'))[0]).toMatch(/^no, "r0=0 r1=0" is not reachable from here/)
    expect((await type(stepper, 'search'))[0]).toMatch(/^still reachable: 2 outcomes/)
  })

  test('the answer can be followed to its end, from where the run was', async () => {
    const stepper = await openStepper(sb)
    await type(stepper, 'next 1', 'search r0=0 r1=0', 'follow all')
    expect(stepper.snapshot().outcome).toBe('r0=0 r1=0')
    expect(stepper.run.schedule[0]).toEqual({ kind: 'exec', core: 1, back: 0 })
    await type(stepper, 'back all', 'next 0')
    await expect(type(stepper, 'follow')).rejects.toThrow('the run has left the schedule that it followed')
  })
})

test('a search that finds memory to be shared tells the run, and answers for the steps as they are then', async () => {
  // Core 1 reads core 0's stack, if core 0 has told it where that is.
  const stepper = await openStepper(defineScenario({
    name: 'stack',
    code: intel`
      p0:
        push 7
        mov [x], rsp
        pop rcx
        ret
      p1:
        mov rax, [x]
        test rax, rax
        je out
        mov rbx, [rax]
      out:
        ret`,
    memory: { x: {} },
    cores: [{ entry: 'p0' }, { entry: 'p1' }],
    outcome: (end) => (end.trap ? 'trap' : `seen=${end.register(1, 'rbx')}`),
  }))
  await type(stepper, 'next 0')
  expect(stepper.snapshot().cores[0]?.buffer.map(({ text }) => text)).toEqual([expect.stringMatching(/^x = /)])
  const said = await type(stepper, 'search')
  expect(said[0]).toMatch(/^still reachable: 2 outcomes; all \d+ states searched$/)
  expect(said.at(-1)).toBe('memory turned out to be shared: the steps were cut anew and taken again')
  // The one transition that core 0 has taken is now the PUSH.
  expect(stepper.snapshot()).toMatchObject({ transitions: 1 })
  expect(stepper.snapshot().cores[0]?.buffer.map(({ text }) => text)).toEqual([expect.stringMatching(/ = 7$/)])
  await type(stepper, 'search seen=7', 'follow all')
  expect(stepper.snapshot().outcome).toBe('seen=7')
})

test('the saved history is a witness that replays to the same state', async () => {
  const stepper = await openStepper(sb, 'pso')
  await type(stepper, 'step 0', 'step 1', 'drain 1', 'step 0')
  const file = join(mkdtempSync(join(tmpdir(), 'fencepost-')), 'own.witness')
  expect(await type(stepper, `save ${file}`)).toEqual([`4 transitions in ${file}: fencepost replay ${file}`])
  const loaded = await loadScenario(sb)
  const run = new Run(new Machine(loaded.automata, modelNamed('pso'), loaded.options))
  replay(run, parseWitness(readFileSync(file, 'utf8')), loaded.names())
  expect(run.schedule).toEqual(stepper.run.schedule)
})

test('only another witness is written over', async () => {
  const stepper = await openStepper(sb)
  const folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'mine')
  await expect(type(stepper, `save ${file}`)).rejects.toThrow(`${file} is there, and no witness: choose another name`)
  await expect(type(stepper, `save ${folder}`)).rejects.toThrow(`${folder} is there, and no witness`)
  expect(readFileSync(file, 'utf8')).toBe('mine')
  await type(stepper, `save ${file}.witness`, 'step 0', `save ${file}.witness`)
  expect(readFileSync(`${file}.witness`, 'utf8')).toMatch(/^fencepost witness 1\n.*\n0 exec /)
})

test('the three syntaxes, that of the code first', async () => {
  const stepper = await openStepper(sb)
  const text = (): string | undefined => stepper.snapshot().cores[0]?.listing[1]?.text
  expect(text()).toBe('mov rax, [y]')
  await type(stepper, 'syntax')
  expect([text(), stepper.snapshot().cores[0]?.registers[0]?.name]).toEqual(['movq y(%rip), %rax', '%rax'])
  await type(stepper, 'syntax')
  expect(text()).toBe('MOVQ y(SB), AX')
  await type(stepper, 'syntax intel')
  expect(text()).toBe('mov rax, [y]')
})

test('a core that is not there is refused, and nothing changes', async () => {
  const stepper = await openStepper(sb)
  await expect(type(stepper, 'step 2')).rejects.toThrow('there is no core 2: the cores are 0 to 1')
  await expect(type(stepper, 'drain 0')).rejects.toThrow('core 0 holds nothing in its buffer')
  await expect(type(stepper, 'back')).rejects.toThrow('this is the beginning')
  expect(stepper.snapshot()).toMatchObject({ transitions: 0, focus: 0, undone: 0 })
})
