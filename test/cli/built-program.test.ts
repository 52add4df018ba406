/** The program as scripts/build-program.js puts it together, and not as its sources stand. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** From the checkout; laid out as the package is. */
const PACKAGE = 'node_modules/.cache/fencepost-program'
const MAIN = join(ROOT, PACKAGE, 'dist/cli/main.js')
const TELL = join(ROOT, PACKAGE, 'tell.cjs')
const SB = join(ROOT, PACKAGE, 'SB.litmus')

function node(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

beforeAll(() => {
  rmSync(join(ROOT, PACKAGE), { recursive: true, force: true })
  mkdirSync(join(ROOT, PACKAGE), { recursive: true })
  node('--input-type=module', '--eval', `
    import { buildProgram } from './scripts/program.js'
    await buildProgram({ folder: '${PACKAGE}/dist/cli', program: 'src/cli/main.ts' })
  `)
  for (const name of ['package.json', 'asm']) symlinkSync(join(ROOT, name), join(ROOT, PACKAGE, name))
  writeFileSync(SB, `X86_64 SB
{ }
 P0             | P1             ;
 movl $1,(x)    | movl $1,(y)    ;
 movl (y),%eax  | movl (x),%eax  ;
exists (0:rax=0 /\\ 1:rax=0)
`)
  // Prints the name of each file whose code V8 has not taken.
  writeFileSync(TELL, `const vm = require('node:vm')
const { Script } = vm
vm.Script = class extends Script {
  constructor(text, options) {
    super(text, options)
    if (this.cachedDataRejected !== false) console.log('text of', options.filename)
  }
}
`)
}, 60_000)

test('store buffering: sometimes under x86-tso, never under sc', () => {
  const log = node(MAIN, 'litmus', SB, '--model', 'x86-tso', '--model', 'sc')
  expect(log.match(/^Observation .*$/gm)).toEqual(['Observation SB Sometimes 1 3', 'Observation SB Never 0 3'])
})

test.each(['litmus', 'demo', 'explore'])('%s is run from the code that was kept', (command) => {
  const args = command === 'litmus' ? [SB] : ['--help']
  expect(node('--require', TELL, MAIN, command, ...args)).not.toContain('text of')
})

test('under other flags of V8 its text is read', () => {
  const said = node('--require', TELL, '--stack-size=900', MAIN, '--version')
  expect(said).toMatch(/^text of .*program\.js$/m)
  expect(said).toMatch(/^fencepost \d/m)
})
