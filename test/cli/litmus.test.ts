import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fencepost } from './fencepost.ts'

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fencepost-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

function write(name: string, body: string): void {
  writeFileSync(join(directory, `${name}.litmus`), `X86_64 ${name}\n${body}`)
}

const SB = `{ }
 P0             | P1             ;
 movl $1,(x)    | movl $1,(y)    ;
 movl (y),%eax  | movl (x),%eax  ;
exists (0:rax=0 /\\ 1:rax=0)
`

/** Four cores that each look at what three others have stored: minutes under `relaxed`. */
const ENDLESS = `{ }
 P0             | P1             | P2             | P3             ;
 movl $1,(x)    | movl $1,(y)    | movl $1,(z)    | movl $1,(w)    ;
 movl (y),%eax  | movl (z),%eax  | movl (w),%eax  | movl (x),%eax  ;
 movl $2,(z)    | movl $2,(w)    | movl $2,(x)    | movl $2,(y)    ;
 movl (w),%ebx  | movl (x),%ebx  | movl (y),%ebx  | movl (z),%ebx  ;
 movl $3,(y)    | movl $3,(z)    | movl $3,(w)    | movl $3,(x)    ;
 movl (x),%ecx  | movl (y),%ecx  | movl (z),%ecx  | movl (w),%ecx  ;
exists (0:rax=0 /\\ 1:rax=0)
`

interface Line {
  readonly name: string
  readonly complete: boolean
}

function lines(stdout: string): Line[] {
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Line)
}

/** Times are not the same twice. */
function withoutTimes(log: string): string {
  return log.replace(/^(Time \S+) .*$/gm, '$1')
}

describe('litmus --workers', () => {
  test('prints the same in the same order, mistakes too', async () => {
    // The first takes long enough for a second thread to start and to come to the others before it is over.
    write('a', ENDLESS)
    for (const name of ['b', 'd', 'e', 'f']) write(name, SB)
    write('c', SB.replace('movl (y),%eax', 'movl (y),%nothing'))
    const run = (workers: string): ReturnType<typeof fencepost> =>
      fencepost(['litmus', directory, '--model', 'relaxed', '--max-seconds', '2', '--workers', workers])
    const one = await run('1')
    const two = await run('2')
    const notOfA = (log: string): string => withoutTimes(log).replace(/^[^]*?(?=^Test b)/m, '')
    expect(notOfA(two.stdout)).toBe(notOfA(one.stdout))
    expect(two.stdout.match(/^Test \w+/gm)).toEqual(['Test a', 'Test b', 'Test d', 'Test e', 'Test f'])
    expect(two.stderr).toBe(one.stderr)
    expect(two.stderr).toMatch(/^fencepost: .*c\.litmus:5:12: found `nothing`/)
    expect([one.status, two.status]).toEqual([2, 2])
  }, 30_000)

  test('after Ctrl-C, each thread shows what it has found of its test', async () => {
    for (const name of ['a', 'b', 'c', 'd']) write(name, ENDLESS)
    const { status, stdout } = await fencepost(['litmus', directory, '--model', 'relaxed', '--json', '--workers', '2'], {
      meanwhile: (child) => { setTimeout(() => child.kill('SIGINT'), 5000) },
    })
    expect(lines(stdout)).toMatchObject([{ name: 'a', complete: false }, { name: 'b', complete: false }])
    expect(status).toBe(130)
  }, 30_000)

  test('takes 1 to 64', async () => {
    write('SB', SB)
    const { status, stderr } = await fencepost(['litmus', directory, '--workers', '0'])
    expect(stderr).toBe('fencepost: --workers: expected a number of threads, 1 to 64, found "0"\n')
    expect(status).toBe(2)
  })
})

test('Ctrl-C ends a set of small tests before its end', async () => {
  for (let n = 0; n < 1500; n++) write(`SB${1000 + n}`, SB)
  const { status, stdout } = await fencepost(['litmus', directory, '--json'], {
    meanwhile: (child) => { child.stdout?.once('data', () => child.kill('SIGINT')) },
  })
  const seen = lines(stdout)
  expect(seen.length).toBeLessThan(1500)
  expect(seen.map(({ name }) => name)).toEqual(seen.map((_, n) => `SB${1000 + n}`))
  expect(status).toBe(130)
}, 30_000)
