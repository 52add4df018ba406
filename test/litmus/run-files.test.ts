import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import { runLitmusFiles, type LitmusFileResult, type RunFilesOptions } from '../../src/litmus/run-files.ts'

const SB = `X86_64 SB
{ }
 P0            | P1            ;
 movl $1,(x)   | movl $1,(y)   ;
 movl (y),%eax | movl (x),%eax ;
exists (0:rax=0 /\\ 1:rax=0)
`

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fencepost-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

function write(name: string, text: string): string {
  const file = join(directory, name)
  writeFileSync(file, text)
  return file
}

async function runAll(paths: readonly string[], options: Partial<RunFilesOptions> = {}): Promise<string[]> {
  const seen: string[] = []
  const results = runLitmusFiles(paths, { models: [modelNamed('x86-tso')], ...options })
  for await (const result of results) seen.push(brief(result))
  return seen
}

function brief(result: LitmusFileResult): string {
  if (result.kind === 'error') return result.error.message.replaceAll(`${directory}/`, '')
  return `${result.run.test.name} ${result.run.model} ${result.run.observation}`
}

describe('runLitmusFiles', () => {
  it('runs a file under every model, in their order', async () => {
    const seen = await runAll([write('SB.litmus', SB)], { models: MODELS })
    expect(seen).toStrictEqual(['SB sc Never', 'SB x86-tso Sometimes', 'SB pso Sometimes', 'SB relaxed Sometimes'])
  })

  it('walks directories by name, takes *.litmus there, and any file that is named', async () => {
    mkdirSync(join(directory, 'sub'))
    write('b.litmus', SB.replace('SB', 'b'))
    write('sub/a.litmus', SB.replace('SB', 'a'))
    write('a.litmus', SB.replace('SB', 'top'))
    const odd = write('notes.txt', SB.replace('SB', 'named'))
    expect(await runAll([directory, odd])).toStrictEqual([
      'top x86-tso Sometimes', 'b x86-tso Sometimes', 'a x86-tso Sometimes', 'named x86-tso Sometimes',
    ])
  })

  it('reports what is wrong with a file, and runs the others', async () => {
    const garbled = write('1.litmus', 'ARM SB\n')
    const unknown = write('2.litmus', SB.replace('movl (y),%eax', 'frobl (y),%eax'))
    const seen = await runAll([garbled, join(directory, 'missing.litmus'), unknown, write('3.litmus', SB)])
    expect(seen[0]).toMatch(/^1\.litmus:1:1: .*ARM/)
    expect(seen[1]).toMatch(/^missing\.litmus: there is no such file or directory/)
    expect(seen[2]).toMatch(/^2\.litmus:5.*frobl/)
    expect(seen[3]).toBe('SB x86-tso Sometimes')
  })

  it('reports a directory without tests', async () => {
    expect(await runAll([directory])).toStrictEqual([expect.stringContaining('found no *.litmus file here')])
  })

  it('names the line of an instruction that is not modelled', async () => {
    const file = write('int.litmus', SB.replace('movl (y),%eax', 'syscall      '))
    expect(await runAll([file])).toStrictEqual([expect.stringMatching(/^int\.litmus:5: .*syscall.*P0/)])
  })

  it('stops when it is told to', async () => {
    expect(await runAll([write('SB.litmus', SB)], { explore: { signal: AbortSignal.abort() } })).toStrictEqual([])
  })
})
