import { beforeAll, describe, expect, test } from 'vitest'
import type { GoBinary } from '../../../../src/go/elf/go-binary.ts'
import { callFunction, type CalledFunction } from '../../../../src/scenario/go/elf/call-function.ts'
import { parseCalls } from '../../../../src/scenario/go/elf/parse-calls.ts'
import { readResult, typeCall } from '../../../../src/scenario/go/elf/typed-call.ts'
import { buildTestProgram } from '../../../go/programs.ts'
import { GO_ABSENT, goForTests } from '../../../go/toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

describe.skipIf(go === undefined)('a function of a Go program, called', () => {
  let binary: GoBinary

  beforeAll(async () => {
    if (go !== undefined) binary = await buildTestProgram(go, 'functions.go')
  }, 180_000)

  async function call(text: string): Promise<CalledFunction & { readonly results: unknown[] }> {
    const [parsed] = parseCalls(text)
    if (parsed === undefined) throw new Error('no call')
    const typed = typeCall(binary, parsed)
    const called = await callFunction({ binary, call: typed })
    return { ...called, results: typed.typed.map(({ type }, i) => readResult(type, called.registers[i] ?? 0n)) }
  }

  test.each([
    ['main.add(2, 3)', [5n]],
    ['main.add(-2, -3)', [-5n]],
    ['main.negate(3)', [-3n]],
    ['main.isEven(4)', [true]],
    ['main.isEven(5)', [false]],
    ['main.divide(-7, 2)', [-3n]],
    ['main.element(2)', [10n]],
    ['main.count()', [1n]],
    ['main.countAtomically()', [1n]],
    ['main.countLocked()', [1n]],
    ['main.allocate(1000)', [999n]],
    ['main.deep(3)', [6n]],
    ['main.lookInt(m, 1)', [0n]],
  ])('%s', async (text, results) => {
    const called = await call(text)
    expect(called.end).toBe('returned')
    expect(called.results).toEqual(results)
  })

  test('pointers are what the arena gave out', async () => {
    expect((await call('main.newPair(1, 2)')).results).toEqual([expect.stringMatching(/^0xc04/)])
  })

  test('instructions are counted as they run: LEAQ and RET of a function that adds', async () => {
    expect((await call('main.add(2, 3)')).instructions).toBe(2)
  })

  test.each([
    ['main.divide(1, 0)', 'panic', 'runtime error: integer divide by zero'],
    ['main.element(9)', 'panic', 'runtime error: index out of range [9] with length 4'],
    ['main.say(1)', 'unmodelled', 'runtime.printlock: printing needs the operating system'],
    ['main.start()', 'unmodelled', 'runtime.newproc: goroutines are not scheduled here'],
    ['main.deep(1000)', 'unmodelled', 'the stack would have to grow'],
    ['runtime.nanotime1()', 'unmodelled', 'system calls are not modelled'],
    ['runtime.rt0_go.abi0()', 'unmodelled', ''],
    ['runtime.sigreturn__sigaction.abi0()', 'unmodelled', 'system calls are not modelled'],
  ])('%s ends there', async (text, kind, message) => {
    const called = await call(text)
    expect(called.end).toBe('trapped')
    expect(called.trap).toMatchObject({ kind, message: expect.stringContaining(message) as string })
  })

  test('a function that goes round in circles never returns', async () => {
    expect((await call('main.forever()')).end).toBe('endless')
  })

  test.each([
    ['main.add(2)', '1 argument where the function takes 2; it is main.add(a int, b int) (int)'],
    ['main.isEven(256)', '256 does not fit into a uint8'],
    ['main.half(1)', 'the parameter f is no integer, pointer or map'],
    ['main.size(1)', 'the parameter s is no integer, pointer or map'],
    ['main.add(m, 1)', 'm is a map, and a is of type int'],
    ['main.lookString(m, 1)', 'the parameter k is no integer, pointer or map'],
    ['main.ad(1, 2)', 'near it are main.add'],
    ['a, b, c = main.add(1, 2)', 'at most 2 results can have names'],
    ['a, b = main.add(1, 2)', '2 names for 1 results'],
  ])('%s is refused', async (text, message) => {
    await expect(call(text)).rejects.toThrow(expect.objectContaining({ name: 'InputError' }) as Error)
    await expect(call(text)).rejects.toThrow(message)
  })
})
