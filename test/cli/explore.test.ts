import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fencepost } from './fencepost.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const INSERTS = 'go/two-inserts-one-bucket'

interface Line {
  readonly version: number
  readonly scenario: string
  readonly model: string
  readonly complete: boolean
  readonly bounds: readonly string[]
  readonly states: number
  readonly transitions: number
  readonly ms: number
  readonly outcomes: readonly { readonly outcome: Readonly<Record<string, unknown>>; readonly witness: string }[]
}

function linesOf(stdout: string): Line[] {
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as Line)
}

/** A program that has this module loaded says on stderr when it begins to listen for Ctrl-C; before that, Ctrl-C ends it. */
const TELLS_THAT_IT_LISTENS = `data:text/javascript,${encodeURIComponent(
  "process.on('newListener', (event) => event === 'SIGINT' && console.error('listens'))")}`

/** S1 of the experiments, as issue and paper-and-pencil have it: the same under both models. */
const S1 = [
  { fatal: { core: 0, check: 'first' } },
  { fatal: { core: 1, check: 'first' } },
  { fatal: { core: 0, check: 'second' } },
  { fatal: { core: 1, check: 'second' } },
  ...['1', '2'].flatMap((count) => [
    { fatal: null, keys: ['7', '9'], values: ['70', '90'], count },
    ...['7', '9'].flatMap((key) => ['70', '90'].map((value) => ({ fatal: null, keys: [key], values: [value], count }))),
  ]),
]

describe('explore --json', () => {
  it('one object a line for each model, in the order of their strength, with 64-bit values as decimal strings', async () => {
    const { status, stdout, stderr } = await fencepost(['explore', INSERTS, '--model', 'x86-tso', '--model', 'sc', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const lines = linesOf(stdout)
    expect(lines.map(({ model }) => model)).toEqual(['sc', 'x86-tso'])
    for (const line of lines) {
      expect(line).toMatchObject({ version: 1, scenario: INSERTS, complete: true, bounds: [] })
      for (const number of [line.states, line.transitions, line.ms]) expect(number).toBeGreaterThan(0)
      const found = line.outcomes.map(({ outcome }) => JSON.stringify(outcome))
      expect(found.sort()).toEqual(S1.map((outcome) => JSON.stringify(outcome)).sort())
      for (const { witness } of line.outcomes) expect(witness).toMatch(/^fencepost witness 1\nscenario go\/two-inserts-one-b/)
    }
  })

  it('a search that was cut short says so, and what cut it', async () => {
    const { stdout } = await fencepost(['explore', INSERTS, '--model', 'x86-tso', '--max-states', '50', '--json'])
    const [line] = linesOf(stdout)
    expect(line).toMatchObject({ complete: false })
    expect(line?.bounds.join()).toContain('50 states')
  })

  it('threads change the work, not the outcomes', async () => {
    const args = ['explore', 'go/insert-then-look-across', '--model', 'pso', '--json']
    const [alone] = linesOf((await fencepost(args)).stdout)
    const { status, stdout, stderr } = await fencepost([...args, '--workers', '2'])
    const [together] = linesOf(stdout)
    expect({ status, stderr, complete: together?.complete }).toEqual({ status: 0, stderr: '', complete: true })
    expect(together?.outcomes.map(({ outcome }) => outcome)).toEqual(alone?.outcomes.map(({ outcome }) => outcome))
  })

  it('reductions change the work, not the outcomes', async () => {
    const [reduced, plain] = await Promise.all([
      fencepost(['explore', INSERTS, '--model', 'sc', '--json']),
      fencepost(['explore', INSERTS, '--model', 'sc', '--json', '--no-reduction', 'all']),
    ])
    const [a] = linesOf(reduced.stdout)
    const [b] = linesOf(plain.stdout)
    expect(b?.outcomes.map(({ outcome }) => outcome)).toEqual(a?.outcomes.map(({ outcome }) => outcome))
    expect(b?.states).toBeGreaterThan(2 * (a?.states ?? Infinity))
  })
})

describe('explore', () => {
  it('a table of outcomes and models; no colours in a pipe', async () => {
    const { stdout } = await fencepost(['explore', INSERTS, '--model', 'sc', '--model', 'x86-tso'])
    expect(stdout).toMatch(/^ *1 {2}fatal: none, keys: .* {2}\d+ +\d+$/m)
    expect(stdout).toMatch(/^sc: 14 outcomes, complete; /m)
    expect(stdout).toMatch(/^x86-tso: 14 outcomes, complete; /m)
    expect(stdout).not.toContain('\x1b')
  })

  it('both lookups miss: only from x86-tso on', async () => {
    const { stdout } = await fencepost(['explore', 'go/insert-then-look-across', '--model', 'sc', '--model', 'x86-tso'])
    const row = stdout.split('\n').find((line) => line.includes('found: [miss, miss], keys: [1, 7, 9]'))
    expect(stdout).toMatch(/^sc: 26 outcomes, complete; /m)
    // The row's title may go on in the next line; its cells stand in the first.
    expect(row).toMatch(/ – +\d+$/)
  })

  it('Ctrl-C shows what was found so far, marked incomplete, with the exit status of an interrupt', async () => {
    const args = ['explore', 'go/two-growths', '--model', 'x86-tso', '--max-seconds', '0']
    const { status, stdout } = await fencepost(args, {
      env: { NODE_OPTIONS: `--import=${TELLS_THAT_IT_LISTENS}` },
      meanwhile: (child) => child.stderr?.once('data', () => child.kill('SIGINT')),
    })
    expect(stdout).toMatch(/^x86-tso: \d+ outcomes, INCOMPLETE \(interrupted[;)]/m)
    expect(status).toBe(130)
  })

  it('a reader that goes away ends it without a word', async () => {
    const { status, stderr } = await fencepost(['explore', INSERTS, '--model', 'sc', '--witnesses'], {
      meanwhile: (child) => child.stdout?.destroy(),
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('explore --save and replay', () => {
  it('a witness file for each outcome, whole, each of which replays to its outcome', async () => {
    const saved = join(folder, 'saved')
    const { status } = await fencepost(['explore', INSERTS, '--model', 'x86-tso', '--save', saved])
    expect(status).toBe(0)
    const files = readdirSync(saved)
    expect(files).toHaveLength(14)
    expect(files.filter((name) => !name.endsWith('.witness'))).toEqual([])
    for (const name of [files[0], files[13]]) {
      const [comment = ''] = readFileSync(join(saved, name ?? ''), 'utf8').split('\n')
      const replayed = await fencepost(['replay', join(saved, name ?? '')])
      expect(replayed).toMatchObject({ status: 0, stderr: '' })
      expect(replayed.stdout).toContain(`outcome   ${comment.slice(2)}   (`)
    }
  })

  it('--outcome N prints a witness that replay reads from stdin', async () => {
    const { stdout } = await fencepost(['explore', 'go/insert-then-look-across', '--model', 'x86-tso', '--outcome', '1'])
    const { status, stdout: told } = await fencepost(['replay', '-'], { stdin: stdout })
    expect(status).toBe(0)
    expect(told).toContain(`outcome   ${(stdout.split('\n')[0] ?? '').slice(2)}`)
  })

  it('a folder that cannot be made leaves nothing behind', async () => {
    const blocked = join(folder, 'a-file')
    writeFileSync(blocked, '')
    const { status, stderr } = await fencepost(['explore', INSERTS, '--model', 'sc', '--save', join(blocked, 'below')])
    expect(status).toBe(2)
    expect(stderr).toContain('expected a folder to write into')
    expect(existsSync(join(blocked, 'below'))).toBe(false)
  })
})

describe('replay of a stale witness', () => {
  const header = (image: string): string => `fencepost witness 1\nscenario ${INSERTS}   model sc   image ${image}\n`

  it('made with other bytes: exit status 1, what has changed, and the line that no longer fits', async () => {
    const file = join(folder, 'stale')
    writeFileSync(file, `${header('00000000')}0 exec 0x40285a\n0 exec 0x1\n`)
    const { status, stdout, stderr } = await fencepost(['replay', file])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/stale: it was made with image 00000000, and go\/two-inserts-one-bucket is [0-9a-f]{8} now/)
    expect(stderr).toMatch(/stale:[34]: core 0 is not at 0x/)
    expect(stderr).not.toMatch(/\n {4}at /)
  })
})

describe('run', () => {
  it('equal seeds give equal runs, and the witness that it prints replays to the same outcome', async () => {
    const args = ['run', INSERTS, '--seed', '42']
    const [a, b] = await Promise.all([fencepost(args), fencepost(args)])
    expect(a).toEqual(b)
    expect(a.stdout).toContain('seed      42\n')
    const witness = a.stdout.slice(a.stdout.indexOf('fencepost witness'))
    const outcome = /^outcome .*$/m.exec(a.stdout)?.[0]
    expect(outcome).toMatch(/fatal/)
    expect((await fencepost(['replay', '-'], { stdin: witness })).stdout).toContain(outcome)
  })

  it('follows the lines of a schedule, then the lowest core', async () => {
    const file = join(folder, 'lines')
    const { stdout } = await fencepost(['run', INSERTS, '--seed', '1'])
    const lines = stdout.slice(stdout.indexOf('fencepost witness')).split('\n')
    writeFileSync(file, `${lines.slice(2, 5).join('\n')}\n`)
    const followed = await fencepost(['run', INSERTS, '--schedule', file])
    expect(followed.status).toBe(0)
    const taken = followed.stdout.slice(followed.stdout.indexOf('fencepost witness')).split('\n').slice(2, 5)
    expect(taken.map((line) => line.split(';')[0]?.trim())).toEqual(lines.slice(2, 5).map((line) => line.split(';')[0]?.trim()))
  })

  it('a line that is not possible: exit status 1, with its number', async () => {
    const file = join(folder, 'impossible')
    writeFileSync(file, '0 drain h.flags\n')
    const { status, stderr } = await fencepost(['run', INSERTS, '--schedule', file])
    expect(status).toBe(1)
    expect(stderr).toContain('impossible:1: core 0 cannot drain h.flags: its buffer holds nothing')
  })
})
