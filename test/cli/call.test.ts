import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCall } from '../../src/cli/call.ts'
import { disassembleFunction } from '../../src/cli/disasm-binary.ts'
import { runFidelity } from '../../src/cli/fidelity.ts'
import { readGoBinary } from '../../src/go/elf/go-binary.ts'
import { buildGoProgram } from '../../src/go/fidelity/toolchain.ts'
import { referenceProgram } from '../../src/scenario/go/reference-program.ts'
import { GO_ABSENT, goForTests } from '../go/toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

describe.skipIf(go === undefined)('commands over Go programs', () => {
  let folder: string
  let binary: string

  beforeAll(async () => {
    if (go === undefined) return
    folder = await mkdtemp(join(tmpdir(), 'fencepost-'))
    binary = join(folder, 'prog')
    await writeFile(binary, (await buildGoProgram(go, await referenceProgram())).bytes)
  }, 180_000)

  afterAll(async () => {
    if (go !== undefined) await rm(folder, { recursive: true })
  })

  async function call(symbol: string, words: string[], more: { map?: string; json?: boolean } = {}): Promise<[number, string]> {
    let printed = ''
    const { map, json = false } = more
    const print = (text: string): void => void (printed += text)
    return [await runCall({ binary, symbol, arguments: words, map, mapType: undefined, json, print }), printed]
  }

  test('call prints the results, the map and what ran', async () => {
    const [status, printed] = await call('main.get', ['m', '2'], { map: '1=10,2=20' })
    expect(status).toBe(0)
    expect(printed).toMatch(/^main\.get\(m, 2\) = 20, true\nm: count 2, \{1: 10, 2: 20\}\n\d+ instructions, \d+ accesses/)
  })

  test('call says what Go would say where the function does not return', async () => {
    expect(await call('main.put', ['nil', '1', '2'])).toEqual([1, expect.stringContaining(
      'panic: assignment to entry in nil map (map_fast64.go:95)',
    )])
  })

  test('call --json is one object', async () => {
    const [, printed] = await call('main.put', ['m', '7', '70'], { json: true })
    expect(JSON.parse(printed)).toMatchObject({ version: 1, end: 'returned', results: [], trap: null, map: { 7: '70' } })
  })

  test('a function of a binary as text', async () => {
    const lines = (await disassembleFunction(await readGoBinary(binary), 'main.length', 'go')).split('\n')
    expect(lines[0]).toBe('main.length:')
    expect(lines[1]).toMatch(/^ {2}0x[0-9a-f]+ {2}48 85 c0 +TESTQ AX, AX +wrappers\.go:24$/)
    expect(lines.at(-2)).toContain('RET')
  })

  test('fidelity ends with the totals', async () => {
    let printed = ''
    const print = (text: string): void => void (printed += text)
    const status = await runFidelity({ go: go?.path ?? '', compilerListing: false, all: false, json: false, print })
    expect(status).toBe(0)
    const totals = /^asm\/(\S+)\ngo1\.22\.12: \d+ functions, \d+ instructions, \d+ data symbols: 0 differences$/gm
    expect([...printed.matchAll(totals)].map(([, folder]) => folder)).toEqual(['go1.22', 'sync'])
  }, 60_000)

  test('a toolchain that is none is refused', async () => {
    const options = { compilerListing: false, all: false, json: false, print: () => undefined }
    await expect(runFidelity({ go: '/nonexistent/go', ...options })).rejects.toThrow('there is no such program')
    await expect(runFidelity({ go: '/bin/echo', ...options })).rejects.toThrow('not a go command')
  })
})
