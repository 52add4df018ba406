import { beforeAll, describe, expect, test } from 'vitest'
import { sc } from '../../../../src/cpu-model/sc.ts'
import { x86Tso } from '../../../../src/cpu-model/x86-tso.ts'
import type { GoBinary } from '../../../../src/go/elf/go-binary.ts'
import { buildGoProgram } from '../../../../src/go/fidelity/toolchain.ts'
import { elfCallsScenario, type ElfCalls } from '../../../../src/scenario/go/elf/elf-calls-scenario.ts'
import { parseMap } from '../../../../src/scenario/go/elf/map-text.ts'
import { referenceProgram } from '../../../../src/scenario/go/reference-program.ts'
import { buildTestProgram } from '../../../go/programs.ts'
import { GO_ABSENT, goForTests } from '../../../go/toolchain.ts'
import { keysOfScenario } from '../../../kit/outcomes-of-scenario.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

/** Keys of the outcomes, in order. */
const outcomes = (calls: ElfCalls, model = x86Tso): Promise<string[]> => keysOfScenario(elfCallsScenario(calls), model)

describe.skipIf(go === undefined)('scenarios whose cores call functions of a Go program', () => {
  let maps: GoBinary
  let functions: GoBinary

  beforeAll(async () => {
    if (go === undefined) return
    maps = (await buildGoProgram(go, await referenceProgram())).binary
    functions = await buildTestProgram(go, 'functions.go')
  }, 180_000)

  test('a put and a get: the key is there or not, its value stored or not, or Go ends the program', async () => {
    const found = await outcomes({ binary: maps, cores: ['main.put(m, 7, 70)', 'v, ok = main.get(m, 7)'], map: parseMap('1=10') })
    const ended = (returned: string): string =>
      JSON.stringify({ count: '2', map: ['1=10', '7=70'], returned: [`core 1 main.get(m, 7): ${returned}`], trap: null })
    expect(found).toEqual([
      ended('v=0 ok=false'),
      ended('v=0 ok=true'),
      ended('v=70 ok=true'),
      JSON.stringify({ trap: 'core 1: fatal: concurrent map read and map write (map_fast64.go:62)' }),
    ])
  })

  test('a result that is called _ is no part of the outcome', async () => {
    const returned = async (call: string): Promise<unknown> => {
      const [found = ''] = await outcomes({ binary: maps, cores: [call], map: parseMap('1=10') })
      return (JSON.parse(found) as { returned: unknown }).returned
    }
    expect(await returned('_, ok = main.get(m, 1)')).toEqual(['core 0 main.get(m, 1): ok=true'])
    expect(await returned('_, _ = main.get(m, 1)')).toEqual(await returned('main.put(m, 1, 2)'))
  })

  test('several calls on one core, one after another', async () => {
    expect(await outcomes({ binary: maps, cores: ['main.put(m, 1, 2); main.inc(m, 1); main.get(m, 1); main.length(m)'] }))
      .toEqual([JSON.stringify({
        count: '1', map: ['1=3'], returned: ['core 0 main.get(m, 1): 3 true', 'core 0 main.length(m): 1'], trap: null,
      })])
  })

  test('a package variable is constant until somebody stores to it: counter++ loses one, with LOCK it does not', async () => {
    const twice = (name: string): ElfCalls => ({ binary: functions, cores: [`main.${name}()`, `main.${name}()`] })
    const returned = (found: string[]): unknown[] => found.map((key) => (JSON.parse(key) as { returned: string[] }).returned)
    expect(returned(await outcomes(twice('countAtomically'), sc))).toEqual([
      ['core 0 main.countAtomically(): 1', 'core 1 main.countAtomically(): 2'],
      ['core 0 main.countAtomically(): 2', 'core 1 main.countAtomically(): 1'],
    ])
    expect(returned(await outcomes(twice('count'), sc))).toContainEqual(
      ['core 0 main.count(): 1', 'core 1 main.count(): 1'],
    )
  })

  test('a map[int]int of the program, whose type the called function says', async () => {
    expect(await outcomes({ binary: functions, cores: ['main.lookInt(m, 5)'], map: parseMap('5=50') })).toEqual([
      JSON.stringify({ count: '1', map: ['5=50'], returned: ['core 0 main.lookInt(m, 5): 50'], trap: null }),
    ])
  })

  test('what is not modelled ends the run, by name', async () => {
    const [outcome] = await outcomes({ binary: functions, cores: ['main.start()'] })
    expect(outcome).toContain('runtime.newproc: goroutines are not scheduled here')
  })

  test('functions and types that the program does not have are refused at once', () => {
    expect(() => elfCallsScenario({ binary: maps, cores: ['main.putt(m, 1, 2)'] })).toThrow('near it are main.put')
    expect(() => elfCallsScenario({ binary: maps, cores: ['main.put(m, 1)'] })).toThrow('where the function takes 3')
  })
})

test('a map as text', () => {
  expect(parseMap('1=10, 0x2:20')).toEqual({ B: 0, entries: [{ key: 1n, value: 10n }, { key: 2n, value: 20n }] })
  expect(parseMap(Array.from({ length: 14 }, (_, i) => `${i}=1`).join()).B).toBe(2)
  expect(() => parseMap('1=')).toThrow('expected KEY=VALUE')
})
