/** Commands over a program that somebody else built: its calls in place of a scenario. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGoProgram } from '../../src/go/fidelity/toolchain.ts'
import { GO_ABSENT, goForTests } from '../go/toolchain.ts'
import { fencepost, type Answer } from './fencepost.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

interface Line {
  readonly scenario: string
  readonly complete: boolean
  readonly outcomes: readonly { readonly outcome: Readonly<Record<string, unknown>>; readonly witness: string }[]
}

describe.skipIf(go === undefined)('a program that somebody else built', () => {
  let folder: string
  const inFolder = (args: readonly string[]): Promise<Answer> => fencepost(args, { cwd: folder })

  beforeAll(async () => {
    if (go === undefined) return
    folder = await mkdtemp(join(tmpdir(), 'fencepost-'))
    const text = await readFile(new URL('../go/testdata/remember.go', import.meta.url), 'utf8')
    const source = { file: 'remember.go', text }
    const whole = (await buildGoProgram(go, source)).bytes
    await writeFile(join(folder, 'prog'), whole)
    await writeFile(join(folder, 'stripped'), (await buildGoProgram(go, source, ['-ldflags=-s -w'])).bytes)
    const swiss = Buffer.from(whole)
    swiss.write('go1.24.10', swiss.indexOf('go1.22.12', swiss.indexOf(' Go buildinf:')), 'latin1')
    await writeFile(join(folder, 'swiss'), swiss)
  }, 180_000)

  afterAll(async () => {
    if (go !== undefined) await rm(folder, { recursive: true })
  })

  /** The outcomes of a complete search under sc, each with its witness. */
  async function outcomesOf(args: readonly string[]): Promise<Line['outcomes']> {
    const { status, stdout, stderr } = await inFolder(['explore', ...args, '--model', 'sc', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const line = JSON.parse(stdout) as Line
    expect(line).toMatchObject({ scenario: 'elf', complete: true })
    return line.outcomes
  }

  const TWO = ['--core', 'main.remember(m, 5)', '--core', 'main.remember(m, 5)', '--map', '5=1']

  /**
   * seen[key]++ is INCQ without LOCK, outside of what the flag protects: both count, or one is lost. A fatal error comes from the
   * reader's check (map_fast64.go:62), and from the first and the second of the writer's (:102, :177), on either core.
   */
  test.each([['prog', 'true'], ['stripped', '1']])('%s: two counts of one key', async (program, yes) => {
    const found = (await outcomesOf(['--elf', program, ...TWO])).map(({ outcome }) => JSON.stringify(outcome))
    const returned = [0, 1].map((core) => `core ${core} main.remember(m, 5): ${yes}`)
    const fatal = [
      'concurrent map read and map write (map_fast64.go:62)', 'concurrent map writes (map_fast64.go:102)',
      'concurrent map writes (map_fast64.go:177)',
    ]
    expect(found.sort()).toEqual([
      ...['5=2', '5=3'].map((entry) => ({ trap: null, returned, map: [entry], count: '1' })),
      ...[0, 1].flatMap((core) => fatal.map((message) => ({ trap: `core ${core}: fatal: ${message}` }))),
    ].map((outcome) => JSON.stringify(outcome)).sort())
  })

  test('of a stripped program: what a function without a result leaves in RAX does not tell outcomes apart', async () => {
    const forget = (call: string): Promise<Line['outcomes']> => outcomesOf(['--elf', 'stripped', '--core', call, '--map', '5=1'])
    const [left] = await forget('main.forget(m, 5)')
    const [leftOut] = await forget('_ = main.forget(m, 5)')
    expect(left?.outcome['returned']).toEqual([expect.stringMatching(/^core 0 main\.forget\(m, 5\): \d+$/)])
    expect(leftOut?.outcome).toEqual({ trap: null, map: [], count: '0' })
  })

  test('a witness says how it is replayed, and then ends in its outcome', async () => {
    const found = await outcomesOf(['--elf', 'prog', ...TWO])
    const lost = found.find(({ outcome }) => JSON.stringify(outcome['map']) === '["5=2"]')
    await writeFile(join(folder, 'lost.witness'), lost?.witness ?? '')
    const how = /^; (fencepost replay .* WITNESS)$/m.exec(lost?.witness ?? '')?.[1]
    expect(how).toBe(
      "fencepost replay --elf prog --core 'main.remember(m, 5)' --core 'main.remember(m, 5)' --map 5=1 WITNESS",
    )
    const { status, stdout } = await inFolder(['replay', '--elf', 'prog', ...TWO, 'lost.witness'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/remember\.go:11 +INCQ \(AX\) /)
    expect(stdout).toMatch(/outcome {3}trap: none, .* map: \[5=2\], count: 1/)
    expect((await inFolder(['run', '--elf', 'prog', ...TWO, '--schedule', 'lost.witness'])).stdout).toContain('map: [5=2]')
    const other = await inFolder(['replay', '--elf', 'prog', '--core', 'main.remember(m, 6)', 'lost.witness'])
    expect(other.status).toBe(1)
    expect(other.stderr).toContain('this witness is stale')
    const without = await inFolder(['replay', 'lost.witness'])
    expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('give the --elf, --core and --map')])
  })

  test('arguments that a function saves in the room of its caller leave the caller alone', async () => {
    const call = 'main.weighted(m, 1, 2, 3, 4, 5, 6, 7, 8)'
    const [found] = await outcomesOf(['--elf', 'prog', '--core', `${call}; main.forget(m, 1); ${call}`])
    const returned = [`core 0 ${call}: 204`, `core 0 ${call}: 204`]
    expect(found?.outcome).toEqual({ trap: null, returned, map: ['1=1'], count: '1' })
    const called = await inFolder(['call', 'prog', 'main.weighted', 'm', '1', '2', '3', '4', '5', '6', '7', '8'])
    expect(called).toMatchObject({ status: 0, stdout: expect.stringContaining(') = 204\nm: count 1, {1: 1}\n') as string })
  })

  test.each(['prog', 'stripped'])('disasm %s: a function with the Go line of each instruction', async (program) => {
    const { status, stdout } = await inFolder(['disasm', program, 'main.forget'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^main\.forget:\n {2}0x\w+ {2}49 3b 66 10 +CMPQ SP, 16\(R14\) +remember\.go:16\n/)
    expect(stdout).toMatch(/CALL runtime\.mapdelete_fast64\(SB\) +remember\.go:16\n/)
  })

  test.each<readonly [what: string, args: readonly string[], message: string]>([
    ['built with Go 1.24', ['explore', '--elf', 'swiss', ...TWO], 'built with go1.24.10; since Go 1.24 maps are Swiss tables'],
    ['called with a map, built with Go 1.24', ['call', 'swiss', 'main.forget', 'm', '5'], 'since Go 1.24 maps are Swiss tables'],
    ['without calls', ['explore', '--elf', 'prog'], 'explore: --elf needs what each core calls: --core'],
    ['with a scenario that ships', ['run', 'go/two-growths', '--elf', 'prog', ...TWO], '"go/two-growths" and --elf exclude each'],
    ['and a map that is not used', ['explore', '--elf', 'prog', '--core', 'main.main()', '--map', '1=1'], 'no call is given m'],
    ['which is not named', ['explore', ...TWO], 'explore: --core is for a Go program: name it with --elf BINARY'],
    ['without the function', ['run', '--elf', 'prog', '--core', 'main.forgt(m, 1)'], 'near it are main.forget'],
    ['disassembled without a name', ['disasm', 'prog'], 'prog is a program: which function of it?'],
    ['disassembled as a listing', ['disasm', 'prog', 'main.main', '--from', 'att'], '--from is for listings'],
  ])('%s: refused', async (_what, args, message) => {
    const { status, stdout, stderr } = await inFolder(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^fencepost: .*\n$/)
  })
})
