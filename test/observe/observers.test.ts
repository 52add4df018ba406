import { describe, expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { CacheLines } from '../../src/observe/cache-lines.ts'
import { CompareAndSwaps } from '../../src/observe/compare-and-swaps.ts'
import { countSchedules } from '../../src/observe/count-schedules.ts'
import { Overlap } from '../../src/observe/overlap.ts'
import { TouchedPages } from '../../src/observe/pages.ts'
import { watch, type Order } from '../../src/observe/watch.ts'
import { defineScenario, intel } from '../../src/scenario/define-scenario.ts'
import { twoInsertsOneBucket } from '../../src/scenario/go/two-inserts-one-bucket.ts'
import { loadScenario, type Scenario } from '../../src/scenario/scenario.ts'

/** Two cores that each store twice to words of one cache line: core 0 to word 0, core 1 to word `word`. */
const stores = (word: number): Scenario => defineScenario({
  name: `test/stores-${word}`,
  code: intel`
    p0:
      mov qword ptr [line], 1
      mov qword ptr [line], 2
      ret
    p1:
      mov qword ptr [line+${8 * word}], 1
      mov qword ptr [line+${8 * word}], 2
      ret`,
  memory: { line: [0n, 0n] },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: () => 'done',
})

describe('cache lines', () => {
  const totals = async (scenario: Scenario, order: Order): Promise<unknown> => {
    const lines = new CacheLines(2)
    await watch(scenario, order, [lines])
    return lines.lines.map(({ stores: stored, invalidations, trueSharing, falseSharing, states }) => (
      { stored, invalidations, trueSharing, falseSharing, states }
    ))
  }

  // In turn: core 1's first store takes the line from core 0, once.
  test('one core after another: one invalidation, and nothing is fetched again', async () => {
    expect(await totals(stores(1), 'in-turn')).toEqual([
      { stored: 4, invalidations: 1, trueSharing: 0, falseSharing: 0, states: ['invalid', 'modified'] },
    ])
  })

  // Alternating: the line goes 0, 1, 0, 1. The second store of each core finds that the other has stored beside it.
  test('by turns to two words of a line: false sharing', async () => {
    expect(await totals(stores(1), 'alternating')).toEqual([
      { stored: 4, invalidations: 3, trueSharing: 0, falseSharing: 2, states: ['invalid', 'modified'] },
    ])
  })

  test('by turns to one word: true sharing', async () => {
    expect(await totals(stores(0), 'alternating')).toEqual([
      { stored: 4, invalidations: 3, trueSharing: 2, falseSharing: 0, states: ['invalid', 'modified'] },
    ])
  })

  test('two readers share a line, and nothing is invalidated; a load from the own buffer takes none', async () => {
    const readers = defineScenario({
      name: 'test/readers',
      code: intel`
        read:
          mov rax, [x]
          mov rax, [x]
          ret
        write:
          mov qword ptr [y], 1
          mov rax, [y]
          ret`,
      memory: { x: 0n, y: 0n }, cores: [{ entry: 'read' }, { entry: 'read' }, { entry: 'write' }], outcome: () => 'done',
    })
    const lines = new CacheLines(3)
    await watch(readers, 'in-turn', [lines])
    expect(lines.lines).toMatchObject([
      { labels: ['x'], loads: 4, stores: 0, invalidations: 0, states: ['shared', 'shared', 'invalid'] },
      { labels: ['y'], loads: 0, stores: 1, invalidations: 0, states: ['invalid', 'invalid', 'modified'] },
    ])
  })
})

test('CMPXCHG: those that fail, by function; XADD and XCHG cannot', async () => {
  const scenario = defineScenario({
    name: 'test/cas',
    code: intel`
      p0:
        mov eax, 1
        mov ecx, 2
        lock cmpxchg [x], rcx
        lock cmpxchg [x], rcx
        lock cmpxchg [x], rcx
        lock xadd [x], rcx
        xchg [x], rcx
        xchg rax, rcx
        ret`,
    // The first finds 0 and not 1; the second finds 0 as expected and stores 2; the third finds 2 and not 0.
    memory: { x: 0n }, cores: [{ entry: 'p0' }], outcome: () => 'done',
  })
  const atomics = new CompareAndSwaps()
  await watch(scenario, 'in-turn', [atomics])
  expect(atomics.functions).toEqual([{ function: 'p0', compareAndSwaps: 3, failures: 2, others: 2 }])
})

test('pages: two variables beside each other are one page of data, and none is left by another core', async () => {
  const pages = new TouchedPages()
  await watch(stores(1), 'alternating', [pages])
  // The line, and the page of the stack with the return address.
  expect(pages.core(0)).toMatchObject({ accesses: 3, first: 2 })
  expect(pages.core(0).data).toContain(0x600)
  expect(pages.core(0).code).toEqual([0x401])
})

describe('overlap', () => {
  test('two inserts in turn do not, by turns they do', async () => {
    for (const [order, overlaps] of [['in-turn', 0], ['alternating', 1]] as const) {
      const overlap = new Overlap('runtime.mapassign_fast64')
      await watch(twoInsertsOneBucket, order, [overlap])
      expect(overlap.calls.map(({ core, to }) => [core, to === undefined])).toEqual([[0, false], [1, false]])
      expect(overlap.overlaps).toBe(overlaps)
    }
  })
})

describe('counting schedules', () => {
  const twoLoads = intel`
    p0:
      mov rax, [x]
      mov rax, [x]
      ret`
  const cores = [{ entry: 'p0' }, { entry: 'p0' }]

  // Four steps, two of each core, in C(4, 2) = 6 orders. Inside is between the loads: aabb and bbaa alone do not overlap.
  test('every order once', async () => {
    const loaded = await loadScenario(defineScenario({
      name: 'test/loads', code: twoLoads, memory: { x: 0n }, cores, outcome: () => 'done',
    }))
    const options = { isInside: () => true, classify: String }
    expect(countSchedules(loaded, modelNamed('sc'), options)).toEqual([
      { end: 'done', overlapped: false, schedules: 2n }, { end: 'done', overlapped: true, schedules: 4n },
    ])
    loaded.close()
  })

  test('a loop has no end of them', async () => {
    const loaded = await loadScenario(defineScenario({
      name: 'test/loop', memory: { x: 0n }, cores: [{ entry: 'p0' }], outcome: () => 'done',
      code: intel`
        p0:
          cmp qword ptr [x], 0
          je p0
          ret`,
    }))
    expect(() => countSchedules(loaded, modelNamed('sc'), { isInside: () => true, classify: String })).toThrow(
      'test/loop can go round in a circle: its schedules cannot be counted',
    )
    loaded.close()
  })
})
