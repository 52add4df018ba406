/** Commands over scenarios that a module of the user's exports. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fencepost, programPath, type Answer, type Circumstances } from './fencepost.ts'

/** Message passing. Core 1 sees the flag and not the data only where stores drain out of order. */
const MP = `import { defineScenario, intel } from 'fencepost'
const code = intel\`
  send:
    mov qword ptr [data], 7
    mov qword ptr [flag], 1
    ret
  receive:
    mov rax, [flag]
    mov rbx, [data]
    ret\`
const scenario = (name) => defineScenario({
  name, code, memory: { data: 0n, flag: 0n }, cores: [{ entry: 'send' }, { entry: 'receive' }],
  outcome: (end) => ({ flag: end.register(1, 'rax'), data: end.register(1, 'rbx') }),
})
export const mp = scenario('own/mp')
`

describe('a module', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(dirname(dirname(dirname(programPath()))), join(folder, 'node_modules/fencepost'))
    writeFileSync(join(folder, 'mp.mjs'), MP)
    writeFileSync(join(folder, 'two.mjs'), `${MP}export const more = [scenario('own/mp-again'), mp]\n`)
    writeFileSync(join(folder, 'none.mjs'), 'export const answer = 42\n')
    writeFileSync(join(folder, 'wrong.mjs'), MP.replace("'receive' }]", "'recieve' }]"))
    writeFileSync(join(folder, 'lost.mjs'), "import 'no-such-package'\n")
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (args: readonly string[], how: Circumstances = {}): Promise<Answer> => fencepost(args, { cwd: folder, ...how })

  test('its only scenario is explored, and a witness of it is replayed, and stepped backwards', async () => {
    const models = ['--model', 'x86-tso', '--model', 'pso']
    const { status, stdout } = await run(['explore', '--module', 'mp.mjs', ...models])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^4 {2}flag: 1, data: 0 +– +\d+$/m)
    expect(stdout).toContain('  fencepost explore own/mp --module mp.mjs --model x86-tso --model pso --outcome N\n')
    const torn = await run(['explore', 'own/mp', '--module', 'mp.mjs', ...models, '--outcome', '4'])
    expect(torn.stdout).toMatch(/^; flag: 1, data: 0\n.*\nscenario own\/mp .*\n; fencepost replay --module mp\.mjs WITNESS\n/)
    const again = await run(['replay', '--module', 'mp.mjs', '-'], { stdin: torn.stdout })
    expect(again.stdout).toContain('outcome   flag: 1, data: 0   (6 transitions)')
    writeFileSync(join(folder, 'torn.witness'), torn.stdout)
    const stepped = await run(['step', '--module', 'mp.mjs', 'torn.witness'], { stdin: 'follow all\nback all\n' })
    expect(stepped.stdout).toContain('finished: flag: 1, data: 0\n')
    expect(stepped.stdout).toMatch(/^core 1 {2}\+0x0 mov rax, \[flag\]: reads flag: 0$/m)
    expect((await run(['replay', 'torn.witness'])).stderr).toBe('fencepost: torn.witness: unknown scenario "own/mp": it does not '
      + 'ship with fencepost; if it is yours, name the module that exports it with --module FILE\n')
  })

  test.each([
    [['explore', '--module', 'two.mjs'], 'two.mjs: has 2 scenarios: name one of own/mp-again, own/mp'],
    [['step', 'own/pm', '--module', 'two.mjs'], 'two.mjs: has no scenario "own/pm": did you mean own/mp?'],
    [['run', '--module', 'none.mjs'], /^none\.mjs: exports no scenario; expected one such as export const sb = defineScenario\(/],
    [['run', '--module', 'gone.mjs'], 'gone.mjs: there is no such file (expected a module that exports scenarios)'],
    [['run', '--module', 'lost.mjs'], /^lost\.mjs: cannot be loaded: Cannot find package 'no-such-package'/],
    [['run', '--module', 'wrong.mjs'], /^scenario "own\/mp", cores\[1\]\.entry: .* "recieve"; .* did you mean "receive"\?$/],
    [['run', '--module', 'mp.mjs', '--elf', 'prog'], 'run: --elf is for a Go program: name it with --elf BINARY'],
  ])('%j is refused', async (args, message) => {
    const { status, stdout, stderr } = await run(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.replace(/^fencepost: /, '').trimEnd()).toMatch(message)
    expect(stderr).not.toMatch(/ at .*\.js:/)
  })
})
