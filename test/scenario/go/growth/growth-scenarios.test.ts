import { beforeAll, describe, expect, test } from 'vitest'
import { sc } from '../../../../src/cpu-model/sc.ts'
import { x86Tso } from '../../../../src/cpu-model/x86-tso.ts'
import type { GoBinary } from '../../../../src/go/elf/go-binary.ts'
import { buildGoProgram } from '../../../../src/go/fidelity/toolchain.ts'
import { defineElfScenario } from '../../../../src/scenario/go/elf/elf-scenario.ts'
import { defineGoScenario, type GoScenarioSpec } from '../../../../src/scenario/go/go-scenario.ts'
import * as growth from '../../../../src/scenario/go/growth/growth-scenarios.ts'
import { referenceProgram } from '../../../../src/scenario/go/reference-program.ts'
import { GO_ABSENT, goForTests } from '../../../go/toolchain.ts'
import { keysOfScenario } from '../../../kit/outcomes-of-scenario.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

const key = (outcome: object): string => JSON.stringify(outcome)
const writes = key({ fatal: 'concurrent map writes' })
const readAndWrite = key({ fatal: 'concurrent map read and map write' })
const map = (count: number, ...added: string[]): string => key({ count: `${count}`, fatal: null, map: added })

/** What an exhaustive search of a real binary found before (four rows), and what follows from them. */
const EXPECTED: readonly (readonly [spec: GoScenarioSpec, outcomes: readonly string[]])[] = [
  [growth.twoAssignsOneKey, [map(3, '0=100', '1=11', '2=102'), map(3, '0=100', '1=12', '2=102'), writes]],
  [growth.twoNewKeys, [
    ...[4, 5].flatMap((count) => [['10=11', '20=12'], ['10=11'], ['10=12'], ['20=11'], ['20=12']].map((added) => {
      return map(count, '0=100', '1=101', '2=102', ...added)
    })),
    writes,
  ]],
  [growth.insertAndDelete, [...[2, 3, 4].map((count) => map(count, '0=100', '2=102', '10=11')), writes]],
  [growth.evacuationAndLookup, [key({ fatal: null, read: '0' }), key({ fatal: null, read: '105' }), readAndWrite]],
  [growth.evacuationAndCommaOk, [
    key({ fatal: null, ok: false, v: '0' }), key({ fatal: null, ok: true, v: '0' }), key({ fatal: null, ok: true, v: '105' }),
    readAndWrite,
  ]],
]

describe('from the listings', () => {
  test.each(EXPECTED)('$name', async (spec, expected) => {
    expect(await keysOfScenario(defineGoScenario(spec), x86Tso)).toEqual([...expected].sort())
  })

  test('a lookup of key 0 may give the element of another key', async () => {
    const found = await keysOfScenario(defineGoScenario(growth.evacuationAndLookupOfZero), x86Tso)
    expect(found).toContain(key({ fatal: null, ok: true, v: '100' }))
    expect(found).toContain(key({ fatal: null, ok: true, v: '105' }))
    expect(found).toContain(key({ fatal: null, ok: false, v: '0' }))
  })

  test('an insert beside a range over the map wipes the flags of the iterator', async () => {
    const found = await keysOfScenario(defineGoScenario(growth.iterateAndInsert), x86Tso)
    expect(found).toContain(key({ fatal: null, flags: 0, sum: '303' }))
    expect(found).toContain(key({ fatal: 'concurrent map iteration and map write' }))
  })

  test('two inserts that move the same old bucket may lose another, whole', async () => {
    const found = await keysOfScenario(defineGoScenario(growth.twoEvacuations), sc)
    expect(found).toContain(key({ count: '29', fatal: null, missing: ['2', '3', '4', '10', '11', '13', '24'] }))
    expect(found).toContain(key({ at: 'map_fast64.go:409', fatal: 'throw: bad map state' }))
  })

  test('two inserts on each core: x86-TSO has outcomes that SC does not have', async () => {
    const scenario = defineGoScenario(growth.twoInsertsEach)
    const [strong, weak] = await Promise.all([sc, x86Tso].map((model) => keysOfScenario(scenario, model)))
    expect(weak).toEqual(expect.arrayContaining(strong ?? []))
    expect([strong?.length, weak?.length]).toEqual([86, 88])
  })
})

describe.skipIf(go === undefined)('from a binary that Go 1.22 built', () => {
  let binary: GoBinary

  beforeAll(async () => {
    if (go !== undefined) binary = (await buildGoProgram(go, await referenceProgram())).binary
  }, 180_000)

  /** Too many states for a test. */
  const large: readonly GoScenarioSpec[] = [growth.twoGrowths]

  test.each(growth.GROWTH_SCENARIOS.filter((spec) => !large.includes(spec)))('$name: the same outcomes', async (spec) => {
    const [listing, fromBinary] = await Promise.all([defineGoScenario(spec), defineElfScenario({ ...spec, binary })]
      .map((scenario) => keysOfScenario(scenario, x86Tso)))
    expect(fromBinary).toEqual(listing)
  }, 60_000)
})
