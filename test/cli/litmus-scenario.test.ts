/** Commands over a litmus test in place of a scenario. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fencepost, type Answer, type Circumstances } from './fencepost.ts'

const SB = `X86_64 SB
{ }
 P0             | P1             ;
 movl $1,(x)    | movl $1,(y)    ;
 movl (y),%eax  | movl (x),%eax  ;
exists (0:rax=0 /\\ 1:rax=0)
`

describe('a litmus test', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
    writeFileSync(join(folder, 'SB.litmus'), SB)
    writeFileSync(join(folder, 'other.litmus'), SB.replace('SB', 'other'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (args: readonly string[], how: Circumstances = {}): Promise<Answer> => fencepost(args, { cwd: folder, ...how })

  test('is explored, and a witness of it is replayed with the file that its first lines name', async () => {
    const { status, stdout } = await run(['explore', 'SB.litmus', '--model', 'sc', '--model', 'x86-tso', '--outcome', '4'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^; state: 0:rax=0; 1:rax=0, condition: holds\n/)
    const how = /^; fencepost replay (--litmus SB\.litmus) WITNESS$/m.exec(stdout)?.[1] ?? ''
    const again = await run(['replay', ...how.split(' '), '-'], { stdin: stdout })
    expect(again).toMatchObject({ status: 0, stderr: '' })
    expect(again.stdout).toContain('outcome   state: 0:rax=0; 1:rax=0, condition: holds   (6 transitions)')
    const message = async (...args: readonly string[]): Promise<string> => (await run(args, { stdin: stdout })).stderr
    expect(await message('replay', '-')).toBe(
      'fencepost: -: a witness of a litmus test: give the file that it was made with, --litmus FILE\n')
    expect(await message('replay', '--litmus', 'other.litmus', '-')).toBe(
      'fencepost: -: a witness of litmus/SB, and not of litmus/other, which other.litmus is\n')
  })

  test('is stepped in its own words', async () => {
    const script = { stdin: 'step 0\nstep 1\nsearch condition: holds\nfollow all\n' }
    const { status, stdout } = await run(['step', 'SB.litmus'], script)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^core 0 {2}\+0xa movl \(y\),%eax: reads y: 0$/m)
    expect(stdout).toContain('> search condition: holds\nyes, still reachable')
    expect(stdout).toMatch(/^6 transitions, finished: state: 0:rax=0; 1:rax=0, condition: holds$/m)
  })

  test.each([
    [['explore', 'SB.litmus', '--core', 'f()'], 'explore: --core is for a Go program: name it with --elf BINARY'],
    [['explore', 'SB.litmus', '--litmus', 'SB.litmus'], 'explore: --litmus SB.litmus and "SB.litmus" exclude each other'],
    [['run', 'go/two-growths', '--litmus', 'SB.litmus'], 'run: --litmus SB.litmus and "go/two-growths" exclude each other'],
    [['step', 'no.litmus'], 'no.litmus: there is no such file (expected a litmus test)'],
  ])('%j is refused', async (args, message) => {
    expect(await run(args)).toEqual({ status: 2, stdout: '', stderr: `fencepost: ${message}\n` })
  })
})
