import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fencepost } from './fencepost.ts'

const folder = mkdtempSync(join(tmpdir(), 'fencepost-'))

function script(...lines: readonly string[]): { readonly stdin: string } {
  return { stdin: lines.map((line) => `${line}\n`).join('') }
}

test('a script: plain text after each command, and a witness that replay accepts', async () => {
  const file = join(folder, 'own.witness')
  const { status, stdout } = await fencepost(
    ['step', 'go/two-inserts-one-bucket'], script('next 0 4', 'next 1 3', 'drain 0', `save ${file}`, 'quit', 'nonsense'),
  )
  expect(status).toBe(0)
  expect(stdout).not.toContain('\x1b')
  expect(stdout).toContain('> next 0 4\ncore 0: h.flags is 0\n')
  expect(stdout).toContain('core 1: h.flags is 0 ‹core 0: 4›\n')
  expect(stdout).toContain('        buffer 0: h.flags = 4\n')
  expect(stdout).toContain('> drain 0\ncore 0: h.flags = 4 → memory\n')
  expect(stdout).not.toContain('nonsense')
  const again = await fencepost(['replay', file])
  expect(again).toMatchObject({ status: 0, stderr: '' })
  expect(again.stdout).toContain('none: the run is not over after 8 transitions')
})

test('a witness is followed to its end', async () => {
  const file = join(folder, 'lost.witness')
  const made = await fencepost(
    ['step', 'go/two-inserts-one-bucket', '--model', 'sc'], script('search keys: [7]', 'follow all', `save ${file}`),
  )
  expect(made.stdout).toMatch(/finished: fatal: none, keys: \[7\],/)
  const { status, stdout } = await fencepost(['step', file], script('follow 3', 'back', 'follow all', 'screen'))
  expect(status).toBe(0)
  expect(stdout).toMatch(/finished: fatal: none, keys: \[7\],/)
  expect(stdout.trimEnd().split('\n').slice(-24)[0]).toMatch(/^ go\/two-inserts-one-bucket · sc · fatal: none, keys: \[7\]/)
})

test('lines that are no commands are told with their numbers, and the rest goes on', async () => {
  const { status, stdout, stderr } = await fencepost(
    ['step', 'go/two-inserts-one-bucket'], script('', 'stepp', 'step 7', 'drain 0', 'step 0'),
  )
  expect([status, stderr]).toEqual([2, ''])
  expect(stdout).toContain('line 2: there is no command "stepp": did you mean step?\n')
  expect(stdout).toContain('line 3: there is no core 7: the cores are 0 to 1\n')
  expect(stdout).toContain('line 4: core 0 holds nothing in its buffer\n')
  expect(stdout).toContain('> step 0\ncore 0: SUBQ $32, SP\n')
})

test('a garbled witness, and one on stdin', async () => {
  const file = join(folder, 'garbled.witness')
  writeFileSync(file, 'fencepost witness 1\nscenario go/two-inserts-one-bucket model\n')
  const { status, stdout, stderr } = await fencepost(['step', file])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^fencepost: .*garbled\.witness:2: .*expected "scenario NAME/)
  expect(await fencepost(['step', '-'])).toMatchObject({
    status: 2, stderr: 'fencepost: step: stdin is for commands: give the witness as a file\n',
  })
})
