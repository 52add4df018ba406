import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { streamWholeFile } from '../../src/host/write-whole-file.ts'
import { faultsOf } from '../export/trace/schema.ts'
import { fencepost } from './fencepost.ts'

const folder = mkdtempSync(join(tmpdir(), 'fencepost-trace-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SCENARIO = 'go/two-inserts-one-bucket'
const path = (name: string): string => join(folder, name)

describe('fencepost trace', () => {
  test('writes jsonl that replay accepts, until an event is changed', async () => {
    const file = path('t.jsonl')
    const made = await fencepost(['trace', SCENARIO, '--seed', '3', '--format', 'jsonl', '-o', file])
    expect(made).toMatchObject({ status: 0, stdout: '' })
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => faultsOf(line)).join('')).toBe('')
    const good = await fencepost(['replay', file])
    expect(good).toMatchObject({ status: 0, stderr: '' })
    expect(good.stdout).toContain(`all ${lines.length - 1} events of ${file} are as recorded`)
    const at = lines.findIndex((line) => line.includes('"kind":"drain"'))
    const changed = lines.map((line, i) => (i === at ? line.replace(/"value":"\d+"/, '"value":"99"') : line)).join('\n')
    const bad = await fencepost(['replay', '-'], { stdin: changed })
    expect(bad).toMatchObject({ status: 1, stdout: '' })
    expect(bad.stderr).toMatch(new RegExp(`^fencepost: -:${at + 1}: value: expected "\\d+", found "99"\n$`))
  })

  test('reads a witness from stdin, and packs what is to be packed', async () => {
    const { stdout } = await fencepost(['run', SCENARIO, '--seed', '3'])
    const witness = stdout.slice(stdout.indexOf('fencepost witness 1'))
    const file = path('t.txt.gz')
    const made = await fencepost(['trace', '-', '-o', file, '--syntax', 'att'], { stdin: witness })
    expect(made).toMatchObject({ status: 0, stderr: '' })
    const text = gunzipSync(readFileSync(file)).toString('utf8')
    expect(text).toMatch(/● map_fast64\.go:101 +runtime\.mapassign_fast64\+0x2a +movzbl 8\(%rbx\), %ecx +h\.flags is 0 \(initial\)/)
    expect(text).toMatch(/outcome {3}.*\(\d+ transitions\)\n$/)
  })

  test('ends without a word when nobody reads on', async () => {
    const answer = await fencepost(['trace', SCENARIO, '--seed', '3', '--format', 'jsonl'], {
      meanwhile: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
    })
    expect(answer).toMatchObject({ status: 0, stderr: '' })
  })

  test('writes a page with two runs side by side', async () => {
    const { stdout } = await fencepost(['run', SCENARIO, '--seed', '3'])
    const witness = path('w.witness')
    writeFileSync(witness, stdout.slice(stdout.indexOf('fencepost witness 1')))
    const file = path('two.html')
    const made = await fencepost(['trace', SCENARIO, '--seed', '4', '--format', 'html', '--compare', witness, '-o', file])
    expect(made).toMatchObject({ status: 0, stdout: '', stderr: '' })
    const page = readFileSync(file, 'utf8')
    const data = JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(page)?.[1] ?? '') as {
      readonly traces: readonly { readonly header: { readonly scenario: string }; readonly events: readonly string[] }[]
    }
    expect(data.traces.map(({ header }) => header.scenario)).toEqual([SCENARIO, SCENARIO])
    const lines = data.traces.flatMap(({ events }) => (
      events.flatMap((piece) => gunzipSync(Buffer.from(piece, 'base64')).toString('utf8').trimEnd().split('\n'))
    ))
    expect(lines.map((line) => faultsOf(line)).join('')).toBe('')
    const other = await fencepost(['trace', 'go/insert-then-look-across', '--format', 'html', '--compare', witness])
    expect(other).toMatchObject({ status: 2, stdout: '' })
    expect(other.stderr).toContain('expected a witness of the same scenario, found one of another scenario')
  })

  test.each([
    [['--format', 'xml'], /--format: expected one of text, jsonl, perfetto.*found "xml"/],
    [['--seed', '1', '--schedule', 'x'], /--schedule leaves nothing to chance: leave out --seed/],
    [['--compare', 'x'], /--compare shows two runs side by side, which text does not: add --format html/],
    [['--seed', '1', '--format', 'html', '--compare', SCENARIO], /expected the file of a witness, found the scenario/],
    [['--pct', '0'], /--pct: expected a depth of 1 or more/],
    [['--seed', '1', '-o', '/dev/full'], /\/dev\/full: cannot be written \(ENOSPC/],
    [['--seed', '1', '-o', `${process.execPath}/x`], /this is a file; expected a folder/],
  ])('%j is refused', async (args, said) => {
    const answer = await fencepost(['trace', SCENARIO, ...args])
    expect(answer).toMatchObject({ status: 2, stdout: '' })
    expect(answer.stderr).toMatch(said)
    expect(answer.stderr).not.toMatch(/ at .*\.js:/)
  })
})

describe('a file that is made in pieces', () => {
  test('is there as a whole or not at all', async () => {
    const file = path('whole')
    writeFileSync(file, 'before')
    const failing = function* (): Generator<string> {
      for (let i = 0; i < 100_000; i++) yield 'some line\n'
      throw new InputError('no more')
    }
    await expect(streamWholeFile(file, failing(), false)).rejects.toThrow('no more')
    expect(readFileSync(file, 'utf8')).toBe('before')
    await expect(streamWholeFile(path('none'), failing(), true)).rejects.toThrow('no more')
    expect(existsSync(path('none'))).toBe(false)
    await streamWholeFile(file, ['a', Buffer.from('b')], false)
    expect(readFileSync(file, 'utf8')).toBe('ab')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
